"""Shortcuts on messages and everywhere."""

from slack_bolt.async_app import AsyncApp

from bot.slack.ids import Shortcut
from handlers.shortcuts import numbers


def register(app: AsyncApp) -> None:
    """One line a shortcut."""
    app.shortcut(Shortcut.CALL_NUMBERS)(numbers.call_numbers)
    app.shortcut(Shortcut.ADD_PHONES)(numbers.add_phones)
