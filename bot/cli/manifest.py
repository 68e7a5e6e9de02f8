"""Print the Slack app manifest for these settings."""

from __future__ import annotations

import argparse

from bot.cli.telling import telling
from bot.settings import load_settings
from bot.slack.manifest import as_yaml, manifest


def add(verb: argparse.ArgumentParser) -> None:
    """No arguments."""


@telling
def run(arguments: argparse.Namespace) -> int:
    """Print it as YAML, to be pasted into Slack."""
    settings = load_settings(needs={"http"})
    made = manifest(
        settings.slash_command, settings.public_url, socket_mode=settings.public_url is None
    )
    print(as_yaml(made), end="")
    return 0
