"""A refused picture must never cost the message."""

from bot.slack.client import has_pictures, without_pictures

WORDS = {"type": "section", "text": {"type": "mrkdwn", "text": "31 % answered"}}
CHART = {"type": "data_visualization", "title": "Outcomes"}
TABLE = {"type": "data_table", "caption": "Outcomes"}


def test_charts_and_tables_are_left_out_and_words_stay_in_order():
    message = [WORDS, CHART, {"type": "divider"}, TABLE]
    assert has_pictures(message)
    assert without_pictures(message) == [WORDS, {"type": "divider"}]
    assert message == [WORDS, CHART, {"type": "divider"}, TABLE], "the original is kept"


def test_a_message_without_pictures_has_nothing_to_lose():
    assert not has_pictures([WORDS])
    assert without_pictures([WORDS]) == [WORDS]
