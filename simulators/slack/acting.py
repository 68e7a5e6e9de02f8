"""What can be done with a local Slack, and what can be seen of it: as yet without an address."""

from __future__ import annotations

from simulators.slack.core import ApiCall
from simulators.slack.delivery.envelope import Delivery
from simulators.slack.delivery.outbound import Mode
from simulators.slack.delivery.socket import SocketMode
from simulators.slack.interactions.orders import Orders
from simulators.slack.interactions.pointing import Pointing
from simulators.slack.interactions.reading import Reading
from simulators.slack.interactions.repeats import Repeats
from simulators.slack.interactions.rooms import Rooms
from simulators.slack.interactions.shortcuts import Shortcuts
from simulators.slack.interactions.typing import Typing
from simulators.slack.shapes import Json
from simulators.slack.transcript import Transcript
from simulators.slack.workspace import Workspace


class Acting(Typing, Pointing, Shortcuts, Rooms, Reading, Repeats, Orders):
    """The acts of people and of Slack, by which tests, other processes and the page play.

    ``calls_url`` is the simulated Calls API that the page shows beside the talk.
    """

    calls_url: str = ""

    @property
    def url(self) -> str:
        """The base URL of the Web API, for SLACK_API_URL."""
        return f"{self.core.base}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token."""
        return self.core.app.bot_token

    @property
    def app_token(self) -> str:
        """The app's token for Socket Mode."""
        return self.core.app.app_token

    @property
    def signing_secret(self) -> str:
        """By which the app proves that requests come from here."""
        return self.core.app.signing_secret

    @property
    def workspace(self) -> Workspace:
        """People and channels; more may be added at any time."""
        return self.core.workspace

    @property
    def transcript(self) -> Transcript:
        """Everything that became visible."""
        return self.core.transcript

    @property
    def calls(self) -> list[ApiCall]:
        """Every call of the app, with its answer."""
        return self.core.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the app, with its acknowledgement."""
        return self.core.outbound.deliveries

    @property
    def socket(self) -> SocketMode:
        """The Socket Mode connections: ``abort``, ``disconnect``."""
        return self.core.outbound.socket

    @property
    def mode(self) -> Mode:
        """How deliveries go out."""
        return self.core.outbound.mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self.core.outbound.mode = mode

    @property
    def events_url(self) -> str:
        """Where the app listens in HTTP mode."""
        return self.core.outbound.http.url

    @events_url.setter
    def events_url(self, url: str) -> None:
        self.core.outbound.http.url = url

    def addresses(self) -> Json:
        """Everything that an app in another process needs."""
        return {
            "api_url": self.url,
            "control_url": f"{self.core.base}/_control/",
            "bot_token": self.bot_token,
            "app_token": self.app_token,
            "signing_secret": self.signing_secret,
        }
