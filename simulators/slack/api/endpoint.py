"""``/api/METHOD``: token, scope, rate limit, the method itself, and the answer."""

from __future__ import annotations

from aiohttp import web

from simulators.slack.api.arguments import Arguments, read_arguments, read_token
from simulators.slack.api.method import METHODS, Call, Method
from simulators.slack.app import InstalledApp
from simulators.slack.core import ApiCall, Core
from simulators.slack.errors import ApiError
from simulators.slack.ids import secret
from simulators.slack.serving import rate_limited, serve
from simulators.slack.shapes import Json


class Endpoint:
    """Answers the calls of the app."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, by GET or POST."""
        name = request.match_info["method"]
        try:
            arguments = await read_arguments(request)
        except ApiError as error:
            return self._reply(name, Arguments({}), _refusal(error))
        token = read_token(request, arguments)
        return await serve(
            self._core.faults,
            request,
            name,
            arguments.raw,
            lambda: self._answer(name, arguments, token),
        )

    def _answer(self, name: str, arguments: Arguments, token: str) -> web.Response:
        try:
            method = METHODS.get(name)
            if method is None:
                raise ApiError("unknown_method", req_method=name)
            self._authorise(method, token)
            wait = self._core.limits.retry_after(name, method.tier, arguments.text("channel"))
            if wait:
                self._record(name, arguments, {"ok": False, "error": "ratelimited"}, 429)
                return rate_limited(wait)
            answer = {"ok": True, **method.handler(Call(self._core, arguments))}
        except ApiError as error:
            answer = _refusal(error)
        return self._reply(name, arguments, answer)

    def _authorise(self, method: Method, token: str) -> None:
        if method.caller == "nobody":
            return
        app = self._core.app
        if not token:
            raise ApiError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise ApiError("invalid_auth")
        if token == app.bot_token and app.token_error:
            raise ApiError(app.token_error)
        kind = "bot" if token == app.bot_token else "app"
        if method.caller not in (kind, "any"):
            raise ApiError("not_allowed_token_type")
        _need_scope(method, app, kind)

    def _reply(self, name: str, arguments: Arguments, answer: Json) -> web.Response:
        self._record(name, arguments, answer, 200)
        method = METHODS.get(name)
        headers = {
            "x-oauth-scopes": ",".join(self._core.app.scopes),
            "x-accepted-oauth-scopes": method.scope if method else "",
            "x-slack-req-id": secret(32),
        }
        return web.json_response(answer, headers=headers)

    def _record(self, name: str, arguments: Arguments, answer: Json, status: int) -> None:
        shown = {key: value for key, value in arguments.raw.items() if key != "token"}
        self._core.calls.append(ApiCall(name, shown, answer, status))
        self._core.changes.announce({"kind": "call", "text": name, "ok": answer["ok"]})


def _need_scope(method: Method, app: InstalledApp, kind: str) -> None:
    scopes = app.scopes if kind == "bot" else app.app_scopes
    if method.scope and method.scope not in scopes:
        raise ApiError("missing_scope", needed=method.scope, provided=",".join(scopes))


def _refusal(error: ApiError) -> Json:
    return {"ok": False, "error": error.name, **error.extra}
