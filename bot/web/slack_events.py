"""``POST /slack/events``: the gate in front of Bolt."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.clock import Clock
from bot.web.body import MAX_BODY, read_body
from bot.web.bolt import dispatch
from bot.web.refusals import STATUS, Refusal
from bot.web.replays import Replays, Seen
from bot.web.signature import Signatures

WAY_IN = "http"
WARN_SECONDS = 60.0

OnAck = Callable[[str, int, float], None]
OnRefused = Callable[[str], None]

_LOGGER = logging.getLogger(__name__)


class SlackEvents:
    """Lets Slack's own requests through to Bolt, and nothing else.

    The app must run with ``process_before_response=True``, else each ack waits for a poll of 10 ms,
    and may have ``request_verification_enabled=False``: that work is done here.

    :param on_ack: told of each request that reached Bolt: way in, status, seconds.
    :param on_refused: told of each request that did not, by the word of :class:`Refusal`.
    """

    def __init__(
        self,
        app: AsyncApp,
        signing_secret: str,
        *,
        clock: Clock,
        on_ack: OnAck = lambda way_in, status, seconds: None,
        on_refused: OnRefused = lambda word: None,
    ) -> None:
        self._app = app
        self._signatures = Signatures(signing_secret, clock)
        self._replays = Replays(clock)
        self._clock = clock
        self._on_ack = on_ack
        self._on_refused = on_refused
        self._warned_at: dict[Refusal, float] = {}
        self.taking = True

    async def handle(self, request: web.Request) -> web.Response:
        """Check, dispatch, answer; a refusal is a short word and never a traceback."""
        began = self._clock.monotonic()
        checked = await self._check(request)
        if isinstance(checked, Refusal):
            return self._refuse(checked)
        signature, body = checked
        seen = self._replays.begin(signature)
        if seen is Seen.NEVER:
            return await self._serve(request, signature, body, began)
        if seen is Seen.SERVED and "X-Slack-Retry-Num" in request.headers:
            # Slack lost our answer and asks again in the very same words: it is done, and once.
            return web.Response()
        return self._refuse(Refusal.REPLAYED)

    async def _check(self, request: web.Request) -> tuple[str, bytes] | Refusal:
        """The signature and the body, proven to be Slack's; nothing is parsed yet."""
        if not self.taking:
            return Refusal.STOPPING
        if (request.content_length or 0) > MAX_BODY:
            return Refusal.TOO_LARGE
        signed = self._signatures.of(request.headers)
        if isinstance(signed, Refusal):
            return signed
        body = await read_body(request)
        if isinstance(body, Refusal):
            return body
        timestamp, signature = signed
        fits = self._signatures.fits(timestamp, signature, body)
        return (signature, body) if fits else Refusal.FORGED

    async def _serve(
        self, request: web.Request, signature: str, body: bytes, began: float
    ) -> web.Response:
        served = False
        try:
            answer = await dispatch(self._app, request, body)
            served = not isinstance(answer, Refusal) and answer.status < 300
        finally:
            self._replays.end(signature, served=served)
        if isinstance(answer, Refusal):
            return self._refuse(answer)
        self._on_ack(WAY_IN, answer.status, self._clock.monotonic() - began)
        return answer

    def _refuse(self, why: Refusal) -> web.Response:
        self._on_refused(why)
        now = self._clock.monotonic()
        if now - self._warned_at.get(why, float("-inf")) >= WARN_SECONDS:
            # A wrong signing secret must be seen; a flood of strangers must not fill the log.
            self._warned_at[why] = now
            _LOGGER.warning("A request to /slack/events was refused: %s", why)
        response = web.json_response({"error": why}, status=STATUS[why])
        if why is not Refusal.REPLAYED:
            response.force_close()
        return response
