"""Answers that are not what was asked for, whole as they are."""

from collections.abc import Callable
from typing import Final

import orjson

from simulators.calls_api.answers import HTML, JSON, Answer, html_answer
from simulators.calls_api.wire.faults import Fault

_TITLES: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Time-out",
}
_BROKEN: Final = 500


def spoiled(fault: Fault, answer: Answer) -> Answer:
    """The answer as the fault makes it; itself when the fault is in how it is sent."""
    if fault.kind.isdigit():
        return _refusal(int(fault.kind), fault)
    spoil = _SPOILERS.get(fault.kind)
    return spoil(answer) if spoil else answer


def _refusal(status: int, fault: Fault) -> Answer:
    headers = {"Retry-After": fault.retry_after} if fault.retry_after is not None else {}
    if status == _BROKEN:
        body = orjson.dumps({"status": status, "message": "unexpected"})
        return Answer(status, body, JSON, headers)
    return Answer(status, html_answer(status, _TITLES[status]).body, HTML, headers)


def _page(answer: Answer) -> Answer:
    return html_answer(200, "Sign in")


def _redirect(answer: Answer) -> Answer:
    return Answer(302, headers={"Location": "/elsewhere"})


def _empty(answer: Answer) -> Answer:
    return Answer(answer.status, b"", answer.content_type)


def _cut(answer: Answer) -> Answer:
    body = answer.body or b'{"never":"ends"}'
    return Answer(answer.status, body[: len(body) // 2], JSON)


def _wrong_types(answer: Answer) -> Answer:
    is_array = answer.body.startswith(b"[")
    wrong = {"unexpected": [1, None]} if is_array else [{"unexpected": True}, 7]
    return Answer(answer.status, orjson.dumps(wrong))


_SPOILERS: Final[dict[str, Callable[[Answer], Answer]]] = {
    "html": _page,
    "redirect": _redirect,
    "empty_body": _empty,
    "cut_json": _cut,
    "wrong_types": _wrong_types,
}
