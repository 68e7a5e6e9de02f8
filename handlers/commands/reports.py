"""``report`` and ``find``."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.domain.contacts.export import Kind
from bot.domain.people import Role
from bot.slack import slash
from bot.slack.blocks import find as find_blocks
from bot.slack.blocks import report as blocks
from bot.slack.blocks import report_files
from bot.slack.blocks.kit import plain
from bot.slack.blocks.rows import job_rows
from handlers import queued
from handlers.ask import Ask


async def report(ask: Ask, intent: slash.Report) -> None:
    """The summary, the rows that were asked for, or all rows as a file."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    if intent.file:
        await file(ask, campaign, intent.format or "csv")
    elif intent.phones or intent.jobs:
        await rows(ask, campaign, intent)
    else:
        await summary(ask, campaign)


async def summary(ask: Ask, campaign: Campaign) -> None:
    """What the campaign has come to."""
    facts = await ask.services.reports.summary(ask.actor, campaign)
    await ask.reply.say(blocks.summary(ask.t, facts, ask.zone))


async def rows(ask: Ask, campaign: Campaign, intent: slash.Report) -> None:
    """The call jobs that were asked for, as their host tells them now."""
    lookups = ask.services.lookups
    asked = lookups.wanted(campaign, intent.phones, intent.jobs)
    waiting = plain(ask.t.md("Asking the host of {name}…", name=campaign.name))
    async with ask.reply.patience(waiting):
        looked = await lookups.report(ask.actor, campaign, asked)
    await ask.reply.say(job_rows(ask.t, looked, ask.zone))


async def file(ask: Ask, campaign: Campaign, kind: Kind) -> None:
    """A file: masked in the thread of a mention; else to the person, whole for operators."""
    files = ask.services.report_files
    if ask.thread_ts is not None and ask.actor.is_in_channel:
        await files.to_thread(ask.actor, campaign, kind, ask.key, ask.thread_ts)
        await queued.say(ask, None)
        return
    role = await ask.services.access.role(ask.actor, campaign)
    await files.to_person(ask.actor, campaign, kind, ask.key, full=role >= Role.OPERATOR)
    await queued.say(ask, report_files.file_is_coming(ask.t), ask.actor.user_id)


async def find(ask: Ask, intent: slash.Find) -> None:
    """One person over all campaigns that the asker may see."""
    waiting = plain(ask.t.md("Asking every host…"))
    async with ask.reply.patience(waiting):
        person = await ask.services.finder.find(ask.actor, intent.phone)
    await ask.reply.say(find_blocks.found(ask.t, person, ask.zone))
