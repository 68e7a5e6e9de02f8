"""One line on the machine and the versions that the figures are of."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("slack-bolt", "httpx", "aiohttp", "SQLAlchemy")


def machine_line() -> str:
    """What it runs on, and how busy that was."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    load = f"load {os.getloadavg()[0]:.1f}"
    return (
        f"{os.cpu_count()} × {_processor()}, {platform.system()} {platform.release()}, {load}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
