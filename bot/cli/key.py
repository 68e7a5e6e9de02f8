"""Print a new SECRET_KEY."""

from __future__ import annotations

import argparse

from bot.store.vault import new_key

EXAMPLES = """\
examples:
  echo "SECRET_KEY=$(python -m bot key)" >> .env
"""


def add(verb: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print it and nothing else, so that it can be piped into a file."""
    print(new_key())
    return 0
