"""What happens in the workspace."""

from slack_bolt.async_app import AsyncApp

from handlers.events import files, home, mentions, workspace


def register(app: AsyncApp) -> None:
    """One line an event."""
    app.event("app_mention")(mentions.mentioned)
    app.event("message")(mentions.written)
    app.event("app_home_opened")(home.opened)
    app.event("channel_archive")(workspace.archived)
    app.event("group_archive")(workspace.archived)
    app.event("file_shared")(files.shared)
    app.event("tokens_revoked")(workspace.removed)
    app.event("app_uninstalled")(workspace.removed)
