"""The port: busy, free, and given back without cutting anybody off."""

import asyncio

import aiohttp
import pytest

from bot.web import CannotListen, serve, web_application
from tests.web.conftest import Slack

COMMAND = b"command=%2Fcampaign&text=status&user_id=U1&team_id=T1&channel_id=C1"


def bare():
    return web_application(checks={}, render_metrics=lambda: b"")


async def test_a_busy_port_is_a_start_error_that_names_it(front):
    with pytest.raises(CannotListen, match=f"Port {front.port} on 127.0.0.1 is taken"):
        await serve(bare(), "127.0.0.1", front.port)


async def test_a_host_that_is_not_ours_is_a_start_error(front):
    with pytest.raises(CannotListen, match=r"192\.0\.2\.1.*HOST"):
        await serve(bare(), "192.0.2.1", 0)


async def test_without_slack_only_machines_are_answered():
    serving = await serve(bare(), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{serving.port}"
    async with aiohttp.ClientSession() as session:
        async with session.get(url + "/readyz") as answer:
            assert answer.status == 200
        async with session.post(url + "/slack/events") as answer:
            assert answer.status == 404
    await serving.close()


async def test_stopping_answers_what_is_in_work_and_takes_nothing_new(app, front, slack, clock):
    going, release = asyncio.Event(), asyncio.Event()

    @app.command("/campaign")
    async def listen(ack):
        going.set()
        await release.wait()
        await ack("done")

    async with aiohttp.ClientSession() as kept_alive:
        async with kept_alive.get(slack.url + "/healthz") as answer:
            await answer.read()
        in_work = asyncio.create_task(slack.form(COMMAND))
        await going.wait()
        await front.stop_intake()
        late = Slack(kept_alive, slack.url, clock)
        assert (await late.form(COMMAND + b"&late=1"))[0] == 503
    closing = asyncio.create_task(front.close())
    await asyncio.sleep(0)
    release.set()
    assert await in_work == (200, "done")
    await closing
    with pytest.raises(aiohttp.ClientConnectorError):
        await slack.form(COMMAND)


async def test_a_stopping_process_is_not_ready_but_alive(front, slack):
    async with slack.session.get(slack.url + "/healthz") as answer:
        await answer.read()
    await front.stop_intake()
    async with slack.session.get(slack.url + "/readyz") as answer:
        assert answer.status == 503 and (await answer.json())["status"] == "stopping"


async def test_the_port_is_free_again_afterwards(front):
    await front.close()
    again = await serve(bare(), "127.0.0.1", front.port)
    assert again.port == front.port
    await again.close()
