"""Menus that find their choices by typing."""

from slack_bolt.async_app import AsyncApp

from bot.slack.ids import Field
from handlers.options import campaigns


def register(app: AsyncApp) -> None:
    """One line a menu."""
    app.options(Field.CAMPAIGN)(campaigns.suggest)
