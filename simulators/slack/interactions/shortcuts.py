"""Shortcuts, by the names of the manifest."""

from __future__ import annotations

from simulators.slack.delivery.envelope import Ack
from simulators.slack.errors import Refused
from simulators.slack.interactions.base import Acts, Who
from simulators.slack.interactions.payloads import base_payload, channel_part
from simulators.slack.manifest import Shortcut
from simulators.slack.messages import Message


class Shortcuts(Acts):
    """Acts from the lightning menu and from a message's menu."""

    async def shortcut(self, user: Who, name: str) -> Ack:
        """Start a global shortcut."""
        person = self.user(user)
        payload = base_payload(self.core, "shortcut", person)
        payload |= {
            "callback_id": self._declared(name, "global").callback_id,
            "action_ts": self.core.ids.ts(),
            "trigger_id": self.core.triggers.new(person),
        }
        return await self.interact(payload)

    async def message_shortcut(self, user: Who, name: str, message: Message) -> Ack:
        """Start a shortcut on a message."""
        person, channel = self.user(user), message.channel
        payload = base_payload(self.core, "message_action", person)
        payload |= {
            "callback_id": self._declared(name, "message").callback_id,
            "action_ts": self.core.ids.ts(),
            "trigger_id": self.core.triggers.new(person, channel),
            "response_url": self.core.hooks.new("app", person, channel, message),
            "message_ts": message.ts,
            "message": message.to_json(),
            "channel": channel_part(channel),
        }
        return await self.interact(payload)

    def _declared(self, name: str, kind: str) -> Shortcut:
        found = self.core.app.manifest.shortcut(name, kind)
        if found is None:
            raise Refused(f"The app has no {kind} shortcut {name!r}.")
        return found
