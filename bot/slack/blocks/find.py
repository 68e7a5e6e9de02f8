"""One person over all campaigns: call jobs, attempts, and what can be done about them."""

from __future__ import annotations

from datetime import tzinfo

from slackblocks import Block, Confirm, Element, Markdown, PlainText

from bot.domain.phones import mask
from bot.domain.reports import MOST_MEMBERS, FoundPerson, Looked
from bot.slack.blocks.kit import actions, button, context, plain, section
from bot.slack.blocks.rows import job_blocks
from bot.slack.blocks.words import bold
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import JobsRef
from bot.texts import Texts

# A message holds fifty blocks, and a campaign takes up to twelve.
_CAMPAIGNS = 4


def found(t: Texts, person: FoundPerson, zone: tzinfo) -> Message:
    """The person's call jobs, a campaign after the other."""
    phone = mask(person.phone)
    if not person.places:
        return plain(t.md("No campaign that you may see has a call job of {phone}.", phone=phone))
    first = t.md_n(
        "{phone} has {jobs} in {count} campaign.",
        "{phone} has {jobs} in {count} campaigns.",
        len(person.places),
        phone=phone,
        jobs=_jobs(t, sum(len(place.rows) for place in person.places)),
    )
    blocks: list[Block] = [section(first), *actions([_opt_out(t, person)])]
    for place in person.places[:_CAMPAIGNS]:
        blocks += _place(t, place, zone)
    if more := person.places[_CAMPAIGNS:]:
        names = t.items([place.campaign.name for place in more])
        blocks.append(context(t.md("Also in {names}.", names=names)))
    return Message(first, tuple(blocks))


def _opt_out(t: Texts, person: FoundPerson) -> Element:
    """A button carries no number: a call job of the person's names them."""
    place = person.places[0]
    ref = JobsRef(campaign=place.campaign.id, jobs=(place.rows[0].job_id,))
    sure = Confirm(
        PlainText(t("Opt out?")),
        Markdown(t.md("No campaign calls this number any more, and what is queued is canceled.")),
        PlainText(t("Opt out")),
        PlainText(t("Keep it")),
    )
    return button(t("Opt out"), Act.OPT_OUT, ref, confirm=sure)


def _place(t: Texts, place: Looked, zone: tzinfo) -> list[Block]:
    blocks: list[Block] = [section(bold(place.campaign.name))]
    blocks += job_blocks(t, place, zone)
    if not place.is_fresh:
        blocks.append(context(t("Its host did not answer: this is what was last seen.")))
    if place.open:
        jobs = tuple(row.job_id for row in place.open[:MOST_MEMBERS])
        ref = JobsRef(campaign=place.campaign.id, jobs=jobs)
        blocks += actions([button(t("Cancel"), Act.CANCEL_JOBS, ref, style="danger")])
    return blocks


def _jobs(t: Texts, count: int) -> str:
    return t.n("{count} call job", "{count} call jobs", count)
