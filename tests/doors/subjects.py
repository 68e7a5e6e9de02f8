"""What stands behind the doors: people of every role, and a campaign with all that it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import SecretStr

from bot.app.parts import Parts
from bot.domain.approvals import LIFE
from bot.domain.batches import Source
from bot.domain.cadence import Cadence
from bot.domain.campaigns import Campaign
from bot.domain.incidents import Incident
from bot.domain.people import Actor, Role
from bot.domain.roles import Grant
from bot.services.adding import NewList, from_file
from bot.services.connecting import Connection
from bot.store import approvals, control, grants, incidents, outbox, schedules
from bot.store.incidents import OPEN, Stored
from bot.store.outbox import NewPost, Priority
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack

CHANNEL = "calls"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_LIST = b"phone,name\n+1 202-555-0123,Anna\n+1 202-555-0124,Bella\n"


@dataclass(frozen=True)
class Rights:
    """What somebody may do on the campaign behind the doors, on every one, and on any."""

    here: Role = Role.NOBODY
    everywhere: Role = Role.NOBODY
    somewhere: Role = Role.NOBODY

    @classmethod
    def of_all(cls, role: Role) -> Rights:
        return cls(role, role, role)


PEOPLE: dict[str, Rights] = {
    "nemo": Rights(),  # A member to whom no role was given.
    "gus": Rights(),  # A guest.
    "stella": Rights(),  # Somebody of another workspace.
    "leo": Rights(),  # An operator who left.
    "eva": Rights(somewhere=Role.OPERATOR),  # An operator of another campaign.
    "vera": Rights.of_all(Role.VIEWER),
    "lola": Rights(here=Role.OPERATOR, somewhere=Role.OPERATOR),  # Operator of this one only.
    "oleg": Rights.of_all(Role.OPERATOR),
    "ada": Rights.of_all(Role.ADMIN),
}


@dataclass
class Subjects:
    """Ids of what the doors lead to."""

    campaign: Campaign
    draft: int = 0
    confirmed: int = 0
    incident: int = 0
    control: int = 0
    file: int = 0
    schedule: int = 0
    request: int = 0
    own_request: int = 0
    users: dict[str, str] = field(default_factory=dict)
    channel: str = ""
    team: str = ""


async def furnish(slack: LocalSlack, calls: CallsApi, parts: Parts) -> Subjects:
    """Put people and things into an empty house."""
    for name in PEOPLE.keys() - {"ada", "gus", "stella"}:
        slack.add_user(name, deleted=name == "leo")
    channel = slack.channel(CHANNEL)
    channel.members |= {slack.user(name).id for name in PEOPLE}
    actor = Actor(slack.user("ada").id, channel.id, "furnishing")
    spring = await _connected(parts, calls, actor, "spring", channel.id)
    autumn = await _connected(parts, calls, actor, "autumn", channel.id)
    made = Subjects(spring, channel=channel.id, team=slack.workspace.team_id)
    made.users = {name: slack.user(name).id for name in PEOPLE}
    await _grant(parts, made, spring, autumn)
    await _add(parts, actor, made)
    return made


async def _connected(
    parts: Parts, calls: CallsApi, actor: Actor, name: str, channel_id: str
) -> Campaign:
    token = SecretStr(calls.create_campaign(name.title(), lines=0).token)
    wanted = Connection(name, calls.url, token, (channel_id,))
    return await parts.services.connections.connect(actor, wanted)


async def _grant(parts: Parts, made: Subjects, spring: Campaign, autumn: Campaign) -> None:
    given = [
        ("leo", Role.OPERATOR, None),
        ("eva", Role.OPERATOR, autumn.id),
        ("vera", Role.VIEWER, None),
        ("lola", Role.OPERATOR, spring.id),
        ("oleg", Role.OPERATOR, None),
    ]
    async with parts.db.begin() as tx:
        for name, role, place in given:
            await grants.put(tx, Grant(made.users[name], role, place, "UTEST", NOW))


async def _add(parts: Parts, actor: Actor, made: Subjects) -> None:
    adding = parts.services.adding
    drafted = [await adding.drafts.read(actor, made.campaign, _a_list(made)) for _ in range(2)]
    made.draft, made.confirmed = (one.batch.id for one in drafted)
    await adding.confirming.confirm(actor, made.confirmed, 2)
    asked = {
        "key": "asked",
        "campaign_id": made.campaign.id,
        "action": "pause",
        "asked_by": actor.user_id,
        "asked_at": NOW,
        "state": "unclear",
    }
    lost = NewPost(
        key="lost",
        kind="file",
        channel_id=made.channel,
        campaign_id=made.campaign.id,
        body={"text": "A file follows.", "file": {"render": "template"}},
        priority=Priority.ALERT,
    )
    digest = {
        "campaign_id": made.campaign.id,
        "channel_id": made.channel,
        "cadence": Cadence("hourly"),
        "zone": "UTC",
        "created_by": actor.user_id,
        "created_at": NOW,
        "next_at": NOW,
    }
    going_on = Stored(0, made.campaign.id, made.channel, Incident(NOW, NOW), OPEN, 1, 1, 0, 0)
    await _ask(parts, actor, made)
    async with parts.db.begin() as tx:
        made.control = await control.ask(tx, asked) or 0
        made.file = await outbox.put(tx, lost, NOW) or 0
        made.incident = await incidents.begin(tx, going_on, None)
        made.schedule = await schedules.order_digest(tx, **digest)


async def _ask(parts: Parts, actor: Actor, made: Subjects) -> None:
    """Requests for a second person: one of somebody who is not here, and Ada's own."""
    asked = {
        "campaign_id": made.campaign.id,
        "deed": "stop",
        "details": {"action": "stop"},
        "asked_at": NOW,
        "channel_id": made.channel,
        "expires_at": parts.clock.now() + LIFE,
        "state": "asked",
    }
    async with parts.db.begin() as tx:
        made.request = await approvals.add(tx, **asked, subject="stop", asked_by="UTEST")
        made.own_request = await approvals.add(
            tx, **asked, subject="resume", asked_by=actor.user_id
        )


def _a_list(made: Subjects) -> NewList:
    return NewList(
        Source.FILE,
        from_file(_LIST, "people.csv"),
        file_name="people.csv",
        file_id="F0NOWHERE",
        channel_id=made.channel,
    )
