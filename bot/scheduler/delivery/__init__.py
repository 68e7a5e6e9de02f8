"""Brings the outbox to Slack: nothing lost, nothing twice, within Slack's limits.

:mod:`bot.store.claiming` says which post goes next; here it is made (:mod:`.composing`), sent once
(:mod:`.courier`), looked for where its fate is unclear (:mod:`.looking`), and what became of it is
written down (:mod:`.ledger`, :mod:`.remedies`).
"""

from bot.scheduler.delivery.duty import DeliveryDuty, lease_of

__all__ = ["DeliveryDuty", "lease_of"]
