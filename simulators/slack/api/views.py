"""views.*: modals and App Home."""

from __future__ import annotations

from simulators.slack.api.method import Call, method
from simulators.slack.blocks import too_large, view_faults
from simulators.slack.errors import ApiError
from simulators.slack.interactions.state import state_values
from simulators.slack.shapes import Json
from simulators.slack.triggers import Trigger
from simulators.slack.views import View


@method("views.open", tier=4)
def open_view(call: Call) -> Json:
    """Open a modal in answer to something that a person just did."""
    content = checked_view(call, "modal")
    trigger = _exchange(call)
    return _shown(call, call.core.views.open(trigger.user, content, trigger.origin))


@method("views.push", tier=4)
def push_view(call: Call) -> Json:
    """Put a modal on top of the open one."""
    content = checked_view(call, "modal")
    trigger = _exchange(call)
    return _shown(call, call.core.views.push(trigger.user, content))


@method("views.update", tier=4)
def update_view(call: Call) -> Json:
    """Change an open modal."""
    if not call.args.given("view_id") and not call.args.given("external_id"):
        raise ApiError.arguments("missing required field: view_id")
    view = call.core.views.find(call.args.text("view_id"), call.args.text("external_id"))
    content = checked_view(call, view.kind)
    _same_hash(call, view)
    call.core.views.update(view, content)
    return _shown(call, view)


@method("views.publish", tier=4)
def publish_view(call: Call) -> Json:
    """Change a person's App Home."""
    user = call.user("user_id")
    if not call.core.app.manifest.home_tab:
        raise ApiError("not_enabled")
    content = checked_view(call, "home")
    home = call.core.views.homes.get(user.id)
    if home is not None:
        _same_hash(call, home)
    return _shown(call, call.core.views.publish(user, content))


def checked_view(call: Call, kind: str) -> Json:
    """The ``view`` argument, if it is a sound view of this kind."""
    view = call.args.json("view", "invalid_arguments")
    if view is None:
        raise ApiError.arguments("missing required field: view")
    faults = view_faults(view, kind, call.core.features)
    if faults:
        raise ApiError("invalid_arguments", response_metadata={"messages": faults})
    if too_large(view):
        raise ApiError("view_too_large")
    return dict(view)


def _exchange(call: Call) -> Trigger:
    return call.core.triggers.exchange(call.args.need("trigger_id"))


def _same_hash(call: Call, view: View) -> None:
    wanted = call.args.text("hash")
    if wanted and wanted != view.hash:
        raise ApiError("hash_conflict")


def _shown(call: Call, view: View) -> Json:
    return {"view": view.to_json(call.core.app, state_values(view))}
