"""A report given to a channel as a file, in Slack's three steps."""

import pytest

from bot.slack.client import Fault, NotPosted, Unclear, Uploaded, Uploads
from tests.slack.client.web_api import drop, says, text

SHOW = "files.completeUploadExternal"


@pytest.fixture
def uploads(clients):
    return Uploads(clients)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(b"phone,status\n" * 10_000)
    return path


async def test_a_file_arrives_whole_in_the_thread(api, uploads, report):
    done = await uploads.upload("C1", report, "report.csv", thread_ts="1.2", comment="Here")
    assert done == Uploaded("F1")
    assert api.uploads["upload/report.csv"] == report.read_bytes()
    asked, shown = api.calls[0][1], api.calls[1][1]
    assert asked["length"] == str(report.stat().st_size)
    assert shown["channel_id"] == "C1" and shown["thread_ts"] == "1.2"
    assert '"F1"' in shown["files"] and shown["initial_comment"] == "Here"
    assert api.authorizations[1] == "", "the file's address needs no token and gets none"


async def test_an_empty_file_is_never_sent(api, uploads, tmp_path):
    (tmp_path / "empty.csv").touch()
    refused = await uploads.upload("C1", tmp_path / "empty.csv", "empty.csv")
    assert refused == NotPosted("empty_file", fault=Fault.MESSAGE)
    assert api.calls == []


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload/report.csv"])
async def test_trouble_before_the_last_step_is_no_doubt(api, uploads, report, step):
    api.break_next(step, drop)
    api.routes["upload/report.csv"] = drop if step.startswith("upload") else text("OK")
    assert await uploads.upload("C1", report, "report.csv") == NotPosted("disconnected")
    assert api.count(SHOW) == 0


async def test_a_refused_body_is_no_doubt(api, uploads, report):
    api.routes["upload/report.csv"] = text("", status=413)
    assert await uploads.upload("C1", report, "report.csv") == NotPosted("http_413")


async def test_a_lost_last_answer_is_unclear(api, uploads, report):
    api.break_next(SHOW, drop, after=True)
    assert await uploads.upload("C1", report, "report.csv") == Unclear("disconnected")
    assert api.count(SHOW) == 1


async def test_a_channel_that_is_gone_refuses_the_file(api, uploads, report):
    api.break_next(SHOW, says("channel_not_found"))
    refused = await uploads.upload("C1", report, "report.csv")
    assert refused == NotPosted("channel_not_found", fault=Fault.CHANNEL)


async def test_the_file_goes_to_no_foreign_host(api, uploads, report):
    api.data["files.getUploadURLExternal"] = {"file_id": "F1", "upload_url": "http://10.0.0.1/"}
    api._process = lambda method, args: api.data.get(method, {})
    refused = await uploads.upload("C1", report, "report.csv")
    assert refused == NotPosted("foreign_host", fault=Fault.MESSAGE)
