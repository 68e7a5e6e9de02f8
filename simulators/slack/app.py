"""The app as it is installed in the workspace: its tokens, its scopes, its bot user."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulators.slack.ids import secret
from simulators.slack.manifest import Manifest
from simulators.slack.people import User


@dataclass
class InstalledApp:
    """One installed app. Tokens are made anew for every local Slack and are worth nothing."""

    app_id: str
    bot: User
    manifest: Manifest
    scopes: list[str]
    app_scopes: list[str] = field(default_factory=lambda: ["connections:write"])
    bot_token: str = field(default_factory=lambda: f"xoxb-local-{secret()}", repr=False)
    app_token: str = field(default_factory=lambda: f"xapp-1-local-{secret()}", repr=False)
    signing_secret: str = field(default_factory=lambda: secret(32), repr=False)
    verification_token: str = field(default_factory=secret, repr=False)
    token_error: str = ""
    """What the bot token is answered with, once it is worth nothing: ``token_revoked``, …"""

    def can(self, scope: str) -> bool:
        """Whether the bot token has this scope."""
        return scope in self.scopes

    def hears(self, event: str, scope: str = "") -> bool:
        """Whether the app has subscribed to the event and may have it."""
        return event in self.manifest.events and (not scope or self.can(scope))
