"""What may be sent when: one row per channel and per method, shared by all workers.

Slack takes about one message a second in a channel, and of each method so many a minute in the
whole workspace. A budget's row holds the instant by which what was taken is paid for; a burst may
run ahead of it (the "generic cell rate algorithm"), so that one instant is all there is to store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import BigInteger, bindparam, case, delete, func, select, type_coerce

from bot.store.schema import send_budget
from bot.store.statements import Insert, insert_for, insert_into
from bot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Budget:
    """One call each ``every``, and ``burst`` of them at once after a pause."""

    scope: str
    every: timedelta
    burst: int = 1

    def ahead(self, keep: int = 0) -> timedelta:
        """How far what was taken may run ahead of the clock; ``keep`` calls are left to others."""
        return (self.burst - 1 - keep) * self.every


# Slack names no number for posts of a whole workspace but "several hundred a minute"; edits and
# histories are Tier 3 (50 a minute, of which the burst is a part), files Tier 4 (100).
POSTS = Budget("method:chat.postMessage", timedelta(seconds=0.25), burst=10)
EDITS = Budget("method:chat.update", timedelta(seconds=1.5), burst=10)
UPLOADS = Budget("method:files", timedelta(seconds=1), burst=5)
LOOKS = Budget("method:conversations.history", timedelta(seconds=1.5), burst=10)
# Asked for once a minute while Slack refuses the bot's token, and gone when it takes it again.
TOKEN = Budget("token", timedelta(minutes=1))

KEPT_FOR_STATE = 5
"""Edits of a burst that counts leave to changes of state."""

_CHANNEL = "channel:"
_PACE = timedelta(seconds=1)
_MILLISECOND = timedelta(milliseconds=1)


def of_channel(channel_id: str) -> Budget:
    """A channel's own: a message a second."""
    return Budget(f"{_CHANNEL}{channel_id}", _PACE)


def free_at(row: Mapping[str, datetime], budget: Budget, keep: int = 0) -> datetime | None:
    """When the next call may be made, by what :func:`read` gave; ``None`` for at once."""
    at = row.get(budget.scope)
    return None if at is None else at - budget.ahead(keep)


async def read(tx: Transaction, budgets: Iterable[Budget]) -> dict[str, datetime]:
    """The rows of these budgets by scope, those that there are."""
    rows = await tx.execute(_ROWS, {"scopes": [one.scope for one in budgets]})
    return {row.scope: row.next_at for row in rows}


_ROWS = select(send_budget).where(send_budget.c.scope.in_(bindparam("scopes", expanding=True)))


async def take(tx: Transaction, budget: Budget, now: datetime, keep: int = 0) -> bool:
    """Take one call out of a budget; whether there was one.

    Another worker that takes from it waits until this transaction ends. Take methods' budgets
    before channels', so that no two workers wait for each other.
    """
    new = {"scope": budget.scope, "next_at": now + budget.every}
    by = {"now": now, "step": budget.every // _MILLISECOND, "latest": now + budget.ahead(keep)}
    taken = await tx.execute(_taken(tx.dialect.name), {**new, **by})
    return taken.rowcount == 1


# To build it takes longer than to run it, and each claim needs it.
@cache
def _taken(dialect_name: str) -> Insert:
    at = send_budget.c.next_at
    later = type_coerce(at, BigInteger) + bindparam("step", type_=BigInteger)
    new = insert_for(dialect_name, send_budget)
    paid_until = case((at < bindparam("now"), new.excluded.next_at), else_=later)
    return new.on_conflict_do_update(
        index_elements=["scope"], set_={"next_at": paid_until}, where=at <= bindparam("latest")
    )


async def hold(tx: Transaction, budget: Budget, until: datetime) -> None:
    """Let nothing out of a budget before an instant; a longer hold stays."""
    at = until + budget.ahead()
    new = insert_into(tx, send_budget).values(scope=budget.scope, next_at=at)
    await tx.execute(
        new.on_conflict_do_update(
            index_elements=["scope"], set_={"next_at": at}, where=send_budget.c.next_at < at
        )
    )


async def release(tx: Transaction, budget: Budget) -> None:
    """Forget a budget: all of it is free."""
    await tx.execute(delete(send_budget).where(send_budget.c.scope == budget.scope))


async def others_are_held(tx: Transaction, channel_id: str, now: datetime) -> bool:
    """Whether Slack asked to wait in other channels too: then it means the whole workspace."""
    held = await tx.scalar(
        select(func.count())
        .select_from(send_budget)
        .where(
            send_budget.c.scope.startswith(_CHANNEL),
            send_budget.c.scope != f"{_CHANNEL}{channel_id}",
            send_budget.c.next_at > now + _PACE,
        )
    )
    return bool(held)


async def token_refused(tx: Transaction, now: datetime) -> bool:
    """Whether Slack refused the bot's token at the last trial, a minute ago at most."""
    until = (await read(tx, [TOKEN])).get(TOKEN.scope)
    return until is not None and until > now - TOKEN.every
