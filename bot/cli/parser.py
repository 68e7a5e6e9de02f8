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

_FIRST_MINUTES = """\
the first minutes:
  python -m bot manifest     paste it at https://api.slack.com/apps, and install the app
  python -m bot key          a SECRET_KEY; write it and Slack's two tokens into .env
  python -m bot doctor       until all is well
  python -m bot serve        then press "Press me" in Callboard's message to you

Settings come from the environment or .env; the README lists them. VERB --help has examples.
"""

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
        epilog=_FIRST_MINUTES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = root.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, module in VERBS.items():
        text = (module.__doc__ or "").strip()
        one = verbs.add_parser(
            name,
            help=text.splitlines()[0],
            description=text,
            epilog=module.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
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
