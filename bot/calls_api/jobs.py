"""Call jobs and their attempts, as reports show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass

from bot.calls_api.moments import Moment


class JobStatus(StrEnum):
    """The words that are known. Hosts may say others: those are kept as they are."""

    PLANNED = "planned"
    IN_PROCESS = "inProcess"
    ON_RETRY = "onRetry"
    LONG_CALL_WITH_RESULT = "longCallWithResult"
    LONG_CALL_WITH_NO_RESULT = "longCallWithNoResult"
    NO_ANSWER = "noAnswer"
    NONEXISTENT_NUMBER = "nonexistentNumber"
    NOT_DONE = "notDone"
    CANCELED = "canceled"
    CANCELLED_BY_USER = "cancelledByUser"
    TECHNICAL_ERROR = "technicalError"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What a status counts as. Only ``open`` may still change."""

    OPEN = "open"
    SUCCESS = "success"
    REACHED_NO_RESULT = "reached_no_result"
    FAILED = "failed"
    CANCELED = "canceled"


_OUTCOMES: Mapping[str, Outcome] = {
    JobStatus.LONG_CALL_WITH_RESULT: Outcome.SUCCESS,
    JobStatus.LONG_CALL_WITH_NO_RESULT: Outcome.REACHED_NO_RESULT,
    JobStatus.NO_ANSWER: Outcome.FAILED,
    JobStatus.NONEXISTENT_NUMBER: Outcome.FAILED,
    JobStatus.NOT_DONE: Outcome.FAILED,
    JobStatus.TECHNICAL_ERROR: Outcome.FAILED,
    JobStatus.CANCELED: Outcome.CANCELED,
    JobStatus.CANCELLED_BY_USER: Outcome.CANCELED,
}

# The 1.10.3 page spells one word with a Cyrillic letter that looks like the Latin one.
_LATIN = str.maketrans({"С": "c", "с": "c"})
_BETWEEN_LETTERS = re.compile(r"[\W_]+")


def _key(word: str) -> str:
    """A word without what hosts write differently: case, a look-alike, hyphens, a doubled l."""
    plain = _BETWEEN_LETTERS.sub("", word.translate(_LATIN).casefold())
    return plain.replace("cancelled", "canceled")


_BY_KEY: dict[str, JobStatus] = {_key(status): status for status in JobStatus}


def job_status(word: str) -> str:
    """The known status that a host's word means, in any spelling; else the word as it came."""
    return _BY_KEY.get(_key(word), word)


def outcome_of(status: str) -> Outcome:
    """What a status counts as; a word that nobody has heard of counts as open."""
    return _OUTCOMES.get(status, Outcome.OPEN)


def is_final(status: str) -> bool:
    """Whether a job with this status will not change any more."""
    return outcome_of(status) is not Outcome.OPEN


class _Words(dict[str, str]):
    """Statuses by their usual spelling: one look-up in C serves nearly every row of a report."""

    def __missing__(self, word: str) -> str:
        return job_status(word)


_Status = Annotated[
    str, AfterValidator(_Words({word.value: word for word in JobStatus}).__getitem__)
]
_Hidden = Field(default=None, repr=False)

LARGEST_COUNT = (1 << 31) - 1
"""What a column of a database holds; anything larger is garbage, and counts as missing."""

_Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]

_ROW = ConfigDict(
    alias_generator=to_camel,
    coerce_numbers_to_str=True,
    hide_input_in_errors=True,
    validate_by_name=True,
)


@dataclass(frozen=True, slots=True, kw_only=True, config=_ROW)
class _Row:
    """What both kinds of rows have. Its repr shows neither phones nor what the script wrote.

    ``call_duration`` is in seconds. ``redial_number`` counts the redials that the script ordered.
    """

    call_job_id: str
    phone: str = Field(repr=False)
    job_status: _Status = JobStatus.UNKNOWN
    call_duration: _Count | None = None
    finished_at: Moment | None = None
    redial_number: _Count | None = None
    tag_name: str | None = None
    tag_payload: dict[str, Any] | None = _Hidden
    report_data: dict[str, Any] | None = _Hidden

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.job_status)

    @property
    def is_final(self) -> bool:
        return self.outcome is not Outcome.OPEN


@dataclass(frozen=True, slots=True, kw_only=True, config=_ROW)
class JobReport(_Row):
    """A call job: all that became of one phone that was added."""

    created_at: Moment
    attempts_count: _Count = 0


@dataclass(frozen=True, slots=True, kw_only=True, config=_ROW)
class AttemptReport(_Row):
    """One attempt of a call job; ``call_result`` is free text that the script set."""

    attempt_number: _Count
    started_at: Moment | None = None
    call_result: str | None = _Hidden
