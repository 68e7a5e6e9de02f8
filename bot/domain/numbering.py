"""What libphonenumber knows of countries: their codes, their number plans.

The patterns here are the fast path of :mod:`bot.domain.phones`: one regular expression a region,
made of the library's own. They take only what cannot be read in two ways, so they never disagree
with the library (a property test holds the two together); everything else goes by the book.
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata

_NOTHING = "(?!)"
_REGIONS: dict[int, tuple[str, ...]] = phonenumbers.COUNTRY_CODE_TO_REGION_CODE


def is_region(region: str) -> bool:
    """Whether libphonenumber knows numbers of this ISO 3166 country."""
    return region in phonenumbers.SUPPORTED_REGIONS


def country_code_of(digits: str) -> str | None:
    """The country code that these E.164 digits begin with."""
    if digits[:1] in ("", "0"):
        return None
    for length in (1, 2, 3):
        code = digits[:length]
        if code.isdecimal() and int(code) in _REGIONS:
            return code
    return None


@lru_cache(maxsize=512)
def calling_code(region: str) -> str:
    """The country code of a region: ``7`` for ``RU``."""
    return str(phonenumbers.country_code_for_region(region))


@lru_cache(maxsize=512)
def written_pattern(region: str) -> re.Pattern[str]:
    """Valid numbers of a region as written there; the group that matched is the national number.

    Without a plus, and without the zero of many countries, only where lengths are fixed:
    elsewhere a national number may begin like its own country code.
    """
    national, code = _valid_national(region), calling_code(region)
    metadata = PhoneMetadata.metadata_for_region(region)
    trunk = metadata.national_prefix if metadata else None
    forms = [rf"\+{code}({national})"]
    if metadata and _has_fixed_lengths(metadata):
        starts = "|".join(filter(None, (code, trunk)))
        forms += [rf"(?:{starts})({national})", rf"(?!{starts})({national})"]
    elif trunk == "0":
        forms.append(rf"0(?!0)({national})")
    return re.compile("|".join(forms), re.ASCII)


@lru_cache(maxsize=512)
def written_lines(region: str) -> re.Pattern[str]:
    """:func:`written_pattern` for many at once: a match a line, with no group where it is none."""
    return _lines(written_pattern(region).pattern)


@lru_cache(maxsize=512)
def full_lines(code: str) -> re.Pattern[str]:
    """The same for full numbers behind a country code, where no region is known.

    Without a plus they are so long that they are no national number, and no Russian ``8 495 …``.
    """
    national = national_pattern(code).pattern
    return _lines(rf"\+{code}({national})|(?!8\d{{10}}$)(?=\d{{11}}){code}({national})")


def _lines(forms: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{forms})$|^.*$", re.ASCII | re.MULTILINE)


def _has_fixed_lengths(metadata: PhoneMetadata) -> bool:
    general = metadata.general_desc
    return general is not None and len(general.possible_length) <= 2


@lru_cache(maxsize=512)
def national_pattern(code: str) -> re.Pattern[str]:
    """Valid national numbers of the main country behind a country code."""
    main = _REGIONS[int(code)][0]
    return re.compile(_valid_national(main) if main != "001" else _NOTHING, re.ASCII)


def _valid_national(region: str) -> str:
    metadata = PhoneMetadata.metadata_for_region(region)
    kinds = (metadata.mobile, metadata.fixed_line, metadata.toll_free) if metadata else ()
    patterns = {kind.national_number_pattern for kind in kinds if kind}
    return "|".join(sorted(pattern for pattern in patterns if pattern)) or _NOTHING
