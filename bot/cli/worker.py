"""Run the scheduler side alone: watching, sending, digests; any number on one PostgreSQL."""

from __future__ import annotations

import argparse

from bot.cli.running import run_process


def add(verb: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop."""
    return run_process(slack=False, scheduler=True)
