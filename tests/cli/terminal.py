"""A terminal in front of the bot: what an operator types, and what comes back."""

from __future__ import annotations

import asyncio
import io
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import structlog

from bot.cli.parser import main


@dataclass(frozen=True, slots=True)
class Ran:
    """How a verb ended, and what it wrote."""

    status: int
    out: str
    err: str


class Screen(io.StringIO):
    """A standard output or input; ``tty`` says whether a person sits before it."""

    def __init__(self, text: str = "", *, tty: bool = False) -> None:
        super().__init__(text)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


@contextmanager
def logs_as_before() -> Iterator[None]:
    """Verbs set up the logs of their process, which here is the tests' own."""
    root = logging.getLogger()
    before = (root.level, root.handlers[:], logging.raiseExceptions)
    try:
        yield
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]
        logging.raiseExceptions = before[2]
        structlog.reset_defaults()


class Terminal:
    """A shell in the bot's folder, with an environment that verbs read their settings from."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.env = env

    @property
    def database(self) -> Path:
        """Where DATABASE_URL points to."""
        return Path(self.env["DATABASE_URL"].removeprefix("sqlite:///"))

    async def run(self, *words: str, typed: str = "", tty: bool = False, **env: str) -> Ran:
        """``python -m bot WORDS``; ``env`` is for this run, an empty value unsets a variable."""
        return await asyncio.to_thread(self._run, words, typed, tty, env)

    def run_here(self, *words: str) -> Ran:
        """The same in this thread, for the verbs that take the signals of a process."""
        return self._run(words, "", tty=False, env={})

    def _run(self, words: tuple[str, ...], typed: str, tty: bool, env: dict[str, str]) -> Ran:
        out, err = Screen(tty=tty), Screen(tty=tty)
        values = {name: value for name, value in (self.env | env).items() if value}
        with (
            patch.dict(os.environ, values, clear=True),
            patch("sys.stdin", Screen(typed, tty=tty)),
            redirect_stdout(out),
            redirect_stderr(err),
            logs_as_before(),
        ):
            try:
                status = main(list(words))
            except SystemExit as ended:
                status = int(ended.code or 0)
        return Ran(status, out.getvalue(), err.getvalue())
