"""Reading a body with a cap that counts what it becomes, not what it weighs on the wire."""

from __future__ import annotations

import zlib

from bot.calls_api.errors import TooLarge, UnexpectedAnswer

_ENCODINGS = {"": None, "identity": None, "gzip": 31, "x-gzip": 31, "deflate": 47}


class Body:
    """A body that is fed chunk by chunk, and never grows beyond ``limit`` bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        name = encoding.strip().lower()
        if name not in _ENCODINGS:
            raise UnexpectedAnswer(note="an encoding that was not asked for")
        window = _ENCODINGS[name]
        self._inflater = zlib.decompressobj(window) if window else None
        self._chunks: list[bytes] = []
        self._room = limit
        self._limit = limit

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire; raises :class:`TooLarge` at the cap."""
        if self._inflater is None:
            self._keep(chunk)
            return
        try:
            # One byte beyond the room is enough to know that the cap is passed.
            self._keep(self._inflater.decompress(chunk, self._room + 1))
        except zlib.error:
            raise UnexpectedAnswer(note="a broken compression") from None

    def whole(self) -> bytes:
        """All of it, once the wire has no more."""
        if self._inflater is not None and self._chunks and not self._inflater.eof:
            raise UnexpectedAnswer(note="a compressed body that was cut off")
        return b"".join(self._chunks)

    def _keep(self, chunk: bytes) -> None:
        if len(chunk) > self._room:
            raise TooLarge(None, self._limit)
        self._room -= len(chunk)
        self._chunks.append(chunk)
