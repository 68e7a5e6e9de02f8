"""The platform behind the host: its campaigns by token, its numbers for call jobs."""

import itertools
import random
import string
from collections.abc import Mapping
from typing import Any, Final

from simulators.calls_api import words
from simulators.calls_api.calling.agenda import Agenda
from simulators.calls_api.calling.campaign import Campaign
from simulators.calls_api.calling.dialer import Dialer
from simulators.calls_api.calling.outcomes import Outcomes
from simulators.calls_api.calling.states import begin
from simulators.calls_api.host import Host
from simulators.calls_api.reading.policies import read_moment, read_policy

_FIRST_CAMPAIGN: Final = 123_456
_FIRST_JOB: Final = 5_665_336_642
_LETTERS: Final = string.ascii_letters + string.digits
_SECRET_LENGTH: Final = 44


class Platform:
    """``host`` is how campaigns behave that are not given switches of their own."""

    def __init__(self, agenda: Agenda, host: Host, seed: int) -> None:
        self.host = host
        self.agenda = agenda
        self._random = random.Random(seed)
        self._serials = itertools.count(_FIRST_JOB)
        self._numbers = itertools.count(_FIRST_CAMPAIGN)
        self._by_token: dict[str, Campaign] = {}
        self.campaigns: dict[int, Campaign] = {}

    def by_token(self, token: str) -> Campaign | None:
        return self._by_token.get(token)

    def create(
        self,
        name: str,
        host: Host,
        *,
        state: str = words.IN_PROGRESS,
        lines: int = 10,
        policy: Mapping[str, Any] | None = None,
        starts_at: str | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Campaign:
        """A campaign with a token of its own."""
        if state not in words.STATES:
            raise ValueError(f"no such state: {state}")
        now = self.agenda.present()
        number = next(self._numbers)
        campaign = Campaign(
            number=number,
            token=self._token(number),
            name=name,
            host=host,
            state=state,
            lines=lines,
            policy=read_policy(dict(policy or {})),
            outcomes=Outcomes(self._random.getrandbits(32), weights),
            next_serial=self._serials.__next__,
            moment=now,
            seed=self._random.getrandbits(32),
        )
        Dialer(campaign, self.agenda)
        if state == words.IN_PROGRESS:
            begin(campaign, now)
        elif state == words.SCHEDULED and starts_at is not None:
            self.agenda.at(read_moment(starts_at), lambda moment: _start(campaign, moment))
        self.campaigns[number] = self._by_token[campaign.token] = campaign
        return campaign

    def _token(self, number: int) -> str:
        secret = "".join(self._random.choices(_LETTERS, k=_SECRET_LENGTH))
        return f"{number}.{self._random.randint(100, 999)}.{secret}"

    def change_token(self, campaign: Campaign) -> str:
        """The old token is known to nobody any more."""
        del self._by_token[campaign.token]
        campaign.token = self._token(campaign.id)
        self._by_token[campaign.token] = campaign
        return campaign.token


def _start(campaign: Campaign, moment: float) -> None:
    if campaign.state == words.SCHEDULED:
        begin(campaign, moment)
