"""What may be sent when: one row per channel and per method, shared by all workers.

Slack takes about one message a second in a channel, and of each method so many a minute in the
whole workspace. A budget's row holds the instant by which what was taken is paid for; a burst may
run ahead of it (the "generic cell rate algorithm"), so that one instant is all there is to store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, case, delete, func, select, type_coerce

from bot.store.schema import send_budget
from bot.store.statements import insert_into
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


def of_channel(channel_id: str) -> Budget:
    """A channel's own: a message a second."""
    return Budget(f"{_CHANNEL}{channel_id}", _PACE)


def free_at(row: Mapping[str, datetime], budget: Budget, keep: int = 0) -> datetime | None:
    """When the next call may be made, by what :func:`read` gave; ``None`` for at once."""
    at = row.get(budget.scope)
    return None if at is None else at - budget.ahead(keep)


async def read(tx: Transaction, budgets: Iterable[Budget]) -> dict[str, datetime]:
    """The rows of these budgets by scope, those that there are."""
    scopes = [one.scope for one in budgets]
    rows = await tx.execute(select(send_budget).where(send_budget.c.scope.in_(scopes)))
    return {row.scope: row.next_at for row in rows}


async def take(tx: Transaction, budget: Budget, now: datetime, keep: int = 0) -> bool:
    """Take one call out of a budget; whether there was one.

    Another worker that takes from it waits until this transaction ends. Take methods' budgets
    before channels', so that no two workers wait for each other.
    """
    at = send_budget.c.next_at
    later = type_coerce(at, BigInteger) + budget.every // timedelta(milliseconds=1)
    new = insert_into(tx, send_budget).values(scope=budget.scope, next_at=now + budget.every)
    paid_until = case((at < now, new.excluded.next_at), else_=later)
    taken = await tx.execute(
        new.on_conflict_do_update(
            index_elements=["scope"],
            set_={"next_at": paid_until},
            where=at <= now + budget.ahead(keep),
        )
    )
    return taken.rowcount == 1


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
