"""The rich text that typing makes, part by part."""

from __future__ import annotations

from typing import Any

import pytest

from simulators.slack import LocalSlack
from simulators.slack.interactions.rich import rich_text


def parts(markup: str) -> list[dict[str, Any]]:
    return list(rich_text(markup)["elements"])


def inline(markup: str) -> list[dict[str, Any]]:
    (section,) = parts(markup)
    return list(section["elements"])


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("plain &amp; &lt;b&gt;", {"type": "text", "text": "plain & <b>"}),
        ("*bold words*", {"type": "text", "text": "bold words", "style": {"bold": True}}),
        ("_slanted_", {"type": "text", "text": "slanted", "style": {"italic": True}}),
        ("~gone~", {"type": "text", "text": "gone", "style": {"strike": True}}),
        ("`x = 1`", {"type": "text", "text": "x = 1", "style": {"code": True}}),
        (":tada:", {"type": "emoji", "name": "tada"}),
        ("<@U1>", {"type": "user", "user_id": "U1"}),
        ("<#C1|calls>", {"type": "channel", "channel_id": "C1"}),
        ("<!subteam^S1>", {"type": "usergroup", "usergroup_id": "S1"}),
        ("<!here>", {"type": "broadcast", "range": "here"}),
        ("<https://a.test/?x=1&amp;y=2>", {"type": "link", "url": "https://a.test/?x=1&y=2"}),
        (
            "<tel:+12025550123|+1 202-555-0123>",
            {"type": "link", "url": "tel:+12025550123", "text": "+1 202-555-0123"},
        ),
        ("2*3*4 and snake_case_name", {"type": "text", "text": "2*3*4 and snake_case_name"}),
    ],
)
def test_marks_within_a_line(typed: str, made: dict[str, Any]) -> None:
    assert inline(typed) == [made]


def test_what_stands_between_marks_stays() -> None:
    texts = [one["text"] for one in inline("see *this* and _that_!")]
    assert texts == ["see ", "this", " and ", "that", "!"]


def test_lists_quotes_and_code_stand_by_themselves() -> None:
    kinds = [part["type"] for part in parts("intro\n• one\n• two\n&gt; said\n```x = 1\ny```\nend")]
    assert kinds == [
        "rich_text_section",
        "rich_text_list",
        "rich_text_quote",
        "rich_text_preformatted",
        "rich_text_section",
    ]


async def test_a_typed_message_reads_as_it_was_typed(slack: LocalSlack) -> None:
    message = await slack.say("ada", "calls", "a <b> & *c*\n• one\n• two")
    assert message.fallback == "a &lt;b&gt; &amp; *c*\n• one\n• two"
    assert message.text == "a <b> & c\none\ntwo"
