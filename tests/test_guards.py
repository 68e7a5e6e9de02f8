"""What must hold over the whole house: each test here guards one promise of ARCHITECTURE.md."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from slack_bolt.async_app import AsyncApp

import handlers
from bot.settings import Settings
from bot.slack.ids import Act, Shortcut, View
from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES
from bot.slack.slash import VERBS, Intent
from handlers.commands.table import WORK

ROOT = Path(__file__).parents[1]
HOUSE = ("bot", "handlers", "simulators")
BOLT_NAMES = {"ack", "body", "action", "view", "event", "shortcut", "options", "context", "next"}


class Recorder:
    """Stands in for Bolt's app and remembers what is registered."""

    def __init__(self) -> None:
        self.listeners: list[tuple[str, Any, Callable[..., Any]]] = []

    def middleware(self, function: Callable[..., Any]) -> None:
        """The middleware that gives the intake."""

    def _register(self, kind: str, constraint: Any) -> Callable[[Callable[..., Any]], None]:
        return lambda function: self.listeners.append((kind, constraint, function))

    def __getattr__(self, kind: str) -> Any:
        return lambda constraint, *_: self._register(kind, constraint)


class FakeIntake:
    command = "/campaign"


@pytest.fixture(scope="module")
def listeners() -> list[tuple[str, Any, Callable[..., Any]]]:
    """Every listener of the bot: its kind, what it listens to, the function."""
    recorder = Recorder()
    handlers.register(recorder, FakeIntake())  # type: ignore[arg-type]
    return recorder.listeners


def test_listeners_take_only_what_bolt_can_inject(listeners: Any) -> None:
    """Bolt gives an unknown name ``None`` and leaves keyword-only parameters at their defaults."""
    for _, constraint, function in listeners:
        for parameter in inspect.signature(function).parameters.values():
            assert parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD, constraint
            assert parameter.name in BOLT_NAMES | {"intake"}, (constraint, parameter.name)


def test_every_event_of_the_manifest_has_a_listener_and_no_other_is_listened_to(
    listeners: Any,
) -> None:
    heard = {constraint for kind, constraint, _ in listeners if kind == "event"}
    declared = {"message" if name.startswith("message.") else name for name in EVENTS}
    assert heard == declared


@pytest.mark.parametrize(("kind", "ids"), [("action", Act), ("view", View), ("shortcut", Shortcut)])
def test_every_id_is_handled(listeners: Any, kind: str, ids: type) -> None:
    known = [constraint for one, constraint, _ in listeners if one == kind]
    for wanted in ids:
        handled = any(
            constraint.search(wanted)
            if isinstance(constraint, re.Pattern)
            else wanted == constraint
            for constraint in known
        )
        assert handled, f"{kind} {wanted} has no listener"


# Cards make these from the name of the control.
CONTROLS = {Act.PAUSE, Act.RESUME, Act.START, Act.STOP}


def _source(folder: str) -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / folder).rglob("*.py")))


@pytest.mark.parametrize("ids", [Act, View])
def test_every_id_is_built_somewhere(ids: type) -> None:
    source = _source("bot/slack/blocks")
    for one in ids:
        assert one in CONTROLS or re.search(rf"\b{ids.__name__}\.{one.name}\b", source), one


def test_every_intent_has_its_work() -> None:
    assert set(get_args(Intent)) == set(WORK)


def test_every_available_verb_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    missing = [
        row.verb
        for row in VERBS
        if row.available and row.verb and not re.search(rf"`(?:[^`]*\b)?{row.verb}\b", readme)
    ]
    assert not missing


def test_every_setting_and_scope_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    names = [name.upper() for name in Settings.model_fields]
    assert not [one for one in (*names, *SCOPES, *OPTIONAL_SCOPES) if f"`{one}`" not in readme]


def test_whatever_is_put_down_to_be_rendered_has_its_renderer() -> None:
    """A name without one would wait in the outbox for ever."""
    put_down = re.findall(r"""\bRENDER\w* = "(\w+)"|\brender="(\w+)\"""", _source("bot"))
    names = {first or second for first, second in put_down} - {"body"}
    joined = (ROOT / "bot/app/rendering.py").read_text()
    constants = dict(re.findall(r"""\b(RENDER\w*|[A-Z_]+) = "(\w+)"$""", _source("bot"), re.M))
    known = {constants.get(one, one) for one in re.findall(r"\w+", joined)}
    assert names <= known


def test_every_duty_is_gone_round() -> None:
    duties = set(
        re.findall(r"^(?:class|def) (\w+Duty(?=:)|\w+_duty)", _source("bot/scheduler"), re.M)
    )
    assert {"WatchDuty", "approval_duty"} <= duties
    joined = (ROOT / "bot/app/scheduling.py").read_text()
    assert not [one for one in duties if f"{one}(" not in joined]


def test_the_time_is_asked_of_the_clock_alone() -> None:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if path.name != "clock.py":
            assert not re.search(r"datetime\.(utc)?now\(|\btime\.time\(", path.read_text()), path


def test_no_room_is_named_for_what_it_might_hold() -> None:
    rooms = [path.stem for folder in HOUSE for path in (ROOT / folder).rglob("*.py")]
    assert not {"utils", "util", "helpers", "common", "manager", "misc"} & set(rooms)


def _functions() -> Iterator[tuple[str, int]]:
    for folder in (*HOUSE, "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text()
            assert text.count("\n") <= 300, f"{path} is too large for one room"
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    body = node.body[1:] if ast.get_docstring(node) and node.body[1:] else node.body
                    yield f"{path}:{node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_rooms_and_functions_stay_small() -> None:
    large = [(name, lines) for name, lines in _functions() if lines > 40]
    assert not large


def test_bolt_is_given_only_names_that_it_does_not_use_itself() -> None:
    assert "intake" not in inspect.signature(AsyncApp).parameters
