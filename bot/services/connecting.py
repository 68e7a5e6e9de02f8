"""Connecting campaigns, changing how they are connected, and ending that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import SecretStr

from bot.calls_api import (
    CallsApi,
    CallsApiError,
    Capabilities,
    HostNotAllowed,
    InvalidToken,
    Route,
    check_host,
)
from bot.calls_api import Campaign as HostCampaign
from bot.domain.cadence import zone_name
from bot.domain.campaign_state import Source
from bot.domain.campaigns import Campaign
from bot.domain.host_trouble import in_words
from bot.domain.names import check_name
from bot.domain.people import Actor, Role
from bot.errors import BadInput, Faults, HostTrouble
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.hosts import bound_to
from bot.store import campaigns
from bot.store.transaction import Transaction
from bot.texts import N_

_HOST_REFUSED = {
    "malformed": N_("{host} is no host name. Nothing was connected; write it as app.jaicp.com."),
    "not_listed": N_(
        "{host} is not among the hosts that this Callboard may talk to. Nothing was connected; "
        "whoever runs it can add the host to CALLS_HOSTS."
    ),
    "plain_http": N_("{host} would be reached without encryption. Nothing was connected."),
    "private_address": N_(
        "{host} is a private address, which has to be listed exactly in CALLS_HOSTS. Nothing was "
        "connected."
    ),
}


@dataclass(frozen=True, slots=True)
class Connection:
    """What an admin fills in to connect a campaign; ``zone`` and ``region`` may be empty."""

    name: str
    host: str
    token: SecretStr
    channels: tuple[str, ...] = ()
    zone: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What ``settings`` changes of a campaign; a ``token`` of ``None`` keeps the old one."""

    channels: tuple[str, ...]
    zone: str | None
    region: str | None
    token: SecretStr | None = None


class Connections:
    """How campaigns come into the bot's own registry, and leave it."""

    def __init__(self, desk: Desk, api: CallsApi, access: Access) -> None:
        self._desk = desk
        self._api = api
        self._access = access

    async def connect(self, actor: Actor, wanted: Connection) -> Campaign:
        """Register a campaign after its host has shown that the token is good."""
        await self._access.authorise(actor, "connect", Role.ADMIN)
        wanted = self._checked(wanted)
        found, told = await self._try_token(wanted.host, wanted.token)
        campaign = await self._store(actor, wanted, found, told)
        await self._access.audit(actor, "connect", "done", campaign)
        self._desk.wakeups.notify("watch")
        return campaign

    def _checked(self, wanted: Connection) -> Connection:
        """What was filled in, as it is kept; all that is wrong with it is told at once."""
        kept, faults = wanted, Faults()
        with faults.gathered():
            kept = replace(kept, name=check_name(wanted.name, self._desk.rules.reserved_names))
        with faults.gathered():
            kept = replace(kept, host=self._host(wanted.host))
        zone, region = _place_of(wanted, faults)
        faults.refuse()
        return replace(kept, zone=zone, region=region)

    def _host(self, host: str) -> str:
        try:
            return check_host(host, self._desk.rules.calls_hosts)
        except HostNotAllowed as error:
            raise BadInput(_HOST_REFUSED[error.reason], field="host", host=host) from None

    async def _try_token(
        self, base: str, token: SecretStr
    ) -> tuple[Capabilities, HostCampaign | None]:
        client = self._api.campaign(base, token)
        try:
            found = await client.probe()
            told = await client.get() if Route.CAMPAIGN in found else None
        except InvalidToken:
            raise BadInput(
                N_(
                    "The host knows no campaign with that token. Nothing was connected; please "
                    "copy the token again from the campaign's page in the platform."
                ),
                field="token",
            ) from None
        except CallsApiError as error:
            raise HostTrouble(
                N_("The host did not answer as a Calls API: {reason} Nothing was connected."),
                reason=in_words(error),
            ) from None
        return found, told

    async def _store(
        self,
        actor: Actor,
        wanted: Connection,
        found: Capabilities,
        told: HostCampaign | None,
    ) -> Campaign:
        desk, now = self._desk, self._desk.clock.now()
        token = wanted.token.get_secret_value()
        fingerprint = desk.fingerprints.of("credential", wanted.host, token)
        values = {
            "name": wanted.name,
            "host": wanted.host,
            "credential_print": fingerprint,
            "zone": wanted.zone,
            "region": wanted.region,
            "capabilities": found.words(),
            "capabilities_at": now,
            "platform_name": told.name if told else None,
            "state_word": told.status if told else None,
            "state_source": str(Source.HOST if told else Source.UNKNOWN),
            "state_at": now if told else None,
            "state_since": now if told else None,
            "connected_by": actor.user_id,
            "connected_at": now,
            "next_at": now,
        }
        async with desk.db.begin() as tx:
            await self._must_be_free(tx, wanted.name, fingerprint)
            campaign_id = await campaigns.add(tx, values)
            sealed = desk.vault.seal(token, bound_to(campaign_id))
            await campaigns.change(tx, campaign_id, token_sealed=sealed)
            await campaigns.link(tx, campaign_id, wanted.channels, now)
            made = await campaigns.by_id(tx, campaign_id)
        assert made is not None  # noqa: S101 - it was written in this very transaction.
        return made

    async def _must_be_free(self, tx: Transaction, name: str, fingerprint: str) -> None:
        if await campaigns.by_name(tx, name):
            raise BadInput(
                N_("There is a campaign named {name} already. Nothing was connected."),
                field="name",
                name=name,
            )
        if twin := await campaigns.by_credential(tx, fingerprint):
            raise BadInput(
                N_("That token is connected already, as {name}. Nothing was connected."),
                field="token",
                name=twin.name,
            )

    async def change(self, actor: Actor, campaign: Campaign, wanted: Changes) -> Campaign:
        """Change a campaign's channels, zone and region, and its token if one is given."""
        await self._access.authorise(actor, "settings", Role.ADMIN, campaign)
        faults = Faults()
        zone, region = _place_of(wanted, faults)
        faults.refuse()
        values: dict[str, object] = {"zone": zone, "region": region}
        if wanted.token is not None:
            values |= await self._new_token(campaign, wanted.token)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            await campaigns.change(tx, campaign.id, next_at=now, **values)
            await campaigns.link(tx, campaign.id, wanted.channels, now)
        await self._access.audit(actor, "settings", "done", campaign)
        self._desk.wakeups.notify("watch")
        async with self._desk.db.read() as tx:
            return await campaigns.by_id(tx, campaign.id) or campaign

    async def _new_token(self, campaign: Campaign, token: SecretStr) -> dict[str, object]:
        found, _ = await self._try_token(campaign.host, token)
        plain = token.get_secret_value()
        fingerprint = self._desk.fingerprints.of("credential", campaign.host, plain)
        async with self._desk.db.read() as tx:
            twin = await campaigns.by_credential(tx, fingerprint)
        if twin is not None and twin.id != campaign.id:
            raise BadInput(
                N_("That token is connected already, as {name}. Nothing was changed."),
                field="token",
                name=twin.name,
            )
        return {
            "token_sealed": self._desk.vault.seal(plain, bound_to(campaign.id)),
            "credential_print": fingerprint,
            "capabilities": found.words(),
            "capabilities_at": self._desk.clock.now(),
            "disabled_reason": None,
            "last_error": None,
            "attempts": 0,
        }

    async def disconnect(self, actor: Actor, campaign: Campaign) -> None:
        """Forget a campaign's token and free its name; what it did stays in the books."""
        await self._access.authorise(actor, "disconnect", Role.ADMIN, campaign)
        async with self._desk.db.begin() as tx:
            await campaigns.disconnect(tx, campaign.id, self._desk.clock.now())
        await self._access.audit(actor, "disconnect", "done", campaign)


def _place_of(wanted: Connection | Changes, faults: Faults) -> tuple[str | None, str | None]:
    """The zone and the region as they are kept, as far as they are right."""
    zone, region = None, None
    with faults.gathered():
        zone = _zone(wanted.zone)
    with faults.gathered():
        region = _region(wanted.region)
    return zone, region


def _zone(text: str | None) -> str | None:
    """The zone's own name; a misspelt one is refused beside its field, with a suggestion."""
    if not text:
        return None
    try:
        return zone_name(text)
    except BadInput as error:
        raise BadInput(error.message, **(error.values | {"field": "zone"})) from None


def _region(text: str | None) -> str | None:
    if not text:
        return None
    region = text.strip().upper()
    if len(region) == 2 and region.isascii() and region.isalpha():
        return region
    raise BadInput(
        N_("{region} is no country code. Please write two letters, such as RU or GB."),
        field="region",
        region=text,
    )
