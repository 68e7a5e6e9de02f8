"""A campaign as tests hold it: what people do in the platform, outside Slack and the API."""

from collections.abc import Iterable, Sequence
from typing import Any

from simulators.calls_api.calling import states
from simulators.calls_api.calling.books import CampaignBooks
from simulators.calls_api.calling.campaign import Campaign
from simulators.calls_api.calling.outcomes import Order
from simulators.calls_api.platform import Platform
from simulators.calls_api.reading.parameters import read_parameters
from simulators.calls_api.reading.phones import canonical
from simulators.calls_api.routes.adding import create


class SimCampaign:
    """``url`` is where its routes are; ``token`` is the secret part of that."""

    def __init__(self, campaign: Campaign, platform: Platform, base_url: str) -> None:
        self._campaign = campaign
        self._platform = platform
        self._base_url = base_url

    @property
    def id(self) -> int:
        return self._campaign.id

    @property
    def name(self) -> str:
        return self._campaign.name

    @property
    def token(self) -> str:
        return self._campaign.token

    @property
    def url(self) -> str:
        return f"{self._base_url}/api/calls/campaign/{self.token}"

    @property
    def state(self) -> str:
        return self._campaign.state

    @property
    def books(self) -> CampaignBooks:
        return self._campaign.books

    @property
    def counts(self) -> dict[str, int]:
        """Call jobs by status, without those that are none."""
        return {status: count for status, count in self._campaign.ledger.counts.items() if count}

    def status_of(self, phone: str) -> str | None:
        """The status of the phone's latest call job; None when it has none."""
        job = self._campaign.ledger.latest.get(canonical(phone) or phone)
        return job.status if job else None

    def add(self, phones: Iterable[str | dict[str, Any]]) -> list[str]:
        """Add phones in the platform: their call jobs cannot be canceled through the API."""
        campaign = self._campaign
        rows = [{"phone": item} if isinstance(item, str) else item for item in phones]
        read = [read_parameters(row, campaign.policy, campaign.host.numbering) for row in rows]
        jobs = create(campaign, read, self._now(), by_api=False)
        return [job.id for job in jobs]

    def order(self, phone: str, *statuses: str, **more: Any) -> None:
        """How the dials to a phone end, in turn; ``more`` are fields of ``Order``."""
        self._campaign.outcomes.order(canonical(phone) or phone, Order(statuses, **more))

    def order_ending(self, ending: str, *statuses: str, **more: Any) -> None:
        """The same for every phone that ends in these digits."""
        self._campaign.outcomes.order_ending(ending, Order(statuses, **more))

    def weigh(self, **weights: float) -> None:
        """Draw the outcomes nobody ordered by these weights, named by job status."""
        self._campaign.outcomes.weigh(weights)

    def write_headers(self, headers: Sequence[str]) -> None:
        """The headers that the script writes into ``reportData``, in their order."""
        self._campaign.outcomes.write_headers(headers)

    def outside(self, action: str) -> None:
        """Something happens in the platform, outside Slack and the API.

        start, pause, resume, stop: somebody presses that. delete: the campaign is removed.
        run_out_of_minutes: the platform pauses it, and resume does nothing until refill.
        change_token: the token of before stops working.
        """
        if action == "change_token":
            self._platform.change_token(self._campaign)
        else:
            states.act(self._campaign, action, self._now())

    def set_lines(self, lines: int) -> None:
        """How many calls may run at once; 0 dials nobody."""
        self._campaign.lines = lines
        self._campaign.dialer.dispatch(self._now())

    def switch(self, generation: str | Iterable[str] | None = None, **switches: Any) -> None:
        """Change how the host behaves for this campaign; see ``Host``."""
        self._campaign.host = self._campaign.host.but(generation, **switches)

    def _now(self) -> float:
        return self._platform.agenda.present()
