"""A window is open exactly when the local time says so, whatever the rules and the zone."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.calls_api.calling.policy import WEEKDAYS, CallPolicy, Hours
from simulators.calls_api.calling.windows import window_at

# Zones whose clocks are not turned: on those two nights a local time says less than an instant.
ZONES = [UTC, ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia")]

minutes = st.integers(0, 23 * 60 + 59).map(lambda minute: time(minute // 60, minute % 60))
interval = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1])
day_names = st.sampled_from(WEEKDAYS)
hours = st.dictionaries(st.sampled_from(["default", *WEEKDAYS]), st.tuples(interval), min_size=1)
policies = st.builds(
    CallPolicy,
    days=st.none() | st.frozensets(day_names, min_size=1),
    hours=st.none() | hours.map(lambda found: tuple(sorted(found.items()))),
    zone=st.sampled_from(ZONES),
)
moments = st.integers(1_750_000_000, 1_800_000_000).map(float)


def is_open(policy: CallPolicy, moment: float) -> bool:
    """The same by a look at the local calendar and clock."""
    local = datetime.fromtimestamp(moment, policy.local_zone)
    day = WEEKDAYS[local.weekday()]
    if policy.days is not None and day not in policy.days:
        return False
    if policy.hours is None:
        return True
    return any(begin <= local.time() <= end for begin, end in _of_day(policy.hours, day))


def _of_day(found: Hours, day: str) -> tuple[tuple[time, time], ...]:
    by_day = dict(found)
    return by_day.get(day) or by_day.get("default") or ()


@settings(deadline=None)
@given(policies, moments)
def test_a_window_is_open_when_the_local_clock_says_so(policy: CallPolicy, moment: float) -> None:
    window = window_at(policy, moment)
    holds = window is not None and window.opens <= moment <= window.closes
    assert holds == is_open(policy, moment)


@settings(deadline=None)
@given(policies, moments)
def test_the_next_window_opens_when_the_local_clock_says_so(
    policy: CallPolicy, moment: float
) -> None:
    window = window_at(policy, moment)
    if window is not None and window.opens > moment:
        assert is_open(policy, window.opens)
        assert not is_open(policy, window.opens - 1)
        assert not is_open(policy, (window.opens + moment) / 2)
