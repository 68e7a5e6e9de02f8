"""The example lists and the templates are what the documentation says they are."""

from pathlib import Path

import pytest

from bot.domain.contacts import TEMPLATE_COLUMNS, Role, Warned, template_file
from bot.domain.contacts.export import Kind
from examples import make
from tests.domain.contacts.lists import outcome, read

EXAMPLES = Path(make.__file__).parent


def test_the_example_files_are_those_of_their_script() -> None:
    assert (EXAMPLES / "contacts.csv").read_bytes() == make.as_csv()
    committed = read((EXAMPLES / "contacts.xlsx").read_bytes())
    assert list(committed.rows()) == list(read(make.as_xlsx()).rows())


@pytest.mark.parametrize("name", ["contacts.csv", "contacts.xlsx"])
def test_the_examples_are_as_awkward_as_real_lists(name: str) -> None:
    found = outcome((EXAMPLES / name).read_bytes(), region="RU")
    assert [problem for _, problem in found.problems] == [
        *("duplicate", "digits_lost", "too_short", "extension", "no_phone", "several_phones"),
        *("policy", "policy", "duplicate", "not_a_phone"),
    ]
    assert (found.counts.total, found.counts.ready) == (17, 7)
    assert found.counts.warnings == {Warned.UNUSUAL_NUMBER: 1}
    assert found.contacts[0].payload["id"] == "00017"
    assert found.contacts[0].policy == {"gmtZone": "+03:00", "dialerPriority": 1}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_understood_and_calls_nobody_real(kind: Kind) -> None:
    found = outcome(template_file(kind))
    assert [column.header for column in found.guess.columns] == list(TEMPLATE_COLUMNS)
    roles = [column.role for column in found.guess.columns]
    assert roles == [Role.PHONE, Role.PAYLOAD] + [Role.POLICY] * 8
    assert found.bad == []
    assert all(phone.startswith("120255501") for phone in found.phones)
