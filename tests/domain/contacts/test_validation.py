"""Rows become contacts, or bad rows that name their line and their reason."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.contacts import (
    PROBLEM_LABELS,
    WARNING_LABELS,
    Column,
    ColumnGuess,
    Options,
    Role,
    RowProblem,
    Validation,
    Warned,
)
from bot.domain.phones import PhoneProblem
from bot.errors import BadInput
from tests.domain.contacts.lists import outcome


def test_a_row_carries_its_payload_as_it_was_written() -> None:
    [anna] = outcome("phone;id;note\n12025550101;00017; as is \n").contacts
    assert (anna.position, anna.line, anna.phone) == (0, 2, "12025550101")
    assert anna.payload == {"id": "00017", "note": " as is "}
    assert anna.policy == {} and anna.warnings == ()


def test_a_named_column_is_always_there_and_an_unnamed_one_only_when_filled() -> None:
    found = outcome("phone;name;\n12025550101\n12025550102;;x\n")
    assert [contact.payload for contact in found.contacts] == [
        {"name": ""},
        {"name": "", "column3": "x"},
    ]


def test_of_equal_numbers_in_the_whole_file_the_first_wins() -> None:
    rows = ["phone", "+7 912 345-67-89", "12025550101", "89123456789"]
    rows += [f"1202555{n:04d}" for n in range(200, 1400)] + ["7 912 345 67 89"]
    found = outcome("\n".join(rows), region="RU")
    assert found.problems == [(4, "duplicate"), (1205, "duplicate")]
    assert set(found.sentences) == {"The same number as in line 2."}
    assert found.counts.duplicates == 2 and found.counts.bad == 0


def test_a_bad_row_does_not_take_the_place_of_a_good_one() -> None:
    found = outcome("phone;maxAttempts\n12025550101;99\n12025550101;3\n")
    assert found.problems == [(2, "policy")]
    assert [contact.line for contact in found.contacts] == [3]


def test_positions_count_the_contacts_over_all_pages() -> None:
    rows = [f"1202555{n:04d}" if n % 3 else "bad" for n in range(3_000)]
    found = outcome("phone\n" + "\n".join(rows))
    assert [contact.position for contact in found.contacts] == list(range(2_000))
    assert (found.counts.total, found.counts.ready, found.counts.bad) == (3_000, 2_000, 1_000)


def test_each_bad_row_says_what_is_wrong_and_keeps_its_cells() -> None:
    found = outcome(
        "phone;note\n"
        ";nobody\n"
        "нет;x\n"
        "7,916E+10;x\n"
        "+1 202 555 01;x\n"
        "+1 202-555-0105 ext. 7;x\n"
        "+12025550106 / +12025550107;x\n"
        "12025550108;a;b\n"
        "12025550109;a\u202eb\n"
        "\n"
        "12025550110;fine\n"
    )
    assert found.problems == [
        (2, "no_phone"),
        (3, "not_a_phone"),
        (4, "digits_lost"),
        (5, "too_short"),
        (6, "extension"),
        (7, "several_phones"),
        (8, "extra_cells"),
        (9, "hidden_characters"),
    ]
    assert found.bad[6].cells == ["12025550108", "a", "b"]
    assert "“7,916E+10”" in found.sentences[2]
    assert "holds 2 numbers" in found.sentences[5]
    assert found.phones == ["12025550110"]
    assert found.counts.total == 9


def test_no_sentence_gives_a_number_or_a_trick_away() -> None:
    found = outcome("phone;maxAttempts;n\n+1 202-555-01055;1;\n12025550106;12025550107;\u202e\n")
    told = " ".join(found.sentences) + repr(found.bad) + repr(found.contacts)
    assert "2025550" not in told.replace("-", "").replace(" ", "") and "\u202e" not in told


def test_invisible_marks_around_a_number_do_no_harm() -> None:
    assert outcome("phone\n\u202a+1\u00a0202-555-0101\u202c\n").phones == ["12025550101"]


class TestThePolicyOfARow:
    def test_is_in_the_words_of_the_calls_api(self) -> None:
        [anna] = outcome(
            "phone;allowedDays;AllowedTime;gmtzone;startDateTime;dialerPriority;externalCheckUrl\n"
            "12025550101;пн-вт;9-18;+3;2026-12-01 10:00;1;https://crm.example/ask\n"
        ).contacts
        assert anna.policy == {
            "allowedDays": ["mon", "tue"],
            "allowedTime": {"default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}]},
            "gmtZone": "+03:00",
            "startDateTime": "2026-12-01T07:00:00.000Z",
            "dialerPriority": 1,
            "externalCheck": {"externalCheckUrl": "https://crm.example/ask"},
        }
        assert anna.payload == {}

    def test_wins_over_that_of_the_list(self) -> None:
        found = outcome(
            "phone;maxAttempts\n12025550101;2\n12025550102;\n",
            policy={"maxAttempts": 5, "dialerPriority": 3},
        )
        assert [contact.policy for contact in found.contacts] == [
            {"maxAttempts": 2, "dialerPriority": 3},
            {"maxAttempts": 5, "dialerPriority": 3},
        ]

    def test_must_fit_to_that_of_the_list(self) -> None:
        found = outcome(
            "phone;startDateTime\n12025550101;2026-12-02\n",
            policy={"finishDateTime": "2026-12-01T00:00:00.000Z"},
        )
        assert found.problems == [(2, "policy")] and "must come before" in found.sentences[0]

    def test_dates_without_an_offset_are_in_the_zone_of_the_list(self) -> None:
        [anna] = outcome(
            "phone;startDateTime\n12025550101;2026-12-01 10:00\n", zone=ZoneInfo("Europe/Moscow")
        ).contacts
        assert anna.policy["startDateTime"] == "2026-12-01T07:00:00.000Z"

    def test_a_field_that_is_not_understood_is_named(self) -> None:
        found = outcome("phone;gmtZone\n12025550101;Mars\n")
        assert found.sentences[0].startswith("gmtZone: “Mars” is no time zone")

    def test_many_rows_with_policies_of_their_own_are_told_apart(self) -> None:
        rows = [f"1{2025550000 + n};{n % 50 + 1};{n % 2880 + 1}" for n in range(6_000)]
        found = outcome("phone;maxAttempts;retryIntervalInMinutes\n" + "\n".join(rows))
        assert all(
            contact.policy["retryIntervalInMinutes"] == n % 2880 + 1
            for n, contact in enumerate(found.contacts)
        )


def test_the_payload_of_the_list_is_there_unless_a_row_says_otherwise() -> None:
    found = outcome("phone;name\n12025550101;Anna\n", payload={"name": "you", "shop": "Kazan"})
    assert found.contacts[0].payload == {"name": "Anna", "shop": "Kazan"}


def test_warnings_do_not_stop_a_contact() -> None:
    found = outcome(
        "phone;allowedDays;allowedTime;finishDateTime\n"
        "+44 7700 900123;;;\n"
        "12025550101;mon;sat: 9-18;\n"
        "12025550102;;;2026-01-01\n"
        "12025550103;;;2027-01-01\n",
        now=datetime(2026, 6, 1, tzinfo=UTC),
    )
    assert [contact.warnings for contact in found.contacts] == [
        (Warned.UNUSUAL_NUMBER,),
        (Warned.SHADOWED_HOURS,),
        (Warned.WINDOW_OVER,),
        (),
    ]
    assert found.counts.warnings == dict.fromkeys(Warned, 1)


def test_every_problem_and_warning_has_a_label() -> None:
    assert set(PROBLEM_LABELS) == {*PhoneProblem, *RowProblem}
    assert set(WARNING_LABELS) == set(Warned)


def test_a_hundred_thousand_rows_are_the_most() -> None:
    rows = "\n".join(str(12025000000 + n) for n in range(100_000))
    with pytest.raises(BadInput, match="more than 100000 rows"):
        outcome("phone\n" + rows + "\n12035000000\n")
    assert outcome("phone\n" + rows).counts.total == 100_000


def test_a_file_of_blank_lines_comes_to_an_end() -> None:
    with pytest.raises(BadInput, match="more than 100000 rows"):
        outcome("phone\n12025550101\n" + "\n" * 1_100_000)


def test_without_a_phone_column_nothing_is_done() -> None:
    with pytest.raises(BadInput, match="No column is chosen"):
        Validation(ColumnGuess((Column(0, "a", Role.PAYLOAD, "a"),)), Options())
