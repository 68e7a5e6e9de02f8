"""``/_control/campaigns/{id}``: one campaign as people in the platform see and treat it.

    GET  …            id, name, token, url, state, counts
    GET  …/books      every addPhones request, call job and dial
    POST …/phones     {"phones": […]}: added in the platform
    POST …/orders     {"phone" or "ending", "statuses": […], fields of Order}
    POST …/weights    {job status: weight}
    POST …/headers    {"headers": […]}: what the script writes into reportData
    POST …/state      {"action"}: one of those of ``SimCampaign.outside``
    POST …/lines      {"lines"}
    POST …/host       {"generation"?, any switch of Host}

What answers nothing of its own answers the campaign as GET does.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from aiohttp import web

from simulators.calls_api.control.answering import Act, answering
from simulators.calls_api.sim_campaign import SimCampaign
from simulators.calls_api.simulator import Simulator

Body = dict[str, Any]


def view(campaign: SimCampaign) -> dict[str, Any]:
    """What a look at a campaign shows."""
    return {
        "id": campaign.id,
        "name": campaign.name,
        "token": campaign.token,
        "url": campaign.url,
        "state": campaign.state,
        "counts": campaign.counts,
    }


class CampaignControl:
    """The control routes below one campaign."""

    def __init__(self, calls: Simulator) -> None:
        self._calls = calls

    def mount(self, app: web.Application, prefix: str) -> None:
        app.router.add_get(prefix, answering(self._on_campaign(_look)))
        app.router.add_get(prefix + "/books", answering(self._on_campaign(_books)))
        for name, act in _ACTS.items():
            app.router.add_post(f"{prefix}/{name}", answering(self._on_campaign(act)))

    def _on_campaign(self, act: Callable[[SimCampaign, Body], Any]) -> Act:
        def on_campaign(request: web.Request, body: Body) -> Any:
            campaign = self._calls.campaign(int(request.match_info["id"]))
            return act(campaign, body) or view(campaign)

        return on_campaign


def _look(campaign: SimCampaign, body: Body) -> Any:
    return view(campaign)


def _books(campaign: SimCampaign, body: Body) -> Any:
    books = campaign.books
    return {
        **books.summary(),
        "adds": [asdict(add) for add in books.adds],
        "jobsByPhone": books.jobs,
        "dialsByPhone": dict(books.dials),
    }


def _phones(campaign: SimCampaign, body: Body) -> Any:
    return {"ids": campaign.add(body["phones"])}


def _orders(campaign: SimCampaign, body: Body) -> None:
    statuses = body.pop("statuses")
    if "ending" in body:
        campaign.order_ending(body.pop("ending"), *statuses, **body)
    else:
        campaign.order(body.pop("phone"), *statuses, **body)


def _weights(campaign: SimCampaign, body: Body) -> None:
    campaign.weigh(**body)


def _headers(campaign: SimCampaign, body: Body) -> None:
    campaign.write_headers(body["headers"])


def _state(campaign: SimCampaign, body: Body) -> None:
    campaign.outside(body["action"])


def _lines(campaign: SimCampaign, body: Body) -> None:
    campaign.set_lines(body["lines"])


def _host(campaign: SimCampaign, body: Body) -> None:
    campaign.switch(**body)


_ACTS: Final[dict[str, Callable[[SimCampaign, Body], Any]]] = {
    "phones": _phones,
    "orders": _orders,
    "weights": _weights,
    "headers": _headers,
    "state": _state,
    "lines": _lines,
    "host": _host,
}
