"""The audit: every attempt is in the books, refusals and failures too, and admins read them."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.store import audits
from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office


async def books(office: Office) -> list[tuple[Any, ...]]:
    """Everything in the audit, oldest first: who, what, how it ended, on which campaign."""
    assert office.bot is not None
    names = {office.slack.user(name).id: name for name in ("ada", "boris", "carol")}
    async with office.bot.db.read() as tx:
        rows = await audits.page(tx, None, None, 1_000)
    return [
        (names.get(one.actor, one.actor), one.action, one.outcome, one.campaign)
        for one in reversed(rows)
    ]


async def test_done_denied_and_failed_attempts_are_in_the_books(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)

    await office.slack.command(ADMIN, CHANNEL, "/campaign pause spring")
    await office.slack.ephemeral(ADMIN, "is paused.")
    await office.slack.command(OPERATOR, CHANNEL, "/campaign resume spring")
    await office.slack.ephemeral(OPERATOR, "needs the role operator")
    await office.slack.command(ADMIN, "general", "/campaign use spring")
    await office.slack.ephemeral(ADMIN, "where everybody would see it")

    expected = [
        ("ada", "connect", "done", "spring"),
        ("ada", "pause", "done", "spring"),
        ("carol", "resume", "denied", "spring"),
        ("ada", "use", "failed", "spring"),
    ]
    async with asyncio.timeout(40):
        while expected != await books(office):
            pass


async def test_an_admin_pages_through_them_and_has_them_as_a_file(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)
    for number in range(16):
        await office.slack.command(OPERATOR, CHANNEL, "/campaign pause spring")
        await office.slack.until(
            lambda number=number: len(office.slack.ephemerals(OPERATOR)) > number
        )

    await office.slack.command(ADMIN, CHANNEL, "/campaign audit spring")
    page = await office.slack.ephemeral(ADMIN, "Audit of spring")
    assert page.text.count("pause") == 15
    assert "denied" in page.text
    await office.slack.click(ADMIN, "Older", page)
    await office.slack.until(lambda: "connect" in page.text)

    await office.slack.click(ADMIN, "As a file", page)

    direct = office.slack.channel("dm", ADMIN)
    sent = await office.slack.until(
        lambda: [one for message in office.slack.messages(direct) for one in message.files]
    )
    table = sent[0].content.decode("utf-8-sig").splitlines()
    assert table[0].startswith("at,actor,channel,action,campaign,people,outcome,request")
    assert len(table) == 1 + 18
    assert "denied" in table[2]


async def test_the_audit_is_for_admins(office: Office) -> None:
    await office.slack.command(OPERATOR, CHANNEL, "/campaign audit")
    await office.slack.ephemeral(OPERATOR, "audit needs the role admin")


async def test_what_the_bot_does_by_itself_is_in_the_books_too(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring", lines=0))
    await office.slack.close_all(ADMIN)
    await office.slack.command(ADMIN, CHANNEL, "/campaign add spring +1 202-555-0123")
    preview = await office.slack.ephemeral(ADMIN, "would be added")
    await office.slack.click(ADMIN, "Add 1", preview)
    await office.slack.message(CHANNEL, "added 1 number")

    assert ("ada", "add", "confirmed", "spring") in await books(office)
    assert ("callboard", "add", "done", "spring") in await books(office)
    office.calls.campaigns[0].outside("change_token")
    async with asyncio.timeout(40):
        while ("callboard", "watch", "stopped", "spring") not in await books(office):
            pass
