"""The inside of a contestant's process: get ready, then run a lap for each line that comes in.

``python -m bench.runner.track MODULE[:NAME] OPTIONS``; the name is ``contest`` by default. A
lap's sample goes out as a line of JSON.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from bench.runner.rows import Contest


async def run(contest: Contest, options: Mapping[str, Any], answers: TextIO) -> None:
    """Run laps until the input ends."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with contest(options) as lap:
        _say(answers, {})
        while await lines.readline():
            _say(answers, await lap())


def _say(answers: TextIO, sample: Mapping[str, float]) -> None:
    answers.write(json.dumps(dict(sample)) + "\n")
    answers.flush()


def main() -> None:
    """Keep the output for samples alone: whatever else is printed goes where errors go."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    named, options = sys.argv[1:]
    module, _, name = named.partition(":")
    contest: Contest = getattr(importlib.import_module(module), name or "contest")
    asyncio.run(run(contest, json.loads(options), answers))


if __name__ == "__main__":
    main()
