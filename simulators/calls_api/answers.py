"""Answers of the host before they are put on the wire."""

from dataclasses import dataclass, field
from typing import Any

import orjson

JSON = "application/json"
HTML = "text/html"
TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


def json_answer(value: Any, status: int = 200) -> Answer:
    return Answer(status, orjson.dumps(value))


def html_answer(status: int, title: str) -> Answer:
    """The page of a proxy or a servlet container, which knows no envelope."""
    page = f"<html><head><title>{status} {title}</title></head><body><h1>{title}</h1></body></html>"
    return Answer(status, page.encode(), HTML)
