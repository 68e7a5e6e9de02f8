"""``python -m bench``: measure everything, or some rows, and print the table.

``--json FILE`` keeps every sample; ``--scale 0.1`` does with a tenth of the rows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from importlib import import_module
from pathlib import Path

from bench.runner.machine import machine_line
from bench.runner.pairs import Measured, measure
from bench.runner.rows import Row
from bench.runner.tables import table

ROWS = (
    *("ack", "ack_socket", "card", "preview", "preview_workbook", "adding", "watching", "by_date"),
    *("reports", "alerting", "fleet", "starting"),
)


def _row(name: str) -> Row:
    row: Row = import_module(f"bench.{name}").ROW
    return row


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of {', '.join(ROWS)}, with commas")
    parser.add_argument("--scale", type=float, default=1.0, help="a share of the full sizes")
    parser.add_argument("--laps", type=int, help="laps of each side, else as each row says")
    parser.add_argument("--json", type=Path, help="where to keep every sample")
    return parser.parse_args()


def _chosen(only: str) -> list[str]:
    """The rows whose names begin with one of the words."""
    words = tuple(word for word in only.split(",") if word)
    chosen = [name for name in ROWS if name.startswith(words)] if words else list(ROWS)
    if not chosen:
        sys.exit(f"There is no row {only}; there are {', '.join(ROWS)}.")
    return chosen


async def _measure(arguments: argparse.Namespace) -> list[Measured]:
    measured = []
    for name in _chosen(arguments.only):
        print(f"{name} …", file=sys.stderr, flush=True)
        measured.append(await measure(_row(name), arguments.scale, arguments.laps))
    return measured


def main() -> None:
    """Measure, print the table, keep the samples."""
    arguments = _arguments()
    machine = machine_line()
    measured = asyncio.run(_measure(arguments))
    print(f"{machine}\n\n{table(measured)}")
    if arguments.json:
        rows = [one.as_json() for one in measured]
        kept = {"machine": machine, "scale": arguments.scale, "rows": rows}
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(kept, indent=1))


if __name__ == "__main__":
    main()
