"""Typing: messages, mentions, slash commands."""

from __future__ import annotations

from simulators.slack import news
from simulators.slack.channels import Channel
from simulators.slack.delivery.envelope import Ack, Envelope
from simulators.slack.errors import ApiError, Refused
from simulators.slack.interactions.base import Acts, Where, Who
from simulators.slack.interactions.markup import entities, escaped_text, tel_links, typed_text
from simulators.slack.interactions.rich import rich_text
from simulators.slack.interactions.sight import may_see
from simulators.slack.messages import Message
from simulators.slack.people import User
from simulators.slack.shapes import Json

_FAILURES = {
    "timeout": "operation_timeout",
    "http_timeout": "operation_timeout",
    "connection_failed": "dispatch_failed",
    "http_error": "dispatch_failed",
}


class Typing(Acts):
    """Acts at the keyboard."""

    async def say(
        self,
        user: Who,
        channel: Where,
        text: str,
        *,
        thread: Message | str | None = None,
        link_phones: bool = False,
    ) -> Message:
        """Send a message; returns when the app has acknowledged the events that came of it.

        ``@names`` and ``#names`` become mentions. ``link_phones``: as clients that turn numbers
        into ``<tel:…>`` links. A text that begins with a slash is refused here.
        """
        person, where = self.user(user), self.channel(channel, user)
        if text.startswith("/"):
            raise Refused("A text with a slash in front is a command: use enter() or command().")
        self.in_channel(person, where)
        self._dm_open(where)
        markup = typed_text(self.core.workspace, tel_links(text) if link_phones else text)
        message = self.core.messages.post(
            where, person, {"text": markup, "blocks": [rich_text(markup)]}, thread_ts=_ts(thread)
        )
        self._offer_invitation(person, where, markup)
        await news.message_posted(self.core, message)
        return message

    async def enter(
        self, user: Who, channel: Where, text: str, *, thread: Message | str | None = None
    ) -> Message | Ack:
        """Type anything and press Enter: a command if a slash is in front, else a message."""
        if not text.startswith("/"):
            return await self.say(user, channel, text, thread=thread)
        if thread is not None:
            raise Refused(f"{text.partition(' ')[0]} is not supported in threads. Sorry!")
        return await self.command(user, channel, text)

    async def command(self, user: Who, channel: Where, text: str) -> Ack:
        """Type a slash command; what the app answers right away is shown to the person.

        Refused if the app's manifest does not declare the command.
        """
        person, where = self.user(user), self.channel(channel, user)
        word, _, rest = text.partition(" ")
        declared = self.core.app.manifest.commands.get(word)
        if declared is None or not self.core.app.can("commands"):
            raise Refused(f"{word} is not a valid command.")
        if where.archived or not may_see(person, where):
            raise Refused(f"@{person.name} cannot type in #{where.name}.")
        workspace = self.core.workspace
        argument = escaped_text(workspace, rest) if declared.should_escape else entities(rest)
        payload = self._command_payload(person, where, word, argument.strip())
        ack = await self.core.outbound.carry(Envelope("slash_commands", payload, takes_answer=True))
        self._show_answer(ack, person, where, word)
        return ack

    def _command_payload(self, user: User, channel: Channel, word: str, text: str) -> Json:
        core = self.core
        return {
            "token": core.app.verification_token,
            "team_id": core.workspace.team_id,
            "team_domain": core.workspace.domain,
            "channel_id": channel.id,
            "channel_name": channel.command_name,
            "user_id": user.id,
            "user_name": user.name,
            "command": word,
            "text": text,
            "api_app_id": core.app.app_id,
            "is_enterprise_install": "false",
            "response_url": core.hooks.new("commands", user, channel),
            "trigger_id": core.triggers.new(user, channel),
        }

    def _show_answer(self, ack: Ack, user: User, channel: Channel, word: str) -> None:
        failure = "" if ack.ok else _FAILURES.get(ack.reason, "dispatch_failed")
        if ack.ok and ack.body:
            try:
                self.core.hooks.respond(user, channel, None, ack.body)
            except ApiError:
                failure = "dispatch_failed"
        if failure:
            text = f'{word} failed with the error "{failure}"'
            self.core.transcript.add("trouble", text, user=user.id, channel=channel.id)

    def _dm_open(self, channel: Channel) -> None:
        if channel.kind == "im" and not self.core.app.manifest.messages_tab:
            raise Refused("Sending messages to this app has been turned off.")

    def _offer_invitation(self, user: User, channel: Channel, markup: str) -> None:
        bot = self.core.app.bot
        if f"<@{bot.id}>" in markup and bot.id not in channel.members:
            text = f"@{bot.name} is not in this channel. Invite them?"
            self.core.transcript.add("trouble", text, user=user.id, channel=channel.id)


def _ts(thread: Message | str | None) -> str:
    if isinstance(thread, Message):
        return thread.thread_ts or thread.ts
    return thread or ""
