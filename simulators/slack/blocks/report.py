"""What is wrong with some blocks, in the sentences that Slack answers with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Report:
    """Collects faults; each is a sentence and the JSON pointer of the place."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def fail(self, what: str, at: str) -> None:
        """Note one fault at this JSON pointer."""
        self.messages.append(f"[ERROR] {what} [json-pointer:{at}]")


Check = Callable[[Any, str, Report], None]
"""Looks at one value, at a JSON pointer, and writes its faults into the report."""
