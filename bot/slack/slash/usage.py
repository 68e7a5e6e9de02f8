"""The errors of a command's text: what is wrong, the verb's usage, and what may have been meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from bot.errors import BadInput

_RUSSIAN_KEYS = str.maketrans(
    "йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."
)


class UsageError(BadInput):
    """A command that is not understood; nothing was changed.

    ``verb`` and ``usage`` (without the slash command's own word) are None where no verb was found;
    ``suggestion`` is a text to run or to type in the wrong word's place. No value holds a campaign
    token or a whole telephone number.
    """

    def __init__(
        self,
        message: str,
        /,
        *,
        verb: str | None = None,
        usage: str | None = None,
        suggestion: str | None = None,
        **values: Any,
    ) -> None:
        super().__init__(message, verb=verb, usage=usage, suggestion=suggestion, **values)
        self.verb = verb
        self.usage = usage
        self.suggestion = suggestion


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option that a misspelt word most likely means: a beginning, a slip, or Russian keys."""
    typed = word.casefold()
    if not 1 < len(typed) <= 24:
        return None
    known = {option.casefold(): option for option in sorted(options)}
    begun = [option for option in known if option.startswith(typed)]
    if len(begun) == 1:
        return known[begun[0]]
    for attempt in (typed, typed.translate(_RUSSIAN_KEYS)):
        near = difflib.get_close_matches(attempt, known, 1, 0.6)
        if near:
            return known[near[0]]
    return None
