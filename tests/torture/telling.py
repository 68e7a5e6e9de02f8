"""The account of a day for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.torture.day import Account
from tests.torture.plan import Plan


def opening(plan: Plan) -> str:
    """What is about to happen, with the seed that repeats it."""
    hosts = " and ".join(
        "hosts that honour keys" if honours else "hosts that ignore keys"
        for honours in plan.honours
    )
    return f"seed {plan.seed} on {plan.engine}, {hosts}: up to {plan.kills} kills"


def closing(account: Account) -> str:
    """The figures, and what was broken."""
    lines = [
        f"— {account.plan.engine}, seed {account.plan.seed}",
        f"  killed {account.killed.total()} times in {account.worked_for:.0f} s"
        f" ({_listed(account.killed)}); at rest after {account.quiet_after:.0f} s more",
        f"  {_listed(account.manners)}",
        *_figures(account),
    ]
    if account.is_kept:
        return "\n".join([*lines, "  Every promise was kept."])
    broken = [f"  ✗ {one}" for one in account.verdict.broken]
    return "\n".join([*lines, *broken, f"  The logs are in {account.logs}"])


def _figures(account: Account) -> Iterator[str]:
    """What there was, then what must not be, all on two lines."""
    figures, nothing = account.verdict.figures, account.verdict.must_not
    yield "  " + ", ".join(f"{n:,} {name}" for name, n in figures.items() if name not in nothing)
    yield "  " + ", ".join(f"{name} {figures[name]}" for name in nothing)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common()) or "nothing"
