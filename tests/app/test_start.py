"""What a start costs: what it loads, and what it asks the garbage collector and Bolt to do."""

from __future__ import annotations

import gc
import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy.engine import URL

from bot.app import memory
from bot.app.serving import running
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.scenarios.office import settings_for

ROOT = Path(__file__).parents[2]

SAY = "import sys; print(*sys.modules)"


def python(*lines: str, cwd: Path = ROOT) -> str:
    """What a process of its own prints, which begins with nothing loaded and no settings."""
    told = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


@pytest.fixture
def collector() -> Iterator[None]:
    """Put back how the tests' own process collects."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    gc.enable()


def works() -> bool:
    return gc.isenabled() and gc.get_threshold()[0] > 0


@pytest.mark.usefixtures("collector")
def test_the_collector_rests_while_modules_are_imported_and_works_afterwards() -> None:
    with memory.held():
        assert not gc.isenabled()
    assert works()
    assert gc.get_freeze_count() > 0


@pytest.mark.usefixtures("collector")
def test_an_import_that_fails_leaves_a_collector_that_works() -> None:
    with pytest.raises(ImportError), memory.held():
        raise ImportError("a library is missing")
    assert works()


@pytest.mark.usefixtures("collector")
def test_garbage_that_is_made_after_the_imports_is_found() -> None:
    class Ring:
        """Refers to itself."""

        def __init__(self) -> None:
            self.itself = self

    with memory.held():
        pass
    Ring()
    assert gc.collect() > 0


@pytest.mark.parametrize("verb", ["['key']", "['serve']", "['connect', '--help']"])
def test_every_verb_works_with_a_collector(verb: str, tmp_path: Path) -> None:
    """Also one that cannot start: here the settings are missing."""
    told = python(
        "import gc, sys",
        "from bot.__main__ import main",
        f"sys.argv[1:] = {verb}",
        "try: main()",
        "except SystemExit: pass",
        "print('works' if gc.isenabled() and gc.get_threshold()[0] else 'rests')",
        cwd=tmp_path,
    )
    assert told.splitlines()[-1] == "works"


def test_nothing_of_weight_is_imported_before_the_collector_rests() -> None:
    loaded = set(python("import bot.__main__", SAY).split())
    assert "bot.app.memory" in loaded
    assert loaded.isdisjoint({"asyncio", "bot.cli", "bot.settings", "pydantic", "sqlalchemy"})


def test_a_start_on_sqlite_loads_nothing_that_few_processes_need() -> None:
    loaded = set(python("import bot.cli.parser", SAY).split())
    assert "bot.app.serving" in loaded
    few = {"alembic", "charset_normalizer", "psycopg", "sqlalchemy.orm", "xlsxwriter", "yaml"}
    assert loaded.isdisjoint(few)


async def test_bolt_does_not_look_through_all_sources_for_a_name(
    sqlite_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stack() -> NoReturn:
        raise AssertionError("reads the source of every module")

    monkeypatch.setattr(inspect, "stack", stack)
    async with (
        LocalSlack() as slack,
        CallsApi() as calls,
        running(settings_for(slack, calls, sqlite_url)),
    ):
        pass
