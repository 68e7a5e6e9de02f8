"""``/_control``: what tests do in-process, for other processes over HTTP.

Bodies are JSON objects with the names that ``Simulator`` and ``SimCampaign`` give their arguments.

    GET    /_control                          speed, campaigns, waiting faults, counts of requests
    GET    /_control/stream                   the same as events, whenever it changes
    POST   /_control/speed                    {"speed"}
    POST   /_control/host                     {"generation"?, any switch of Host}
    POST   /_control/faults                   {"kind", "route"?, fields of Fault}
    DELETE /_control/faults                   forget the faults and kill-points that wait
    POST   /_control/refuse                   {"seconds"}: no connection is accepted for so long
    GET    /_control/kills                    the kill-points that were reached
    POST   /_control/kills                    {"pid", "point", "route"?, fields of KillPoint}
    GET    /_control/requests?route=…         the latest requests
    POST   /_control/campaigns                create_campaign's arguments
    …      /_control/campaigns/{id}/…         see ``control.campaigns``
"""

import asyncio
from dataclasses import asdict
from typing import Any, Final

from aiohttp import web

from simulators.calls_api.control.answering import answering
from simulators.calls_api.control.campaigns import CampaignControl, view
from simulators.calls_api.control.stream import Stream
from simulators.calls_api.simulator import Simulator

PREFIX: Final = "/_control"


class Control:
    """The control routes of one simulator."""

    def __init__(self, calls: Simulator) -> None:
        self._calls = calls
        self._refusing: asyncio.Task[None] | None = None

    def mount(self, app: web.Application) -> None:
        for method, path, act in (
            ("GET", "", self._look),
            ("POST", "/speed", self._set_speed),
            ("POST", "/host", self._switch),
            ("POST", "/faults", self._fault),
            ("DELETE", "/faults", self._clear_faults),
            ("POST", "/refuse", self._refuse),
            ("GET", "/kills", self._look_at_kills),
            ("POST", "/kills", self._kill),
            ("GET", "/requests", self._look_at_requests),
            ("POST", "/campaigns", self._create_campaign),
        ):
            app.router.add_route(method, PREFIX + path, answering(act))
        app.router.add_get(PREFIX + "/stream", Stream(self._seen).handle)
        CampaignControl(self._calls).mount(app, PREFIX + "/campaigns/{id}")
        app.on_shutdown.append(self._stop)

    async def _stop(self, _: web.Application) -> None:
        if self._refusing is not None:
            self._refusing.cancel()

    def _look(self, _: web.Request, body: dict[str, Any]) -> Any:
        return self._seen()

    def _seen(self) -> dict[str, Any]:
        calls = self._calls
        return {
            "url": calls.url,
            "speed": calls.clock.speed,
            "campaigns": [view(campaign) for campaign in calls.campaigns],
            "faults": [asdict(fault) for fault in calls.waiting_faults],
            "requests": dict(calls.requests.counts),
        }

    def _set_speed(self, _: web.Request, body: dict[str, Any]) -> Any:
        self._calls.set_speed(**body)

    def _switch(self, _: web.Request, body: dict[str, Any]) -> Any:
        self._calls.switch(**body)

    def _fault(self, _: web.Request, body: dict[str, Any]) -> Any:
        return asdict(self._calls.fault(**body))

    def _clear_faults(self, _: web.Request, body: dict[str, Any]) -> Any:
        self._calls.clear_faults()

    def _refuse(self, _: web.Request, body: dict[str, Any]) -> Any:
        self._refusing = asyncio.create_task(self._refuse_for(float(body["seconds"])))

    async def _refuse_for(self, seconds: float) -> None:
        await self._calls.refuse()
        await asyncio.sleep(seconds)
        await self._calls.accept()

    def _look_at_kills(self, _: web.Request, body: dict[str, Any]) -> Any:
        return [asdict(point) for point in self._calls.kills]

    def _kill(self, _: web.Request, body: dict[str, Any]) -> Any:
        return asdict(self._calls.kill(**body))

    def _look_at_requests(self, request: web.Request, body: dict[str, Any]) -> Any:
        route = request.query.get("route")
        log = self._calls.requests
        return [asdict(each) for each in (log.of(route) if route else log.requests)]

    def _create_campaign(self, _: web.Request, body: dict[str, Any]) -> Any:
        return view(self._calls.create_campaign(**body))
