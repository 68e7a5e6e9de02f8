"""Files dropped into channels, comings and goings, App Home."""

from __future__ import annotations

from simulators.slack import news
from simulators.slack.channels import Channel
from simulators.slack.errors import Refused
from simulators.slack.files import File
from simulators.slack.interactions.base import Acts, Where, Who
from simulators.slack.interactions.markup import typed_text
from simulators.slack.interactions.state import state_values
from simulators.slack.interactions.values import Upload, named_bytes
from simulators.slack.messages import Message
from simulators.slack.shapes import Json


class Rooms(Acts):
    """Acts in and around channels."""

    async def drop_file(
        self,
        user: Who,
        channel: Where,
        file: Upload,
        *,
        text: str = "",
        thread: Message | None = None,
    ) -> File:
        """Drop a file into a channel: a message with the file, and ``file_shared``."""
        person, where = self.user(user), self.channel(channel, user)
        self.in_channel(person, where)
        name, content = named_bytes(file)
        dropped = self.core.files.add(person, name, content)
        message = self.core.messages.post(
            where,
            person,
            {"text": typed_text(self.core.workspace, text)},
            files=[dropped],
            subtype="file_share",
            thread_ts=thread.ts if thread else "",
        )
        dropped.share(where, message.ts)
        self.core.transcript.add("file", name, user=person.id, channel=where.id, ts=message.ts)
        await news.file_shared(self.core, dropped, where, message.ts)
        await news.message_posted(self.core, message)
        return dropped

    async def join(self, channel: Where, user: Who = "", *, inviter: Who = "") -> Channel:
        """Somebody joins a channel: the app's bot if nobody is named."""
        where = self.channel(channel)
        member = self.user(user) if user else self.core.app.bot
        where.members.add(member.id)
        self._note(where, f"@{member.name} joined", member.id)
        by = self.user(inviter).id if inviter else ""
        await news.member_moved(self.core, "member_joined_channel", where, member, by)
        return where

    async def leave(self, channel: Where, user: Who = "") -> Channel:
        """Somebody leaves a channel: the app's bot if nobody is named."""
        where = self.channel(channel)
        member = self.user(user) if user else self.core.app.bot
        await news.member_moved(self.core, "member_left_channel", where, member, "")
        where.members.discard(member.id)
        self._note(where, f"@{member.name} left", member.id)
        return where

    async def archive(self, channel: Where, *, archived: bool = True) -> Channel:
        """Archive a channel, or bring it back."""
        where = self.channel(channel)
        where.archived = archived
        kind = "group" if where.kind == "private" else "channel"
        name = f"{kind}_archive" if archived else f"{kind}_unarchive"
        self._note(where, name, "")
        event: Json = {"type": name, "channel": where.id, "event_ts": self.core.ids.ts()}
        await self.core.events.tell(name, event, scope=f"{where.scope_word}:read")
        return where

    async def open_home(self, user: Who) -> None:
        """Look at the app's Home tab."""
        person = self.user(user)
        if not self.core.app.manifest.home_tab:
            raise Refused("The app has no Home tab.")
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.core.workspace.im(person, self.core.app.bot).id,
            "tab": "home",
            "event_ts": self.core.ids.ts(),
        }
        home = self.core.views.homes.get(person.id)
        if home is not None:
            event["view"] = home.to_json(self.core.app, state_values(home))
        await self.core.events.tell("app_home_opened", event)

    def react(self, user: Who, message: Message, emoji: str) -> None:
        """Put an emoji on a message."""
        self.core.messages.react(message, emoji.strip(":"), self.user(user))

    def _note(self, channel: Channel, text: str, user_id: str) -> None:
        self.core.transcript.add("room", text, user=user_id, channel=channel.id)
