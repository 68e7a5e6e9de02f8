"""What happens in the workspace."""

from slack_bolt.async_app import AsyncApp

from handlers.events import mentions


def register(app: AsyncApp) -> None:
    """One line an event."""
    app.event("app_mention")(mentions.mentioned)
    app.event("message")(mentions.written)
