"""The switches of a host: which routes it has and in which of the seen ways it answers.

Hosts of the 1.10.3 documentation, of the current cloud and everything in between are all met in
the wild, so each difference is a switch of its own and ``Host.of`` sets those of a generation.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from simulators.calls_api import words

_ALWAYS: Final = frozenset({words.ADD_PHONES, words.CANCEL, words.PAUSE, words.RESUME, words.STOP})
GENERATIONS: Final[dict[str, frozenset[str]]] = {
    "1.10.3": _ALWAYS | {words.LEGACY_REPORT, words.START},
    "current": words.ROUTES - {words.LEGACY_REPORT, words.START},
}

_CHOICES: Final[dict[str, tuple[object, ...]]] = {
    "absent": (404, 405),
    "times": ("ms", "iso"),
    "status_form": ("bare", "quoted"),
    "status_case": ("camel", "upper", "lower"),
    "numbering": ("possible", "valid"),
}


@dataclass(frozen=True, slots=True)
class Host:
    """How one host behaves.

    ``normalises`` reports a phone sent with a leading 8 with a leading 7. ``shuffles_rows`` and
    ``shuffles_ids`` break the order nobody promised,
    ``newest_first`` turns reports by date round, ``ends_excluded`` leaves the end of a range out.
    ``bare_rows`` leaves out of report rows all
    that cannot be relied on. ``stop_cuts_calls`` makes a stop end the running calls as well.
    ``clock_offset`` is how many seconds the host's clock is ahead: its ``Date`` header
    and its stamps are by that clock. ``max_body_bytes`` is what the proxy lets through before
    it answers 413.
    """

    routes: frozenset[str] = GENERATIONS["current"]
    absent: int = 404
    honours_keys: bool = True
    normalises: bool = False
    shuffles_rows: bool = False
    shuffles_ids: bool = False
    newest_first: bool = False
    ends_excluded: bool = False
    bare_rows: bool = False
    cyrillic: bool = False
    cancel_word: str = words.CANCELED
    progress_word: str = words.IN_PROGRESS
    times: str = "ms"
    integer_ids: bool = False
    status_form: str = "quoted"
    status_case: str = "camel"
    numbering: str = "possible"
    stop_cuts_calls: bool = True
    finishes_by_itself: bool = False
    clock_offset: float = 0.0
    max_body_bytes: int = 64 * 1024 * 1024

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} is one of {', '.join(map(str, choices))}")

    @classmethod
    def of(cls, generation: str | Iterable[str], **switches: Any) -> "Host":
        """A host of ``generation``: "1.10.3", "current", or the very routes that it has."""
        return replace(cls(routes=_routes(generation)), **_known(switches))

    def but(self, generation: str | Iterable[str] | None = None, **switches: Any) -> "Host":
        """The same host with other switches."""
        changed = _known(switches)
        if generation is not None:
            changed["routes"] = _routes(generation)
        return replace(self, **changed)


def _routes(generation: str | Iterable[str]) -> frozenset[str]:
    if isinstance(generation, str):
        return GENERATIONS[generation]
    routes = frozenset(generation)
    if strange := routes - words.ROUTES:
        raise ValueError(f"no such routes: {sorted(strange)}")
    return routes


def _known(switches: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(Host)} - {"routes"}
    if strange := switches.keys() - names:
        raise ValueError(f"no such switches: {sorted(strange)}")
    return dict(switches)
