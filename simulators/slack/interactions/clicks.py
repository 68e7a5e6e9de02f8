"""Clicking buttons, and choosing in menus outside of a form."""

from __future__ import annotations

from typing import Any

from simulators.slack.delivery.envelope import Ack
from simulators.slack.errors import ConfirmNeeded, Refused
from simulators.slack.interactions.base import Acts, Who
from simulators.slack.interactions.payloads import base_payload, source_part
from simulators.slack.interactions.sight import Place, Target, find
from simulators.slack.interactions.state import Key
from simulators.slack.interactions.values import Filler
from simulators.slack.messages import Message
from simulators.slack.people import User
from simulators.slack.shapes import Json
from simulators.slack.views import View

_BUTTONS = ("button", "workflow_button", "icon_button")


class Clicking(Acts):
    """Acts with the mouse."""

    def button(self, user: Who, label: str, where: Place = None) -> Target:
        """The button as the person sees it now; press it later to click on a stale one."""
        return find(self.core, self.user(user), label, where)

    async def click(
        self, user: Who, label: str, where: Place = None, *, confirm: bool | None = None
    ) -> Ack | None:
        """Press the button with this label or action id, wherever the person sees it.

        ``where`` narrows it down: a message, view or channel, ``"modal"``, ``"home"``, a ts.
        A button that asks first raises ConfirmNeeded until ``confirm`` is given; with False the
        person turns back and None is returned. Returns when the app has acknowledged.
        """
        return await self.press(user, self.button(user, label, where), confirm=confirm)

    async def press(self, user: Who, target: Target, *, confirm: bool | None = None) -> Ack | None:
        """Press a button that was found before, whatever has become of it since."""
        if target.element["type"] not in _BUTTONS:
            raise Refused(f"That is no button but {target.element['type']}: use choose().")
        if not _goes_on(target.element, confirm):
            return None
        return await self.act(self.user(user), target, _pressed(target.element))

    async def choose(
        self,
        user: Who,
        label: str,
        value: Any,
        where: Place = None,
        *,
        confirm: bool | None = None,
    ) -> Ack | None:
        """Choose in a menu, date picker, checkboxes or overflow outside of a form's inputs."""
        return await self.pick(
            user, find(self.core, self.user(user), label, where), value, confirm=confirm
        )

    async def pick(
        self, user: Who, target: Target, value: Any, *, confirm: bool | None = None
    ) -> Ack | None:
        """Choose in an element that was found before."""
        person = self.user(user)
        if not _goes_on(target.element, confirm):
            return None
        if target.element["type"] == "overflow":
            return await self.act(person, target, {"selected_option": _option(target, value)})
        chosen = await Filler(self, person, target).fill(value)
        self.remember(target, chosen)
        return await self.act(person, target, chosen)

    def remember(self, target: Target, chosen: Json) -> None:
        """Keep what was chosen as the state of the view."""
        if isinstance(target.surface, View):
            key = (target.block["block_id"], target.element["action_id"])
            target.surface.filled[key] = chosen

    async def act(self, user: User, target: Target, chosen: Json) -> Ack:
        """Send ``block_actions`` for this element."""
        core, source, element = self.core, target.surface, target.element
        if not core.app.manifest.interactivity:
            raise Refused("This app is not configured to handle interactive responses.")
        origin = source.channel if isinstance(source, Message) else source.origin
        key = (target.block["block_id"], element["action_id"])
        payload = base_payload(core, "block_actions", user)
        touched: dict[Key, Json] = {key: chosen} if "type" in chosen else {}
        payload |= source_part(core, source, touched)
        payload["trigger_id"] = core.triggers.new(user, origin)
        if isinstance(source, Message):
            url = core.hooks.new("actions", user, source.channel, source)
            payload["response_url"] = url
        action: Json = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": target.block["block_id"],
            "action_ts": core.ids.ts(),
            **{name: element[name] for name in ("confirm", "style") if name in element},
            **chosen,
        }
        payload["actions"] = [action]
        return await self.interact(payload)


def _pressed(element: Json) -> Json:
    return {name: element[name] for name in ("text", "value") if name in element}


def _goes_on(element: Json, confirm: bool | None) -> bool:
    dialog = element.get("confirm")
    if dialog and confirm is None:
        raise ConfirmNeeded(dialog)
    if confirm is not None and not dialog:
        raise Refused(f"{element['action_id']!r} does not ask for a confirmation.")
    return confirm is not False


def _option(target: Target, wanted: str) -> Json:
    for option in target.element["options"]:
        if wanted in (option["text"]["text"], option["value"]):
            return dict(option)
    raise Refused(f"The menu has no {wanted!r}.")
