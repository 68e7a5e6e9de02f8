"""One request from its receipt to its answer, with the faults and kill-points on its way."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from simulators.calls_api import errors, words
from simulators.calls_api.answers import Answer, json_answer
from simulators.calls_api.calling.agenda import Agenda
from simulators.calls_api.calling.books import AddRequest
from simulators.calls_api.idempotence import Known
from simulators.calls_api.routes import GET_ROUTES, KEYED, POST_ROUTES
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.wire.faults import Fault, Faults
from simulators.calls_api.wire.killing import KillPoint, KillPoints, Point
from simulators.calls_api.wire.request_log import Request, RequestLog
from simulators.calls_api.wire.sending import drop, response, send_faulty


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who have a say in every exchange of a host."""

    faults: Faults
    kill_points: KillPoints
    log: RequestLog
    agenda: Agenda


class Exchange:
    """Runs once."""

    def __init__(self, staff: Staff, request: web.Request, asked: Asked) -> None:
        self._staff = staff
        self._request = request
        self._asked = asked
        self._campaign = asked.campaign
        self._logged = staff.log.add(
            Request(asked.route, asked.campaign.id, asked.key, len(asked.body), asked.moment)
        )
        self._record = AddRequest(asked.key, asked.count(), asked.moment)
        if asked.route == words.ADD_PHONES:
            self._campaign.books.adds.append(self._record)

    async def run(self) -> web.StreamResponse:
        """Process the request and answer it, unless something is to go wrong."""
        killed = self._kill("received")
        if killed is not None and not killed.processes:
            return drop(self._request)
        fault = self._staff.faults.take(self._asked.route, self._campaign.id)
        answer = await self._process(fault)
        if answer is not None and self._kill("processed"):
            return drop(self._request)
        if fault is None:
            return await self._send(response(answer or Answer()))
        return await self._send(await send_faulty(self._request, fault, answer or Answer()))

    def _kill(self, point: Point) -> KillPoint | None:
        return self._staff.kill_points.reach(point, self._asked.route, self._campaign.id)

    async def _process(self, fault: Fault | None) -> Answer | None:
        if fault is not None:
            self._logged.fault = fault.kind
            if fault.kind == "delay":
                await asyncio.sleep(fault.seconds)
            if not fault.processes:
                return None
        self._asked.moment = self._staff.agenda.present()
        return self._answer_once()

    def _answer_once(self) -> Answer:
        asked = self._asked
        self._logged.processed_at = self._record.processed_at = asked.moment
        if asked.route not in KEYED or asked.key is None or not asked.host.honours_keys:
            return self._answer()
        answered = self._campaign.answered
        known = answered.recall(asked.route, asked.key, asked.moment)
        if known is not None:
            self._record.outcome = "repeated"
            self._record.other_body = known.body_hash != hash(asked.body)
            return known.answer
        answer = self._answer()
        if answer.status == 200:
            known = Known(asked.moment, hash(asked.body), answer)
            answered.keep(asked.route, asked.key, known)
        return answer

    def _answer(self) -> Answer:
        asked = self._asked
        route = GET_ROUTES.get(asked.route) or POST_ROUTES[asked.route]
        try:
            answer = route(asked)
        except errors.HostError as error:
            self._record.outcome = error.code
            return json_answer(error.body, error.status)
        self._record.outcome = "added"
        return answer

    async def _send(self, sent: web.StreamResponse) -> web.StreamResponse:
        transport = self._request.transport
        if transport is None or transport.is_closing():
            return sent
        if not sent.prepared:
            await sent.prepare(self._request)
        await sent.write_eof()
        self._logged.status = sent.status
        self._logged.answered_at = self._record.answered_at = self._staff.agenda.clock.now()
        self._kill("answered")
        return sent
