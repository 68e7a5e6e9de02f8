"""The slash command. Each verb's work is a file here, joined to its intent in ``table``."""

from slack_bolt.async_app import AsyncApp

from handlers.commands.slash import slash


def register(app: AsyncApp, command: str) -> None:
    """The one slash command, whatever word it has."""
    app.command(command)(slash)
