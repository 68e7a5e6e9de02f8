"""The failures that a person can be told about.

::

    CallboardError
    ├── Refused          what was asked cannot be done as asked; nothing was changed
    │   ├── NotFound     no such campaign, batch, schedule, call job
    │   ├── NotAllowed   the person's role does not reach that far
    │   ├── BadInput     something typed, pasted or uploaded is wrong, and where
    │   │   └── BadFields    the same of several fields of a form
    │   └── TooLate      the thing was already done, or its state has moved on
    ├── HostTrouble      the Calls API refused, hangs, or answers what nobody expected
    └── Unclear          the answer of a request that changes something was lost

Each carries a message id of :mod:`bot.texts` and its values, so that the sentence is made in the
reader's language, where it is shown. A sentence says what happened, whether anything was changed,
and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class CallboardError(Exception):
    """A failure with a sentence for the person who met it.

    ``message`` is an English sentence with ``{named}`` values: the key of its translations.
    """

    def __init__(self, message: str, /, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)

    @property
    def faults(self) -> tuple[CallboardError, ...]:
        """Those that each have a sentence of their own: itself, unless it gathers several."""
        return (self,)


class Refused(CallboardError):
    """What was asked cannot be done as asked; nothing was changed."""


class NotFound(Refused):
    """There is no such campaign, batch, schedule or call job where the person may look."""


class NotAllowed(Refused):
    """The person's role does not reach that far."""


class BadInput(Refused):
    """Something typed, pasted or uploaded is wrong. ``field`` names the input it stood in."""

    def __init__(self, message: str, /, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message, **values)
        self.field = field

    @property
    def faults(self) -> tuple[BadInput, ...]:
        return (self,)


class BadFields(BadInput):
    """Several fields of a form are wrong: as a sentence it tells of the first of them."""

    def __init__(self, faults: list[BadInput]) -> None:
        first = faults[0]
        super().__init__(first.message, field=first.field, **first.values)
        self._faults = tuple(faults)

    @property
    def faults(self) -> tuple[BadInput, ...]:
        return self._faults


class Faults:
    """Gathers what is wrong with the fields of a form, so that a person reads all of it at once."""

    def __init__(self) -> None:
        self._found: list[BadInput] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Keep the fault of one field for later."""
        try:
            yield
        except BadInput as fault:
            self._found.append(fault)

    def refuse(self) -> None:
        """Raise what was found: the one :class:`BadInput`, or :class:`BadFields` of several."""
        if self._found:
            raise self._found[0] if len(self._found) == 1 else BadFields(self._found)


class TooLate(Refused):
    """The thing was already done, or its state has moved on."""


class HostTrouble(CallboardError):
    """The Calls API refused, hangs, or answers what nobody expected."""


class Unclear(CallboardError):
    """The answer of a request that changes something was lost: it may or may not have happened."""
