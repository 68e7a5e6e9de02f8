"""What work inside a transaction may ask of it, whichever database it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import (
    Any,
    Concatenate,
    Literal,
    ParamSpec,
    Protocol,
    TypeVar,
    TypeVarTuple,
    overload,
)

from sqlalchemy import Connection, CursorResult, Executable, ScalarResult
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql.selectable import TypedReturnsRows

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")
_P = ParamSpec("_P")

Named = Mapping[str, Any]
Mode = Literal["write", "read", "migrate"]


class Transaction(Protocol):
    """A transaction under way. Await nothing but it inside; see :mod:`bot.store.engine`.

    On PostgreSQL it is SQLAlchemy's ``AsyncConnection``, whose methods these are.
    """

    @property
    def dialect(self) -> Dialect:
        """The database's; its ``name`` is ``sqlite`` or ``postgresql``."""
        ...

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*_Ts], parameters: Named | None = None
    ) -> CursorResult[*_Ts]: ...
    @overload
    async def execute(
        self, statement: Executable, parameters: Named | Sequence[Named] | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    @overload
    async def scalar(
        self, statement: TypedReturnsRows[_T], parameters: Named | None = None
    ) -> _T | None: ...
    @overload
    async def scalar(self, statement: Executable, parameters: Named | None = None) -> Any: ...

    @overload
    async def scalars(
        self, statement: TypedReturnsRows[_T], parameters: Named | None = None
    ) -> ScalarResult[_T]: ...
    @overload
    async def scalars(
        self, statement: Executable, parameters: Named | None = None
    ) -> ScalarResult[Any]: ...

    async def exec_driver_sql(
        self, statement: str, parameters: Any = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run what is SQL already, with the driver's own kind of parameters."""
        ...

    async def run_sync(
        self, fn: Callable[Concatenate[Connection, _P], _T], *arg: _P.args, **kw: _P.kwargs
    ) -> _T:
        """Do work that awaits nothing, such as a migration's, on the plain connection."""
        ...

    def begin_nested(self) -> AbstractAsyncContextManager[Any]:
        """A savepoint: an exception in the block undoes the block alone."""
        ...


class Begun(Transaction, Protocol):
    """A transaction as whoever has begun it sees it."""

    async def commit(self) -> None:
        """Make what it wrote last."""
        ...
