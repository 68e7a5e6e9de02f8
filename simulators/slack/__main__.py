"""``python -m simulators.slack``: a local Slack in a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from simulators.slack.blocks import Features
from simulators.slack.server import LocalSlack


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m simulators.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--mode", choices=("socket", "http"), default="socket")
    parser.add_argument("--events-url", default="", help="where the app listens in HTTP mode")
    parser.add_argument("--manifest", help="a YAML or JSON file instead of ./manifest.yaml")
    parser.add_argument("--signing-secret", default="", help="a new one each time by default")
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster retries come")
    parser.add_argument("--no-rate-limits", action="store_true")
    parser.add_argument("--no-charts", action="store_true", help="refuse data_visualization")
    parser.add_argument("--no-data-tables", action="store_true", help="refuse data_table")
    return parser.parse_args()


async def run(wanted: argparse.Namespace) -> None:
    """Say on one line of JSON where everything is, then serve until asked to stop."""
    slack = LocalSlack(
        mode=wanted.mode,
        events_url=wanted.events_url,
        port=wanted.port,
        manifest=wanted.manifest,
        signing_secret=wanted.signing_secret,
        speed=wanted.speed,
        rate_limits=not wanted.no_rate_limits,
        features=Features(not wanted.no_charts, not wanted.no_data_tables),
    )
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with slack:
        sys.stdout.write(json.dumps(slack.addresses()) + "\n")
        sys.stdout.flush()
        await stopping.wait()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
