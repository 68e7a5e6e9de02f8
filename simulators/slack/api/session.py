"""api.test, auth.test and apps.connections.open: who am I, and how do I connect."""

from __future__ import annotations

from simulators.slack.api.method import Call, method
from simulators.slack.errors import ApiError
from simulators.slack.shapes import Json


@method("api.test", tier=4, caller="nobody")
def api_test(call: Call) -> Json:
    """Gives back what it got, or the error that was asked for."""
    shown = {name: value for name, value in call.args.raw.items() if name != "token"}
    if error := call.args.text("error"):
        raise ApiError(error, args=shown)
    return {"args": shown} if shown else {}


@method("auth.test", tier="special", caller="any")
def auth_test(call: Call) -> Json:
    """Which workspace and which bot a token belongs to."""
    workspace = call.core.workspace
    return {
        "url": f"{call.core.base}/",
        "team": workspace.name,
        "user": call.bot.name,
        "team_id": workspace.team_id,
        "user_id": call.bot.id,
        "bot_id": call.bot.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", tier=1, scope="connections:write", caller="app")
def connections_open(call: Call) -> Json:
    """The address of one Socket Mode connection."""
    return {"url": call.core.outbound.socket.new_url()}
