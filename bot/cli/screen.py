"""What a verb writes: for a person with signs and colours, for a machine as one JSON value.

Standard output holds the result alone, so that it can be piped; how long work goes on is written to
standard error, and only where a person sits before it. ``NO_COLOR`` is respected
(https://no-color.org).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TextIO

import orjson

_CODES = {"green": "32", "red": "31", "yellow": "33", "dim": "2", "bold": "1"}
_CLEAR = "\r\033[K"


def offer_json(verb: argparse.ArgumentParser) -> None:
    """``--json``, for verbs that a script may run."""
    verb.add_argument("--json", action="store_true", help="one JSON value, for machines")


def paint(text: str, colour: str, stream: TextIO) -> str:
    """The text in a colour, where a terminal shows colours and nobody has asked for none."""
    wanted = bool(text) and stream.isatty() and not os.environ.get("NO_COLOR") and _is_able()
    return f"\033[{_CODES[colour]}m{text}\033[0m" if wanted else text


def _is_able() -> bool:
    return os.environ.get("TERM") != "dumb"


class Screen:
    """One verb's output; ``as_json`` is for machines."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Screen:
        """The screen that the arguments ask for."""
        return cls(as_json=bool(getattr(arguments, "json", False)))

    def result(self, text: str, **facts: Any) -> None:
        """How it ended: the sentence for a person, the facts for a machine."""
        if self.as_json:
            self.value({"ok": True, **facts})
        else:
            print(f"{paint('✓', 'green', sys.stdout)} {text}" if sys.stdout.isatty() else text)

    def value(self, value: Any) -> None:
        """One JSON value."""
        print(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())

    def failure(self, error: BaseException) -> None:
        """What went wrong, in words."""
        if self.as_json:
            self.value({"ok": False, "error": str(error)})
        else:
            print(
                paint("✗ ", "red", sys.stderr) * sys.stderr.isatty() + str(error), file=sys.stderr
            )

    @contextmanager
    def step(self, text: str) -> Iterator[Step]:
        """A piece of long work: shown while it goes on, and with its time when it is done."""
        step = Step(text, shown=sys.stderr.isatty() and not self.as_json)
        step.draw()
        try:
            yield step
        except BaseException:
            step.end("✗", "red")
            raise
        step.end("✓", "green")


class Step:
    """A line on standard error that is written over until its work is done."""

    def __init__(self, text: str, *, shown: bool) -> None:
        self._text = text
        self._shown = shown
        self._began = monotonic()

    def draw(self, note: str = "") -> None:
        """Show how far it is, such as ``12 of 40``."""
        if self._shown:
            sys.stderr.write(f"{_CLEAR}… {self._text} {paint(note, 'dim', sys.stderr)}".rstrip())
            sys.stderr.flush()

    def end(self, sign: str, colour: str) -> None:
        """Show that it is over, and how long it took."""
        if self._shown:
            took = paint(f"({monotonic() - self._began:.1f} s)", "dim", sys.stderr)
            sign = paint(sign, colour, sys.stderr)
            sys.stderr.write(f"{_CLEAR}{sign} {self._text} {took}\n")
            sys.stderr.flush()
