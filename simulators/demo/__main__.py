"""``python -m simulators.demo [--once] [--port PORT] [--speed SPEED]``"""

import argparse
import asyncio
import contextlib
import signal
import sys

from simulators.demo.round import play_round
from simulators.demo.stage import Stage


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="play one guided round and end")
    parser.add_argument("--port", type=int, default=0, help="of the local Slack's page")
    parser.add_argument("--speed", type=float, default=60.0, help="how much faster calls go")
    return parser.parse_args()


async def _play(arguments: argparse.Namespace) -> int:
    _end_on_signals()
    async with Stage(port=arguments.port, speed=arguments.speed) as stage:
        if arguments.once:
            return await play_round(stage)
        await stage.seed()
        print(f"\n  Callboard is running. Open the local Slack:  {stage.slack.core.base}/\n")
        print("  You are Ada, an admin; other people are at the bottom left. Try /campaign")
        print("  in #calls, or drop examples/contacts.csv there. Ctrl-C ends it.\n", flush=True)
        await stage.ended()
    return 1


def _end_on_signals() -> None:
    """Whoever ends the demo ends the bot with it."""
    playing = asyncio.current_task()
    assert playing is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, playing.cancel)


if __name__ == "__main__":
    with contextlib.suppress(asyncio.CancelledError):
        sys.exit(asyncio.run(_play(_arguments())))
