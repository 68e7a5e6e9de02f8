"""The rich text that Slack's message box makes of what a person types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from simulators.slack.shapes import Json

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]+)>"
    r"|:(?P<emoji>[a-z0-9_+-]+):"
    r"|(?<![\w*])\*(?=\S)(?P<bold>[^*\n]+)(?<=\S)\*(?![\w*])"
    r"|(?<!\w)_(?=\S)(?P<italic>[^_\n]+)(?<=\S)_(?!\w)"
    r"|(?<![\w~])~(?=\S)(?P<strike>[^~\n]+)(?<=\S)~(?![\w~])"
)
_BULLET = re.compile(r"[•-] ")
_QUOTE = re.compile(r"&gt; ?")


def rich_text(markup: str) -> Json:
    """The ``rich_text`` block for a typed text, whose names and links are marked up already."""
    parts: list[Json] = []
    end = 0
    for fence in _FENCE.finditer(markup):
        parts += _paragraphs(markup[end : fence.start()].strip("\n"))
        parts.append(_part("rich_text_preformatted", [_text(fence.group(1))]))
        end = fence.end()
    parts += _paragraphs(markup[end:].strip("\n") if end else markup)
    return {"type": "rich_text", "elements": parts}


def _paragraphs(text: str) -> list[Json]:
    lines = text.split("\n") if text else []
    return [_paragraph(kind, list(group)) for kind, group in groupby(lines, _kind)]


def _kind(line: str) -> str:
    if _BULLET.match(line):
        return "list"
    return "quote" if _QUOTE.match(line) else "section"


def _paragraph(kind: str, lines: list[str]) -> Json:
    if kind == "list":
        items = [_part("rich_text_section", list(_inline(line[2:]))) for line in lines]
        return {"style": "bullet", "indent": 0, **_part("rich_text_list", items)}
    if kind == "quote":
        joined = "\n".join(_QUOTE.sub("", line, count=1) for line in lines)
        return _part("rich_text_quote", list(_inline(joined)))
    return _part("rich_text_section", list(_inline("\n".join(lines))))


def _part(kind: str, elements: list[Json]) -> Json:
    return {"type": kind, "elements": elements}


def _inline(text: str) -> Iterator[Json]:
    end = 0
    for found in _INLINE.finditer(text):
        if found.start() > end:
            yield _text(text[end : found.start()])
        yield _element(str(found.lastgroup), str(found.group(str(found.lastgroup))))
        end = found.end()
    if end < len(text) or not text:
        yield _text(text[end:])


def _element(kind: str, inside: str) -> Json:
    if kind == "emoji":
        return {"type": "emoji", "name": inside}
    return _angled(inside) if kind == "angle" else {**_text(inside), "style": {kind: True}}


def _angled(inside: str) -> Json:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": _plain(target)} | ({"text": _plain(label)} if label else {})


def _text(escaped: str) -> Json:
    return {"type": "text", "text": _plain(escaped)}


def _plain(escaped: str) -> str:
    return escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
