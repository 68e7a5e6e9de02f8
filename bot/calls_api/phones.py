"""Phones to be called: the rows of addPhones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import orjson
from pydantic import ConfigDict, Field, StringConstraints, ValidationError
from pydantic.dataclasses import dataclass

from bot.calls_api.errors import BadParameters, Fault
from bot.calls_api.policy import CallPolicy, faults_of
from bot.calls_api.routes import Route

Phone = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{6,14}$")]
"""Digits with the country code and no plus. That the country has it is not checked here."""


@dataclass(frozen=True, slots=True, config=ConfigDict(hide_input_in_errors=True))
class CallJobParameters:
    """One phone, the variables that its script gets, and its policy. Its repr shows neither."""

    phone: Phone = Field(repr=False)
    payload: dict[str, Any] | None = Field(default=None, repr=False)
    policy: CallPolicy | None = None

    def wire(self) -> dict[str, Any]:
        row: dict[str, Any] = {"phone": self.phone}
        if self.payload is not None:
            row["payload"] = self.payload
        if self.policy is not None:
            row.update(self.policy.wire)
        return row


def call_job_parameters(
    phone: str, payload: dict[str, Any] | None = None, policy: CallPolicy | None = None
) -> CallJobParameters:
    """A row, checked; :class:`BadParameters` names what is wrong."""
    try:
        return CallJobParameters(phone=phone, payload=payload, policy=policy)
    except ValidationError as breach:
        faults = faults_of(breach)
    raise BadParameters(faults, Route.ADD_PHONES)


def encode_rows(rows: Sequence[CallJobParameters]) -> bytes:
    """The body of addPhones. The same rows always make the same bytes."""
    if not rows:
        raise _bad("phone", "empty", "there is no phone to add")
    if repeated(row.phone for row in rows):
        raise _bad("phone", "duplicated", "a phone stands twice among the rows")
    try:
        return orjson.dumps([row.wire() for row in rows])
    except TypeError:
        problem = _bad("payload", "json", "a payload holds what JSON cannot carry")
    raise problem


def count_rows(body: bytes) -> int:
    """How many rows an encoded body has."""
    try:
        rows = orjson.loads(body)
    except orjson.JSONDecodeError:
        rows = None
    if not isinstance(rows, list) or not rows:
        raise _bad("phone", "empty", "the body is no array of phones")
    return len(rows)


def repeated(phones: Iterable[str]) -> frozenset[str]:
    """The phones that occur more than once."""
    seen: set[str] = set()
    return frozenset(phone for phone in phones if phone in seen or seen.add(phone))  # type: ignore[func-returns-value]


def _bad(field: str, code: str, message: str) -> BadParameters:
    return BadParameters([Fault(field, code, message)], Route.ADD_PHONES)
