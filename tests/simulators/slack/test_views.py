"""Modals and App Home: triggers, stacks, hashes, what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for, modal, section, text_input


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return client_for(slack)


def trigger(slack: LocalSlack, who: str = "ada") -> str:
    """A trigger as if the person had just pressed something."""
    return slack.core.triggers.new(slack.user(who))


async def opened(slack: LocalSlack, view: dict[str, Any] | None = None) -> dict[str, Any]:
    """A modal that ada has open."""
    answer = await client_for(slack).views_open(
        trigger_id=trigger(slack), view=view or modal("Campaign")
    )
    shown: dict[str, Any] = answer["view"]
    return shown


async def test_a_modal_opens_for_the_one_who_acted(slack: LocalSlack) -> None:
    view = await opened(slack, modal("Rename", text_input("Name", "name"), callback_id="renamed"))
    seen = slack.modal("ada")
    assert seen is not None
    assert (seen.id, seen.title, seen.callback_id) == (view["id"], "Rename", "renamed")
    assert seen.text == "Rename\nName: […]\n[Save]"
    assert slack.modal("boris") is None
    assert view["state"]["values"]["name"]["value"] == {"type": "plain_text_input", "value": None}


async def test_a_trigger_serves_once_and_for_three_seconds(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    used = trigger(slack)
    await client.views_open(trigger_id=used, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=used, view=modal())
    late = trigger(slack)
    slack.advance(3.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=late, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.3", view=modal())


async def test_a_bad_view_does_not_use_the_trigger_up(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    held = trigger(slack)
    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id=held, view=modal("x" * 25))
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    await client.views_open(trigger_id=held, view=modal())


async def test_modals_stack_up_to_three(slack: LocalSlack, client: AsyncWebClient) -> None:
    root = await opened(slack)
    for title in ("Two", "Three"):
        pushed = await client.views_push(trigger_id=trigger(slack), view=modal(title))
        assert pushed["view"]["root_view_id"] == root["id"]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger(slack), view=modal("Four"))
    await slack.close("ada")
    top = slack.modal("ada")
    assert top is not None
    assert top.title == "Two"


async def test_an_update_with_an_old_hash_is_a_conflict(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    view = await opened(slack)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Second"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Third"))
    seen = slack.modal("ada")
    assert seen is not None
    assert (seen.title, len(seen.versions)) == ("Second", 1)


async def test_a_closed_modal_cannot_be_updated(slack: LocalSlack, client: AsyncWebClient) -> None:
    view = await opened(slack)
    await slack.close("ada")
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id=view["id"], view=modal())


async def test_views_are_found_by_their_external_id(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    await opened(slack, modal("One", external_id="mine"))
    await client.views_update(external_id="mine", view=modal("Two", external_id="mine"))
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_push(trigger_id=trigger(slack), view=modal("Three", external_id="mine"))


async def test_what_was_typed_survives_an_update_where_the_ids_stay(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    view = await opened(slack, modal("One", text_input("Name", "name"), text_input("Host", "h")))
    await slack.fill("ada", {"Name": "spring", "Host": "example.org"})
    updated = await client.views_update(
        view_id=view["id"],
        view=modal("Two", text_input("Name", "name"), text_input("Host", "other")),
    )
    values = updated["view"]["state"]["values"]
    assert values["name"]["value"]["value"] == "spring"
    assert values["other"]["value"]["value"] is None


async def test_a_view_over_250_kilobytes(slack: LocalSlack, client: AsyncWebClient) -> None:
    blocks = [section("ж" * 3000) for _ in range(45)]
    with pytest.raises(SlackApiError, match="view_too_large"):
        await client.views_open(trigger_id=trigger(slack), view=modal("Big", *blocks))


async def test_app_home_is_published_for_each_person(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    ada = slack.user("ada").id
    home = {"type": "home", "blocks": [section("Two campaigns")]}
    first = await client.views_publish(user_id=ada, view=home)
    assert (await slack.home_with("ada")).text == "Two campaigns"
    await client.views_publish(user_id=ada, view=home, hash=first["view"]["hash"])
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=ada, view=home, hash=first["view"]["hash"])
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.views_publish(user_id="U404", view=home)
    assert [entry.kind for entry in slack.transcript] == ["home", "home"]
