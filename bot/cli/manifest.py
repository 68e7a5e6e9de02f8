"""Print the Slack app manifest for these settings."""

from __future__ import annotations

import argparse

from bot.cli.screen import Screen, offer_json
from bot.cli.telling import telling
from bot.settings import load_settings
from bot.slack.manifest import as_yaml, manifest

EXAMPLES = """\
examples:
  python -m bot manifest | pbcopy                             for Socket Mode
  PUBLIC_URL=https://bot.example.org python -m bot manifest   for HTTP mode

Paste it at https://api.slack.com/apps: Create New App, From a manifest.
"""


def add(verb: argparse.ArgumentParser) -> None:
    """``--json``: Slack takes both."""
    offer_json(verb)


@telling
def run(arguments: argparse.Namespace) -> int:
    """Print it as YAML, to be pasted into Slack."""
    settings = load_settings(needs={"http"})
    made = manifest(
        settings.slash_command, settings.public_url, socket_mode=settings.public_url is None
    )
    screen = Screen.of(arguments)
    if screen.as_json:
        screen.value(made)
    else:
        print(as_yaml(made), end="")
    return 0
