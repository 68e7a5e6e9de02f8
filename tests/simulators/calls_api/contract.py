"""Holds answers against the published contract, calls-api.yaml."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx
import yaml
from openapi_schema_validator import OAS30Validator, oas30_format_checker

_PREFIX: Final = "/api/calls/campaign/"
_PATHS: Final = "/api/calls/campaign/{token}"
# The documents say nothing of a body that cannot be read or is too long, nor of absent routes.
_UNDOCUMENTED: Final = frozenset({405, 413, 422})


@cache
def document() -> dict[str, Any]:
    text = Path(__file__).with_name("calls-api.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def operations() -> set[tuple[str, str]]:
    """Every documented pair of operation and status."""
    return {
        (operation["operationId"], status)
        for path in document()["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for status in operation["responses"]
    }


async def hold(response: httpx.Response) -> None:
    """Fail unless the answer is one that the contract allows; an event hook of httpx."""
    if response.request.url.path.startswith(_PREFIX):
        await response.aread()
        operation = _operation(response.request)
        if operation is not None and response.status_code not in _UNDOCUMENTED:
            _hold(operation, response)


def name_of(request: httpx.Request) -> str:
    operation = _operation(request)
    return operation["operationId"] if operation else ""


def _operation(request: httpx.Request) -> dict[str, Any] | None:
    tail = request.url.path.removeprefix(_PREFIX).partition("/")[2]
    if tail.startswith("control/"):
        tail = "control/{action}"
    path = document()["paths"].get(f"{_PATHS}/{tail}" if tail else _PATHS, {})
    found: dict[str, Any] | None = path.get(request.method.lower())
    return found


def _hold(operation: dict[str, Any], response: httpx.Response) -> None:
    if _is_absent(response):
        return
    documented = operation["responses"].get(str(response.status_code))
    assert documented, f"{operation['operationId']} never answers {response.status_code}"
    content = _resolved(documented).get("content")
    if content is None:
        assert response.content == b""
        return
    schema = content["application/json"]["schema"]
    OAS30Validator(schema, format_checker=oas30_format_checker).validate(_value(response))


def _is_absent(response: httpx.Response) -> bool:
    html = response.headers["content-type"].startswith("text/html")
    return response.status_code == 404 and html


def _value(response: httpx.Response) -> Any:
    """The body; a status word may come bare."""
    if response.headers["content-type"].startswith("text/plain"):
        return response.text
    return response.json()


def _resolved(node: Any) -> Any:
    """The node with everything it refers to in its place: the contract refers in no circle."""
    if isinstance(node, list):
        return [_resolved(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _resolved(_target(node["$ref"]))
    return {key: _resolved(value) for key, value in node.items()}


def _target(reference: str) -> Any:
    node: Any = document()
    for name in reference.removeprefix("#/").split("/"):
        node = node[name]
    return node
