"""What all acts of people have at hand."""

from __future__ import annotations

from simulators.slack.channels import Channel
from simulators.slack.core import Core
from simulators.slack.delivery.envelope import Ack, Envelope
from simulators.slack.errors import Refused
from simulators.slack.interactions.sight import named_channel
from simulators.slack.people import User
from simulators.slack.shapes import Json

Who = User | str
Where = Channel | str


class Acts:
    """The base of the acts. People and channels may be named by name, by id, or given."""

    core: Core

    def user(self, who: Who) -> User:
        """The person of this name or id."""
        return self.core.workspace.user(who)

    def channel(self, where: Where, who: Who = "") -> Channel:
        """The channel of this name or id; ``dm`` is the person's talk with the app."""
        if isinstance(where, Channel):
            return where
        if where == "dm":
            return self.core.workspace.im(self.user(who), self.core.app.bot)
        return named_channel(self.core, self.core.app.bot, where)

    async def interact(self, payload: Json, *, takes_answer: bool = False) -> Ack:
        """Send an interactive payload; Slack shows the person a sign of trouble on failure."""
        ack = await self.core.outbound.carry(Envelope("interactive", payload, takes_answer))
        if not ack.ok:
            self.trouble(payload["user"]["id"], f"{payload['type']}: {ack.reason}")
        return ack

    def trouble(self, user_id: str, text: str) -> None:
        """What Slack itself shows to a person when the app failed them."""
        self.core.transcript.add("trouble", text, user=user_id)

    def in_channel(self, user: User, channel: Channel) -> None:
        """Refused unless the person is in the channel and it is in use."""
        if user.id not in channel.members:
            raise Refused(f"@{user.name} is not in #{channel.name or channel.id}.")
        if channel.archived:
            raise Refused(f"#{channel.name} is archived.")
