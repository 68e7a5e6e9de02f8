"""``python -m tests.torture [--short] [--seed N] [--kills N] [--engine …] [--keys …]``"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import signal
import sys
from collections.abc import Awaitable
from typing import TypeVar

import structlog

from tests.torture import plan as plans
from tests.torture.day import Account, live_through
from tests.torture.long_life import long_life
from tests.torture.plan import ENGINES, KEYS, Plan
from tests.torture.telling import closing, opening


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--short", action="store_true", help="some kills in half a minute")
    parser.add_argument(
        "--long-life", action="store_true", help="200,000 call jobs, and flat memory; no kills"
    )
    parser.add_argument("--seed", type=int, help="repeats the decisions of an earlier run")
    parser.add_argument("--kills", type=int, help="on each engine; 200 if not said")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--keys", choices=list(KEYS), default="both", help="of hosts")
    return parser.parse_args()


def _plans(arguments: argparse.Namespace) -> list[Plan]:
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(10**6)
    engines = ENGINES if arguments.engine == "both" else (arguments.engine,)
    make = plans.short if arguments.short else plans.long
    return [make(seed, engine, KEYS[arguments.keys], arguments.kills) for engine in engines]


async def _run(every: list[Plan]) -> list[Account]:
    """All engines at once, each with a stage of its own."""
    async with asyncio.TaskGroup() as group:
        days = [group.create_task(_live_through(plan)) for plan in every]
    return [day.result() for day in days]


Result = TypeVar("Result")


async def _until_signal(work: Awaitable[Result]) -> Result:
    """Do it; a signal breaks it off, and ends what was started."""
    running = asyncio.current_task()
    assert running is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    return await work


async def _live_through(plan: Plan) -> Account:
    account = await live_through(plan)
    print(closing(account), flush=True)
    return account


def _be_quiet() -> None:
    """Connections that break while they are read are what this is about."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def main() -> int:
    """0 if every promise was kept."""
    _be_quiet()
    arguments = _arguments()
    try:
        if arguments.long_life:
            return asyncio.run(_until_signal(long_life()))
        return _torture(_plans(arguments))
    except asyncio.CancelledError:
        print("Broken off; what was started has been ended.")
        return 130


def _torture(every: list[Plan]) -> int:
    for plan in every:
        print(opening(plan), flush=True)
    accounts = asyncio.run(_until_signal(_run(every)))
    return 0 if all(account.is_kept for account in accounts) else 1


if __name__ == "__main__":
    sys.exit(main())
