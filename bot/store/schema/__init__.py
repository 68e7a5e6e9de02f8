"""What is remembered: the tables, a file a noun. ARCHITECTURE.md draws how they hang together."""

from bot.store.schema.approvals import approval_request
from bot.store.schema.base import metadata
from bot.store.schema.batches import bad_row, batch, batch_row, chunk
from bot.store.schema.campaigns import campaign, campaign_channel, control_request
from bot.store.schema.incidents import incident, transition
from bot.store.schema.jobs import call_job, contact_tally, job_tally
from bot.store.schema.outbox import card, post, send_budget
from bot.store.schema.people import access_grant, audit, channel, optout, person
from bot.store.schema.process import heartbeat, secret, seen
from bot.store.schema.rules import automatic_pause, campaign_rules
from bot.store.schema.schedules import schedule, schedule_run

__all__ = [
    "access_grant",
    "approval_request",
    "audit",
    "automatic_pause",
    "bad_row",
    "batch",
    "batch_row",
    "call_job",
    "campaign",
    "campaign_channel",
    "campaign_rules",
    "card",
    "channel",
    "chunk",
    "contact_tally",
    "control_request",
    "heartbeat",
    "incident",
    "job_tally",
    "metadata",
    "optout",
    "person",
    "post",
    "schedule",
    "schedule_run",
    "secret",
    "seen",
    "send_budget",
    "transition",
]
