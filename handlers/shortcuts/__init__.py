"""Shortcuts on messages and everywhere."""

from slack_bolt.async_app import AsyncApp


def register(app: AsyncApp) -> None:
    """One line a shortcut."""
