"""The short form of ``make torture``: real processes, real kills, and books that agree."""

from __future__ import annotations

import pytest

from tests.postgres import or_skipped
from tests.torture import plan
from tests.torture.day import live_through
from tests.torture.plan import Engine
from tests.torture.telling import closing

SEED = 20_261_124


@pytest.mark.torture
@pytest.mark.parametrize("engine", plan.ENGINES)
async def test_nothing_is_lost_and_nobody_called_twice(engine: Engine) -> None:
    with or_skipped():
        account = await live_through(plan.short(SEED, engine))
    print(closing(account))
    assert account.is_kept, closing(account)
