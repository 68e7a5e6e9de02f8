"""Run the scheduler side alone: watching, sending, digests; any number on one PostgreSQL."""

from __future__ import annotations

import argparse

from bot.cli.running import run_process
from bot.cli.telling import telling

EXAMPLES = """\
examples:
  DATABASE_URL=postgresql://… python -m bot worker     as many as you like
"""


def add(verb: argparse.ArgumentParser) -> None:
    """No arguments."""


@telling
def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop."""
    return run_process(slack=False, scheduler=True)
