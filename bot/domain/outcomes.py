"""What became of a call job: the host's status words, and what each counts as.

The words and their meaning are those of the Calls API's ``jobStatus``, whose spellings
:mod:`bot.calls_api` knows. A word that nobody has heard of is kept as it is and counts as open:
that is the reading which ends nothing too early.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import Final

from bot import calls_api
from bot.errors import BadInput
from bot.texts import N_, Texts

# Hosts may say other words than the known ones: a status is any ``str``.
Status = calls_api.JobStatus
Outcome = calls_api.Outcome

FINAL_STATUSES: Final = frozenset(str(one) for one in Status if calls_api.is_final(one))

CALLED_STATUSES: Final = FINAL_STATUSES - {
    Status.NOT_DONE,
    Status.CANCELED,
    Status.CANCELLED_BY_USER,
}
"""The final statuses of call jobs that the host did try to reach."""

LABELS: Final[dict[str, str]] = {
    Status.PLANNED: N_("planned"),
    Status.IN_PROCESS: N_("being called"),
    Status.ON_RETRY: N_("waiting for another attempt"),
    Status.UNKNOWN: N_("status unknown"),
    Status.LONG_CALL_WITH_RESULT: N_("talked, with a result"),
    Status.LONG_CALL_WITH_NO_RESULT: N_("talked, no result"),
    Status.NO_ANSWER: N_("no answer"),
    Status.NONEXISTENT_NUMBER: N_("no such number"),
    Status.NOT_DONE: N_("not called before the campaign ended"),
    Status.TECHNICAL_ERROR: N_("technical error"),
    Status.CANCELED: N_("canceled"),
    Status.CANCELLED_BY_USER: N_("canceled by a user of the platform"),
}

OUTCOME_LABELS: Final = {
    Outcome.OPEN: N_("open"),
    Outcome.SUCCESS: N_("success"),
    Outcome.REACHED_NO_RESULT: N_("reached, no result"),
    Outcome.FAILED: N_("failed"),
    Outcome.CANCELED: N_("canceled"),
}

EMOJI: Final = {
    Outcome.OPEN: ":hourglass_flowing_sand:",
    Outcome.SUCCESS: ":white_check_mark:",
    Outcome.REACHED_NO_RESULT: ":speech_balloon:",
    Outcome.FAILED: ":x:",
    Outcome.CANCELED: ":no_entry_sign:",
}

_LATIN = str.maketrans("асеорху", "aceopxy")


def _key(word: str) -> str:
    """A word without what people write differently: case, look-alikes, hyphens."""
    plain = re.sub(r"[\W_]", "", word.casefold()).translate(_LATIN)
    return plain.replace("cancelled", "canceled")


_ASKABLE: Final = {_key(word): frozenset({word}) for word in FINAL_STATUSES} | {
    _key(group): frozenset(word for word in FINAL_STATUSES if calls_api.outcome_of(word) is group)
    for group in Outcome
    if group is not Outcome.OPEN
}


@lru_cache(maxsize=1024)
def canonical(word: str | None) -> str:
    """The documented spelling of a host's status word; an unheard-of word as it is.

    A row without a status says ``unknown``: hosts may leave the field out.
    """
    if not word:
        return str(Status.UNKNOWN)
    return str(calls_api.job_status(word))


def outcome_of(word: str | None) -> Outcome:
    """What a status word counts as; an unheard-of word is open."""
    return calls_api.outcome_of(canonical(word))


def is_final(word: str | None) -> bool:
    """Whether the host is done with a call job of this status."""
    return calls_api.is_final(canonical(word))


def parse_outcomes(text: str) -> frozenset[str]:
    """The status words that a person means by ``noAnswer,notDone`` or by a group's name.

    Words stand apart by commas or spaces; case and hyphens do not matter. Only final outcomes can
    be asked for. Raises :class:`BadInput` (field ``outcome``) for a word that is none, and where
    no word was given.
    """
    words = re.split(r"[\s,;]+", text.strip(" \t\r\n,;"))
    return frozenset().union(*(_asked(word) for word in words))


def _asked(word: str) -> frozenset[str]:
    statuses = _ASKABLE.get(_key(word))
    if statuses is None:
        raise _not_an_outcome(word)
    return statuses


def _not_an_outcome(word: str) -> BadInput:
    names = [*(str(group) for group in Outcome if group is not Outcome.OPEN)]
    names += sorted(FINAL_STATUSES - set(names), key=str.casefold)
    close = difflib.get_close_matches(_key(word), _ASKABLE, n=1)
    if close:
        guess = next(name for name in names if _key(name) == close[0])
        message = N_("“{word}” is not an outcome. Did you mean {guess}?")
        return BadInput(message, field="outcome", word=word, guess=guess)
    message = N_("“{word}” is not an outcome. Outcomes are: {outcomes}.")
    return BadInput(message, field="outcome", word=word, outcomes=", ".join(names))


def label(t: Texts, word: str | None) -> str:
    """A status in the reader's words; an unheard-of word as the host wrote it, not yet escaped."""
    known = canonical(word)
    return t(LABELS[known]) if known in LABELS else known
