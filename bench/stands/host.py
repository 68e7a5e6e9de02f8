"""A Calls API host that answers at once: one campaign, whose report rows are bytes made before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web

from bench.stands.slack import served

TOKEN = "123456.789.benchBenchBenchBenchBenchBench0123"  # noqa: S105 - it opens nothing.
BODY_LIMIT = 64 << 20
_FIRST_ID = 5_665_000_000


class HostStand:
    """``rows`` are whole report rows by call job ID; ``finished`` are those that reports by date
    show as such, ``unfinished`` the open ones.

    A phone that is added gets the next ID, and a row that is planned. ``requests`` counts by route.
    """

    def __init__(self) -> None:
        self.url = ""
        self.state = "inProgress"
        self.rows: dict[str, bytes] = {}
        self.finished: Sequence[str] = ()
        self.unfinished: Sequence[str] = ()
        self.added: list[str] = []
        self.requests: dict[str, int] = {}

    def application(self) -> web.Application:
        """Its routes."""
        app = web.Application(client_max_size=BODY_LIMIT)
        base = f"/api/calls/campaign/{TOKEN}"
        app.router.add_get(base, self._campaign)
        app.router.add_get(f"{base}/status", self._status)
        for path in ("addPhones", "callJob/getReport", "callJob/getReportByDate"):
            app.router.add_post(f"{base}/{path}", self._answer)
        app.router.add_post(f"{base}/callJob/getUnfinished", self._answer)
        app.router.add_post(f"{base}/control/{{action}}", self._control)
        return app

    async def _campaign(self, _request: web.Request) -> web.Response:
        self.requests["campaign"] = self.requests.get("campaign", 0) + 1
        return _json(orjson.dumps({"id": 1, "name": "spring", "status": self.state}))

    async def _status(self, _request: web.Request) -> web.Response:
        return _json(orjson.dumps(self.state))

    async def _control(self, request: web.Request) -> web.Response:
        await request.read()
        self.state = {"pause": "paused", "stop": "finished"}.get(
            request.match_info["action"], "inProgress"
        )
        return web.Response()

    async def _answer(self, request: web.Request) -> web.Response:
        route = request.path.partition(f"{TOKEN}/")[2]
        self.requests[route] = self.requests.get(route, 0) + 1
        asked = orjson.loads(await request.read())
        match route:
            case "addPhones":
                return _json(self._add(asked))
            case "callJob/getReport":
                return self._report(asked["ids"])
            case "callJob/getReportByDate" if "finishedAtFrom" in asked["filter"]:
                return _json(self._page(self.finished, asked["pagination"]))
            case "callJob/getUnfinished":
                return _json(self._page(self.unfinished, asked))
        return _json(self._page((), asked["pagination"]))

    def _add(self, asked: list[dict[str, Any]]) -> bytes:
        first = _FIRST_ID + len(self.added)
        self.added += [one["phone"] for one in asked]
        return orjson.dumps([str(number) for number in range(first, first + len(asked))])

    def _report(self, ids: Sequence[str]) -> web.Response:
        try:
            return _json(b"[" + b",".join([self._row(one) for one in ids]) + b"]")
        except LookupError:
            return _json(b'{"type":"id.not.found","message":"unknown"}', status=400)

    def _row(self, job_id: str) -> bytes:
        if (row := self.rows.get(job_id)) is not None:
            return row
        number = int(job_id) - _FIRST_ID
        if number < 0:
            raise LookupError
        return report_row(job_id, self.added[number])

    def _page(self, ids: Sequence[str], page: dict[str, int]) -> bytes:
        size, number = page["pageSize"], page["page"]
        rows = [self.rows[one] for one in ids[number * size : (number + 1) * size]]
        return b'{"items":[%s],"pagination":%s}' % (b",".join(rows), orjson.dumps(page))


def report_row(job_id: str, phone: str, **more: Any) -> bytes:
    """A row as hosts send it, of some 590 bytes where it has a ``reportData``."""
    row = {
        "attemptsCount": 0,
        "callDuration": 0,
        "callJobId": job_id,
        "createdAt": 1_700_000_000_000,
        "finishedAt": None,
        "jobStatus": "planned",
        "phone": phone,
        "redialNumber": None,
        "reportData": None,
        "tagName": None,
        "tagPayload": None,
    }
    return orjson.dumps({**row, **more})


def _json(body: bytes, status: int = 200) -> web.Response:
    return web.Response(body=body, status=status, content_type="application/json")


@asynccontextmanager
async def host_stand() -> AsyncIterator[HostStand]:
    """A host on a loopback port."""
    stand = HostStand()
    async with served(stand.application()) as url:
        stand.url = url
        yield stand
