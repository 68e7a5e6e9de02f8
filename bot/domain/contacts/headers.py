"""The words that column headers are recognised by, in English and Russian."""

from __future__ import annotations

import re

from bot.domain.policy import POLICY_CELLS

_PHONE_HEADERS = (
    {"phone", "phonenumber", "msisdn", "телефон", "номертелефона"},
    {
        *("phones", "phone1", "phonenumber1", "phoneno", "telephone", "telephonenumber", "tel"),
        *("telno", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "cellnumber"),
        *("contactphone", "contactnumber", "customerphone", "clientphone", "homephone"),
        *("workphone", "тел", "телефоны", "телефон1", "номертел", "телномер", "мобильный"),
        *("мобильныйтелефон", "мобтелефон", "мобтел", "моб", "сотовый", "сотовыйтелефон"),
        *("контактныйтелефон", "телефонклиента", "телефонабонента", "номерабонента"),
    },
    {"number", "num", "номер", "contact", "контакт", "абонент", "recipient"},
)
_POLICY_NAMES = {name.casefold(): name for name in POLICY_CELLS}
_OWN = ({"line", "строка"}, {"reason", "причина"})


def phone_rank(header: str) -> int | None:
    """How surely a header names the phone column: 0 is surest; nothing if it does not."""
    name = _squeezed(header)
    return next((rank for rank, names in enumerate(_PHONE_HEADERS) if name in names), None)


def policy_field(header: str) -> str | None:
    """The policy field that a header names, whatever its case, spaces and underscores."""
    return _POLICY_NAMES.get(_squeezed(header))


def is_reject_file(headers: list[str]) -> bool:
    """Whether these are the columns of a file of bad rows that came from here."""
    return len(headers) > 2 and all(
        _squeezed(header) in names for header, names in zip(headers, _OWN, strict=False)
    )


def _squeezed(header: str) -> str:
    return re.sub(r"[\W_]+", "", header).casefold()
