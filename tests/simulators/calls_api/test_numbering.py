"""The short way through the numbering plan says what the long one says."""

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.calls_api.reading.phones import canonical


def possible(phone: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse("+" + phone))
    except phonenumbers.NumberParseException:
        return False


@settings(deadline=None)
@given(st.from_regex(r"(79|1[2-9])[0-9]{9}", fullmatch=True))
def test_the_short_way_holds(phone: str) -> None:
    assert possible(phone)
    assert canonical(phone) == phone


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{5,15}", fullmatch=True))
def test_only_possible_numbers_are_canonical(phone: str) -> None:
    found = canonical(phone)
    assert (found is not None) == (possible(phone) or (phone[0] == "8" and found is not None))
    if found is not None:
        assert possible(found)
        assert found in (phone, "7" + phone[1:])
