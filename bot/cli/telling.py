"""Failures at the command line: a sentence on standard error, and exit status 1."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import wraps

from bot.cli.screen import Screen
from bot.errors import CallboardError
from bot.settings import SettingsError

Run = Callable[[argparse.Namespace], int]


def telling(run: Run) -> Run:
    """Tell a failure that a person can mend in words, without a traceback."""

    @wraps(run)
    def told(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except (SettingsError, CallboardError) as error:
            Screen.of(arguments).failure(error)
            return 1

    return told
