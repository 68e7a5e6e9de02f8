"""Modals and the Home tab: opened once, redrawn as often as it takes."""

import pytest

from bot.slack.client import SlackRefused, SlackSilent, Views
from tests.slack.client.web_api import drop, says

VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "Add"}, "blocks": []}


@pytest.fixture
def views(api, clients):
    for method in ("views.open", "views.push", "views.update", "views.publish"):
        api.data[method] = {"view": {"id": "V1"}}
    return Views(clients)


async def test_each_call_gives_the_id_of_the_view(api, views):
    assert await views.open("1.2.abc", VIEW) == "V1"
    assert await views.push("1.2.abd", VIEW) == "V1"
    assert await views.update("V1", VIEW, hash_="156.abc") == "V1"
    assert await views.publish("U1", VIEW) == "V1"
    sent = dict(api.calls)
    assert sent["views.open"] == {"trigger_id": "1.2.abc", "view": VIEW}
    assert sent["views.update"] == {"view_id": "V1", "view": VIEW, "hash": "156.abc"}
    assert sent["views.publish"]["user_id"] == "U1"


@pytest.mark.parametrize("method", ["open", "push"])
async def test_a_late_trigger_is_a_refusal_that_changed_nothing(api, views, method):
    api.break_next(f"views.{method}", says("expired_trigger_id"))
    with pytest.raises(SlackRefused, match="Nothing was changed") as refused:
        await getattr(views, method)("1.2.abc", VIEW)
    assert refused.value.permanent


async def test_opening_is_not_tried_again_since_a_trigger_serves_once(api, views):
    api.break_next("views.open", drop, after=True)
    with pytest.raises(SlackSilent, match="may or may not"):
        await views.open("1.2.abc", VIEW)
    assert api.count("views.open") == 1


@pytest.mark.parametrize(("method", "target"), [("update", "V1"), ("publish", "U1")])
async def test_redrawing_is_tried_again(api, views, method, target):
    api.break_next(f"views.{method}", drop)
    assert await getattr(views, method)(target, VIEW) == "V1"
    assert api.count(f"views.{method}") == 2


@pytest.mark.parametrize(("method", "target"), [("update", "V1"), ("publish", "U1")])
async def test_a_view_that_is_gone_is_a_refusal(api, views, method, target):
    api.break_next(f"views.{method}", says("not_found"))
    with pytest.raises(SlackRefused):
        await getattr(views, method)(target, VIEW)
