"""What a list becomes is exactly what the Calls API client takes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calls_api.phones import call_job_parameters
from bot.calls_api.policy import call_policy
from bot.domain.policy import policy_from
from examples import make
from tests.domain.contacts.lists import outcome

EXAMPLES = Path(make.__file__).parent

texts = st.fixed_dictionaries(
    {},
    optional={
        "startDateTime": st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(str),
        "finishDateTime": st.dates(datetime(2028, 1, 1).date()).map(str),
        "allowedDays": st.sampled_from(["mon-fri", "пн, сб", "1,2,3", "weekend", "вс"]),
        "allowedTime": st.sampled_from(["9-18", "mon: 9-12, 13-18; вс 10:30-11", "0-24"]),
        "gmtZone": st.sampled_from(
            ["+3", "-18", "+18:00", "Z", "UTC+5:30", "-0015", "+030015", "europe/moscow", "3"]
        ),
        "maxAttempts": st.integers(1, 50).map(str),
        "retryIntervalInMinutes": st.integers(1, 2880).map(str),
        "dialerPriority": st.integers(1, 5).map(str),
        "externalCheckUrl": st.sampled_from(["https://crm.example/ask?id=1", "http://[::1]:80/"]),
    },
)


@pytest.mark.fuzz
@settings(deadline=None)
@given(texts)
def test_every_policy_is_taken_as_it_is(given_texts: dict[str, str]) -> None:
    policy = policy_from(given_texts, UTC)
    assert dict(call_policy(policy).wire) == policy


@pytest.mark.parametrize("name", ["contacts.csv", "contacts.xlsx"])
def test_every_contact_of_the_examples_is_taken(name: str) -> None:
    for contact in outcome((EXAMPLES / name).read_bytes(), region="RU").contacts:
        row = call_job_parameters(
            contact.phone, dict(contact.payload), call_policy(contact.policy)
        ).wire()
        assert row == {"phone": contact.phone, "payload": contact.payload, **contact.policy}
