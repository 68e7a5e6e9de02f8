"""Tokens and numbers are noticed, and never shown again."""

from __future__ import annotations

import pytest

from bot.slack.slash.secrets import looks_secret, shown

TOKEN = "123456.789." + "aB3" * 14


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"connect spring {TOKEN}",
        f"<https://app.jaicp.com/api/calls/campaign/{TOKEN}/addPhone?phone=1|link>",
        "https://zb04.just-ai.com/api/calls/campaign/xyz",
        "curl -X POST HTTPS://HOST/API/CALLS/CAMPAIGN/abc",
        "https://host/x/addPhones",
        "https%3A%2F%2Fhost%2Fapi%2Fcalls%2Fcampaign%2Fabc",
        f"({TOKEN})",
        "pause 8231.7056.1b131df1",
    ],
)
def test_a_token_or_a_url_that_dials_is_noticed(text: str) -> None:
    assert looks_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pause spring 30m",
        "add +7 912 345-67-89",
        "version 1.2.3 of 10.20.30",
        "1.2.tooshort",
        "10.20.20261124",
        "2026.11.24",
        "https://app.jaicp.com/",
        "100% sure",
        "add phones",
    ],
)
def test_ordinary_texts_are_not_suspected(text: str) -> None:
    assert not looks_secret(text)


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("dayly", "dayly"),
        ("Весна", "Весна"),
        ("longCallWithNoResults", "longCallWithNoResults"),
        ("+7-912-345-67-89", "…89"),
        ("<script>", "<script>"),
        ("spr\u202eing\x00", "spring"),
        ("\u200b", "…"),
        ("x" * 33, "…"),
        (TOKEN, "…"),
        (TOKEN[:24], "…"),
        ("aB3" * 8, "…"),
    ],
)
def test_an_error_repeats_a_word_only_if_it_is_harmless(word: str, seen: str) -> None:
    assert shown(word) == seen
