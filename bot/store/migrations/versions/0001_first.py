"""The first schema."""

from alembic import op

from bot.store.migrations.first import batches, campaigns, jobs, outbox, people, process, schedules

revision = "0001"
down_revision = None

# In this order, so that a table is there before another refers to it.
TABLES = (
    people.audit,
    campaigns.campaign,
    outbox.channel,
    process.heartbeat,
    people.optout,
    people.person,
    process.secret,
    process.seen,
    outbox.send_budget,
    people.access_grant,
    batches.batch,
    jobs.call_job,
    campaigns.campaign_channel,
    campaigns.card,
    campaigns.control_request,
    outbox.incident,
    jobs.job_tally,
    outbox.post,
    schedules.schedule,
    jobs.transition,
    batches.bad_row,
    batches.batch_row,
    batches.chunk,
    schedules.schedule_run,
)


def upgrade() -> None:
    for create in TABLES:
        create()


def downgrade() -> None:
    for create in reversed(TABLES):
        op.drop_table(create.__name__)
