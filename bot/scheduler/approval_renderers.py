"""What the messages of a request for approval say, made at the moment when they are sent."""

from __future__ import annotations

from functools import partial

from bot.scheduler.renderers import Body, Renderer, channel_renderer
from bot.services import Services
from bot.slack.blocks import approvals as blocks
from bot.store.deliveries import Delivery
from bot.texts import texts_for


def approval_renderer(services: Services) -> Renderer:
    """Renders a request as it stands, in its channel's language and zone."""
    words = partial(blocks.request, held_labels=services.adding.held_labels)
    return channel_renderer(
        services.desk, services.notices, services.approvals.showing.facts, words
    )


def approval_told_renderer(services: Services) -> Renderer:
    """Renders how a request ended, for whoever asked."""

    async def render(request_id: int, post: Delivery) -> Body | None:
        facts = await services.approvals.showing.facts(request_id)
        if facts is None:
            return None
        desk = services.desk
        person = await desk.directory.person(facts.request.asked_by)
        t = texts_for(person.language, desk.rules.default_language)
        return blocks.told(t, facts, person.zone or desk.rules.default_zone).body()

    return render
