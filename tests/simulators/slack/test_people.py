"""Looking people, groups and channels up."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for


async def test_a_person_has_a_zone_a_language_and_rights(slack: LocalSlack) -> None:
    client = client_for(slack)
    boris = (await client.users_info(user=slack.user("boris").id, include_locale=True))["user"]
    assert (boris["tz"], boris["tz_offset"], boris["locale"]) == ("Europe/Moscow", 10800, "ru-RU")
    assert not boris["is_admin"]
    ada = (await client.users_info(user=slack.user("ada").id))["user"]
    assert ada["is_owner"]
    assert "locale" not in ada
    assert (await client.users_info(user=slack.user("gus").id))["user"]["is_restricted"]
    stella = (await client.users_info(user=slack.user("stella").id))["user"]
    assert stella["team_id"] != slack.workspace.team_id


async def test_nobody_of_that_id(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client_for(slack).users_info(user="U404")


async def test_the_list_of_people_comes_in_pages(slack: LocalSlack) -> None:
    client, names, cursor = client_for(slack), [], ""
    while True:
        answer = await client.users_list(limit=2, cursor=cursor)
        names += [member["name"] for member in answer["members"]]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == ["callboard", "ada", "boris", "carol", "gus", "dina"]
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await client.users_list(cursor="nonsense")


async def test_user_groups_and_who_is_in_them(slack: LocalSlack) -> None:
    client = client_for(slack)
    boris = slack.user("boris").id
    (group,) = (await client.usergroups_list(include_users=True))["usergroups"]
    assert (group["handle"], group["users"]) == ("operators", [boris])
    assert (await client.usergroups_users_list(usergroup=group["id"]))["users"] == [boris]
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await client.usergroups_users_list(usergroup="S404")


async def test_channels_say_what_they_are(slack: LocalSlack) -> None:
    client = client_for(slack)
    calls = (await client.conversations_info(channel=slack.channel("calls").id))["channel"]
    assert (calls["name"], calls["is_member"], calls["is_private"]) == ("calls", True, False)
    secret = (await client.conversations_info(channel=slack.channel("secret").id))["channel"]
    assert secret["is_private"]
    attic = (await client.conversations_info(channel=slack.channel("attic").id))["channel"]
    assert attic["is_archived"]


async def test_a_private_channel_without_the_bot_does_not_exist_for_it(slack: LocalSlack) -> None:
    hidden = slack.add_channel("board", ["ada"], "private")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client_for(slack).conversations_info(channel=hidden["id"])


async def test_members_of_a_channel(slack: LocalSlack) -> None:
    client = client_for(slack)
    members = (await client.conversations_members(channel=slack.channel("calls").id))["members"]
    assert slack.user("gus").id in members
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.conversations_members(channel=slack.channel("quiet").id)


async def test_direct_messages_are_opened_by_the_persons_id(slack: LocalSlack) -> None:
    client, ada = client_for(slack), slack.user("ada").id
    opened = (await client.conversations_open(users=ada))["channel"]["id"]
    assert (await client.conversations_open(users=[ada]))["channel"]["id"] == opened
    assert opened.startswith("D")
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.conversations_open(users="U404")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.conversations_open(users=[ada, slack.user("boris").id])


async def test_the_channels_that_the_bot_is_in(slack: LocalSlack) -> None:
    answer = await client_for(slack).users_conversations(
        types="public_channel,private_channel", exclude_archived=True
    )
    assert [channel["name"] for channel in answer["channels"]] == ["general", "calls", "secret"]
