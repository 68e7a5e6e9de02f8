"""response_url: five uses in thirty minutes, to answer a command or a click."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.slack.blocks import Features, attachment_faults, message_faults
from simulators.slack.channels import Channel
from simulators.slack.errors import ApiError
from simulators.slack.ids import secret
from simulators.slack.messages import Message, Messages
from simulators.slack.pace import Pace
from simulators.slack.people import User
from simulators.slack.shapes import Json

MOST_USES = 5
LIFETIME = 30 * 60.0
_CONTENT = ("text", "blocks", "attachments")


@dataclass(eq=False)
class Hook:
    """One response_url: whom it answers, where, and about which message."""

    url: str
    user: User
    channel: Channel
    source: Message | None
    made_at: float
    uses: int = 0


class Hooks:
    """All response_urls that were given out."""

    def __init__(
        self, base: str, bot: User, app_id: str, messages: Messages, features: Features, pace: Pace
    ) -> None:
        self._base = base
        self._bot = bot
        self._app_id = app_id
        self._messages = messages
        self._features = features
        self._pace = pace
        self._all: dict[str, Hook] = {}

    def new(self, kind: str, user: User, channel: Channel, source: Message | None = None) -> str:
        """A response_url; ``kind`` is ``commands`` or ``actions``."""
        path = f"/{kind}/{self._bot.team_id}/{secret(12)}/{secret()}"
        hook = Hook(f"{self._base}{path}", user, channel, source, self._pace.now())
        self._all[path] = hook
        return hook.url

    def answer(self, path: str, body: Json) -> None:
        """Do what the app posted to a response_url, or say why not."""
        hook = self._usable(path)
        self.respond(hook.user, hook.channel, hook.source, body)
        hook.uses += 1

    def respond(self, user: User, channel: Channel, source: Message | None, body: Json) -> None:
        """Show an answer: a new message, or a change of the one it is about."""
        if body.get("delete_original"):
            self._change(source, None)
            return
        content = self._content(body)
        # The answer to a slash command has no original: it becomes a new message all the same
        # (slackapi/bolt-js issue 2287).
        if body.get("replace_original") and source is not None:
            self._change(source, content)
            return
        to_all = body.get("response_type") == "in_channel"
        self._messages.post(
            channel,
            self._bot,
            content,
            app_id=self._app_id,
            thread_ts=str(body.get("thread_ts") or ""),
            only_for="" if to_all else user.id,
        )

    def _usable(self, path: str) -> Hook:
        hook = self._all.get(path)
        if hook is None:
            raise ApiError("no_such_url")
        if self._pace.now() - hook.made_at > LIFETIME:
            raise ApiError("expired_url")
        if hook.uses >= MOST_USES:
            raise ApiError("used_url")
        return hook

    def _content(self, body: Json) -> Json:
        content = {name: body[name] for name in _CONTENT if body.get(name)}
        if not content:
            raise ApiError("no_text")
        faults = message_faults(content.get("blocks", []), self._features)
        faults += attachment_faults(content.get("attachments", []), self._features)
        if faults:
            raise ApiError("invalid_blocks", response_metadata={"messages": faults})
        return content

    def _change(self, source: Message | None, content: Json | None) -> None:
        if source is None or source.deleted or source.author is not self._bot:
            raise ApiError("message_not_found")
        if content is None:
            self._messages.delete(source)
        else:
            self._messages.edit(source, content)
