"""The words after a verb, taken one after the other, and the errors about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NoReturn, Protocol

from bot.domain.names import check_name, is_name
from bot.slack.slash.phones import Called, read_called
from bot.slack.slash.secrets import shown
from bot.slack.slash.usage import UsageError, nearest
from bot.slack.slash.words import Word
from bot.texts import N_


class Row(Protocol):
    """What reading a verb's arguments needs of its row in the table."""

    @property
    def verb(self) -> str: ...
    @property
    def usage(self) -> str: ...
    @property
    def keywords(self) -> Collection[str]: ...


class Arguments:
    """What still stands after ``verb``; ``reserved`` holds the keys that no campaign is named by.

    Each ``take_`` method moves past what it found.
    """

    def __init__(self, verb: Row, words: Sequence[Word], reserved: frozenset[str]) -> None:
        self.verb = verb
        self._words = list(words)
        self._at = 0
        self._reserved = reserved

    def peek(self) -> Word | None:
        """The next word, or ``None`` at the end."""
        return self._words[self._at] if self._at < len(self._words) else None

    def take_word(self) -> Word | None:
        """The next word, whatever it is."""
        word = self.peek()
        self._at += word is not None
        return word

    def take_keyword(self, *options: str) -> str | None:
        """The next word if it is one of ``options`` (lower case)."""
        word = self.peek()
        if word is None or word.key not in options:
            return None
        self._at += 1
        return word.key

    def take_name(self) -> str | None:
        """A campaign's name if the next word can only be one."""
        word = self.peek()
        if word is None or not _bare(word) or not is_name(word.text, self._reserved):
            return None
        self._at += 1
        return check_name(word.text, self._reserved)

    def take_needed_name(self) -> str:
        """A campaign's name.

        :raises UsageError: there is none, or the word can be none.
        """
        word = self.peek()
        if word is None:
            self.lack(N_("Say which campaign."))
        name = self.take_name()
        if name is None:
            self.refuse(word)
        return name

    def take_number(self) -> int | None:
        """A number of a list, such as ``2`` or ``#2``."""
        word = self.peek()
        digits = word.text.removeprefix("#") if word else ""
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
            return None
        self._at += 1
        return int(digits)

    def take_called(self) -> Called:
        """The phones and call job IDs that all further words make."""
        return read_called(self.take_rest(), self.refuse)

    def take_phones(self) -> tuple[str, ...]:
        """The phones that all further words make, where no call job will do."""
        called = self.take_called()
        if called.jobs:
            self.refuse(Word(f"#{called.jobs[0]}"))
        return called.phones

    def take_one_phone(self) -> str:
        """The one phone that all further words make."""
        phones = self.take_phones()
        if len(phones) != 1:
            self.lack(N_("Say one phone number."))
        return phones[0]

    def take_rest(self, *stops: str) -> list[Word]:
        """All further words, up to a keyword of ``stops``."""
        start = self._at
        while (word := self.peek()) and word.key not in stops:
            self._at += 1
        return self._words[start : self._at]

    def take_texts(self) -> list[str]:
        """The texts of all further words."""
        return [word.text for word in self.take_rest()]

    def finish(self) -> None:
        """:raises UsageError: a word is left that nothing has asked for."""
        word = self.peek()
        if word is not None:
            self.refuse(word)

    def refuse(self, word: Word) -> NoReturn:
        """Say that the word is not understood here, and which keyword it may stand for."""
        near = nearest(word.text, self.verb.keywords)
        message = (
            N_("“{word}” is not understood here. Did you mean “{suggestion}”?")
            if near
            else N_("“{word}” is not understood here.")
        )
        self.lack(message, suggestion=near, word=shown(word.text))

    def refuse_action(self, name: str | None) -> NoReturn:
        """The next word is no action; it, or what was taken for a name, may be one misspelt."""
        word = self.peek() or Word("")
        if name and not nearest(word.text, self.verb.keywords):
            name_meant = nearest(name, self.verb.keywords)
            self.refuse(Word(name) if name_meant else word)
        self.refuse(word)

    def lack(self, message: str, *, suggestion: str | None = None, word: str = "") -> NoReturn:
        """Say what is missing or wrong, together with the verb's usage."""
        raise UsageError(
            message,
            verb=self.verb.verb,
            usage=self.verb.usage,
            suggestion=suggestion,
            word=word,
        )


def _bare(word: Word) -> bool:
    return word.kind in ("plain", "quoted")
