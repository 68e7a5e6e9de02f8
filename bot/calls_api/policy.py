"""The call policy: when and how often a phone is dialled. What is not given is inherited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator
from pydantic import ValidationError as Breach
from pydantic_core import PydanticCustomError

from bot.calls_api.allowed_time import NOUN, AllowedTime, Weekday
from bot.calls_api.errors import BadParameters, Fault
from bot.calls_api.moments import wire_moment
from bot.calls_api.zones import GmtZone


def _instant(value: object) -> object:
    """An aware instant. Numbers are refused: nobody can tell their unit."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        moment = None
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise PydanticCustomError("instant", "an ISO 8601 date and time with its offset is needed")
    return moment


def _whole(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("whole", "a whole number is needed")
    return value


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable():
        raise PydanticCustomError("url", "an http or https address is needed")
    return url


def _each_once(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    if not days:
        raise PydanticCustomError("empty", "name at least one day")
    return tuple(day for day in Weekday if day in days)


Instant = Annotated[datetime, BeforeValidator(_instant)]
Whole = Annotated[int, BeforeValidator(_whole)]
Days = Annotated[tuple[Weekday, ...], AfterValidator(_each_once)]


class ExternalCheck(BaseModel):
    """An address that the platform asks before it dials."""

    model_config = NOUN

    external_check_url: Annotated[str, AfterValidator(_http)]
    external_check_max_retries: Annotated[Whole, Field(ge=0)] | None = None


class CallPolicy(BaseModel):
    """How a phone is dialled; one policy may serve any number of phones.

    ``retry_interval_in_minutes`` 1–2880, ``max_attempts`` 1–50, ``dialer_priority`` 1 (highest)
    to 5. ``allowed_days`` wins over ``allowed_time``: times for other days are ignored.
    """

    model_config = NOUN

    start_date_time: Instant | None = None
    finish_date_time: Instant | None = None
    allowed_days: Days | None = None
    allowed_time: AllowedTime | None = None
    retry_interval_in_minutes: Annotated[Whole, Field(ge=1, le=2880)] | None = None
    max_attempts: Annotated[Whole, Field(ge=1, le=50)] | None = None
    gmt_zone: GmtZone | None = None
    dialer_priority: Annotated[Whole, Field(ge=1, le=5)] | None = None
    external_check: ExternalCheck | None = None

    @model_validator(mode="after")
    def _forward(self) -> CallPolicy:
        start, finish = self.start_date_time, self.finish_date_time
        if start and finish and start >= finish:
            raise PydanticCustomError("order", "startDateTime must be before finishDateTime")
        return self

    @cached_property
    def wire(self) -> Mapping[str, Any]:
        """The members that a row of addPhones gets from this policy."""
        members = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        for name, moment in (
            ("startDateTime", self.start_date_time),
            ("finishDateTime", self.finish_date_time),
        ):
            if moment:
                members[name] = wire_moment(moment)
        return members


def call_policy(members: Mapping[str, Any]) -> CallPolicy:
    """A policy from the API's own names; :class:`BadParameters` names every fault at once."""
    try:
        return CallPolicy.model_validate(dict(members))
    except Breach as breach:
        faults = faults_of(breach)
    raise BadParameters(faults)


def faults_of(breach: Breach) -> list[Fault]:
    """What pydantic found, without the values that it found it in."""
    found = breach.errors(include_url=False, include_input=False, include_context=False)
    return [Fault(".".join(map(str, fault["loc"])), fault["type"], fault["msg"]) for fault in found]
