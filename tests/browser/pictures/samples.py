"""What takes a day to come about, drawn from figures that were made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.calls_api import Capabilities, Route
from bot.domain.campaign_state import Source, State, Word
from bot.domain.cards import CardFacts
from bot.domain.digest_orders import Order
from bot.domain.digests import Digest, Part
from bot.domain.periods import Period
from bot.domain.summary import StatusCount, Summary, summarise
from bot.slack.blocks.digest import digest
from bot.texts import texts_for
from tests.browser.pictures.photographer import Photographer
from tests.slack.blocks.facts import campaign

_NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_BY_HOUR = (31, 44, 52, 47, 38, 35, 41, 56, 49)


async def whole_day(at: Photographer) -> None:
    """The digest of a day's calling, held against the day before and last week."""
    space = at.stage.slack.core
    channel = at.stage.slack.channel("general")
    shown = digest(texts_for("en"), _of_a_day(), UTC).body()
    space.messages.post(channel, space.app.bot, shown, app_id=space.app.app_id)
    await at.ada.open("general")
    posted = at.ada.message("finished since")
    await posted.locator("figure.chart").nth(1).wait_for()
    await at.take("digest-day", posted)


def _of_a_day() -> Digest:
    period = Period(_NINE - timedelta(days=1), _NINE)
    counts = [
        (period.since + timedelta(hours=hour), one)
        for hour, many in enumerate(_BY_HOUR)
        for one in _hour(many, hour)
    ]
    told = summarise((one for _, one in counts), contacts=0)
    facts = CardFacts(
        campaign=campaign(
            state=State(str(Word.IN_PROGRESS), Source.HOST, _NINE),
            capabilities=Capabilities(frozenset(Route)),
        ),
        summary=told + _summary(planned=860),
        as_of=_NINE,
        pace=None,
        expected_end=_NINE + timedelta(hours=20),
        covers_all=True,
    )
    before, week_ago = _summary(longCallWithResult=100, noAnswer=252), _summary(noAnswer=420)
    week_ago += _summary(longCallWithResult=130)
    part = Part(facts, period, told, tuple(counts), before=before, week_ago=week_ago, added=500)
    return Digest(Order(period.since, {}), (part,))


def _hour(many: int, hour: int) -> list[StatusCount]:
    reached = many * (30 + 3 * (hour % 4)) // 100
    return [
        StatusCount("longCallWithResult", reached, 60 * reached, reached),
        StatusCount("noAnswer", many - reached, 0, 2 * (many - reached)),
    ]


def _summary(**by_status: int) -> Summary:
    return summarise([StatusCount(word, n, 30 * n, 2 * n) for word, n in by_status.items()], 0)
