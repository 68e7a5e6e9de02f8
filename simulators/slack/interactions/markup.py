"""What Slack's client makes of a typed text: entities, mentions, links."""

from __future__ import annotations

import re
from collections.abc import Callable

from simulators.slack.workspace import Workspace

_READY = re.compile(r"<(?:[@#!]\S|tel:|mailto:|https?:)[^<>]*>")
_NAME = re.compile(r"(?<![\w<])([@#])([\w.-]*\w)")
_URL = re.compile(r"(?<![<|\w])(https?://[^\s<>|]+)")
_PHONE = re.compile(r"(?<![\w+])\+?\d[\d ()\-]{6,}\d(?!\w)")


def entities(text: str) -> str:
    """``& < >`` as Slack sends them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed_text(workspace: Workspace, text: str) -> str:
    """A message as it arrives: names and links are marked up, the rest is escaped.

    What already is markup (``<@U…>``, ``<tel:…|…>``) stays as it is.
    """
    return _outside_markup(text, lambda plain: _links(_names(workspace, entities(plain))))


def escaped_text(workspace: Workspace, text: str) -> str:
    """The text of a command with ``should_escape``: ids with names beside them."""
    return _outside_markup(
        text, lambda plain: _links(_names(workspace, entities(plain), labelled=True))
    )


def tel_links(text: str) -> str:
    """Phone numbers as clients link them: ``<tel:+12025550123|+1 202-555-0123>``."""
    return _PHONE.sub(lambda match: tel_link(match.group(0)), text)


def tel_link(phone: str) -> str:
    """One phone number as a link."""
    digits = re.sub(r"[^\d+]", "", phone)
    return f"<tel:{digits}|{phone}>"


def _outside_markup(text: str, change: Callable[[str], str]) -> str:
    pieces, end = [], 0
    for match in _READY.finditer(text):
        pieces += [change(text[end : match.start()]), match.group(0)]
        end = match.end()
    return "".join([*pieces, change(text[end:])])


def _names(workspace: Workspace, text: str, *, labelled: bool = False) -> str:
    def linked(match: re.Match[str]) -> str:
        sign, name = match.group(1), match.group(2)
        found = _channel(workspace, name) if sign == "#" else _person(workspace, name, labelled)
        return found or match.group(0)

    return _NAME.sub(linked, text)


def _person(workspace: Workspace, name: str, labelled: bool) -> str:
    if name in ("here", "channel", "everyone"):
        return f"<!{name}>"
    for user in workspace.users.values():
        if user.name.lower() == name.lower():
            return f"<@{user.id}|{name}>" if labelled else f"<@{user.id}>"
    for group in workspace.groups.values():
        if group.handle == name:
            return f"<!subteam^{group.id}|@{name}>" if labelled else f"<!subteam^{group.id}>"
    return ""


def _channel(workspace: Workspace, name: str) -> str:
    for channel in workspace.channels.values():
        if channel.name == name:
            return f"<#{channel.id}|{name}>"
    return ""


def _links(text: str) -> str:
    return _URL.sub(r"<\1>", text)
