"""What all tables share: one metadata with stable constraint names, and the columns of a claim."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Text

from bot.store.types import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column that is exactly INTEGER PRIMARY KEY.
RowId = BigInteger().with_variant(Integer, "sqlite")


def row_id() -> Column[int]:
    """The column that numbers a table's rows."""
    return Column("id", RowId, primary_key=True, autoincrement=True)


def claim_columns() -> list[Column[Any]]:
    """What lets any number of processes share a table's work: when it is due, and who holds it.

    A row is claimed by an UPDATE that must hit exactly one row; the lease says until when no other
    process may touch it; ``attempts`` counts failures in a row and drives the back-off.
    """
    return [
        Column("next_at", Instant),
        Column("lease_owner", Text),
        Column("lease_until", Instant),
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("last_error", Text),
    ]
