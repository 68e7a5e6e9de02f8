"""What of a person's text must not be shown again: campaign tokens and phone numbers."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

# `123456.789.mBoMy…`, or as older campaigns have it `8231.7056.1b131df1`. The counts are bounded so
# that a long run of digits costs no more than once.
_TOKEN = re.compile(
    r"[0-9]{1,20}\.[0-9]{1,20}\.[A-Za-z0-9_-]{20,}"
    r"|[0-9]{3,20}\.[0-9]{3,20}\.(?=[0-9]{0,7}[a-f])[0-9a-f]{8}\b"
)
_CAMPAIGN_URL = re.compile(r"/api/calls/campaign/[^\s/|>]|/addPhones?\b", re.IGNORECASE)
_BEGUN_TOKEN = re.compile(r"[0-9]\.[0-9]{1,20}\.[A-Za-z]")
_RUN = re.compile(r"[A-Za-z0-9_-]{16,}")
_LONGEST_SHOWN = 32
_PHONE_DIGITS = 7


def looks_secret(text: str) -> bool:
    """Whether the text holds what looks like a campaign token, or a URL that would dial people.

    ``text`` is what Slack delivers, its markup included.
    """
    plain = unquote(text) if "%" in text else text
    return bool(_TOKEN.search(plain) or _CAMPAIGN_URL.search(plain))


def shown(word: str) -> str:
    """The word as an error may repeat it: short, visible, no secret, no telephone number."""
    if len(word) > _LONGEST_SHOWN or looks_secret(word) or _part_of_token(word):
        return "…"
    digits = [character for character in word if character.isdigit()]
    if len(digits) >= _PHONE_DIGITS:
        return "…" + "".join(digits[-2:])
    return "".join(character for character in word if _visible(character)) or "…"


def _part_of_token(word: str) -> bool:
    runs = _RUN.findall(word)
    return bool(_BEGUN_TOKEN.search(word)) or any(
        re.search("[0-9]", run) and re.search("[A-Za-z]", run) for run in runs
    )


def _visible(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] != "C" and category not in ("Zl", "Zp")
