"""Turning what a person picks or types into the value that Slack sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulators.slack.errors import Refused
from simulators.slack.interactions.sight import Target
from simulators.slack.interactions.state import slot, takes_many
from simulators.slack.interactions.suggestions import suggest
from simulators.slack.people import User
from simulators.slack.shapes import Json

if TYPE_CHECKING:
    from simulators.slack.interactions.base import Acts

MOST_FILE_BYTES = 10 * 1024 * 1024
Upload = Path | tuple[str, bytes]
"""A file on this machine, or a name with the content."""


class Filler:
    """Fills one element for one person."""

    def __init__(self, acts: Acts, user: User, target: Target) -> None:
        self._acts = acts
        self._user = user
        self._target = target
        self._element = target.element

    async def fill(self, value: Any) -> Json:
        """The element's value; None, an empty text or an empty list empties it."""
        kind = self._element["type"]
        if takes_many(kind):
            many = [] if value is None else _as_list(value)
            chosen = [await self._one(kind, one) for one in many]
            self._not_too_many(len(chosen))
            return {"type": kind, slot(kind): chosen}
        empty = value is None or value == ""
        return {"type": kind, slot(kind): None if empty else await self._one(kind, value)}

    async def _one(self, kind: str, value: Any) -> Any:
        bare = kind.removeprefix("multi_")
        if bare in ("static_select", "radio_buttons", "checkboxes"):
            return self._listed(str(value))
        if bare == "external_select":
            # A whole option is one that the menu has offered before.
            return value if isinstance(value, dict) else await self._suggested(str(value))
        if bare == "users_select":
            return self._acts.user(value).id
        if bare in ("channels_select", "conversations_select"):
            return self._acts.channel(value, self._user).id
        if kind == "file_input":
            return self._uploaded(value)
        if kind == "rich_text_input":
            return value if isinstance(value, dict) else _rich(str(value))
        return _written(kind, value)

    def _listed(self, wanted: str) -> Json:
        groups = self._element.get("option_groups", [])
        listed = [*self._element.get("options", []), *(o for g in groups for o in g["options"])]
        return _pick(listed, wanted)

    async def _suggested(self, wanted: str) -> Json:
        return _pick(await suggest(self._acts, self._user, self._target, wanted), wanted)

    def _uploaded(self, upload: Upload) -> Json:
        name, content = (upload.name, upload.read_bytes()) if isinstance(upload, Path) else upload
        if len(content) > MOST_FILE_BYTES:
            raise Refused(f"{name} is larger than 10 MB.")
        file = self._acts.core.files.add(self._user, name, content)
        file.given_to_app = True
        return file.to_json()

    def _not_too_many(self, count: int) -> None:
        if self._element["type"] == "file_input":
            most = int(self._element.get("max_files", 10))
        else:
            most = int(self._element.get("max_selected_items", count))
        if count > most:
            raise Refused(f"At most {most} can be chosen.")


def named_bytes(upload: Upload) -> tuple[str, bytes]:
    """The name and content of an upload."""
    return (upload.name, upload.read_bytes()) if isinstance(upload, Path) else upload


def _as_list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _pick(options: Sequence[Json], wanted: str) -> Json:
    for option in options:
        if wanted in (option["text"]["text"], option["value"]):
            return dict(option)
    shown = ", ".join(repr(option["text"]["text"]) for option in options)
    raise Refused(f"There is no {wanted!r} to choose, only: {shown or 'nothing'}.")


def _written(kind: str, value: Any) -> Any:
    if kind == "datetimepicker":
        return int(value.timestamp()) if isinstance(value, datetime) else int(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
