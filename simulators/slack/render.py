"""Blocks as the lines that a person reads, without pictures and colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from simulators.slack.shapes import Json

_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def render_message(content: Json, files: list[Any] | None = None) -> str:
    """A whole message: its blocks or else its text, its attachments, the names of its files."""
    blocks = content.get("blocks")
    lines = [render_text(blocks) if blocks else plain(content.get("text") or "")]
    for attachment in content.get("attachments") or []:
        inner = attachment.get("blocks")
        lines.append(render_text(inner) if inner else plain(attachment.get("text") or ""))
    lines += [f"[file: {file.name}]" for file in files or []]
    return "\n".join(line for line in lines if line)


def render_view(view: Json) -> str:
    """A modal or App Home: title, blocks, the buttons at the bottom."""
    feet = [f"[{view[foot]['text']}]" for foot in ("close", "submit") if view.get(foot)]
    title = view["title"]["text"] if view.get("title") else ""
    lines = [title, render_text(view["blocks"]), " ".join(feet)]
    return "\n".join(line for line in lines if line)


def render_text(blocks: list[Json]) -> str:
    """The blocks as lines of text; buttons and menus stand in brackets."""
    lines = [_BLOCKS.get(block["type"], _unknown)(block) for block in blocks]
    return "\n".join(line for line in lines if line)


def plain(text: str) -> str:
    """Slack's markup as a person reads it: links by their label, entities as characters."""
    shown = _LINK.sub(_link, text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _link(match: re.Match[str]) -> str:
    target, label = match.group(1), match.group(2)
    if target.startswith("!date^"):
        return label or target
    if label is not None:
        return label
    return f"@{target[1:]}" if target.startswith("!") else target


def _text(value: Json | None) -> str:
    return plain(value["text"]) if value else ""


def _section(block: Json) -> str:
    lines = [_text(block.get("text"))] + [_text(one) for one in block.get("fields", [])]
    accessory = block.get("accessory")
    lines.append(_element(accessory) if accessory else "")
    return "\n".join(line for line in lines if line)


def _element(element: Json) -> str:
    kind = element["type"]
    if kind in ("button", "workflow_button", "icon_button"):
        return f"[{_text(element['text'])}]"
    if kind in ("plain_text", "mrkdwn"):
        return plain(element["text"])
    if kind == "image":
        return f"[image: {element['alt_text']}]"
    choices = [_text(one["text"]) for one in element.get("options", [])]
    if kind in ("overflow", "checkboxes", "radio_buttons"):
        return f"[{' / '.join(choices)}]"
    return f"[{_text(element.get('placeholder')) or '…'}]"


def _input(block: Json) -> str:
    optional = " (optional)" if block.get("optional") else ""
    hint = f"\n{_text(block['hint'])}" if block.get("hint") else ""
    return f"{_text(block['label'])}{optional}: {_element(block['element'])}{hint}"


def _table(block: Json) -> str:
    rows = [" | ".join(_cell(cell) for cell in row) for row in block["rows"]]
    return "\n".join([*([block["caption"]] if "caption" in block else []), *rows])


def _cell(cell: Json) -> str:
    if cell["type"] == "rich_text":
        return _rich(cell)
    return str(cell.get("text", cell.get("value", "")))


def _rich(block: Json) -> str:
    parts = [_rich_part(part) for part in block.get("elements", [])]
    apart = block.get("type") in ("rich_text", "rich_text_list")
    return ("\n" if apart else "").join(parts)


def _rich_part(part: Json) -> str:
    if "elements" in part:
        return _rich(part)
    if part.get("type") in _SIGNS:
        sign, name = _SIGNS[part["type"]]
        return f"{sign}{part[name]}"
    if part.get("type") == "emoji":
        return f":{part['name']}:"
    return str(part.get("text", part.get("url", "")))


_SIGNS = {
    "user": ("@", "user_id"),
    "channel": ("#", "channel_id"),
    "usergroup": ("@", "usergroup_id"),
    "broadcast": ("@", "range"),
}


def _chart(block: Json) -> str:
    chart = block["chart"]
    if chart["type"] == "pie":
        parts = [f"{one['label']} {one['value']}" for one in chart["segments"]]
    else:
        parts = [
            f"{series['name']}: "
            + ", ".join(f"{point['label']} {point['value']}" for point in series["data"])
            for series in chart["series"]
        ]
    return f"[{chart['type']} chart: {block['title']}: {'; '.join(parts)}]"


def _row(block: Json) -> str:
    return " ".join(_element(one) for one in block["elements"])


def _unknown(block: Json) -> str:
    return f"[{block['type']}]"


_BLOCKS: dict[str, Callable[[Json], str]] = {
    "section": _section,
    "header": lambda block: _text(block["text"]),
    "divider": lambda block: "---",
    "context": _row,
    "actions": _row,
    "image": lambda block: f"[image: {block['alt_text']}]",
    "input": _input,
    "markdown": lambda block: str(block["text"]),
    "alert": lambda block: _text(block["text"]),
    "rich_text": _rich,
    "table": _table,
    "data_table": _table,
    "data_visualization": _chart,
}
