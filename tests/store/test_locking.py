"""One process a SQLite file: the second is told why, and a killed one blocks nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import AlreadyServed, one_process

HOLD = """
import sys, time, pathlib
from bot.store.locking import one_process
with one_process(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_and_a_killed_one_leaves_the_file_free(tmp_path: Path) -> None:
    database = tmp_path / "callboard.db"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(AlreadyServed) as refused, one_process(database):
        raise AssertionError("both hold it")
    assert str(database) in str(refused.value)
    assert f"process {holder.pid}," in str(refused.value)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with one_process(database) as lock:
        assert lock.read_text() == str(os.getpid())


def test_the_lock_is_free_again_after_its_block(tmp_path: Path) -> None:
    for _ in range(2):
        with one_process(tmp_path / "callboard.db"):
            pass
