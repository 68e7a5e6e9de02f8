"""What buttons carry back: ids only, and never believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.slack.metadata import BatchRef, CampaignRef, ControlRef, Place


def test_a_reference_comes_back_as_it_was() -> None:
    ref = ControlRef(campaign=7, action="stop", channel="C1")
    assert ControlRef.decode(ref.encode()) == ref
    assert Place.decode("") == Place()


@pytest.mark.parametrize(
    "forged", ["", "{}", '{"campaign": 0}', '{"campaign": 1, "token": "x"}', "[1]", "null", "\x00"]
)
def test_a_forged_one_is_refused(forged: str) -> None:
    with pytest.raises(BadInput):
        CampaignRef.decode(forged)


@pytest.mark.fuzz
@given(st.text())
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    try:
        BatchRef.decode(text)
    except BadInput as error:
        assert "Nothing was changed" in str(error)
