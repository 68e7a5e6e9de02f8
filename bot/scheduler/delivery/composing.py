"""Makes what a post says, at the moment when it is sent."""

from __future__ import annotations

from bot.scheduler.renderers import Body, RenderedFile, Renderers
from bot.services.desk import Desk
from bot.slack.blocks import delivery as blocks
from bot.slack.client import has_pictures
from bot.store import channels, people
from bot.store.deliveries import Delivery
from bot.texts import Texts, texts_for


class Composer:
    """Renders bodies and files, and adds what nobody could find out about them."""

    def __init__(self, desk: Desk, renderers: Renderers) -> None:
        self._desk = desk
        self._renderers = renderers

    async def body(self, one: Delivery) -> Body | None:
        """The message's text and blocks; ``None`` where it is not worth sending any more."""
        whole = one.body if one.render == "body" else await self._rendered(one)
        if whole is None:
            return None
        body = blocks.plainer(whole, _plainness(one, whole))
        if one.doubt is None:
            return body
        t = await self.texts(one.channel_id)
        if one.doubt == "repeat":
            return blocks.perhaps_repeat(t, body)
        return blocks.file_unsure(t, body, one.target_post_id or one.id)

    async def _rendered(self, one: Delivery) -> Body | None:
        if one.subject_id is None:
            raise LookupError(f"a {one.render} needs a subject")
        return await self._renderers.bodies[one.render](one.subject_id, one)

    async def file(self, one: Delivery) -> RenderedFile | None:
        """The file that follows its text."""
        wanted = (one.body or {})["file"]
        return await self._renderers.files[wanted["render"]](one)

    async def texts(self, channel_id: str) -> Texts:
        """The language of a channel, or of a person by their user id."""
        async with self._desk.db.read() as tx:
            known = await people.find(tx, channel_id)
            language = known.person.language if known else None
            language = language or (await channels.manners(tx, channel_id)).language
        return texts_for(language, self._desk.rules.default_language)


def _plainness(one: Delivery, body: Body) -> int:
    """Without pictures to leave out, the next plainer form is the text alone."""
    if one.plainness == 1 and not has_pictures(body.get("blocks") or []):
        return 2
    return one.plainness
