"""What a failed addPhones request means for its rows: decided here, carried out by the sender.

A refusal changed nothing at the host, so its rows may be sent again as another request. Where the
host names the rows it minds, those go and the rest is sent anew; where it names none, the request
is halved until a row stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson

from bot.calls_api import (
    AddressRefused,
    BadAllowedTime,
    BadDialerPriority,
    BadZone,
    CallsApiError,
    CampaignStateRefused,
    Forbidden,
    HostNotAllowed,
    InvalidToken,
    NotSent,
    PhoneBadFormat,
    PhoneDuplicated,
    RateLimited,
    Refusal,
    RequestTooLarge,
    RouteAbsent,
)
from bot.domain.lateness import obeyed
from bot.domain.optouts import OPTED_OUT, OPTED_OUT_LABEL
from bot.domain.recovery import position_of, surplus
from bot.texts import N_, Texts

REFUSAL_LABELS: Mapping[str, str] = {
    "phone.bad.format": N_("The host does not take this number."),
    "phone.duplicated": N_("The host takes this number for one that is in the list already."),
    "phone.gmtZone.bad.format": N_("The host does not take this gmtZone."),
    "invalid.call.allowed.time": N_("The host does not take this allowedTime."),
    "invalid.dialer_priority": N_("The host does not take this dialerPriority."),
    OPTED_OUT: OPTED_OUT_LABEL,
    "http_413": N_("This row is larger than the host takes."),
}
"""The reasons that are documented, for the file of refused rows: message ids."""

MANY_ALIKE = 10
"""So many rows refused for a reason nobody documents, and none taken: the list is not at fault."""

LONGEST_WAIT = 300.0


class SentRow(Protocol):
    """What is needed of a row that was sent."""

    @property
    def position(self) -> int: ...
    @property
    def phone(self) -> str: ...
    @property
    def wire(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Refuse:
    """Take these positions out, each for its reason, and send the rest.

    ``strange``: the reason is none that the Calls API documents.
    """

    reasons: Mapping[int, str]
    strange: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """Send the rows before position ``at`` and those from it on as two requests."""

    at: int
    first_rows: int


@dataclass(frozen=True, slots=True)
class Halt:
    """The whole batch cannot go on; ``reason`` is a word for its receipt."""

    reason: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """Nothing was sent, or nothing processed: the same request again in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class LookFor:
    """It may have been processed: ask the host before anything is sent again."""


Verdict = Refuse | Split | Halt | PutOff | LookFor

_HALTS: Mapping[type[CallsApiError], str] = {
    InvalidToken: "token",
    RouteAbsent: "route",
    Forbidden: "forbidden",
    HostNotAllowed: "host",
    AddressRefused: "host",
}


def verdict(error: CallsApiError, rows: Sequence[SentRow], attempts: int) -> Verdict:
    """What to do about the error that the request with these rows met."""
    if halt := next((word for kind, word in _HALTS.items() if isinstance(error, kind)), None):
        return Halt(halt)
    if isinstance(error, NotSent | RateLimited):
        return PutOff(wait_after(attempts, getattr(error, "retry_after", None)))
    if isinstance(error, CampaignStateRefused):
        return Halt(f"state:{error.state}")
    if isinstance(error, Refusal):
        return _of_refusal(error, rows)
    return Halt("request") if error.nothing_changed else LookFor()


def is_for_good(error: CallsApiError) -> bool:
    """Whether the same request would meet the same answer whenever it is sent."""
    return isinstance(error, (Refusal, *_HALTS))


def refusal_label(t: Texts, reason: str) -> str:
    """Why the host refused a row, as a sentence; an unheard-of reason as the host wrote it."""
    if reason in REFUSAL_LABELS:
        return t(REFUSAL_LABELS[reason])
    return t(N_("The host refused it: {reason}"), reason=reason)


def wait_after(attempts: int, asked: float | None = None) -> float:
    """Seconds to the next try: doubled each time, and never less than the host may ask for."""
    return max(min(0.5 * 2.0 ** min(attempts, 16), LONGEST_WAIT), obeyed(asked))


def _of_refusal(error: Refusal, rows: Sequence[SentRow]) -> Verdict:
    # It is kept and shown, so it is the code as it may be shown.
    reason = error.told or f"http_{error.status}"
    if guilty := _guilty(error, rows):
        return Refuse(dict.fromkeys(guilty, reason))
    if len(rows) > 1:
        return Split(rows[len(rows) // 2].position, len(rows) // 2)
    known = isinstance(error, _DOCUMENTED)
    return Refuse({rows[0].position: reason}, strange=not known)


_DOCUMENTED = (PhoneBadFormat, PhoneDuplicated, BadAllowedTime, BadDialerPriority, RequestTooLarge)


def _guilty(error: Refusal, rows: Sequence[SentRow]) -> list[int]:
    """The positions that the refusal means; none where it does not say."""
    if isinstance(error, PhoneDuplicated):
        named = _named((error.phone, *error.duplicates), rows)
        return surplus(named) if named else []
    if isinstance(error, BadZone):
        return _alike(_named([error.phone], rows), rows, "gmtZone")
    if isinstance(error, PhoneBadFormat):
        return [row.position for row in _named([error.phone], rows)]
    if isinstance(error, BadAllowedTime):
        return _only_kind(rows, "allowedTime")
    if isinstance(error, BadDialerPriority):
        return _only_kind(rows, "dialerPriority")
    return []


def _named(phones: Iterable[str], rows: Sequence[SentRow]) -> list[SentRow]:
    by_position = {row.position: row for row in rows}
    positions = {row.phone: row.position for row in rows}
    named = {position_of(phone, positions) for phone in phones if phone}
    return [by_position[position] for position in sorted(p for p in named if p is not None)]


def _alike(named: Sequence[SentRow], rows: Sequence[SentRow], field: str) -> list[int]:
    """The named rows, and all that say the same in the field that the host minds."""
    minded = {_value(row, field) for row in named} - {None}
    alike = {row.position for row in rows if _value(row, field) in minded}
    return sorted(alike | {row.position for row in named})


def _only_kind(rows: Sequence[SentRow], field: str) -> list[int]:
    """The rows that have the field, if all of them say the same in it."""
    values = {row.position: value for row in rows if (value := _value(row, field)) is not None}
    return sorted(values) if len(set(values.values())) == 1 else []


def _value(row: SentRow, field: str) -> bytes | None:
    value = orjson.loads(row.wire).get(field)
    return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
