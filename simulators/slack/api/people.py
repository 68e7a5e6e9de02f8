"""users.*, usergroups.*, bots.*, team.*: who is there."""

from __future__ import annotations

from simulators.slack.api.method import Call, method
from simulators.slack.api.paging import page
from simulators.slack.errors import ApiError
from simulators.slack.people import UserGroup
from simulators.slack.shapes import Json


@method("users.info", tier=4, scope="users:read")
def user_info(call: Call) -> Json:
    """One person, with their language if it is asked for."""
    return {"user": call.user().to_json(with_locale=call.args.flag("include_locale"))}


@method("users.list", tier=2, scope="users:read")
def user_list(call: Call) -> Json:
    """Everybody; in a large workspace a call for nobody."""
    with_locale = call.args.flag("include_locale")
    team = call.core.workspace.team_id
    everybody = [
        user.to_json(with_locale=with_locale)
        for user in call.core.workspace.users.values()
        if user.team_id == team
    ]
    return page(call, "members", everybody, default=999)


@method("usergroups.list", tier=2, scope="usergroups:read")
def usergroup_list(call: Call) -> Json:
    """The user groups, with their people if asked for."""
    with_users = call.args.flag("include_users")
    shown = [
        group.to_json(with_users=with_users)
        for group in call.core.workspace.groups.values()
        if not group.disabled or call.args.flag("include_disabled")
    ]
    return {"usergroups": shown}


@method("usergroups.users.list", tier=2, scope="usergroups:read")
def usergroup_users(call: Call) -> Json:
    """The ids of the people in one user group."""
    group: UserGroup | None = call.core.workspace.groups.get(call.args.need("usergroup"))
    if group is None or (group.disabled and not call.args.flag("include_disabled")):
        raise ApiError("no_such_subteam")
    return {"users": list(group.users)}


@method("bots.info", scope="users:read")
def bot_info(call: Call) -> Json:
    """The bot behind a bot_id."""
    bot = call.bot
    if call.args.text("bot", bot.bot_id) != bot.bot_id:
        raise ApiError("bot_not_found")
    shown = {
        "id": bot.bot_id,
        "deleted": False,
        "name": bot.name,
        "updated": bot.updated,
        "app_id": call.core.app.app_id,
        "user_id": bot.id,
        "icons": {},
    }
    return {"bot": shown}


@method("team.info", scope="team:read")
def team_info(call: Call) -> Json:
    """The workspace."""
    workspace = call.core.workspace
    shown = {
        "id": workspace.team_id,
        "name": workspace.name,
        "domain": workspace.domain,
        "email_domain": "",
        "url": f"{call.core.base}/",
    }
    return {"team": shown}
