"""Where a number may stand, however it is written, so that erasing a person misses no place."""

from __future__ import annotations

import pytest

from bot.domain.forgetting import mentions, pseudonym, spellings
from bot.domain.phones import mask


def test_a_number_is_looked_for_as_people_and_machines_write_it() -> None:
    assert {"12025550123", "+1 202-555-0123", "(202) 555-0123"} <= set(spellings("12025550123"))
    assert spellings("0") == ("0",)


@pytest.mark.parametrize("cell", ["+1 (202) 555-0123", "2025550123", "tel:2025550123 (home)"])
def test_a_bad_row_that_holds_it_is_found(cell: str) -> None:
    assert mentions(["Anna", cell], "12025550123")


@pytest.mark.parametrize("cells", [[], ["Anna"], ["202-555-0124"], ["0123"]])
def test_other_rows_are_left_alone(cells: list[str]) -> None:
    assert not mentions(cells, "12025550123")


def test_what_stands_instead_tells_nothing_when_it_is_masked() -> None:
    assert mask(pseudonym("ab12cd")) == "•••cd"
