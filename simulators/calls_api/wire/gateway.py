"""The way into the host: which campaign and which route a request is for, if there are any."""

from email.utils import formatdate
from typing import Final

from aiohttp import web

from simulators.calls_api import errors, words
from simulators.calls_api.answers import Answer, html_answer, json_answer
from simulators.calls_api.calling.agenda import Agenda
from simulators.calls_api.host import Host
from simulators.calls_api.platform import Platform
from simulators.calls_api.routes import GET_ROUTES
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.wire.exchange import Exchange, Staff
from simulators.calls_api.wire.faults import Faults
from simulators.calls_api.wire.killing import KillPoints
from simulators.calls_api.wire.request_log import Request, RequestLog
from simulators.calls_api.wire.sending import response

PREFIX: Final = "/api/calls/campaign/{token}"
_HOST: Final = web.RequestKey("host", Host)


class Gateway:
    """Serves the Calls API of a platform."""

    def __init__(self, platform: Platform, agenda: Agenda) -> None:
        self.faults = Faults()
        self.kill_points = KillPoints()
        self.log = RequestLog()
        self._agenda = agenda
        self._staff = Staff(self.faults, self.kill_points, self.log, agenda)
        self.platform = platform

    def mount(self, app: web.Application) -> None:
        app.router.add_route("*", PREFIX, self.serve)
        app.router.add_route("*", PREFIX + "/{tail:.*}", self.serve)
        app.on_response_prepare.append(self._date)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request of the Calls API."""
        campaign = self.platform.by_token(request.match_info["token"])
        host = request[_HOST] = campaign.host if campaign else self.platform.host
        route = _route(request)
        body = await request.read()
        now = self._agenda.clock.now()
        refused = _refused(request, route, body, host)
        if refused is None and campaign is not None:
            asked = Asked(campaign, route, body, request.headers.get("Idempotence-Key"), now)
            return await Exchange(self._staff, request, asked).run()
        answer = refused or _unknown_token()
        self.log.add(Request(route, 0, None, len(body), now, status=answer.status))
        return response(answer)

    async def _date(self, request: web.Request, sent: web.StreamResponse) -> None:
        host = request.get(_HOST, self.platform.host)
        now = self._agenda.clock.now() + host.clock_offset
        sent.headers["Date"] = formatdate(now, usegmt=True)


def _route(request: web.Request) -> str:
    tail = request.match_info.get("tail")
    if tail is None:
        return words.CAMPAIGN
    return "" if tail == words.CAMPAIGN else tail


def _refused(request: web.Request, route: str, body: bytes, host: Host) -> Answer | None:
    """The answer to a request that the host refuses whatever its token; None for others."""
    if route not in host.routes:
        return _absent(host.absent)
    if request.method != ("GET" if route in GET_ROUTES else "POST"):
        return _absent(405)
    if len(body) > host.max_body_bytes:
        return html_answer(413, "Request Entity Too Large")
    return None


def _unknown_token() -> Answer:
    error = errors.invalid_token()
    return json_answer(error.body, error.status)


def _absent(status: int) -> Answer:
    """What a host answers where it has no such route: nothing that carries a type."""
    return html_answer(status, "Not Found" if status == 404 else "Method Not Allowed")
