"""The verbs of ``python -m bot``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from types import ModuleType
from typing import NoReturn

from bot.cli import connect, doctor, key, manifest, migrate, rotate, serve, worker
from bot.logs import Redactor, configure_logs

VERBS: dict[str, ModuleType] = {
    "serve": serve,
    "worker": worker,
    "migrate": migrate,
    "key": key,
    "rotate": rotate,
    "connect": connect,
    "doctor": doctor,
    "manifest": manifest,
}

Run = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """Repeats what was wrong, but no token that somebody typed in spite of all."""

    def error(self, message: str) -> NoReturn:
        super().error(Redactor().text(message))


def parser() -> argparse.ArgumentParser:
    """Reads the arguments; each verb's first docstring line is its help."""
    root = _Parser(
        prog="python -m bot",
        description="Callboard: a Slack bot that runs JAICP calling campaigns.",
        epilog="Settings come from the environment or .env; the README lists them.",
    )
    verbs = root.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, module in VERBS.items():
        text = (module.__doc__ or "").strip()
        one = verbs.add_parser(name, help=text.splitlines()[0], description=text)
        module.add(one)
        one.set_defaults(run=module.run)
    return root


def main(arguments: list[str] | None = None) -> int:
    """Run a verb; its exit status."""
    chosen = parser().parse_args(arguments)
    # The database and the files that are made for a moment hold people's numbers in the clear.
    os.umask(0o077)
    # A verb says in words what went wrong; what libraries have to say must not get between them.
    configure_logs("error")
    run: Run = chosen.run
    return run(chosen)
