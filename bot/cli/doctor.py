"""Check settings, database, key, Slack and every campaign; change nothing and dial nobody."""

from __future__ import annotations

import argparse
import asyncio
import sys

import orjson

from bot.app.examination import Finding, examine
from bot.settings import SettingsError, load_settings

_SIGNS = {True: "ok", False: "WRONG"}


def add(verb: argparse.ArgumentParser) -> None:
    """``--json`` for machines."""
    verb.add_argument("--json", action="store_true", help="one JSON array, for machines")


def run(arguments: argparse.Namespace) -> int:
    """Print what is well and what is wrong, and how to mend it; 1 if anything is wrong."""
    findings = _examined()
    if arguments.json:
        made = [one.as_json() for one in findings]
        print(orjson.dumps(made, option=orjson.OPT_INDENT_2).decode())
    else:
        for one in findings:
            print(_line(one, colour=sys.stdout.isatty()))
    return 0 if all(one.ok for one in findings) else 1


def _examined() -> list[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        return [Finding("settings", False, str(fault)) for fault in error.faults]
    return [Finding("settings", True, "complete"), *asyncio.run(examine(settings))]


def _line(one: Finding, *, colour: bool) -> str:
    sign = f"{_SIGNS[one.ok]:<6}"
    if colour:
        sign = f"\033[{'32' if one.ok else '31'}m{sign}\033[0m"
    line = f"{sign} {one.name}: {one.text}"
    return f"{line}\n       → {one.mend}" if one.mend else line
