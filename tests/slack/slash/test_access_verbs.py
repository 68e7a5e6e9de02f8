"""Commands about opt-outs, rights and their record."""

from __future__ import annotations

import pytest

from bot.slack.slash import VERBS, Access, Audit, Forget, Intent, OptOut, Subject, UsageError
from bot.slack.slash.parse import read_verb
from bot.slack.slash.words import split_words

ROWS = {row.verb: row for row in VERBS}
ANNA, SALES = Subject("user", "U123"), Subject("group", "S123")


def read(text: str) -> Intent:
    verb, *words = split_words(text)
    return read_verb(ROWS[verb.text], words)


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("optout +1 202-555-0101 +1 202-555-0102", OptOut(("+1 202-555-0101", "+1 202-555-0102"))),
        ("optout remove 202 555 0101", OptOut(("202 555 0101",), remove=True)),
        ("optout", OptOut(())),
        ("forget +1 202-555-0101", Forget("+1 202-555-0101")),
        ("access", Access("show")),
        ("access grant <@U123|anna> operator", Access("grant", ANNA, "operator")),
        (
            "access grant <!subteam^S123|@sales> Viewer spring",
            Access("grant", SALES, "viewer", "spring"),
        ),
        ("access revoke <@U123> admin spring", Access("revoke", ANNA, "admin", "spring")),
        ("access revoke <@U123>", Access("revoke", ANNA)),
        ("access revoke <@U123> spring", Access("revoke", ANNA, None, "spring")),
        ("audit", Audit()),
        ("audit spring", Audit("spring")),
    ],
)
def test_rights_and_opt_outs_are_read(typed: str, intent: Intent) -> None:
    assert read(typed) == intent


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("optout remove", "Say which phones."),
        ("access grant <@SABC> viewer", "is not understood here"),
        ("access grant <!subteam^UABC> viewer", "is not understood here"),
        ("optout #5", "“#5” is not understood here."),
        ("forget", "Say one phone number."),
        ("access grnt <@U123> viewer", "Did you mean “grant”?"),
        ("access grant @anna viewer", "Slack's own @mention"),
        ("access grant", "Slack's own @mention"),
        ("access grant <@U123>", "Say which role"),
        ("access grant <@U123> oprator", "Did you mean “operator”?"),
        ("access grant <@U123> viewer spring summer", "“summer” is not understood here."),
    ],
)
def test_half_a_right_is_refused(typed: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(typed)
    assert says in str(refused.value)
