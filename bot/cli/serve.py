"""Run the bot: Slack and the scheduler in one process."""

from __future__ import annotations

import argparse

from bot.cli.running import run_process
from bot.cli.telling import telling

EXAMPLES = """\
examples:
  python -m bot serve                    everything in one process; migrates the database first
  python -m bot serve --no-scheduler     Slack's side only, beside workers on one PostgreSQL

With SLACK_APP_TOKEN requests come by Socket Mode and no port has to be open; without it they
come to POST /slack/events on HOST and PORT.
"""


def add(verb: argparse.ArgumentParser) -> None:
    """``--no-scheduler``: Slack only, on PostgreSQL."""
    verb.add_argument(
        "--no-scheduler",
        action="store_true",
        help="Slack only; workers do the rest (PostgreSQL only)",
    )


@telling
def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    return run_process(slack=True, scheduler=not arguments.no_scheduler)
