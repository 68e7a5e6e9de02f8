"""Report rows that say something else than what is known of their call jobs.

Of a hundred thousand call jobs few change between two looks. A row becomes an object with all of
its values checked only if it is news: the others are compared by columns, as they came.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import compress
from operator import itemgetter, ne
from typing import Any

from pydantic_core import from_json

from bot.calls_api import decoding
from bot.calls_api.answers import Answer
from bot.calls_api.jobs import JobReport

Said = tuple[str, int]
"""What was said of a call job before: its status as :func:`job_status` spells it, its attempts."""

_id = itemgetter("callJobId")
_said = itemgetter("jobStatus", "attemptsCount")


def job_news(answer: Answer, known: Mapping[str, Said], told: set[str]) -> list[JobReport]:
    """The rows that do not say just what is ``known``; ``told`` gathers the IDs of all rows.

    A row in a spelling of its own may say nothing new and be among them all the same. Rows that
    say nothing new are not looked at any further; all others are read as any report is.
    """
    with suppress(LookupError, TypeError, ValueError):
        return _read(from_json(answer.body, cache_strings="keys"), known, told)
    return _whole(answer, told)


def _read(rows: Any, known: Mapping[str, Said], told: set[str]) -> list[JobReport]:
    """The same of plain values; raises where they are not as hosts nearly always send them."""
    ids = list(map(_id, rows))
    if not isinstance(rows, list) or set(map(type, ids)) - {str}:
        raise TypeError("a list of rows whose IDs are texts")
    news = list(compress(rows, map(ne, map(_said, rows), map(known.get, ids))))
    found = decoding.JOBS.validate_python(news)
    told.update(ids)
    return found


def _whole(answer: Answer, told: set[str]) -> list[JobReport]:
    rows = decoding.jobs(answer)
    told.update(row.call_job_id for row in rows)
    return rows
