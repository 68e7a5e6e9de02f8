"""What a person filled into a modal: the state of a submitted view, read by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.slack.ids import Field


@dataclass(frozen=True, slots=True)
class Form:
    """The inputs of a view, and the metadata that it was opened with."""

    view_id: str
    metadata: str
    values: dict[str, Any]

    def _element(self, field: Field) -> dict[str, Any]:
        block = self.values.get(str(field)) or {}
        element: dict[str, Any] = block.get(str(field)) or next(iter(block.values()), {})
        return element

    def text(self, field: Field) -> str | None:
        """What was typed; ``None`` for nothing."""
        typed = str(self._element(field).get("value") or "").strip()
        return typed or None

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything that was typed, whatever it was typed into: the field, and the text."""
        for field, elements in self.values.items():
            for element in elements.values():
                if isinstance(text := element.get("value"), str):
                    yield field, text

    def choice(self, field: Field) -> str | None:
        """The value of the option that was chosen."""
        chosen = self._element(field).get("selected_option") or {}
        return chosen.get("value")

    def choices(self, field: Field) -> tuple[str, ...]:
        """The values of the boxes that were ticked."""
        return tuple(one["value"] for one in self._element(field).get("selected_options") or ())

    def choices_of(self, prefix: str) -> dict[str, str]:
        """What was chosen in the menus whose block ids begin so, by the rest of the id."""
        chosen: dict[str, str] = {}
        for block, elements in self.values.items():
            for element in elements.values() if block.startswith(prefix) else ():
                if option := element.get("selected_option"):
                    chosen[block.removeprefix(prefix)] = option["value"]
        return chosen

    def conversations(self, field: Field) -> tuple[str, ...]:
        """The channels that were chosen."""
        element = self._element(field)
        chosen = element.get("selected_conversations") or element.get("selected_channels") or ()
        return tuple(chosen)

    def files(self, field: Field) -> tuple[dict[str, Any], ...]:
        """The files that were uploaded, as Slack describes them."""
        return tuple(self._element(field).get("files") or ())


def form(view: dict[str, Any]) -> Form:
    """The form that a submitted view holds."""
    values = (view.get("state") or {}).get("values") or {}
    return Form(str(view.get("id", "")), str(view.get("private_metadata") or ""), values)


def fields_of(view: dict[str, Any]) -> frozenset[str]:
    """The block ids of a view's inputs: where an error can be shown."""
    blocks = view.get("blocks") or ()
    return frozenset(one["block_id"] for one in blocks if one.get("type") == "input")
