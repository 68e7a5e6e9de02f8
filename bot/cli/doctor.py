"""Check settings, database, key, Slack and every campaign; change nothing and dial nobody."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.app.examination import Finding, examine
from bot.cli.screen import Screen, offer_json, paint
from bot.settings import SettingsError, load_settings

EXAMPLES = """\
examples:
  python -m bot doctor            what is well, what is wrong, and how to mend it
  python -m bot doctor --json     the same for a monitor; exit status 1 if anything is wrong
"""


def add(verb: argparse.ArgumentParser) -> None:
    """``--json`` for machines."""
    offer_json(verb)


def run(arguments: argparse.Namespace) -> int:
    """Print what is well and what is wrong, and how to mend it; 1 if anything is wrong."""
    screen = Screen.of(arguments)
    with screen.step("Looking at everything that the settings name"):
        findings = _examined()
    wrong = sum(not one.ok for one in findings)
    if screen.as_json:
        screen.value([one.as_json() for one in findings])
    else:
        for one in findings:
            print(_line(one))
        print(f"\n{_summary(wrong)}")
    return 1 if wrong else 0


def _examined() -> list[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        return [Finding("settings", False, str(fault)) for fault in error.faults]
    return [Finding("settings", True, "complete"), *asyncio.run(examine(settings))]


def _line(one: Finding) -> str:
    sign, colour = ("WRONG", "red") if not one.ok else ("ok", "green")
    if one.ok and one.mend:
        sign, colour = "next", "yellow"
    line = f"{paint(f'{sign:<6}', colour, sys.stdout)} {one.name}: {one.text}"
    return f"{line}\n       → {one.mend}" if one.mend else line


def _summary(wrong: int) -> str:
    if not wrong:
        return paint("All is well.", "green", sys.stdout)
    count = "One thing is wrong." if wrong == 1 else f"{wrong} things are wrong."
    return paint(count, "red", sys.stdout)
