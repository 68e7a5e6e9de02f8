"""Which column is the phone, which ones carry the policy, and what becomes payload."""

import orjson
import pytest
from pydantic import TypeAdapter

from bot.domain.contacts import Column, ColumnGuess, Role, guess_columns, head
from bot.errors import BadInput
from tests.domain.contacts.lists import read


def guess(text: str, region: str | None = "RU") -> ColumnGuess:
    return guess_columns(head(read(text.encode(), "contacts.csv")), region)


def keys(columns: ColumnGuess) -> list[str]:
    return [f"{column.role}:{column.key}" for column in columns.columns]


@pytest.mark.parametrize(
    "header",
    [
        *("phone", "Phone Number", "PHONE_NUMBER", "tel", "Tel.", "mobile", "Mobile phone"),
        *("Телефон", "тел.", "номер", "Номер телефона", "Мобильный телефон", "msisdn", "Контакт"),
    ],
)
def test_the_phone_column_has_many_names(header: str) -> None:
    found = guess(f"name;{header}\nAnna;12025550101\n")
    assert found.phone == Column(1, header, Role.PHONE, "")
    assert found.data_from == 2


def test_policy_fields_are_known_whatever_their_case() -> None:
    found = guess(
        "phone;STARTDATETIME;Finish Date Time;allowed_days;gmtzone;dialerpriority;"
        "externalCheckURL\n"
    )
    assert keys(found)[1:] == [
        "policy:startDateTime",
        "policy:finishDateTime",
        "policy:allowedDays",
        "policy:gmtZone",
        "policy:dialerPriority",
        "policy:externalCheckUrl",
    ]


def test_everything_else_is_payload_under_its_header_as_written() -> None:
    assert keys(guess("phone;Имя клиента;Сумма, ₽;sum\n1;a;b;c\n"))[1:] == [
        "payload:Имя клиента",
        "payload:Сумма, ₽",
        "payload:sum",
    ]


def test_headers_that_repeat_or_are_missing_get_keys_of_their_own() -> None:
    assert keys(guess("phone;name;name;;name 2;gmtZone;gmtZone\n1;2;3;4;5;6;7\n")) == [
        "phone:",
        "payload:name",
        "payload:name 2",
        "payload:column4",
        "payload:name 2 2",
        "policy:gmtZone",
        "payload:gmtZone",
    ]


class TestWithoutAHeader:
    def test_the_column_with_the_numbers_is_the_phone(self) -> None:
        found = guess("Anna;00017;+7 912 345-67-89\nIvan;00018;8 912 345-67-80\n")
        assert keys(found) == ["payload:column1", "payload:column2", "phone:"]
        assert found.data_from == 1

    def test_a_tax_number_is_less_of_a_phone_than_a_phone(self) -> None:
        found = guess("7707083893;89123456789\n7707083894;89123456780\n")
        assert found.phone and found.phone.index == 1

    def test_a_list_of_numbers_is_enough(self) -> None:
        assert keys(guess("12025550101\n12025550102\n", None)) == ["phone:"]

    def test_a_bad_first_row_is_a_row_all_the_same(self) -> None:
        assert guess("7912345;Anna\n89123456780;Ivan\n89123456781;Oleg\n").data_from == 1


class TestWithAHeaderOfUnknownWords:
    def test_the_content_tells_which_column_is_the_phone(self) -> None:
        found = guess("Кто;Куда\nАнна;89123456789\nИван;89123456780\n")
        assert keys(found) == ["payload:Кто", "phone:"]
        assert found.data_from == 2

    def test_title_lines_above_it_are_passed_over(self) -> None:
        found = guess("Клиенты декабря;\n;\nКто;Куда\nАнна;89123456789\n")
        assert keys(found) == ["payload:Кто", "phone:"]
        assert found.data_from == 4


def test_title_lines_above_a_known_header_are_passed_over() -> None:
    assert guess("Выгрузка от 01.12.2026;\nимя;телефон\nАнна;1\n").data_from == 3


def test_a_column_of_row_numbers_called_number_is_not_the_phone() -> None:
    found = guess("номер;кому\n1;89123456789\n2;89123456780\n")
    assert keys(found) == ["payload:номер", "phone:"]


def test_of_several_phone_columns_the_one_that_is_filled_wins() -> None:
    found = guess("телефон;мобильный\n;89123456789\n;89123456780\n")
    assert keys(found) == ["payload:телефон", "phone:"]


def test_no_numbers_anywhere_says_what_to_do() -> None:
    with pytest.raises(BadInput, match=r"No column .* “phone” in the first row"):
        guess("name;city\nAnna;Kazan\n")


def test_an_empty_list_says_so() -> None:
    with pytest.raises(BadInput, match="empty"):
        guess_columns([])


def test_a_header_that_hides_something_is_refused() -> None:
    with pytest.raises(BadInput, match="column 2") as refused:
        guess("phone;na\u202eme\n1;2\n")
    assert "\u202e" not in str(refused.value)


class TestAPersonCorrectsTheGuess:
    def test_the_phone_moves_and_the_old_one_becomes_payload(self) -> None:
        found = guess("phone;other\n12025550101;12025550102\n").with_role(1, Role.PHONE)
        assert keys(found) == ["payload:phone", "phone:"]

    def test_a_column_can_carry_the_zone_under_any_name(self) -> None:
        found = guess("phone;zone;gmtZone\n1;2;3\n").with_role(1, Role.POLICY, "gmtZone")
        assert keys(found) == ["phone:", "policy:gmtZone", "payload:gmtZone"]

    def test_a_column_can_be_left_out_or_renamed(self) -> None:
        found = guess("phone;a;b\n1;2;3\n").with_role(1, Role.IGNORED)
        found = found.with_role(2, Role.PAYLOAD, "name")
        assert keys(found) == ["phone:", "ignored:", "payload:name"]

    def test_there_is_no_such_policy_field(self) -> None:
        with pytest.raises(BadInput, match="no policy field “maxTries”"):
            guess("phone;a\n1;2\n").with_role(1, Role.POLICY, "maxTries")

    def test_the_guess_can_be_kept_as_json_while_they_think(self) -> None:
        found = guess("phone;gmtZone;a\n1;2;3\n")
        assert TypeAdapter(ColumnGuess).validate_json(orjson.dumps(found)) == found
