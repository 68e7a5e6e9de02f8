"""A command's text is read as Slack delivers it."""

from __future__ import annotations

import pytest

from bot.slack.slash.words import Word, split_words, strip_mention


def texts(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("  pause   spring ", ["pause", "spring"]),
        ("pause\u00a0spring\u202f30m", ["pause", "spring", "30m"]),
        ("pause spring, please!", ["pause", "spring", "please"]),
        ("pause — spring", ["pause", "spring"]),
        ("pause spring–2026", ["pause", "spring-2026"]),
        ("cron “0 9 * * mon” Europe/Berlin", ["cron", "0 9 * * mon", "Europe/Berlin"]),
        ("cron «0 9 * * mon»", ["cron", "0 9 * * mon"]),
        ("cron ‘0 9 * * mon’", ["cron", "0 9 * * mon"]),
        ("cron `0 9 * * mon`", ["cron", "0 9 * * mon"]),
        ("cron ```0 9 * * mon```", ["cron", "0 9 * * mon"]),
        ("cron 0 */2 * * *", ["cron", "0", "*/2", "*", "*", "*"]),
        ('pause "spring', ["pause", "spring"]),
        ('say ""', ["say"]),
        ("a &amp; b &lt;c&gt; &amp;lt;d", ["a", "&", "b", "<c>", "&lt;d"]),
        ("use <http://spring.ru|spring.ru>", ["use", "spring.ru"]),
        ("see <https://example.com/a?b=1&amp;c=2>", ["see", "https://example.com/a?b=1&c=2"]),
        ("tell <!here> <!date^1^{date}|today>", ["tell", "!here", "today"]),
        ("odd < and <unclosed", ["odd", "and", "unclosed"]),
    ],
)
def test_a_text_is_split_into_what_was_meant(typed: str, words: list[str]) -> None:
    assert texts(typed) == words


def test_slacks_links_keep_their_kind_and_id() -> None:
    typed = "<@U123|anna> <@W9> <!subteam^S123|@sales> <#C123|general> <tel:+12025550101|202>"
    assert split_words(typed) == [
        Word("U123", "user"),
        Word("W9", "user"),
        Word("S123", "group"),
        Word("C123", "channel"),
        Word("+12025550101", "tel"),
    ]


def test_escaped_brackets_are_text_and_no_mention() -> None:
    assert split_words("&lt;@U123&gt;") == [Word("<@U123>")]


def test_commas_semicolons_and_line_ends_set_words_apart() -> None:
    assert not any(word.apart for word in split_words("&lt;a&gt; b &amp; c"))
    words = split_words('one, two;\n three four\nfive "six", seven , eight')
    assert [word.text for word in words if word.apart] == ["two", "three", "five", "seven", "eight"]


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("<@UBOT> pause spring", "pause spring"),
        (" <@UBOT|callboard>: pause spring", "pause spring"),
        ("<@UBOT>", ""),
        ("<@UBOT>\nadd +1", "add +1"),
        ("pause <@UBOT>", "pause <@UBOT>"),
        ("pause spring", "pause spring"),
    ],
)
def test_a_mention_in_front_is_taken_off(typed: str, rest: str) -> None:
    assert strip_mention(typed) == rest
