"""Renderers: what a post says, made at the moment when it is sent.

A row of the outbox names its renderer and a subject. Rendering late is what coalesces edits: the
message shows the newest facts, however often they changed while it waited.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, TypeVar

from bot.services.alerting import Alerts
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.services.guarding import Pausing
from bot.services.notices import Notices
from bot.slack.blocks import automatic_pause
from bot.slack.blocks.alert import incident
from bot.slack.blocks.card import card
from bot.slack.message import Message
from bot.store.deliveries import Delivery
from bot.texts import Texts

Body = dict[str, Any]

Renderer = Callable[[int, Delivery], Awaitable[Body | None]]
"""From a row's ``subject_id`` and the row to ``{"text": …, "blocks": […]}``.

``None`` says that it is not worth sending any more: muted, superseded, its campaign gone. A
renderer only reads; it may run several times for one message.
"""


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file made for one upload. Whoever sends it removes it from the disk afterwards."""

    path: Path
    filename: str


FileRenderer = Callable[[Delivery], Awaitable[RenderedFile | None]]
"""Makes the file of a post of kind ``file``.

The post's body names it beside the text: ``{"text": …, "file": {"render": NAME, …}}``; what else
stands in ``post.body["file"]`` is the renderer's own. The file is made where it is uploaded,
because the next worker may be another machine.
"""


@dataclass(frozen=True, slots=True)
class Renderers:
    """All renderers by name."""

    bodies: Mapping[str, Renderer]
    files: Mapping[str, FileRenderer]


Facts = TypeVar("Facts")


def channel_renderer(
    desk: Desk,
    notices: Notices,
    facts_of: Callable[[int], Awaitable[Facts | None]],
    words: Callable[[Texts, Facts, tzinfo], Message],
) -> Renderer:
    """Renders the facts about a subject, ``None`` for none, in the channel's language and zone."""

    async def render(subject_id: int, post: Delivery) -> Body | None:
        facts = await facts_of(subject_id)
        if facts is None:
            return None
        async with desk.db.read() as tx:
            t, zone = await notices.manners(tx, post.channel_id)
        return words(t, facts, zone).body()

    return render


def card_renderer(desk: Desk, cards: Cards, notices: Notices) -> Renderer:
    """Renders a campaign's living card: in one transaction, since people wait for it."""

    async def render(campaign_id: int, post: Delivery) -> Body | None:
        async with desk.db.read() as tx:
            facts = await cards.facts_within(tx, campaign_id)
            if facts is None:
                return None
            t, zone = await notices.manners(tx, post.channel_id)
        return card(t, facts, zone).body()

    return render


def automatic_pause_renderer(desk: Desk, pausing: Pausing, notices: Notices) -> Renderer:
    """Renders what is told of an automatic pause."""
    return channel_renderer(desk, notices, pausing.facts, automatic_pause.told)


def incident_renderer(desk: Desk, alerts: Alerts, notices: Notices) -> Renderer:
    """Renders an incident's message as it stands."""
    return channel_renderer(desk, notices, alerts.facts, incident)
