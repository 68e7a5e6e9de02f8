"""Columns that many tables of the first schema have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import types


def _number() -> sa.types.TypeEngine[int]:
    # Only a plain INTEGER counts up by itself in SQLite.
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def row_id() -> sa.Column[int]:
    """The primary key ``id``."""
    return sa.Column("id", _number(), autoincrement=True, nullable=False)


def reference(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """The id of a row of another table."""
    return sa.Column(name, _number(), nullable=nullable)


def part_of(table: str, whole: str) -> sa.ForeignKeyConstraint:
    """Rows of the table go with the row of the whole that they belong to."""
    column = f"{whole}_id"
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{whole}.id"], name=name, ondelete="CASCADE")


def claimed() -> tuple[sa.Column[object], ...]:
    """By which a duty finds what is due, and holds it."""
    return (
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
    )
