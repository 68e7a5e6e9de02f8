"""Each field of the call policy: the text of a cell or a modal in, the wire's value out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from bot.domain.cells import shown
from bot.domain.policy.days import parse_days
from bot.domain.policy.moments import parse_moment
from bot.domain.policy.windows import parse_windows
from bot.domain.policy.zones import parse_zone, zone_of
from bot.errors import BadInput
from bot.texts import N_

Policy = dict[str, Any]
"""Part of a ``CallJobParameters``, in the Calls API's own names and types."""

_WHOLE = re.compile(r"(\d{1,9})(?:[.,]0+)?")
_LONGEST_URL = 2_000
_MAX_CHECKS = 1_000_000


def _whole(name: str, low: int, high: int) -> Callable[[str, tzinfo], int]:
    def parse(text: str, _zone: tzinfo) -> int:
        match = _WHOLE.fullmatch(text.strip())
        if match is None or not low <= int(match[1]) <= high:
            raise _out_of_range(name, text, low, high)
        return int(match[1])

    return parse


def _moment(name: str) -> Callable[[str, tzinfo], str]:
    return lambda text, zone: parse_moment(text, zone, name)


def _url(text: str, _zone: tzinfo) -> str:
    plain = text.strip().removeprefix("<").removesuffix(">")
    try:
        parts = urlsplit(plain)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not plain.isascii() or " " in plain or len(plain) > _LONGEST_URL:
        raise _no_url(text)
    return plain


POLICY_CELLS: dict[str, Callable[[str, tzinfo], Any]] = {
    "startDateTime": _moment("startDateTime"),
    "finishDateTime": _moment("finishDateTime"),
    "allowedDays": lambda text, _zone: parse_days(text),
    "allowedTime": lambda text, _zone: parse_windows(text),
    "retryIntervalInMinutes": _whole("retryIntervalInMinutes", 1, 2_880),
    "maxAttempts": _whole("maxAttempts", 1, 50),
    "gmtZone": lambda text, _zone: parse_zone(text),
    "dialerPriority": _whole("dialerPriority", 1, 5),
    "externalCheckUrl": _url,
    "externalCheckMaxRetries": _whole("externalCheckMaxRetries", 0, _MAX_CHECKS),
}
"""The cells and inputs of a call policy; the last two make up the field ``externalCheck``."""


def policy_from(texts: Mapping[str, str], zone: tzinfo) -> Policy:
    """The policy that these texts ask for; a blank text asks for nothing.

    Dates without an offset are in the texts' own ``gmtZone``, else in ``zone``.
    """
    given = {name: text for name, text in texts.items() if text.strip()}
    if "gmtZone" in given:
        zone = zone_of(_parsed("gmtZone", given["gmtZone"], zone))
    policy = {name: _parsed(name, text, zone) for name, text in given.items()}
    check = {name: policy.pop(name) for name in list(policy) if name.startswith("externalCheck")}
    if check and "externalCheckUrl" not in check:
        raise _retries_without_url()
    check_window(policy)
    return policy | {"externalCheck": check} if check else policy


@lru_cache(maxsize=4_096)
def _parsed(name: str, text: str, zone: tzinfo) -> Any:
    """Lists repeat their cells, so each text is read once; what comes back is for reading."""
    return POLICY_CELLS[name](text, zone)


def check_window(policy: Mapping[str, Any]) -> None:
    """Raise :class:`BadInput` unless the policy's start comes before its finish."""
    start, finish = policy.get("startDateTime"), policy.get("finishDateTime")
    if start and finish and start >= finish:
        raise BadInput(
            N_("startDateTime ({start}) must come before finishDateTime ({finish})."),
            field="finishDateTime",
            start=start,
            finish=finish,
        )


def shadowed_days(policy: Mapping[str, Any]) -> list[str]:
    """Days that have hours in ``allowedTime`` which ``allowedDays`` makes the platform ignore."""
    allowed = policy.get("allowedDays")
    hours = policy.get("allowedTime", {})
    return [day for day in hours if allowed and day != "default" and day not in allowed]


def _out_of_range(name: str, text: str, low: int, high: int) -> BadInput:
    return BadInput(
        N_("{name}: “{value}” is not a whole number from {low} to {high}."),
        field=name,
        name=name,
        value=shown(text),
        low=low,
        high=high,
    )


def _no_url(text: str) -> BadInput:
    return BadInput(
        N_("{name}: “{value}” is not an address that begins with http:// or https://."),
        field="externalCheckUrl",
        name="externalCheckUrl",
        value=shown(text),
    )


def _retries_without_url() -> BadInput:
    return BadInput(
        N_("externalCheckMaxRetries needs externalCheckUrl beside it."),
        field="externalCheckMaxRetries",
    )
