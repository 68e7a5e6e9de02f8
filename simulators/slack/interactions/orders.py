"""What is ordered of Slack itself: faults, switches, the clock, new people and channels."""

from __future__ import annotations

from typing import Any

from simulators.slack.channels import ChannelKind
from simulators.slack.delivery.outbound import Mode
from simulators.slack.faults import Fault, FaultKind, KillStage
from simulators.slack.interactions.base import Acts
from simulators.slack.shapes import Json


class Orders(Acts):
    """Acts of nobody: how Slack is to behave from now on."""

    def fault(self, target: str, kind: FaultKind, **order: Any) -> Fault:
        """Order a fault for the coming calls; the fields of Fault say how."""
        return self.core.faults.add(Fault(target, kind, **order))

    def kill_at(self, method: str, pid: int, stage: KillStage, **order: Any) -> Fault:
        """SIGKILL this process when the method is received, processed, or answered."""
        return self.fault(method, "kill", pid=pid, stage=stage, **order)

    def refuse_acks(self, count: int = 1) -> None:
        """Treat so many coming acknowledgements as if they never arrived."""
        self.core.outbound.refuse_acks(count)

    def advance(self, seconds: float) -> None:
        """Move Slack's clock: triggers and response_urls expire, waits for retries end."""
        self.core.pace.advance(seconds)

    def revoke(self, error: str = "token_revoked") -> None:
        """The bot token is worth nothing from now on; an empty error restores it."""
        self.core.app.token_error = error

    def abort_sockets(self, count: int = 1) -> None:
        """Cut so many Socket Mode connections without a word."""
        self.core.outbound.socket.abort(count)

    async def disconnect_sockets(
        self, reason: str = "refresh_requested", *, count: int = 1
    ) -> None:
        """Ask so many Socket Mode connections to go."""
        await self.core.outbound.socket.disconnect(reason, count=count)

    def settings(
        self,
        *,
        mode: Mode | None = None,
        events_url: str | None = None,
        rate_limits: bool | None = None,
        data_visualization: bool | None = None,
        data_table: bool | None = None,
        scopes: list[str] | None = None,
        ack_seconds: float | None = None,
        speed: float | None = None,
    ) -> None:
        """Change what was given at the start; None leaves a thing as it is."""
        core = self.core
        changes = [
            (core.outbound, "mode", mode),
            (core.outbound.http, "url", events_url),
            (core.limits, "enabled", rate_limits),
            (core.features, "data_visualization", data_visualization),
            (core.features, "data_table", data_table),
            (core.app, "scopes", scopes),
            (core.pace, "speed", speed),
        ]
        for owner, name, value in changes:
            if value is not None:
                setattr(owner, name, value)
        if ack_seconds is not None:
            core.outbound.set_ack_seconds(ack_seconds)

    def add_user(self, name: str, **traits: Any) -> Json:
        """A new person; ``traits`` as in User."""
        return self.core.workspace.add_user(name, **traits).to_json(with_locale=True)

    def add_group(self, handle: str, users: list[str]) -> Json:
        """A new user group."""
        return self.core.workspace.add_group(handle, users).to_json(with_users=True)

    def add_channel(self, name: str, members: list[str], kind: ChannelKind = "public") -> Json:
        """A new channel; name the bot among the members to have it in."""
        channel = self.core.workspace.add_channel(name, members, kind)
        return channel.to_json(app_user=self.core.app.bot.id)
