"""``/`` and ``/page/…``: the files of the page; ``/_files/…``: what people and the app shared;
``/archives/…``: permalinks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote

from aiohttp import web

from simulators.slack.acting import Acting
from simulators.slack.page.calls import CallsProxy

_FOLDER: Final = Path(__file__).parent / "static"
# Not left to the machine's own table, which on some of them calls a script plain text.
_TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page_routes(slack: Acting) -> list[web.RouteDef]:
    """The routes of the page."""
    calls = CallsProxy(lambda: slack.calls_url)
    return [
        web.get("/", _index),
        web.get("/page/{path:.+}", _static),
        web.get("/archives/{channel}/p{digits:[0-9]+}", _permalink),
        web.get("/_files/{id}", _Shared(slack).fetch),
        web.get("/_calls/stream", calls.stream),
        web.route("*", "/_calls{path:(?:/.*)?}", calls.pass_on),
    ]


async def _index(request: web.Request) -> web.Response:
    return _file(_FOLDER / "index.html")


async def _permalink(request: web.Request) -> web.Response:
    digits = request.match_info["digits"]
    ts = request.query.get("thread_ts") or f"{digits[:-6]}.{digits[-6:]}"
    raise web.HTTPFound(f"/#/{request.match_info['channel']}/{ts}")


async def _static(request: web.Request) -> web.Response:
    path = (_FOLDER / request.match_info["path"]).resolve()
    if not path.is_relative_to(_FOLDER) or path.suffix not in _TYPES or not path.is_file():
        raise web.HTTPNotFound
    return _file(path)


def _file(path: Path) -> web.Response:
    headers = {
        "Content-Security-Policy": _POLICY,
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return web.Response(
        text=path.read_text(encoding="utf-8"), content_type=_TYPES[path.suffix], headers=headers
    )


class _Shared:
    """Files for people, who need no token as the app does."""

    def __init__(self, slack: Acting) -> None:
        self._slack = slack

    async def fetch(self, request: web.Request) -> web.Response:
        """Always a download, so that a file never runs as a page of this address."""
        file = self._slack.core.files.all.get(request.match_info["id"])
        if file is None or file.deleted or not file.complete:
            raise web.HTTPNotFound
        name = f"attachment; filename*=UTF-8''{quote(file.name)}"
        headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
        kind = str(file.to_json()["mimetype"])
        return web.Response(body=file.content, content_type=kind, headers=headers)
