"""Commands about people and their call jobs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.slack.slash import (
    Add,
    Again,
    Batches,
    Cancel,
    Find,
    Intent,
    Report,
    UsageError,
    parse,
)


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("add", Add()),
        ("add spring", Add("spring")),
        ("add +1 202-555-0101", Add(None, ("+1 202-555-0101",))),
        (
            "add spring\n+7 912 345-67-89\n8 (912) 345-67-80",
            Add("spring", ("+7 912 345-67-89", "8 (912) 345-67-80")),
        ),
        (
            "add spring <tel:+12025550101|+1 202-555-0101>, <tel:+12025550102|…>",
            Add("spring", ("+12025550101", "+12025550102")),
        ),
        ("again spring noanswer", Again("spring", ("noAnswer",))),
        ("again NOTDONE no_answer", Again(None, ("notDone", "noAnswer"))),
        (
            "again spring noAnswer,notDone since 2d",
            Again("spring", ("noAnswer", "notDone"), timedelta(days=2)),
        ),
        ("again spring cancelled, canceled", Again("spring", ("canceled",))),
        (
            "again failed since 60 days",
            Again(
                None,
                ("noAnswer", "notDone", "nonexistentNumber", "technicalError"),
                timedelta(days=60),
            ),
        ),
        ("report", Report()),
        ("report spring", Report("spring")),
        ("report spring file", Report("spring", file=True)),
        ("report file xlsx", Report(file=True, format="xlsx")),
        ("report spring CSV", Report("spring", file=True, format="csv")),
        (
            "report spring #5665334669 +1 202 555 0101",
            Report("spring", ("+1 202 555 0101",), ("5665334669",)),
        ),
        ("find 8 (912) 345-67-89", Find("8 (912) 345-67-89")),
        ("find <tel:+12025550101|x>", Find("+12025550101")),
        ("cancel #1, #2", Cancel(None, (), ("1", "2"))),
        ("cancel spring +12025550101", Cancel("spring", ("+12025550101",))),
        ("batches", Batches()),
        ("batches spring", Batches("spring")),
    ],
)
def test_people_are_named_as_people_write_them(typed: str, intent: Intent) -> None:
    assert parse(typed) == intent


def test_no_phone_is_in_a_repr() -> None:
    for typed in ("add +12025550101", "report +12025550101", "find +12025550101"):
        assert "2025550101" not in repr(parse(typed))


@pytest.mark.parametrize(
    ("typed", "says", "suggestion"),
    [
        ("add spring Ivan", "“Ivan” is not understood here.", None),
        ("add spring #5665334669", "is not understood here.", None),
        ("again", "Say which outcomes", None),
        ("again spring", "Say which outcomes", None),
        ("again noAnswr", "“noAnswr” is not understood here.", "noAnswer"),
        ("again spring noAnswer,notDon", "“notDon” is not understood here.", "notDone"),
        ("again spring longСallWithResult", "is not understood here.", "longCallWithResult"),
        ("again noAnswer since", "Say how long", None),
        ("again noAnswer since 400d", "at most 366 days", None),
        ("report spring file now", "“now” is not understood here.", None),
        ("report spring fiel", "“fiel” is not understood here.", "file"),
        ("find", "Say one phone number.", None),
        ("find +12025550101, +12025550102", "Say one phone number.", None),
        ("find spring", "“spring” is not understood here.", None),
        ("cancel spring", "Say which phones or call jobs", None),
        ("batches 12", "“12” is not understood here.", None),
    ],
)
def test_a_wrong_argument_is_named(typed: str, says: str, suggestion: str | None) -> None:
    with pytest.raises(UsageError) as refused:
        parse(typed)
    assert says in str(refused.value)
    assert refused.value.suggestion == suggestion
    assert "2025550101" not in f"{refused.value} {refused.value.values}"
