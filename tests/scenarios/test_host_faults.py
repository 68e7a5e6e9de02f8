"""Whatever a host answers, or does not: a list is added once, and no other campaign waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.calls_api import HttpTransport, Limits
from simulators.calls_api import SimCampaign
from tests.scenarios.office import ADMIN, CHANNEL, Office, opened
from tests.services.watching.phones import phones

# (kind of fault, more about it), as the host plays them.
FAULTS = [
    pytest.param("reset", {}, id="reset"),
    pytest.param("hang", {}, id="hang"),
    pytest.param("hang_after_processing", {}, id="hang after processing"),
    pytest.param("drop_after_processing", {}, id="drop after processing"),
    pytest.param("429", {"retry_after": "1"}, id="429 with Retry-After"),
    pytest.param("429", {}, id="429 without Retry-After"),
    pytest.param("500", {}, id="500"),
    pytest.param("502", {}, id="502 with HTML"),
    pytest.param("html", {}, id="HTML"),
    pytest.param("empty_body", {}, id="empty body"),
    pytest.param("cut_json", {}, id="cut JSON"),
    pytest.param("cut_off", {}, id="cut off"),
    pytest.param("wrong_types", {}, id="wrong types"),
    pytest.param("slow_drip", {"seconds": 5.0}, id="slow drip"),
    pytest.param("huge_body", {"size": 2 << 20}, id="huge body"),
]
# Those that take time or memory, or that make no sense.
_GREEDY = {"hang", "HTML", "cut JSON", "wrong types", "slow drip", "huge body"}
GREEDY = [one for one in FAULTS if one.id in _GREEDY]
PATIENCE = 40.0


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An office that waits for no answer longer than a moment, and takes a megabyte at most."""
    limits = Limits(connect=3, read=1.2, total=1.6, body=1 << 20)
    monkeypatch.setattr("bot.app.parts.HttpTransport", lambda: HttpTransport(limits))
    async with opened(tmp_path, calls={"speed": 1000}) as made:
        yield made


async def connect(office: Office, name: str, **host: object) -> SimCampaign:
    campaign = office.calls.create_campaign(name.title(), **host)  # type: ignore[arg-type]
    await office.connect(name, campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, f"*{name}*", timeout=PATIENCE)
    return campaign


async def add_two(office: Office) -> None:
    preview = await office.tell(ADMIN, "add spring +12025550123, +12025550124", "would be added")
    await office.slack.click(ADMIN, "Add 2", preview)


@pytest.mark.parametrize(("kind", "more"), FAULTS)
async def test_a_list_is_added_once(office: Office, kind: str, more: dict[str, object]) -> None:
    campaign = await connect(office, "spring", lines=0, honours_keys=False)
    office.calls.fault(kind, "addPhones", **more)
    await add_two(office)
    await office.slack.message(CHANNEL, "added 2 numbers", timeout=PATIENCE)
    assert not campaign.books.added_twice()
    assert len(campaign.books.jobs) == 2


async def test_a_host_that_refuses_connections_gets_the_list_when_it_is_back(
    office: Office,
) -> None:
    campaign = await connect(office, "spring", lines=0)
    await office.calls.refuse()
    await add_two(office)
    await office.slack.until(lambda: office.slack.messages(CHANNEL, containing="2"), PATIENCE)
    await office.calls.accept()
    await office.slack.message(CHANNEL, "added 2 numbers", timeout=PATIENCE)
    assert len(campaign.books.jobs) == 2


@pytest.mark.parametrize(("kind", "more"), GREEDY)
async def test_garbage_from_one_campaign_delays_no_other(
    office: Office, kind: str, more: dict[str, object]
) -> None:
    bad = await connect(office, "spring", lines=0)
    good = await connect(office, "autumn", lines=0, weights={"nonexistentNumber": 1})
    await office.slack.until(
        lambda: len(office.slack.messages(CHANNEL, containing="as of")) == 2, PATIENCE
    )
    fault = office.calls.fault(kind, "*", times=1_000, campaign=bad.id, **more)
    await office.slack.until(lambda: fault.times < 1_000, PATIENCE)

    good.add(phones(1))
    good.set_lines(1)
    await office.slack.message(CHANNEL, "no such number", timeout=PATIENCE)
    assert fault.times, "the other one is troubled still"

    office.calls.clear_faults()
