"""What work costs, in statements and requests: ``make bench`` has the seconds, these never flake.

Each holds two sizes of the same work against each other, so that it tells of growth, and one size
against a number that was seen when it was fast.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.domain.digest_orders import Covered, Order
from bot.domain.periods import Period
from bot.services.reporting.exporting import PAGE_ROWS, Exporter
from bot.services.reporting.table import Export
from bot.store import Database, bulk, reports, snapshots
from tests.clocks import ManualClock
from tests.counting import asked_of
from tests.desks import a_desk
from tests.services.books import Books
from tests.services.tower import Tower, built
from tests.services.watching.phones import phones as many_phones
from tests.shops import Shop, phones, work

IN_BETWEEN = ("campaign", "addPhones", "callJob/getReport", "callJob/cancel")


@pytest.fixture
async def tower(database: Database, clock: ManualClock) -> AsyncIterator[Tower]:
    async with built(database, clock) as made:
        yield made


def test_a_page_is_small_enough_for_the_loop_to_go_on() -> None:
    assert snapshots.PAGE <= 1_000
    assert PAGE_ROWS <= 2_000
    assert bulk.PAGE <= 2_000


async def test_four_chunks_cost_five_requests_and_a_few_dozen_statements(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (2,))
    # However busy the machine is, those that are sent together are answered together.
    monkeypatch.setattr("bot.services.sending.reading_back._MOMENT", 30.0)
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(60))
    shop.calls.requests.counts.clear()

    with asked_of(shop.desk.db) as asked:
        await work(shop.sender())

    assert shop.calls.requests.counts["addPhones"] == 30
    # The first four begin one after the other, when they know what the host's clock shows.
    assert shop.calls.requests.counts["callJob/getReport"] <= 4 + 7
    # Four are claimed and read together, and stored together.
    assert asked.transactions <= 30 + 5
    assert len(asked) <= 30 * 9
    assert sum("INSERT INTO call_job" in one for one in asked.statements) <= 4 + 7


async def test_only_what_is_shown_wakes_those_who_show_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (2,))
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(60))
    woken = Counter[str]()
    monkeypatch.setattr(shop.desk.wakeups, "notify", lambda topic: woken.update([topic]))

    await work(shop.sender())

    assert woken["outbox"] == 2, "at the first of thirty chunks, and at the end"


async def test_a_preview_costs_statements_by_the_page_and_not_by_the_row(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    with asked_of(shop.desk.db) as few:
        await shop.preview_file(campaign, "phone\n" + "\n".join(phones(500)))
    with asked_of(shop.desk.db) as many:
        await shop.preview_file(campaign, "phone\n" + "\n".join(phones(4_000, first=1_000)))

    assert len(many) - len(few) <= 8, "two more pages: judged, written, a remainder each"


async def test_a_look_writes_once_for_many_pages(tower: Tower) -> None:
    campaign = tower.host.create_campaign(generation=IN_BETWEEN, lines=0)
    spring = await tower.connect(campaign)
    ids = await tower.add(spring, campaign, many_phones(3_000))
    await tower.look(spring)
    client = await tower.hosts.client(await tower.campaign(spring))
    await client.cancel(ids=ids[::100], key="some of each page that is asked about")
    tower.host.requests.counts.clear()

    with asked_of(tower.desk.db) as asked:
        await tower.look(spring)

    assert tower.host.requests.counts["callJob/getReport"] == 3
    assert len(await tower.transitions()) == 30
    assert sum("INSERT INTO transition" in one for one in asked.statements) == 1
    assert asked.transactions <= 8


async def test_a_look_by_date_costs_what_changed_and_not_what_is_known(tower: Tower) -> None:
    costs = []
    for count in (200, 2_000):
        campaign = tower.host.create_campaign(f"of {count}", lines=0)
        campaign.add(many_phones(count))
        known = await tower.connect(campaign, f"of{count}")
        await tower.look(known)
        await tower.pass_by(300)
        await tower.look(known)
        await tower.pass_by(20)
        tower.host.requests.counts.clear()
        with asked_of(tower.desk.db) as asked:
            await tower.look(known)
        costs.append((tower.host.requests.counts.total(), len(asked)))

    (few_requests, few_statements), (many_requests, many_statements) = costs
    assert many_requests <= few_requests
    assert many_statements <= few_statements


async def test_a_digest_costs_the_same_however_many_finished(
    database: Database, clock: ManualClock
) -> None:
    books = Books(await a_desk(database, clock))
    spring = await books.campaign()
    period = Period(clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1))
    order = Order(since=period.since, covers={spring.id: Covered(period, period.before())})
    costs = []
    for number in (5, 500):
        await books.finished(spring, number=number)
        with asked_of(database) as asked:
            await books.figures.digest(order, UTC)
        costs.append(len(asked))

    assert costs[0] == costs[1]


async def test_a_file_is_read_in_pages(
    database: Database, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = Books(await a_desk(database, clock))
    spring = await books.campaign()
    await books.finished(spring, number=2 * PAGE_ROWS + 1)
    sizes, page = [], reports.file_page

    async def noted(*arguments: object) -> object:
        rows = await page(*arguments)  # type: ignore[arg-type]
        sizes.append(len(rows))
        return rows

    monkeypatch.setattr(reports, "file_page", noted)
    export = Export(spring.id, "csv", masked=True, zone=UTC)
    await Exporter(database).write(export, tmp_path / "report.csv")

    assert sizes == [PAGE_ROWS, PAGE_ROWS, 1, 0]
