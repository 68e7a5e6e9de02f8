"""``python -m simulators.calls_api``: the simulator as a process, driven over ``/_control``."""

import argparse
import asyncio
import signal

import orjson

from simulators.calls_api.server import CallsApi


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulators.calls_api")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster calls run")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--generation", default="current", choices=("1.10.3", "current"))
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    async with CallsApi(**vars(arguments)) as calls:
        print(orjson.dumps({"url": calls.url}).decode(), flush=True)  # noqa: T201 - its one answer
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_serve(_arguments()))
