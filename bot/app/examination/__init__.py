"""What ``doctor`` looks at: each part with what was found, and how to mend it.

::

    slack      the bot's token and scopes, the way in, the admins
    stored     the database, the key, each campaign's host, token and channels, the way back
"""

from __future__ import annotations

from bot.app.examination import slack, stored
from bot.app.examination.finding import Finding
from bot.settings import Settings

__all__ = ["Finding", "examine"]


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything that the settings name; nothing is changed anywhere."""
    findings = [await slack.bot_token(settings)]
    hears = findings[0].ok
    findings += [one async for one in slack.way_in(settings)]
    findings += [one async for one in slack.admins(settings)] if hears else []
    database = await stored.database(settings)
    findings.append(database)
    if database.ok and not database.mend:
        findings += [one async for one in stored.contents(settings, ask_slack=hears)]
    return findings
