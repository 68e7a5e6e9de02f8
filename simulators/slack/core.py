"""The parts of one local Slack, put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulators.slack.app import InstalledApp
from simulators.slack.blocks import Features
from simulators.slack.changes import Changes
from simulators.slack.delivery.events import Events
from simulators.slack.delivery.http import HttpDelivery
from simulators.slack.delivery.outbound import Mode, Outbound
from simulators.slack.delivery.socket import SocketMode
from simulators.slack.faults import Faults
from simulators.slack.files import Files
from simulators.slack.hooks import Hooks
from simulators.slack.ids import Ids
from simulators.slack.limits import Limits
from simulators.slack.manifest import Manifest
from simulators.slack.messages import Messages
from simulators.slack.pace import Pace
from simulators.slack.shapes import Json
from simulators.slack.transcript import Transcript
from simulators.slack.triggers import Triggers
from simulators.slack.views import Views
from simulators.slack.workspace import Workspace


@dataclass(frozen=True)
class ApiCall:
    """One call that the app made, as tests read it in ``slack.calls``."""

    method: str
    arguments: Json
    answer: Json
    status: int


@dataclass
class Options:
    """How a local Slack is to behave."""

    mode: Mode = "socket"
    events_url: str = ""
    manifest: Any = None
    scopes: list[str] | None = None
    signing_secret: str = ""
    speed: float = 1.0
    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    rate_limits: bool = True
    features: Features = field(default_factory=Features)


class Core:
    """Everything that the Web API, the deliveries and the acts of people share."""

    def __init__(self, options: Options, address: str) -> None:
        self.address = address
        self.closing = False
        self.base = f"http://{address}"
        self.features = options.features
        self.pace = Pace(options.speed)
        self.ids = Ids(self.pace.now)
        self.changes = Changes()
        self.transcript = Transcript(self.pace, self.changes)
        self.calls: list[ApiCall] = []
        team = self.ids.new("T")
        self.workspace = Workspace(self.ids, self.pace, team, "Callboard demo", "callboard-demo")
        self.app = self._install(options)
        self.messages = Messages(self.ids, self.transcript)
        self.files = Files(self.ids, self.pace, self.base)
        self.views = Views(self.ids, self.transcript)
        self.triggers = Triggers(self.pace, options.trigger_seconds)
        self.faults = Faults(self.changes)
        self.limits = Limits(self.pace, enabled=options.rate_limits)
        self.hooks = Hooks(
            self.base, self.app.bot, self.app.app_id, self.messages, self.features, self.pace
        )
        self.outbound = self._way_to_app(options)
        self.events = Events(self.app, self.outbound, self.ids, self.pace)

    def _install(self, options: Options) -> InstalledApp:
        manifest = Manifest.read(options.manifest)
        name = manifest.bot_name.lower().replace(" ", "_")
        bot = self.workspace.add_user(
            name, is_bot=True, bot_id=self.ids.new("B"), real_name=manifest.app_name
        )
        scopes = list(manifest.scopes) if options.scopes is None else list(options.scopes)
        app = InstalledApp(self.ids.new("A"), bot, manifest, scopes)
        app.signing_secret = options.signing_secret or app.signing_secret
        return app

    def _way_to_app(self, options: Options) -> Outbound:
        socket = SocketMode(self.changes, self.app.app_id, lambda: self.address)
        http = HttpDelivery(self.app, self.pace, options.events_url)
        outbound = Outbound(options.mode, socket, http, self.changes)
        outbound.set_ack_seconds(options.ack_seconds)
        return outbound

    async def close(self) -> None:
        """Stop what is on its way and close every connection."""
        self.closing = True
        self.changes.announce({"kind": "closing"})
        self.faults.clear()
        await self.events.close()
        await self.outbound.close()
