"""The time zones in which the owner of a number may be."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

import phonenumbers


def zones_of(phone: str) -> tuple[str, ...]:
    """IANA names for a number of E.164 digits, as the phone library knows them.

    One for most landlines; every zone of the country for a mobile number of a large one; none
    where nobody can tell.
    """
    # Loaded where it is needed: most campaigns have a zone, and these data take megabytes.
    from phonenumbers import timezone

    try:
        found = timezone.time_zones_for_number(phonenumbers.parse(f"+{phone}"))
    except phonenumbers.NumberParseException:
        return ()
    return _if_known(tuple(found))


@cache
def _if_known(names: tuple[str, ...]) -> tuple[str, ...]:
    """All of them or none: hours that leave out one of the zones would be a guess."""
    return tuple(sorted(names)) if available_timezones().issuperset(names) else ()
