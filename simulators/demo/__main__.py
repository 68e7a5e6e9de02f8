"""``python -m simulators.demo [--once] [--port PORT] [--speed SPEED]``"""

import argparse
import asyncio
import contextlib
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
    async with Stage(port=arguments.port, speed=arguments.speed) as stage:
        if arguments.once:
            return await play_round(stage)
        await stage.seed()
        print(f"\n  Callboard is running. Open the local Slack:  {stage.slack.core.base}/\n")
        print("  You are Ada, an admin; other people are at the bottom left. Try /campaign")
        print("  in #calls, or drop examples/contacts.csv there. Ctrl-C ends it.\n", flush=True)
        await stage.ended()
    return 1


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(_play(_arguments())))
