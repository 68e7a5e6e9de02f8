"""A command's text becomes what the person asked for, or an error that says how to ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import is_name
from bot.errors import BadInput
from bot.slack.slash.arguments import Arguments
from bot.slack.slash.intents import Control, Help, Intent
from bot.slack.slash.secrets import shown
from bot.slack.slash.table import RESERVED, VERBS
from bot.slack.slash.usage import UsageError, nearest
from bot.slack.slash.verb import Verb
from bot.slack.slash.words import Word, split_words
from bot.texts import N_

LONGEST_TEXT = 40_000
_AVAILABLE = {row.verb: row for row in VERBS if row.available and row.verb}
_HINTS = {hint: row.verb for row in _AVAILABLE.values() for hint in row.hints}
_HELP_WORDS = ("help", *_AVAILABLE["help"].keywords)


def parse(text: str) -> Intent:
    """What the text after the slash command, or after the bot's mention, asks for.

    ``text`` is as Slack delivers it. No time, zone or channel is needed: what depends on them is in
    the intent as it was typed.

    :raises UsageError: for every text that is no command, and nothing else is raised.
    """
    if len(text) > LONGEST_TEXT:
        raise UsageError(N_("That is too long for a command; add the phones as a file."))
    words = split_words(text)
    if words and words[0].text.startswith("/"):
        # In a thread people type the slash command's own word after the mention.
        words = words[1:]
    if not words:
        return read_verb(VERBS[0], ())
    row = _row_of(words)
    if len(words) == 2 and words[1].key in _HELP_WORDS:
        return Help(row.verb)
    return read_verb(row, words[1:])


def verb_of(intent: Intent) -> str:
    """The verb that an intent came from; ``overview`` for the command alone."""
    return intent.action if isinstance(intent, Control) else type(intent).__name__.lower()


def read_verb(row: Verb, words: Sequence[Word]) -> Intent:
    """What the words after a verb ask for, whether or not the verb is available yet.

    :raises UsageError: the words do not fit the verb.
    """
    try:
        intent = row.read(Arguments(row, words, RESERVED))
    except UsageError:
        raise
    except BadInput as wrong:
        values = {**wrong.values, "verb": row.verb, "usage": row.usage}
        raise UsageError(wrong.message, **values) from wrong
    if isinstance(intent, Help) and intent.verb is not None:
        return Help(help_for(intent.verb).verb)
    return intent


def help_rows() -> tuple[Verb, ...]:
    """The rows that help shows, in its order; the first is the command without a verb."""
    return tuple(row for row in VERBS if row.available)


def help_for(verb: str) -> Verb:
    """The row of one verb.

    :raises UsageError: there is none; with what may have been meant.
    """
    return _row_of([Word(verb)])


def _row_of(words: Sequence[Word]) -> Verb:
    found = _AVAILABLE.get(words[0].key)
    if found is None:
        raise _unknown(words)
    return found


def _unknown(words: Sequence[Word]) -> UsageError:
    first, rest = words[0], words[1:]
    if any(row.verb == first.key for row in VERBS):
        return UsageError(N_("“{word}” is not part of this version yet."), word=first.key)
    suggestion = _meant(first, rest)
    if suggestion is None:
        message = N_("There is no command “{word}”. “help” shows what there is.")
        return UsageError(message, word=shown(first.text))
    message = N_("There is no command “{word}”. Did you mean “{suggestion}”?")
    return UsageError(message, word=shown(first.text), suggestion=suggestion)


def _meant(first: Word, rest: Sequence[Word]) -> str | None:
    if rest and rest[0].key in _AVAILABLE and is_name(first.text, RESERVED):
        return _typed(rest[0].key, [first, *rest[1:]])
    verb = _HINTS.get(first.key) or nearest(first.text, _AVAILABLE)
    return _typed(verb, rest) if verb else None


def _typed(verb: str, rest: Sequence[Word]) -> str:
    """The verb with the rest of what was typed, if that is short and may be shown again."""
    words = [f'"{word.text}"' if " " in word.text else word.text for word in rest]
    plain = all(word.kind in ("plain", "quoted") for word in rest)
    harmless = all(shown(word.text) == word.text for word in rest)
    digits = sum(character.isdigit() for word in words for character in word)
    if plain and harmless and digits < 7 and len(words) <= 6:
        return " ".join((verb, *words))
    return verb
