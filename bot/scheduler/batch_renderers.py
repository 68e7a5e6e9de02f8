"""What posts about batches say, made at the moment when they are sent."""

from __future__ import annotations

from functools import partial

from bot.domain.batches import BatchState, Preview
from bot.errors import NotFound
from bot.scheduler.renderers import FileRenderer, RenderedFile, Renderer, channel_renderer
from bot.services import Services
from bot.slack.blocks.preview import preview
from bot.slack.blocks.receipt import receipt
from bot.store.deliveries import Delivery
from bot.texts import texts_for


def receipt_renderer(services: Services) -> Renderer:
    """Renders how far a batch is, in its channel's language."""
    return channel_renderer(
        services.desk,
        services.notices,
        services.adding.receipts.progress_if_any,
        lambda t, progress, _: receipt(t, progress),
    )


def preview_renderer(services: Services) -> Renderer:
    """Renders the dry run of a file in its thread; a decided one is not worth sending."""

    async def undecided(batch_id: int) -> Preview | None:
        try:
            shown = await services.adding.previews.of_id(batch_id)
        except NotFound:
            return None
        return shown if shown.batch.state is BatchState.DRAFT else None

    words = partial(preview, held_labels=services.adding.held_labels)
    return channel_renderer(services.desk, services.notices, undecided, words)


def bad_rows_renderer(services: Services) -> FileRenderer:
    """Makes the file of rows that were not added, in the language of whoever asked for it, unless
    they lost the right to it meanwhile."""

    async def render(post: Delivery) -> RenderedFile | None:
        desk = services.desk
        person = await desk.directory.person(post.channel_id)
        t = texts_for(person.language, desk.rules.default_language)
        batch_id = int((post.body or {})["file"]["batch"])
        made = await services.adding.rejects.write_for(post.channel_id, batch_id, t)
        return None if made is None else RenderedFile(made.path, made.name)

    return render


def template_renderer(services: Services) -> FileRenderer:
    """Makes the list to fill in."""

    async def render(post: Delivery) -> RenderedFile | None:
        made = await services.adding.rejects.template()
        return RenderedFile(made.path, made.name)

    return render
