"""The last line of defence: nothing secret leaves in a log line, whoever put it there.

Code logs ids, never tokens or numbers; this catches what a library, an exception's text or a
mistake brings along. It knows secrets by their shape, and the configured ones by their value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

# Call job IDs have ten digits as many phone numbers do, so they stand in fields of their own, or
# in a text after a "#". Slack's message timestamps are ten digits, a point and six digits.
EXEMPT_FIELDS = frozenset({"call_job_id", "call_job_ids", "timestamp", "level", "logger", "pid"})

_SHAPES = re.compile(
    r"""
      (?P<path>/campaign/)[^/\s"'?\#<>]+           # the Calls API's address holds the token
    | \d{1,12}\.\d{1,12}\.[\w-]{20,}               # a campaign token
    | \d{3,12}\.\d{3,12}\.(?=\d{0,7}[a-f])[0-9a-f]{8}\b  # one of older campaigns
    | xox[a-z]-[\w-]+ | xapp-[\w-]+ | xoxe\.[\w.-]+  # Slack's tokens
    | gAAAAA[\w-]{40,}=*                           # what Fernet sealed
    | (?<![\w/+-])[\w-]{43}=(?![\w=])              # a Fernet key
    | (?P<phone>
        (?: (?<![0-9A-Za-z\#.]) (?<![0-9a-f]{4}-) | (?<=%2[Bb]) )  # but no end of a UUID
        (?: \+\d{7,15} | \d{10,15} ) (?! [0-9A-Za-z] | \.\d{6}(?!\d) )
      | (?<![\w\#]) \+\d[\d\s().\u00a0\u2011-]{5,24}\d
      | (?<![\w\#.-]) (?!\d{4}-\d\d-\d\d)          # groups of digits, but no date
        \(?\d{1,7}\)? (?: [ \u00a0\u2011-]{1,2} \(?\d{1,8}\)? ){1,6} (?![\w-])
      | (?<![\w\#.-]) \d{3}\.\d{3}\.\d{4} (?![\w-])
      )
    """,
    re.VERBOSE | re.ASCII,
)
# Most texts hold nothing of the kind, and this says so in a fraction of the time.
_SUSPICIOUS = re.compile(r"\d[\d() .\u00a0\u2011-]{6}|xox|xapp-|/campaign/|gAAAAA|[\w-]{43}=")

# A line break in somebody's text must not begin a line that looks like one of ours.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(128, 160))}
_CONTROLS |= {code: f"\\u{code:04x}" for code in (0x2028, 0x2029, *range(0x202A, 0x202F))}
_CONTROLS |= {10: "\\n", 13: "\\r", 9: "\\t"}


class Redactor:
    """A structlog processor that masks secrets in every value; ``secrets`` are known ones."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # Longer ones first, in case one is a part of another; the shortest would hide everything.
        known = sorted((re.escape(s) for s in secrets if len(s) >= 8), key=len, reverse=True)
        self._known = re.compile("|".join(known)) if known else None

    def __call__(
        self, _logger: object, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        for name, value in event.items():
            if name not in EXEMPT_FIELDS:
                event[name] = self._trace(value) if name == "exception" else self.value(value)
        return event

    def value(self, value: Any) -> Any:
        """The same value with every secret masked, and in one line."""
        if value is None or isinstance(value, (bool, float)):
            return value
        if isinstance(value, int):
            return value if -(10**9) < value < 10**9 else self.text(str(value))
        if isinstance(value, Mapping):
            return {self.value(key): self.value(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self.value(inner) for inner in value]
        text = self.text(value if isinstance(value, str) else str(value))
        return text if text.isprintable() else text.translate(_CONTROLS)

    def text(self, text: str) -> str:
        """The same text with every secret masked."""
        if self._known is not None:
            text = self._known.sub("***", text)
        return _SHAPES.sub(_mask, text) if _SUSPICIOUS.search(text) else text

    def _trace(self, trace: Any) -> Any:
        return self.text(trace) if isinstance(trace, str) else self.value(trace)


def _mask(found: re.Match[str]) -> str:
    phone = found["phone"]
    if phone is None:
        return f"{found['path'] or ''}***"
    digits = re.sub(r"\D", "", phone)
    fewest = 7 if phone.startswith("+") else 10
    return f"***{digits[-2:]}" if fewest <= len(digits) <= 15 else phone
