"""What a campaign may be called here, and when two names are the same name.

A name is typed in commands beside verbs, times and phones, so it must be told from all of them by
its shape alone; and it is read by people, so nothing invisible may hide in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from bot.domain.spans import is_span
from bot.errors import BadInput
from bot.texts import N_

LONGEST_NAME = 32

# Letters and marks that Unicode lets a font leave blank: two names with and without one would look
# the same. Source: Default_Ignorable_Code_Point of the Unicode character database.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code)
    for span in (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
    for code in span
}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def name_key(name: str) -> str:
    """What names are compared and stored by: NFKC, case folded."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def check_name(text: str, reserved: Collection[str] = ()) -> str:
    """The name as it is kept: trimmed, in NFKC, its case as typed.

    ``reserved`` holds the keys (:func:`name_key`) of words that commands use.

    :raises BadInput: with the rule it breaks; ``field`` is ``name``.
    """
    name = _tidy(text)
    fault = _fault_of_shape(name)
    if fault:
        raise BadInput(fault, field="name", most=LONGEST_NAME)
    if name_key(name) in reserved:
        message = N_("“{name}” is a word of the commands; choose another name.")
        raise BadInput(message, field="name", name=name)
    if is_span(name):
        message = N_("“{name}” reads as a length of time; choose another name.")
        raise BadInput(message, field="name", name=name)
    return name


def is_name(text: str, reserved: Collection[str] = ()) -> bool:
    """Whether the word can only be a campaign's name."""
    try:
        check_name(text, reserved)
    except BadInput:
        return False
    return True


def _tidy(text: str) -> str:
    """Normalised, unless it is too long anyway: normalising costs more than the text is worth."""
    text = text.strip()
    if len(text) > 4 * LONGEST_NAME:
        return text
    return unicodedata.normalize("NFKC", text.translate(_DASHES))


def _fault_of_shape(name: str) -> str | None:
    if not name:
        return N_("A campaign needs a name.")
    if len(name) > LONGEST_NAME:
        return N_("A name has at most {most} characters.")
    kinds = [_kind(character) for character in name]
    if "?" in kinds or kinds[0] == "M":
        return N_("A name is made of letters, digits, - and _, and of nothing invisible.")
    if "L" not in kinds:
        return N_("A name needs at least one letter, so that it is not taken for a phone number.")
    return None


def _kind(character: str) -> str:
    """``L`` a letter, ``M`` a mark on it, ``N`` a digit, ``-``, or ``?`` what no name may have."""
    if character in "-_":
        return "-"
    if character in _BLANK:
        return "?"
    category = unicodedata.category(character)
    if category[0] in "LM" and category != "Me":
        return category[0]
    return "N" if category == "Nd" else "?"
