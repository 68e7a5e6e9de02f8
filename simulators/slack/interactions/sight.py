"""What a person has before their eyes, and finding a button there by its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulators.slack.blocks.defaults import all_blocks, elements_of
from simulators.slack.channels import Channel
from simulators.slack.core import Core
from simulators.slack.errors import Refused
from simulators.slack.messages import Message
from simulators.slack.people import User
from simulators.slack.shapes import Json
from simulators.slack.views import View

Surface = Message | View
Place = Message | View | Channel | str | None


@dataclass(frozen=True)
class Target:
    """An element on a surface, as it was when the person looked."""

    surface: Surface
    block: Json
    element: Json


def surfaces(core: Core, user: User, place: Place) -> Iterator[Surface]:
    """What the person may press on, the foremost first.

    ``place``: a message or view, a channel, ``"modal"``, ``"home"``, the ts of a message; None
    for everything: the open modal, then messages from the newest on, then App Home.
    """
    if isinstance(place, Message | View):
        yield place
        return
    if place in (None, "modal") and (top := core.views.top(user)):
        yield top
    if place not in ("modal", "home"):
        yield from _messages(core, user, place)
    if place in (None, "home") and user.id in core.views.homes:
        yield core.views.homes[user.id]


def find(core: Core, user: User, label: str, place: Place) -> Target:
    """The element with this label or action id; Refused if the person does not see it."""
    for surface in surfaces(core, user, place):
        for target in targets(surface):
            if label in names_of(target):
                return target
    where = f" in {place!r}" if isinstance(place, str) else ""
    seen = "\n---\n".join(one.text for one in surfaces(core, user, place))[-2000:]
    raise Refused(f"@{user.name} sees no {label!r}{where}, but:\n{seen}")


def targets(surface: Surface) -> Iterator[Target]:
    """Every element of the surface in reading order."""
    for block in all_blocks(surface.content):
        for element in elements_of(block):
            if "action_id" in element:
                yield Target(surface, block, element)


def names_of(target: Target) -> set[str]:
    """By what a person or a test may call an element."""
    element, block = target.element, target.block
    names = {element["action_id"], block["block_id"]} if block["type"] == "input" else set()
    names |= {element["action_id"], f"{block['block_id']}/{element['action_id']}"}
    for text in (element.get("text"), element.get("placeholder"), block.get("label")):
        names |= {text["text"]} if isinstance(text, dict) else set()
    if block["type"] == "section" and element["type"] != "button" and block.get("text"):
        names.add(block["text"]["text"])
    return names


def _messages(core: Core, user: User, place: Place) -> list[Message]:
    wanted = core.workspace.channels.values()
    ts = place if isinstance(place, str) and place.replace(".", "").isdigit() else ""
    if place is not None and not ts:
        named = place if isinstance(place, Channel) else named_channel(core, user, str(place))
        wanted = {named.id: named}.values()
    found = [
        message
        for channel in wanted
        if may_see(user, channel)
        for message in core.messages.seen_by(user, channel)
        if not ts or message.ts == ts
    ]
    return sorted(found, key=lambda one: one.ts, reverse=True)


def named_channel(core: Core, user: User, name: str) -> Channel:
    """A channel by its name or id; ``dm`` is the person's direct messages with the app."""
    if name == "dm":
        return core.workspace.im(user, core.app.bot)
    return core.workspace.channel(name)


def may_see(user: User, channel: Channel) -> bool:
    """Whether the channel is open to this person."""
    guest = user.is_restricted or user.is_ultra_restricted
    return user.id in channel.members or (channel.kind == "public" and not guest)
