"""One language's sentences, numbers, dates and durations."""

from __future__ import annotations

import gettext
from datetime import datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("en", "ru")
_LOCALE_DIR = Path(__file__).parent / "locale"


class Mrkdwn(str):
    """Text that is Slack mrkdwn already: :meth:`Texts.md` puts it in as it is."""

    __slots__ = ()


def escape(text: object) -> Mrkdwn:
    """Make text that people, files or hosts wrote harmless in Slack's mrkdwn."""
    if isinstance(text, Mrkdwn):
        return text
    return Mrkdwn(str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a message id for the catalogs where it is only named, and shown elsewhere."""
    return message


class Texts:
    """The texts of one language. Blocks take it as their first argument, ``t``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(language)
        self._catalog = gettext.translation(
            "callboard", _LOCALE_DIR, languages=[language], fallback=True
        )

    def __call__(self, message: str, /, **values: Any) -> str:
        """The sentence as plain text, its values put in as they are."""
        return self._catalog.gettext(message).format(**values)

    def n(self, singular: str, plural: str, count: int, /, **values: Any) -> str:
        """The sentence in the plural form that ``count`` asks for; ``{count}`` is formatted."""
        chosen = self._catalog.ngettext(singular, plural, count)
        return chosen.format(count=self.number(count), **values)

    def md(self, message: str, /, **values: Any) -> Mrkdwn:
        """The sentence as mrkdwn: values are escaped, unless they are :class:`Mrkdwn`."""
        escaped = {name: escape(value) for name, value in values.items()}
        return Mrkdwn(self._catalog.gettext(message).format(**escaped))

    def md_n(self, singular: str, plural: str, count: int, /, **values: Any) -> Mrkdwn:
        """The plural form of a sentence as mrkdwn, with its values escaped."""
        escaped = {name: escape(value) for name, value in values.items()}
        return Mrkdwn(self.n(singular, plural, count, **escaped))

    def number(self, value: float) -> str:
        """A number with the language's own separators."""
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        """A share of 0 to 1 as a percentage without decimals."""
        return str(format_percent(share, locale=self._locale))

    def date(self, at: datetime, zone: tzinfo) -> str:
        """A day, in words short enough for a sentence."""
        return str(format_date(at.astimezone(zone), "d MMM", locale=self._locale))

    def time(self, at: datetime, zone: tzinfo) -> str:
        """An hour and a minute."""
        return str(format_time(at.astimezone(zone), "HH:mm", locale=self._locale))

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """A day of the week, a day, an hour and a minute."""
        return str(format_datetime(at.astimezone(zone), "EEE d MMM, HH:mm", locale=self._locale))

    def duration(self, span: timedelta) -> str:
        """A span in at most two units: ``2 h 5 min``, ``34 min``, ``12 s``."""
        seconds = max(0, round(span.total_seconds()))
        hours, minutes = seconds // 3600, seconds % 3600 // 60
        if hours >= 48:
            return self("{days} d {hours} h", days=hours // 24, hours=hours % 24)
        if hours:
            return self("{hours} h {minutes} min", hours=hours, minutes=minutes)
        if minutes:
            return self("{minutes} min", minutes=minutes)
        return self("{seconds} s", seconds=seconds)

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
