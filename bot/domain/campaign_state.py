"""What state a campaign is in, how sure that is, and what may be asked of it then.

::

    new, planned ──start──► inProgress ──pause──► paused
                              ▲  │                 │  │
                              │  └──────stop───────┼──┴─stop──► finished      deleted
                              └───────resume───────┘

A host that can tell its status is believed; one that cannot leaves us with what was last asked
here, which is shown as exactly that and hides no button. Status words are compared without case
(errors carry them in capitals), and older hosts say ``inProcess`` for ``inProgress``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot import calls_api
from bot.texts import N_, Texts

# The known words. Hosts may say others: a word is any ``str``.
Word = calls_api.CampaignStatus


class Control(StrEnum):
    """What can be asked of a campaign: the names of the control routes."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class Source(StrEnum):
    """Where a state is known from."""

    HOST = "host"
    ASKED = "asked"
    UNKNOWN = "unknown"


class OutsideChange(StrEnum):
    """What happened to a campaign that nobody here asked for."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    FINISHED = "finished"
    DELETED = "deleted"
    OTHER = "other"


LEADS_TO: Final = {
    Control.START: Word.IN_PROGRESS,
    Control.PAUSE: Word.PAUSED,
    Control.RESUME: Word.IN_PROGRESS,
    Control.STOP: Word.FINISHED,
}

_FITTING: Final[dict[str, tuple[Control, ...]]] = {
    Word.NEW: (Control.START,),
    Word.PLANNED: (Control.START, Control.STOP),
    Word.IN_PROGRESS: (Control.PAUSE, Control.STOP),
    Word.PAUSED: (Control.RESUME, Control.STOP),
    Word.FINISHED: (),
    Word.DELETED: (),
}

_ENDED: Final = frozenset({Word.FINISHED, Word.DELETED})

LABELS: Final[dict[str, str]] = {
    Word.NEW: N_("new"),
    Word.PLANNED: N_("planned for later"),
    Word.IN_PROGRESS: N_("in progress"),
    Word.PAUSED: N_("paused"),
    Word.FINISHED: N_("finished"),
    Word.DELETED: N_("deleted"),
}

SLOW_HOST: Final = timedelta(minutes=3)
"""How long after a control call its effect may first show: a little over ``SETTLE_SECONDS``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A control call made here: what, when, and the id of who asked."""

    action: Control
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class State:
    """A campaign's state. ``at``: when the host last told it, or when it was asked for.

    ``by`` is the id of the person here whose asking led to it; ``None`` when it was nobody here
    or cannot be known. ``word`` is ``None`` only where nothing at all is known.
    """

    word: str | None = None
    source: Source = Source.UNKNOWN
    at: datetime | None = None
    by: str | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the host itself said so."""
        return self.source is Source.HOST

    @property
    def ended(self) -> bool:
        """Whether the host said that nothing will be called any more."""
        return self.confirmed and self.word in _ENDED

    def says(self, word: str) -> bool:
        """Whether the host said that the campaign is in this very state."""
        return self.confirmed and self.word == word


def canonical(word: str) -> str:
    """The documented spelling of a campaign's status word; an unheard-of word as it is."""
    return str(calls_api.campaign_status(word))


def asked(ask: Asked) -> State:
    """The state after a control call that nobody has confirmed."""
    return State(str(LEADS_TO[ask.action]), Source.ASKED, ask.at, ask.by)


def told(before: State, word: str, at: datetime, last_asked: Asked | None = None) -> State:
    """The state that the host has just told, with the person here who led to it, if one did."""
    word = canonical(word)
    if word == before.word:
        return State(word, Source.HOST, at, before.by)
    if last_asked is not None and _explains(last_asked, before, word):
        return State(word, Source.HOST, at, last_asked.by)
    return State(word, Source.HOST, at)


def actions_for(state: State, has_start: bool, can_confirm: bool) -> tuple[Control, ...]:
    """The controls that fit, in the order of their buttons.

    All of them stay where the state is not certain: on a host that cannot confirm, while nothing
    is confirmed yet, and for an unheard-of word. Newer hosts have no ``start``.
    """
    certain = can_confirm and state.confirmed and state.word is not None
    fitting = _FITTING.get(state.word or "", tuple(Control)) if certain else tuple(Control)
    return tuple(action for action in fitting if has_start or action is not Control.START)


def already(state: State, action: Control) -> bool:
    """Whether a click comes too late because the campaign is where it would lead, and surely so."""
    return state.says(LEADS_TO[action]) or (action is Control.STOP and state.ended)


def too_late(state: State, action: Control) -> bool:
    """Whether a click asks for what cannot be any more: the campaign has ended."""
    return state.ended and action is not Control.STOP


def changed_outside(
    before: State, after: State, last_asked: Asked | None, left_undone: int = 0
) -> OutsideChange | None:
    """What nobody here asked for, between two states that the host told; ``None`` if nothing.

    ``before`` is the last state that the host told (a first look is a baseline: there is no change
    yet). ``left_undone`` is how many call jobs became ``notDone`` with it: a campaign that ended
    with some was stopped, one without finished its work.
    """
    same = before.word == after.word
    if same or not before.confirmed or not after.confirmed or after.word is None:
        return None
    if last_asked is not None and _explains(last_asked, before, after.word):
        return None
    return _kind(before, after.word, left_undone)


def _explains(ask: Asked, before: State, word: str) -> bool:
    """Whether this asking led to the word, rather than one that took effect long ago."""
    recent = before.at is None or ask.at >= before.at - SLOW_HOST
    return recent and LEADS_TO[ask.action] == word


def _kind(before: State, word: str, left_undone: int) -> OutsideChange:
    if word == Word.IN_PROGRESS:
        return OutsideChange.RESUMED if before.word == Word.PAUSED else OutsideChange.STARTED
    if word == Word.FINISHED:
        return OutsideChange.STOPPED if left_undone else OutsideChange.FINISHED
    named = {Word.PAUSED: OutsideChange.PAUSED, Word.DELETED: OutsideChange.DELETED}
    return named.get(Word(word), OutsideChange.OTHER) if word in LABELS else OutsideChange.OTHER


def label(t: Texts, state: State) -> str:
    """The state in the reader's words; an unheard-of word as the host wrote it, not yet escaped."""
    if state.word is None:
        return t(N_("in an unknown state"))
    if state.source is Source.ASKED and state.word == Word.FINISHED:
        return t(N_("stopped"))
    return t(LABELS[state.word]) if state.word in LABELS else state.word
