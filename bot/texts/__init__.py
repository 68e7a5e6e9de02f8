"""Every text that a person sees goes through here, in the reader's language.

A message id is the English sentence itself, with ``{named}`` values. English needs no catalog;
other languages are gettext catalogs in ``bot/texts/locale/<language>/LC_MESSAGES/callboard.po``,
which ``make texts`` brings up to date with the code and compiles.
"""

from bot.texts.catalog import (
    LANGUAGES,
    N_,
    MessageId,
    Mrkdwn,
    Sentence,
    Texts,
    escape,
    texts_for,
)

__all__ = [
    "LANGUAGES",
    "N_",
    "MessageId",
    "Mrkdwn",
    "Sentence",
    "Texts",
    "escape",
    "texts_for",
]
