"""The rules of a campaign as an admin types them, field by field, and reads them back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from bot.domain.cells import shown
from bot.domain.hours import hours_text, typed_hours
from bot.domain.rules import MOST_JOBS, Rules
from bot.domain.windows import DAYS
from bot.errors import BadInput, Faults
from bot.texts import N_

SWITCHES = ("approve_stop", "approve_resume", "approve_override")
"""The rules that are on or off."""

NUMBERS: Mapping[str, tuple[int, int]] = {
    "approve_above": (0, MOST_JOBS),
    "cap_day": (1, MOST_JOBS),
    "cap_week": (1, MOST_JOBS),
    "cap_month": (1, MOST_JOBS),
    "daily_ceiling": (1, MOST_JOBS),
    "pause_share": (1, 99),
    "pause_sample": (1, MOST_JOBS),
}
"""The rules that are a number: from which to which it may be."""

_WHOLE = re.compile(r"\d{1,9}")
_BETWEEN = re.compile(r"(?<=\d)[\s.,'](?=\d{3}\b)")


def read_rules(texts: Mapping[str, str], switched_on: Collection[str]) -> Rules:
    """The rules that these texts ask for, by the names of :class:`Rules`; none turns one off.

    Raises :class:`BadInput` with the fields that it could not read.
    """
    given: dict[str, object] = {name: name in switched_on for name in SWITCHES}
    faults = Faults()
    for name in NUMBERS:
        if texts.get(name):
            with faults.gathered():
                given[name] = _number(name, texts[name])
    if texts.get("hours"):
        with faults.gathered():
            given["hours"] = typed_hours(texts["hours"])
    faults.refuse()
    return Rules.model_validate(given)


def _number(name: str, text: str) -> int:
    low, high = NUMBERS[name]
    plain = _BETWEEN.sub("", text.strip().removesuffix("%").strip())
    if not _WHOLE.fullmatch(plain) or not low <= int(plain) <= high:
        raise BadInput(
            N_("“{value}” is not a whole number from {low} to {high}. Nothing was changed."),
            field=name,
            value=shown(text),
            low=low,
            high=high,
        )
    return int(plain)


def rule_texts(rules: Rules, days: Sequence[str] = DAYS) -> dict[str, str]:
    """What is to stand in the fields, so that :func:`read_rules` reads the same rules; ``days``
    are the names of the days in the reader's language."""
    texts = {name: str(getattr(rules, name)) for name in NUMBERS if _is_set(rules, name)}
    if rules.hours is not None:
        texts["hours"] = hours_text(rules.hours, days)
    return texts


def _is_set(rules: Rules, name: str) -> bool:
    return getattr(rules, name) is not None


def changes(before: Rules, after: Rules) -> dict[str, str]:
    """What was changed, as ``before → after`` by the name of the rule, for the books."""
    had, has = _told(before), _told(after)
    return {
        name: f"{had.get(name, '-')} → {has.get(name, '-')}"
        for name in Rules.model_fields
        if had.get(name) != has.get(name)
    }


def _told(rules: Rules) -> dict[str, str]:
    on = {name: "on" for name in SWITCHES if getattr(rules, name)}
    return rule_texts(rules) | on
