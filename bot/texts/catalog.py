"""One language's sentences, numbers, dates and durations."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("en", "ru")
_LOCALE_DIR = Path(__file__).parent / "locale"

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Controls, marks that turn the direction of writing, and halves of characters.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


class Mrkdwn(str):
    """Text that is Slack mrkdwn already: :meth:`Texts.md` puts it in as it is."""

    __slots__ = ()


def escape(text: object) -> Mrkdwn:
    """Make text that people, files or hosts wrote harmless in Slack's mrkdwn.

    It pings nobody and links nowhere, stays on its line, and turns no other text around.
    """
    if isinstance(text, Mrkdwn):
        return text
    plain = str(text)
    if not plain.isprintable():
        plain = _UNSEEN.sub("", _BREAKS.sub(" ", plain))
    return Mrkdwn(plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


class MessageId(str):
    """A message id without values. As a value of a sentence it is put in translated."""

    __slots__ = ()


@runtime_checkable
class Sentence(Protocol):
    """A message id with its values, such as an error: translated as a value of a sentence."""

    @property
    def message(self) -> str: ...

    @property
    def values(self) -> Mapping[str, Any]: ...


def N_(message: str) -> MessageId:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a message id for the catalogs where it is only named, and shown elsewhere."""
    return MessageId(message)


# Translators: a pattern of CLDR: day and short month.
_DAY = N_("d MMM")
# Translators: a pattern of CLDR: short weekday, day, short month, hour and minute.
_MOMENT = N_("EEE d MMM, HH:mm")


class Texts:
    """The texts of one language. Blocks take it as their first argument, ``t``.

    A value that is a :class:`MessageId` or a :class:`Sentence` is translated as it is put in.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(language)
        self._catalog = gettext.translation(
            "callboard", _LOCALE_DIR, languages=[language], fallback=True
        )

    def __call__(self, message: str, /, **values: Any) -> str:
        """The sentence as plain text, its values put in as they are."""
        return self._catalog.gettext(message).format(**self._told(values))

    def n(self, singular: str, plural: str, count: int, /, **values: Any) -> str:
        """The sentence in the plural form that ``count`` asks for; ``{count}`` is formatted."""
        chosen = self._catalog.ngettext(singular, plural, count)
        return chosen.format(count=self.number(count), **self._told(values))

    def md(self, message: str, /, **values: Any) -> Mrkdwn:
        """The sentence as mrkdwn: values are escaped, unless they are :class:`Mrkdwn`."""
        return Mrkdwn(self._catalog.gettext(message).format(**self._escaped(values)))

    def md_n(self, singular: str, plural: str, count: int, /, **values: Any) -> Mrkdwn:
        """The plural form of a sentence as mrkdwn, with its values escaped."""
        return Mrkdwn(self.n(singular, plural, count, **self._escaped(values)))

    def _told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._in_words(value, self) for name, value in values.items()}

    def _escaped(self, values: Mapping[str, Any]) -> dict[str, Mrkdwn]:
        return {name: escape(self._in_words(value, self.md)) for name, value in values.items()}

    def _in_words(self, value: Any, say: Callable[..., str]) -> Any:
        if isinstance(value, MessageId):
            return self(value)
        if isinstance(value, Sentence):
            return say(value.message, **value.values)
        return value

    def number(self, value: float) -> str:
        """A number with the language's own separators."""
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        """A share of 0 to 1 as a percentage without decimals."""
        return str(format_percent(share, locale=self._locale))

    def date(self, at: datetime, zone: tzinfo) -> str:
        """A day, in words short enough for a sentence."""
        return str(format_date(at.astimezone(zone), self(_DAY), locale=self._locale))

    def time(self, at: datetime, zone: tzinfo) -> str:
        """An hour and a minute."""
        return str(format_time(at.astimezone(zone), "HH:mm", locale=self._locale))

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """A day of the week, a day, an hour and a minute."""
        return str(format_datetime(at.astimezone(zone), self(_MOMENT), locale=self._locale))

    def weekdays(self) -> tuple[str, ...]:
        """The days of the week in short, Monday first: ``mon`` … ``sun``, as people type them."""
        names = self._locale.days["format"]["abbreviated"]
        return tuple(str(names[day]).lower() for day in range(7))

    def duration(self, span: timedelta) -> str:
        """A span in at most two units: ``2 h 5 min``, ``34 min``, ``12 s``."""
        seconds = max(0, round(span.total_seconds()))
        hours, minutes = seconds // 3600, seconds % 3600 // 60
        if hours >= 48:
            return self._units((hours // 24, N_("{count} d")), (hours % 24, N_("{count} h")))
        if hours:
            return self._units((hours, N_("{count} h")), (minutes, N_("{count} min")))
        if minutes:
            return self(N_("{count} min"), count=minutes)
        return self(N_("{count} s"), count=seconds)

    def _units(self, *parts: tuple[int, str]) -> str:
        return " ".join(self(unit, count=count) for count, unit in parts if count)

    def items(self, parts: list[str]) -> str:
        """A list in a sentence: ``a, b and c``."""
        return str(format_list(parts, locale=self._locale))


@cache
def _texts(language: str) -> Texts:
    return Texts(language)


def texts_for(language: str | None, default: str = "en") -> Texts:
    """The texts for a Slack locale such as ``ru-RU``; the default where we have none for it."""
    for wanted in (language, default, "en"):
        try:
            short = Locale.parse(str(wanted).replace("-", "_")).language if wanted else None
        except (UnknownLocaleError, ValueError):
            continue
        if short in LANGUAGES:
            return _texts(str(short))
    return _texts("en")
