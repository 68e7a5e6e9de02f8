"""The words for outcomes of call jobs and for kinds of alerts, in the case of the Calls API."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.slack.slash.arguments import Arguments
from bot.slack.slash.words import Word

Listed = Mapping[str, tuple[str, ...]]

_SEPARATORS = re.compile(r"[,;\s]+")
_FAILED = ("noAnswer", "notDone", "nonexistentNumber", "technicalError")
_ENDED = ("longCallWithResult", "longCallWithNoResult", *_FAILED, "canceled")
_OTHERWISE_SPELT = {"cancelled": ("canceled",), "cancelledByUser": ("canceled",)}

# What each word that people may type stands for, as the Calls API and the alerts spell it.
OUTCOMES: Listed = {
    **{status: (status,) for status in _ENDED},
    **_OTHERWISE_SPELT,
    "failed": _FAILED,
}
ALERT_KINDS: Listed = {
    **{kind: (kind,) for kind in ("canceled", "failed", *_FAILED, "paused", "finished", "token")},
    **_OTHERWISE_SPELT,
    "stopped": ("finished",),
}


def read_listed(arguments: Arguments, listed: Listed, *stops: str) -> tuple[str, ...]:
    """What the next words stand for, with commas or spaces between, up to a keyword of ``stops``.

    ``no-answer`` and ``no_answer`` are ``noAnswer`` too.
    """
    by_key = {word.casefold(): meant for word, meant in listed.items()}
    found: dict[str, None] = {}
    for word in arguments.take_rest(*stops):
        for part in filter(None, _SEPARATORS.split(word.text)):
            meant = by_key.get(part.casefold().replace("-", "").replace("_", ""))
            if meant is None:
                arguments.refuse(Word(part))
            found |= dict.fromkeys(meant)
    return tuple(found)
