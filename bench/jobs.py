"""Call jobs in the books and in a host's reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.phones import phones
from bench.stands.host import report_row
from bot.app.parts import Parts
from bot.store import snapshots

_FIRST = 5_665_000_000
_PAGE = 2_000
_SAID = {
    "Result": "agreed to a visit",
    "Answer 1": "yes, that would be convenient for me, please call again on Monday",
    "Answer 2": "I would like to know more about the price and the terms of delivery",
    "Comment": "the person asked to be called after six in the evening and no later than eight",
    "Score": "8",
    "City": "Saint Petersburg",
}


def ids_of(count: int) -> list[str]:
    """As many call job IDs as these."""
    return [str(number) for number in range(_FIRST, _FIRST + count)]


def open_row(job_id: str) -> bytes:
    """A call job that is on, with what its script has written so far: 590 bytes."""
    return report_row(job_id, _phone(job_id), reportData=_SAID)


def finished_row(job_id: str, at: int = 1_700_000_500_000) -> bytes:
    """The same after a talk; ``at`` is in Unix milliseconds."""
    ended = {"jobStatus": "longCallWithResult", "finishedAt": at, "attemptsCount": 1}
    return report_row(job_id, _phone(job_id), reportData=_SAID, callDuration=42, **ended)


def _phone(job_id: str) -> str:
    return phones(1, int(job_id) - _FIRST)[0]


async def known_jobs(parts: Parts, campaign_id: int, count: int, **values: Any) -> list[str]:
    """Write call jobs into the books, open if nothing else is said; their IDs."""
    for rows in _pages(parts, count, values):
        async with parts.db.begin() as tx:
            await snapshots.write(tx, campaign_id, new=rows, changed=[], before={})
    return ids_of(count)


def _pages(parts: Parts, count: int, values: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    now, ids = parts.clock.now(), ids_of(count)
    for at in range(0, count, _PAGE):
        yield [
            {
                "job_id": one,
                "phone": _phone(one),
                "status": "planned",
                "outcome": "open",
                "attempts": 0,
                "talk_seconds": 0,
                "created_at": now - timedelta(hours=1),
                "finished_at": None,
                "report_data": None,
                "seen_at": now,
                **values,
            }
            for one in ids[at : at + _PAGE]
        ]
