"""Modals and the Home tab."""

from __future__ import annotations

from typing import Any

from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import trouble

View = dict[str, Any]


class Views:
    """Opens and redraws views; each call raises :class:`SlackTrouble` where Slack does not.

    A ``trigger_id`` lives for three seconds and serves once, so opening and pushing are never
    tried again; redrawing is.
    """

    def __init__(self, clients: SlackClients) -> None:
        self._once = clients.posting
        self._again = clients.reading

    async def open(self, trigger_id: str, view: View) -> str:
        """Open a modal; the id of its view."""
        try:
            answer = await self._once.views_open(trigger_id=trigger_id, view=view)
        except Exception as error:
            raise trouble("views.open", error) from None
        return _id_of(answer.get("view"))

    async def push(self, trigger_id: str, view: View) -> str:
        """Put a modal on top of the one that is open; the id of its view."""
        try:
            answer = await self._once.views_push(trigger_id=trigger_id, view=view)
        except Exception as error:
            raise trouble("views.push", error) from None
        return _id_of(answer.get("view"))

    async def update(self, view_id: str, view: View, *, hash_: str | None = None) -> str:
        """Redraw a modal; with ``hash_`` only if nobody redrew it since."""
        try:
            answer = await self._again.views_update(view_id=view_id, view=view, hash=hash_)
        except Exception as error:
            raise trouble("views.update", error) from None
        return _id_of(answer.get("view"))

    async def publish(self, user: str, view: View) -> str:
        """Draw a person's Home tab; the id of its view."""
        try:
            answer = await self._again.views_publish(user_id=user, view=view)
        except Exception as error:
            raise trouble("views.publish", error) from None
        return _id_of(answer.get("view"))


def _id_of(view: object) -> str:
    return str(view.get("id", "")) if isinstance(view, dict) else ""
