"""Sentences that are stored, to be told in the language of whoever reads them later."""

from __future__ import annotations

from typing import Any

from bot.errors import CallboardError
from bot.texts import Sentence


def to_wire(sentence: Sentence) -> dict[str, Any]:
    """A sentence as JSON; those among its values are kept as sentences too."""
    values = {
        name: to_wire(value) if isinstance(value, Sentence) else str(value)
        for name, value in sentence.values.items()
    }
    return {"message": str(sentence.message), "values": values}


def from_wire(wire: dict[str, Any]) -> Sentence:
    """What :func:`to_wire` wrote."""
    values = {
        name: from_wire(value) if isinstance(value, dict) else value
        for name, value in wire["values"].items()
    }
    return CallboardError(wire["message"], **values)
