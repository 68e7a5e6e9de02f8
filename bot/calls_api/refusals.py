"""The reasons for which the Calls API documents that it says no, each named by its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from bot.calls_api.campaign import campaign_status
from bot.calls_api.errors import InvalidToken, Refusal
from bot.calls_api.routes import CONTROLS, Route

_MEMBER = re.compile(r"\+?\d{2,}")


class PhoneDuplicated(Refusal):
    """A phone stands twice in one array: ``phone``, and all such in ``duplicates``."""

    def __init__(
        self, route: Route | None, *, phone: str, duplicates: tuple[str, ...], **facts: Any
    ):
        super().__init__(route, **facts)
        self.phone = phone
        self.duplicates = duplicates


class PhoneBadFormat(Refusal):
    """The host does not take this ``phone``; empty if it did not say which."""

    def __init__(self, route: Route | None, *, phone: str, **facts: Any):
        super().__init__(route, **facts)
        self.phone = phone


class BadZone(PhoneBadFormat):
    """The host does not take the ``zone`` (gmtZone) of this ``phone``."""

    def __init__(self, route: Route | None, *, zone: str, **facts: Any):
        super().__init__(route, **facts)
        self.zone = zone


class CampaignStateRefused(Refusal):
    """The campaign's ``state`` forbids it: ``finished`` means that it was stopped."""

    def __init__(self, route: Route | None, *, state: str, **facts: Any):
        super().__init__(route, **facts)
        self.state = state


class BadAllowedTime(Refusal):
    """The host does not take an ``allowedTime``."""


class BadDialerPriority(Refusal):
    """The host does not take a ``dialerPriority``."""


class MemberNotFound(Refusal):
    """An ID or a phone of the request is not in this campaign.

    ``members`` are those that the answer seems to name. The host need not name any, so compare
    them with what was asked.
    """

    def __init__(
        self,
        route: Route | None,
        *,
        kind: Literal["id", "phone"],
        members: frozenset[str],
        **facts: Any,
    ):
        super().__init__(route, **facts)
        self.kind = kind
        self.members = members


class ControlRefused(Refusal):
    """A control action was refused for the reason ``code``; ``args`` are the host's details."""

    def __init__(self, route: Route | None, *, args: Mapping[str, str], **facts: Any):
        super().__init__(route, **facts)
        self.control_args = dict(args)


Problem = Mapping[str, Any]
"""The JSON object of an error answer."""


def _word(problem: Problem, name: str) -> str:
    """A value of the answer, or of its ``args``, as a word; empty if there is none."""
    args = problem.get("args")
    value = problem.get(name, args.get(name) if isinstance(args, dict) else None)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _words(value: object, depth: int = 4) -> Iterator[str]:
    """The words and numbers in a value, though the host wrapped them in lists or objects."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list) and depth:
        for part in value:
            yield from _words(part, depth - 1)
    elif isinstance(value, str | int):
        yield str(value)


def _members(problem: Problem) -> frozenset[str]:
    named = set(_words([value for name, value in problem.items() if name not in ("type", "error")]))
    return frozenset(named | set(_MEMBER.findall(_word(problem, "message"))))


def _not_found(kind: Literal["id", "phone"]) -> Callable[..., Refusal]:
    return lambda route, problem, **facts: MemberNotFound(
        route, kind=kind, members=_members(problem), **facts
    )


def _duplicated(route: Route, problem: Problem, **facts: Any) -> Refusal:
    duplicates = tuple(_words(problem.get("phonesDuplicates")))
    return PhoneDuplicated(route, phone=_word(problem, "phone"), duplicates=duplicates, **facts)


def _bad_phone(route: Route, problem: Problem, **facts: Any) -> Refusal:
    return PhoneBadFormat(route, phone=_word(problem, "phone"), **facts)


def _bad_zone(route: Route, problem: Problem, **facts: Any) -> Refusal:
    zone = _word(problem, "gmtZone")
    return BadZone(route, phone=_word(problem, "phone"), zone=zone, **facts)


def _state(route: Route, problem: Problem, **facts: Any) -> Refusal:
    return CampaignStateRefused(route, state=campaign_status(_word(problem, "state")), **facts)


_REASONS: Mapping[str, Callable[..., Refusal]] = {
    "phone.duplicated": _duplicated,
    "phone.bad.format": _bad_phone,
    "phone.gmtZone.bad.format": _bad_zone,
    "invalid.call.task.state": _state,
    "invalid.call.allowed.time": lambda route, _, **facts: BadAllowedTime(route, **facts),
    "invalid.dialer_priority": lambda route, _, **facts: BadDialerPriority(route, **facts),
    "id.not.found": _not_found("id"),
    "phone.not.found": _not_found("phone"),
}


def refusal(route: Route, status: int, code: str, problem: Problem) -> Refusal | InvalidToken:
    """The error that an answer with this ``code`` means; a bare Refusal for an unheard-of one."""
    if code == "invalid.token":
        return InvalidToken(route, status=status)
    facts = {"status": status, "code": code, "message": _word(problem, "message")}
    if reason := _REASONS.get(code):
        return reason(route, problem, **facts)
    if route in CONTROLS:
        args = problem.get("args")
        texts = {k: str(v) for k, v in args.items()} if isinstance(args, dict) else {}
        return ControlRefused(route, args=texts, **facts)
    return Refusal(route, status=status, code=code, message=_word(problem, "message"))
