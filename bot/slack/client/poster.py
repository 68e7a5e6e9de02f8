"""Posts, edits and whispers: one attempt each, and what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Any

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import trouble
from bot.slack.client.outcomes import Outcome, Posted, Unclear
from bot.slack.client.verdicts import judge

EVENT_TYPE = "callboard_event"

Blocks = Sequence[dict[str, Any]]


class Poster:
    """Sends messages and says what became of each; nothing here is ever tried twice.

    A refused message comes back as an outcome, not as an exception: the sender decides what is
    sent again, later, or never.
    """

    def __init__(self, clients: SlackClients) -> None:
        self._client = clients.posting
        self._again = clients.reading

    async def direct_channel(self, user: str) -> str:
        """The channel of a person's direct messages, by which a post can be read back.

        :raises SlackTrouble: they cannot be written to, or Slack is out of reach.
        """
        try:
            answer = await self._again.conversations_open(users=user)
        except Exception as error:
            raise trouble("conversations.open", error) from None
        channel = answer.get("channel")
        return str(channel.get("id", "")) if isinstance(channel, dict) else ""

    async def post(
        self,
        channel: str,
        text: str,
        *,
        blocks: Blocks | None = None,
        thread_ts: str | None = None,
        event_key: str | None = None,
    ) -> Outcome:
        """Post a message. ``text`` always goes along: notifications and old clients show it.

        :param event_key: travels as metadata, by which an unclear post is found again. All apps of
            the workspace can read it.
        """
        return await _outcome(
            self._client.chat_postMessage(
                channel=channel,
                text=text,
                blocks=blocks,
                thread_ts=thread_ts,
                metadata=metadata(event_key),
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    async def update(
        self,
        channel: str,
        ts: str,
        text: str,
        *,
        blocks: Blocks | None = None,
        event_key: str | None = None,
    ) -> Outcome:
        """Edit a message in place. Editing twice is harmless, so an unclear edit may be repeated.

        Without ``blocks`` the message keeps none.
        """
        return await _outcome(
            self._client.chat_update(
                channel=channel,
                ts=ts,
                text=text,
                blocks=blocks if blocks is not None else [],
                metadata=metadata(event_key),
            )
        )

    async def ephemeral(
        self,
        channel: str,
        user: str,
        text: str,
        *,
        blocks: Blocks | None = None,
        thread_ts: str | None = None,
    ) -> Outcome:
        """Show a message to one person of the channel alone."""
        return await _outcome(
            self._client.chat_postEphemeral(
                channel=channel, user=user, text=text, blocks=blocks, thread_ts=thread_ts
            ),
            channel,
        )


def metadata(event_key: str | None) -> dict[str, Any] | None:
    """The metadata of a message: the event's key and nothing else."""
    if event_key is None:
        return None
    return {"event_type": EVENT_TYPE, "event_payload": {"key": event_key}}


async def _outcome(call: Awaitable[AsyncSlackResponse], channel: str = "") -> Outcome:
    try:
        answer = await call
    except Exception as error:
        return judge(error)
    ts = answer.get("ts") or answer.get("message_ts")
    if not isinstance(ts, str):
        return Unclear("garbled")
    return Posted(ts=ts, channel=str(answer.get("channel") or channel))
