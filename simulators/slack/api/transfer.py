"""Routes beside the methods: uploads, downloads, and response_urls."""

from __future__ import annotations

import json

from aiohttp import web

from simulators.slack.core import Core
from simulators.slack.errors import ApiError
from simulators.slack.serving import serve
from simulators.slack.shapes import Json


class Transfer:
    """Takes and gives bytes as Slack's file hosts do, and answers to response_urls."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Step two of an upload: the bytes, raw or as a form."""
        key = request.match_info["key"]
        content = await _uploaded_bytes(request)
        return await serve(
            self._core.faults, request, "upload", {"key": key}, lambda: self._store(key, content)
        )

    async def download(self, request: web.Request) -> web.StreamResponse:
        """``url_private``; without a good token Slack shows its sign-in page instead."""
        file_id = request.match_info["name"].partition("-")[2]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return await serve(
            self._core.faults,
            request,
            "download",
            {"file": file_id},
            lambda: self._fetch(file_id, token),
        )

    async def sign_in(self, request: web.Request) -> web.Response:
        """Where a download without a token ends up: HTML, with status 200."""
        return web.Response(
            text="<!DOCTYPE html><title>Sign in to Callboard demo | Slack</title>",
            content_type="text/html",
        )

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A post to a response_url."""
        body = await request.text()
        return await serve(
            self._core.faults,
            request,
            "response_url",
            {},
            lambda: self._respond(request.path, body),
        )

    def _store(self, key: str, content: bytes) -> web.Response:
        for file in self._core.files.all.values():
            if file.key == key and not file.complete:
                if len(content) != file.size:
                    return web.Response(status=400, text="length mismatch")
                file.content, file.uploaded = content, True
                return web.Response(text=f"OK - {len(content)}")
        return web.Response(status=404, text="unknown upload")

    def _fetch(self, file_id: str, token: str) -> web.Response:
        app = self._core.app
        file = self._core.files.visible_to_app(file_id, app.bot)
        allowed = token == app.bot_token and not app.token_error and app.can("files:read")
        if not allowed:
            return web.Response(status=302, headers={"Location": f"{self._core.base}/signin"})
        if file is None:
            return web.Response(status=404, text="Not Found")
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _respond(self, path: str, body: str) -> web.Response:
        try:
            self._core.hooks.answer(path, _json(body))
        except ApiError as error:
            status = 400 if error.name in ("invalid_blocks", "no_text") else 404
            refusal: Json = {"ok": False, "error": error.name, **error.extra}
            return web.json_response(refusal, status=status)
        return web.Response(text="ok", content_type="text/html")


async def _uploaded_bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, web.FileField):
            return field.file.read()
    return b""


def _json(body: str) -> Json:
    try:
        parsed = json.loads(body)
    except ValueError:
        raise ApiError("invalid_payload") from None
    if not isinstance(parsed, dict):
        raise ApiError("invalid_payload")
    return parsed
