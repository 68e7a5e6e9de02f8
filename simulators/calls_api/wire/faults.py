"""Faults on order: what goes wrong with which of the next requests."""

from dataclasses import dataclass
from typing import Final

from simulators.calls_api.words import ROUTE_GROUPS, ROUTES

# Kind → whether the host processes the request all the same.
KINDS: Final = {
    "reset": False,
    "hang": False,
    "drop_after_processing": True,
    "hang_after_processing": True,
    "delay": True,
    "delay_after_processing": True,
    "400": False,
    "401": False,
    "403": False,
    "404": False,
    "413": False,
    "429": False,
    "500": False,
    "502": False,
    "503": False,
    "504": False,
    "html": False,
    "redirect": False,
    "empty_body": True,
    "cut_json": True,
    "cut_off": True,
    "wrong_types": True,
    "slow_drip": True,
    "huge_body": True,
}


@dataclass(slots=True)
class Fault:
    """``times`` requests of ``route`` go wrong, after ``skip`` that do not.

    ``route`` is a route's name, a group such as "control" or "callJob", or "*". ``processed``
    overrides what the kind says. ``seconds`` is the length of a delay or of a slow drip,
    ``size`` the bytes of a huge body, ``retry_after`` the header's text, ``campaign`` an ID.
    """

    kind: str
    route: str = "*"
    times: int = 1
    skip: int = 0
    processed: bool | None = None
    seconds: float = 1.0
    size: int = 64 * 1024 * 1024
    retry_after: str | None = None
    campaign: int | None = None

    def __post_init__(self) -> None:
        check_pattern(self.route)
        if self.kind not in KINDS:
            raise ValueError(f"no such fault: {self.kind}")

    @property
    def processes(self) -> bool:
        return KINDS[self.kind] if self.processed is None else self.processed


def concerns(pattern: str, route: str) -> bool:
    """Whether a route's name falls under a pattern: its name, its group, or "*"."""
    return pattern in ("*", route) or route.startswith(pattern + "/")


def check_pattern(pattern: str) -> None:
    """ValueError for a pattern that no route falls under, and that would never be met."""
    if pattern != "*" and pattern not in ROUTES | ROUTE_GROUPS:
        raise ValueError(f"no such route: {pattern}")


class Faults:
    """The faults that wait, in the order in which they were ordered."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def order(self, fault: Fault) -> Fault:
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        self._waiting.clear()

    @property
    def waiting(self) -> tuple[Fault, ...]:
        return tuple(self._waiting)

    def take(self, route: str, campaign: int) -> Fault | None:
        """The fault for this request, which is thereby used up."""
        for fault in self._waiting:
            if concerns(fault.route, route) and fault.campaign in (None, campaign):
                return self._use(fault)
        return None

    def _use(self, fault: Fault) -> Fault | None:
        if fault.skip:
            fault.skip -= 1
            return None
        fault.times -= 1
        if fault.times <= 0:
            self._waiting.remove(fault)
        return fault
