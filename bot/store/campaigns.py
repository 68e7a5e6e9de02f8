"""The registry of campaigns and the channels they live in.

Every function takes a connection inside a transaction of the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Row,
    Select,
    Text,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.calls_api import Capabilities
from bot.domain.campaign_state import Asked, Control, Source, State
from bot.domain.campaigns import Campaign
from bot.domain.names import name_key
from bot.store.schema import campaign, campaign_channel, transition
from bot.store.statements import locked, of_columns
from bot.store.transaction import Transaction
from bot.store.types import Instant

_LIVE = campaign.c.disconnected_at.is_(None)
# Each press asks these, and to build a statement takes as long as to run it.
_WANTED = campaign.c.id == bindparam("wanted")
_BY_ID = select(campaign).where(_WANTED, _LIVE)
_LOCKED = locked(_BY_ID)
_CHANGED = update(campaign).where(_WANTED)
_STATE_CHANGED = _CHANGED.values(
    state_since=case(
        (
            campaign.c.state_word.is_not_distinct_from(bindparam("new_word", type_=Text)),
            campaign.c.state_since,
        ),
        else_=bindparam("new_at", type_=Instant),
    )
)
_TOKEN = select(campaign.c.token_sealed).where(_WANTED)
_TOKEN_LOCKED = locked(_TOKEN)
_CHANNELS = (
    select(campaign_channel.c.channel_id)
    .where(campaign_channel.c.campaign_id == bindparam("wanted"))
    .order_by(campaign_channel.c.channel_id)
)


class HostClock(NamedTuple):
    """How far a host's clock was ahead of ours when one of its campaigns was looked at."""

    looked_at: datetime
    ahead: timedelta


def _campaign(row: Row[Any]) -> Campaign:
    asked = None
    if row.asked_action:
        asked = Asked(Control(row.asked_action), row.asked_at, row.asked_by)
    known = row.capabilities
    return Campaign(
        id=row.id,
        name=row.name,
        host=row.host,
        zone=row.zone,
        region=row.region,
        capabilities=None if known is None else Capabilities.of_words(known),
        platform_name=row.platform_name,
        state=State(row.state_word, Source(row.state_source), row.state_at, row.state_by),
        asked=asked,
        short_report=row.short_report,
        host_clock=timedelta(milliseconds=row.host_clock_ms),
        connected_by=row.connected_by,
        connected_at=row.connected_at,
        disabled_reason=row.disabled_reason,
        last_error=row.last_error,
        looked_at=row.looked_at,
        baseline_at=row.baseline_at,
        watermark_at=row.watermark_at,
        limits=row.limits or {},
        state_since=row.state_since,
        newest_job_at=row.newest_job_at,
        swept_at=row.swept_at,
        silence_at=row.silence_at,
        attempts=row.attempts,
        capabilities_at=row.capabilities_at,
    )


async def _all(tx: Transaction, query: Select[Any]) -> list[Campaign]:
    return [_campaign(row) for row in await tx.execute(query)]


async def _one(
    tx: Transaction, query: Select[Any], given: Mapping[str, Any] | None = None
) -> Campaign | None:
    row = (await tx.execute(query, given)).one_or_none()
    return None if row is None else _campaign(row)


async def add(tx: Transaction, values: Mapping[str, Any]) -> int:
    """Register a campaign; its name and credential must be free. The new id."""
    row = await tx.execute(
        insert(campaign)
        .values(name_key=name_key(values["name"]), **values)
        .returning(campaign.c.id)
    )
    return int(row.scalar_one())


async def change(tx: Transaction, campaign_id: int, **values: Any) -> None:
    """Set columns of one campaign."""
    await tx.execute(_CHANGED, {"wanted": campaign_id, **of_columns(campaign, values)})


async def set_state(tx: Transaction, campaign_id: int, state: State, **values: Any) -> None:
    """Remember a campaign's state, and set other columns with it."""
    told = {
        "state_word": state.word,
        "state_source": str(state.source),
        "state_at": state.at,
        "state_by": state.by,
    }
    compared = {"wanted": campaign_id, "new_word": state.word, "new_at": state.at}
    await tx.execute(_STATE_CHANGED, {**compared, **told, **of_columns(campaign, values)})


def as_columns(asked: Asked) -> dict[str, Any]:
    """The columns that keep the last control of a campaign."""
    return {"asked_action": str(asked.action), "asked_by": asked.by, "asked_at": asked.at}


async def by_id(tx: Transaction, campaign_id: int) -> Campaign | None:
    """The connected campaign with that id."""
    return await _one(tx, _BY_ID, {"wanted": campaign_id})


async def with_token(tx: Transaction, campaign_id: int) -> tuple[Campaign | None, str | None]:
    """The same, and its encrypted token."""
    row = (await tx.execute(_BY_ID, {"wanted": campaign_id})).one_or_none()
    return (None, None) if row is None else (_campaign(row), row.token_sealed)


async def lock(tx: Transaction, campaign_id: int) -> Campaign | None:
    """The connected campaign with that id, which no other transaction changes until this one ends.

    Whoever records a transition holds this lock: so the ids of a campaign's transitions rise in
    the order in which they are seen, and no reader's cursor passes one over.
    """
    return await _one(tx, _LOCKED, {"wanted": campaign_id})


async def by_name(tx: Transaction, name: str) -> Campaign | None:
    """The connected campaign of that name, compared without case."""
    return await _one(tx, select(campaign).where(campaign.c.name_key == name_key(name), _LIVE))


async def by_credential(tx: Transaction, fingerprint: str) -> Campaign | None:
    """The connected campaign of that host and token."""
    return await _one(tx, select(campaign).where(campaign.c.credential_print == fingerprint, _LIVE))


async def everywhere(tx: Transaction) -> list[Campaign]:
    """All connected campaigns by name."""
    return await _all(tx, select(campaign).where(_LIVE).order_by(campaign.c.name_key))


async def in_channel(tx: Transaction, channel_id: str) -> list[Campaign]:
    """The campaigns that were connected to a channel, by name."""
    joined = campaign.join(campaign_channel, campaign_channel.c.campaign_id == campaign.c.id)
    return await _all(
        tx,
        select(campaign)
        .select_from(joined)
        .where(campaign_channel.c.channel_id == channel_id, _LIVE)
        .order_by(campaign.c.name_key),
    )


async def current(tx: Transaction, channel_id: str) -> Campaign | None:
    """The campaign that ``use`` chose for a channel."""
    joined = campaign.join(campaign_channel, campaign_channel.c.campaign_id == campaign.c.id)
    return await _one(
        tx,
        select(campaign)
        .select_from(joined)
        .where(campaign_channel.c.channel_id == channel_id, campaign_channel.c.is_current, _LIVE),
    )


async def channels(tx: Transaction, campaign_id: int) -> list[str]:
    """The channels of a campaign."""
    return list((await tx.scalars(_CHANNELS, {"wanted": campaign_id})).all())


async def connectors(tx: Transaction, channel_id: str, campaign_id: int | None) -> list[str]:
    """Who connected the campaigns of a channel, and the campaign with that id."""
    here = select(campaign_channel.c.campaign_id).where(campaign_channel.c.channel_id == channel_id)
    query = select(campaign.c.connected_by).where(
        or_(campaign.c.id.in_(here), campaign.c.id == campaign_id), _LIVE
    )
    return list((await tx.scalars(query.distinct().order_by(campaign.c.connected_by))).all())


async def link(tx: Transaction, campaign_id: int, wanted: Iterable[str], now: datetime) -> None:
    """Make these the channels of a campaign; what a channel that stays had set, it keeps.

    A new channel is told of what goes wrong from now on: alerts are on, with a baseline.
    """
    chosen = set(wanted)
    had = set(await channels(tx, campaign_id))
    if gone := had - chosen:
        await tx.execute(
            delete(campaign_channel).where(
                campaign_channel.c.campaign_id == campaign_id,
                campaign_channel.c.channel_id.in_(gone),
            )
        )
    if new := chosen - had:
        baseline = {"alerts_since": now, "alert_cursor": await newest_transition(tx, campaign_id)}
        await tx.execute(
            insert(campaign_channel),
            [{"campaign_id": campaign_id, "channel_id": one, **baseline} for one in sorted(new)],
        )


async def newest_transition(tx: Transaction, campaign_id: int) -> int:
    """The id of the newest transition: a channel whose cursor stands there has heard of all."""
    query = select(func.max(transition.c.id)).where(transition.c.campaign_id == campaign_id)
    return int(await tx.scalar(query) or 0)


async def use(tx: Transaction, campaign_id: int, channel_id: str) -> None:
    """Make this campaign the one that commands in the channel mean when they name none."""
    where = campaign_channel.c.channel_id == channel_id
    chosen = campaign_channel.c.campaign_id == campaign_id
    await tx.execute(update(campaign_channel).where(where).values(is_current=False))
    await tx.execute(update(campaign_channel).where(where, chosen).values(is_current=True))


async def disconnect(tx: Transaction, campaign_id: int, at: datetime) -> None:
    """End a campaign here: its token is forgotten, its name is free again, its history stays."""
    await change(
        tx,
        campaign_id,
        disconnected_at=at,
        name_key=None,
        token_sealed=None,
        credential_print=None,
        next_at=None,
    )


async def host_clocks(tx: Transaction) -> list[HostClock]:
    """What the last looks have told of the hosts' clocks, as far as campaigns are watched."""
    query = select(campaign.c.looked_at, campaign.c.host_clock_ms).where(
        _LIVE, campaign.c.disabled_reason.is_(None), campaign.c.looked_at.is_not(None)
    )
    return [HostClock(at, timedelta(milliseconds=ms)) for at, ms in await tx.execute(query)]


async def sealed_token(tx: Transaction, campaign_id: int) -> str | None:
    """The encrypted token of a campaign."""
    sealed: str | None = await tx.scalar(_TOKEN, {"wanted": campaign_id})
    return sealed


async def lock_token(tx: Transaction, campaign_id: int) -> str | None:
    """The same of a campaign that no other transaction changes until this one ends."""
    sealed: str | None = await tx.scalar(_TOKEN_LOCKED, {"wanted": campaign_id})
    return sealed


async def sealed_tokens(tx: Transaction) -> list[tuple[int, str]]:
    """Every encrypted token with its campaign's id, for ``rotate``."""
    query = select(campaign.c.id, campaign.c.token_sealed).where(
        campaign.c.token_sealed.is_not(None)
    )
    return [(row.id, row.token_sealed) for row in await tx.execute(query)]
