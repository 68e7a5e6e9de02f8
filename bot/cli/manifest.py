"""Print the Slack app manifest for these settings."""

from __future__ import annotations

import argparse
import sys

from bot.settings import SettingsError, load_settings
from bot.slack.manifest import as_yaml, manifest


def add(verb: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print it as YAML, to be pasted into Slack."""
    try:
        settings = load_settings(needs={"http"})
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    socket_mode = settings.public_url is None
    made = manifest(settings.slash_command, settings.public_url, socket_mode=socket_mode)
    print(as_yaml(made), end="")
    return 0
