"""A contact list that a person uploaded, fetched to disk and gone afterwards."""

import stat

import pytest

from bot.errors import BadInput
from bot.slack.client import Downloads, SlackRefused, SlackSilent
from tests.slack.client.conftest import TOKEN
from tests.slack.client.web_api import drop, says, text

LIST = "phone\n+12025550123\n" * 20_000


@pytest.fixture
def downloads(clients):
    return Downloads(clients)


async def test_a_file_is_on_disk_for_us_alone_while_it_is_needed(api, downloads):
    api.routes["files/1"] = text(LIST, kind="text/csv")
    async with downloads.fetched(api.at("/files/1"), 10_000_000) as path:
        assert path.read_text() == LIST
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()
    assert api.authorizations == [f"Bearer {TOKEN}"]


@pytest.mark.parametrize("size", [len(LIST) - 1, 1000])
async def test_a_file_beyond_the_cap_is_refused_in_words(api, downloads, size):
    api.routes["files/1"] = text(LIST, kind="text/csv")
    with pytest.raises(BadInput, match="larger than"):
        async with downloads.fetched(api.at("/files/1"), size):
            raise AssertionError


async def test_a_file_that_lies_about_its_size_is_cut_off(api, downloads):
    async def drip(request):
        from aiohttp import web

        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    api.routes["files/1"] = drip
    with pytest.raises(BadInput):
        async with downloads.fetched(api.at("/files/1"), 1_000_000):
            raise AssertionError


async def test_the_token_goes_to_no_foreign_host(downloads):
    with pytest.raises(SlackRefused, match="foreign_host"):
        async with downloads.fetched("https://evil.example/files.slack.com", 1000):
            raise AssertionError


async def test_a_redirect_is_not_followed(api, downloads):
    api.routes["files/1"] = text("", status=302, Location=api.at("/files/2"))
    with pytest.raises(SlackRefused, match="http_302"):
        async with downloads.fetched(api.at("/files/1"), 1000):
            raise AssertionError
    assert len(api.authorizations) == 1


async def test_slacks_login_page_is_not_taken_for_a_file(api, downloads):
    api.routes["files/1"] = text("<html>Sign in</html>")
    with pytest.raises(SlackRefused, match="missing_scope"):
        async with downloads.fetched(api.at("/files/1"), 1000):
            raise AssertionError


async def test_a_lost_connection_is_told(api, downloads, seen_calls):
    api.routes["files/1"] = drop
    with pytest.raises(SlackSilent):
        async with downloads.fetched(api.at("/files/1"), 1000):
            raise AssertionError
    assert [call[:2] for call in seen_calls] == [("files.download", "disconnected")]


async def test_a_file_is_looked_up_and_taken_away(api, downloads):
    api.data["files.info"] = {"file": {"id": "F1", "name": "list.csv"}}
    assert await downloads.info("F1") == {"id": "F1", "name": "list.csv"}
    await downloads.delete("F1")
    assert api.calls[-1] == ("files.delete", {"file": "F1"})


@pytest.mark.parametrize("method", ["info", "delete"])
async def test_a_file_that_is_gone_is_a_refusal(api, downloads, method):
    api.break_next(f"files.{method}", says("file_not_found"))
    with pytest.raises(SlackRefused) as refused:
        await getattr(downloads, method)("F1")
    assert refused.value.permanent
