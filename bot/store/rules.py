"""The rules of a campaign: one row, or none where none was ever set."""

from __future__ import annotations

from datetime import datetime

import orjson
from sqlalchemy import bindparam, select

from bot.domain.rules import NO_RULES, Rules
from bot.store.schema import campaign_rules
from bot.store.statements import upsert
from bot.store.transaction import Transaction

# Each press asks this, and to build a statement takes as long as to run it.
_OF = select(campaign_rules.c.rules).where(campaign_rules.c.campaign_id == bindparam("of_campaign"))


async def of(tx: Transaction, campaign_id: int) -> Rules:
    """What a campaign is held to."""
    stored = await tx.scalar(_OF, {"of_campaign": campaign_id})
    # Read as JSON, which has no tuples: what Python holds of it would be refused for its lists.
    return NO_RULES if stored is None else Rules.model_validate_json(orjson.dumps(stored))


async def put(tx: Transaction, campaign_id: int, rules: Rules, at: datetime, by: str) -> None:
    """Hold a campaign to these rules from now on."""
    values = {
        "campaign_id": campaign_id,
        "rules": rules.model_dump(mode="json"),
        "changed_at": at,
        "changed_by": by,
    }
    await tx.execute(upsert(tx, campaign_rules, values, key=["campaign_id"]))
