"""``allowedDays`` and ``allowedTime``: on which days and at which hours a phone may be dialled."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")

NOUN = ConfigDict(
    alias_generator=to_camel,
    extra="forbid",
    frozen=True,
    hide_input_in_errors=True,
    validate_by_name=True,
)
"""How all parts of a request are checked. An unknown name is a mistake, so it is not dropped."""


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise PydanticCustomError("clock", "a time is HH:MM, from 00:00 to 23:59")
    return text


LocalTime = Annotated[str, AfterValidator(_clock)]
"""``HH:MM`` of the person who is called, 24 hours."""


class Interval(BaseModel):
    """Hours of a day, from and to, in the zone of the person who is called."""

    model_config = NOUN

    local_time_from: LocalTime
    local_time_to: LocalTime

    @model_validator(mode="after")
    def _forward(self) -> Interval:
        if self.local_time_from >= self.local_time_to:
            raise PydanticCustomError("order", "an interval must begin before it ends")
        return self


def _apart(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    if not intervals:
        raise PydanticCustomError("empty", "name at least one interval of the day")
    ordered = sorted(intervals, key=lambda interval: interval.local_time_from)
    if any(one.local_time_to > two.local_time_from for one, two in pairwise(ordered)):
        raise PydanticCustomError("overlap", "the intervals of a day must not overlap")
    return intervals


Intervals = Annotated[tuple[Interval, ...], AfterValidator(_apart)]


class AllowedTime(BaseModel):
    """The hours of each day; ``default`` serves the days that have none of their own."""

    model_config = NOUN

    default: Intervals | None = None
    mon: Intervals | None = None
    tue: Intervals | None = None
    wed: Intervals | None = None
    thu: Intervals | None = None
    fri: Intervals | None = None
    sat: Intervals | None = None
    sun: Intervals | None = None

    @model_validator(mode="after")
    def _some(self) -> AllowedTime:
        if not self.model_dump(exclude_none=True):
            raise PydanticCustomError("empty", "name the hours of at least one day, or of default")
        return self
