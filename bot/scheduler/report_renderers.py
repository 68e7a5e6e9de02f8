"""What digests, numbers and timed resumes say, and files of reports, made when they are sent."""

from __future__ import annotations

from datetime import tzinfo

from bot.domain.cadence import zone_of
from bot.domain.digest_orders import Order, of_ms
from bot.domain.resumes import HowItWent
from bot.domain.sentences import from_wire
from bot.errors import NotFound
from bot.scheduler.renderers import Body, FileRenderer, RenderedFile, Renderer
from bot.services import Services
from bot.slack.blocks import report_files
from bot.slack.blocks import resume as resume_blocks
from bot.slack.blocks.digest import digest as digest_message
from bot.store import channels
from bot.store.deliveries import Delivery
from bot.texts import Texts, texts_for


def digest_renderer(services: Services, *, is_part: bool = False) -> Renderer:
    """Renders a digest, or a campaign's part of one, which is left out where nothing is new."""

    async def render(campaign_id: int, post: Delivery) -> Body | None:
        order = Order.from_wire(post.body or {})
        t, zone = await _manners(services, post.channel_id, order.zone)
        made = await services.digest_figures.digest(order, zone)
        if not made.parts or (is_part and not made.news):
            return None
        return digest_message(t, made, zone).body()

    return render


async def _manners(
    services: Services, channel_id: str, schedule_zone: str | None
) -> tuple[Texts, tzinfo]:
    """The channel's language and zone; the schedule's zone where the channel has set none."""
    async with services.desk.db.read() as tx:
        t, zone = await services.notices.manners(tx, channel_id)
        has_own_zone = bool((await channels.manners(tx, channel_id)).zone)
    return t, zone if has_own_zone or not schedule_zone else zone_of(schedule_zone)


def resume_renderer(services: Services) -> Renderer:
    """Renders how a timed resume went."""

    async def render(campaign_id: int, post: Delivery) -> Body | None:
        told = post.body or {}
        try:
            campaign = await services.campaigns.by_id(campaign_id)
        except NotFound:
            return None
        t, zone = await _reader(services, post, told["by"])
        how, reason = HowItWent(told["how"]), told["reason"]
        return resume_blocks.told(
            t,
            campaign,
            how,
            told["by"],
            of_ms(told["due"]),
            from_wire(reason) if reason else None,
            zone,
        ).body()

    return render


async def _reader(services: Services, post: Delivery, user_id: str) -> tuple[Texts, tzinfo]:
    """The language and zone of the channel, or of the person whom a direct message is for."""
    desk = services.desk
    if post.channel_id[:1] not in "DUW":
        async with desk.db.read() as tx:
            return await services.notices.manners(tx, post.channel_id)
    person = await desk.directory.person(user_id)
    t = texts_for(person.language, desk.rules.default_language)
    return t, person.zone or desk.rules.default_zone


def numbers_renderer(services: Services) -> Renderer:
    """Renders numbers in full for an operator, unless they lost that role meanwhile."""

    async def render(campaign_id: int, post: Delivery) -> Body | None:
        asked = post.body or {}
        found = await services.numbers.of(campaign_id, asked["jobs"], asked["by"])
        if found is None:
            return None
        campaign, rows = found
        t, _ = await _reader(services, post, asked["by"])
        known = {row.job_id: row.phone for row in rows}
        return report_files.numbers(t, campaign, known, asked["jobs"]).body()

    return render


def report_file_renderer(services: Services) -> FileRenderer:
    """Makes the file of a campaign's call jobs."""

    async def render(post: Delivery) -> RenderedFile | None:
        made = await services.report_files.make((post.body or {})["file"])
        return None if made is None else RenderedFile(made.path, made.filename)

    return render
