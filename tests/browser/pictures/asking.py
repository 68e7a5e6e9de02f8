"""What the bot answers to whoever asks: reports, people, help, rights."""

from __future__ import annotations

from tests.browser.pictures.photographer import Photographer


async def reports(at: Photographer) -> None:
    """The summary of a campaign, and what was added to it."""
    await at.take("report", await at.ask("report spring", "answer rate"))
    await at.take("batches", await at.ask("batches spring", "contacts.csv"))


async def people(at: Photographer) -> None:
    """One person over all campaigns."""
    await at.take("find", await at.ask("find +1 202-555-0101", "+1"))


async def help_and_rights(at: Photographer) -> None:
    """What can be typed, who may do what, and who did; those who did not answer, once more."""
    await at.take("again", await at.ask("again survey noAnswer", "would be added"))
    await at.ask("access grant @boris operator", "operator")
    await at.take("access", await at.ask("access", "boris"))
    await at.take("audit", await at.ask("audit", "connect"))
    await at.take("help", await at.ask("help", "shows what will be called"))
    await at.take("digest-list", await at.ask("digest list", "Switch off"))
