"""A body's cap counts what a body becomes."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import TooLarge, UnexpectedAnswer
from bot.calls_api.bodies import Body

PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
}


def fed(encoding: str, raw: bytes, limit: int = 1_000, step: int = 7) -> bytes:
    body = Body(encoding, limit)
    for start in range(0, len(raw), step):
        body.feed(raw[start : start + step])
    return body.whole()


@pytest.mark.fuzz
@given(st.sampled_from(list(PACKED)), st.binary(max_size=500), st.integers(1, 50))
def test_a_body_comes_out_as_it_went_in(encoding: str, body: bytes, step: int) -> None:
    assert fed(encoding, PACKED[encoding](body), step=step) == body


@pytest.mark.parametrize("encoding", list(PACKED))
def test_the_cap_is_the_last_size_that_passes(encoding: str) -> None:
    assert len(fed(encoding, PACKED[encoding](bytes(1_000)))) == 1_000
    with pytest.raises(TooLarge) as met:
        fed(encoding, PACKED[encoding](bytes(1_001)))
    assert met.value.limit == 1_000


def test_a_bomb_is_never_unpacked() -> None:
    bomb = gzip.compress(bytes(50 << 20))
    assert len(bomb) < 60_000
    with pytest.raises(TooLarge):
        fed("gzip", bomb, step=len(bomb))


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(UnexpectedAnswer):
        Body(encoding, 10)


def test_a_broken_or_cut_compression_is_no_body() -> None:
    with pytest.raises(UnexpectedAnswer):
        fed("gzip", b"no gzip at all")
    with pytest.raises(UnexpectedAnswer):
        fed("gzip", gzip.compress(b"a body that is cut off")[:-4])


def test_no_byte_at_all_is_an_empty_body() -> None:
    assert fed("gzip", b"") == b""
