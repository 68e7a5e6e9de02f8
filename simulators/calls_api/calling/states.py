"""The states of a campaign and the orders that move it between them.

new, planned --start--> inProgress <--pause/resume--> paused
all of these --stop--> finished;  anything --delete--> deleted
"""

from typing import Final

from simulators.calls_api import errors, words
from simulators.calls_api.calling.campaign import Campaign

_FROM: Final = {
    "start": frozenset({words.NEW, words.SCHEDULED}),
    "pause": frozenset({words.IN_PROGRESS}),
    "resume": frozenset({words.PAUSED}),
    "stop": frozenset({words.NEW, words.SCHEDULED, words.IN_PROGRESS, words.PAUSED}),
}


def obey(campaign: Campaign, action: str, moment: float) -> None:
    """Do what a control request asks; a HostError when the state does not allow it.

    A campaign that ran out of minutes accepts resume and stays paused.
    """
    if campaign.state not in _FROM[action]:
        raise errors.wrong_control(action, campaign.state)
    if action == "resume" and campaign.out_of_minutes:
        return
    if action == "pause":
        campaign.state = words.PAUSED
    elif action == "stop":
        end(campaign, words.FINISHED, moment)
    else:
        begin(campaign, moment)


def begin(campaign: Campaign, moment: float) -> None:
    """The campaign dials from now on."""
    campaign.state = words.IN_PROGRESS
    if campaign.started_at is None:
        campaign.started_at = campaign.stamp(moment)
    campaign.dialer.dispatch(moment)


def end(campaign: Campaign, state: str, moment: float) -> None:
    """The campaign is over: ``state`` is finished or deleted."""
    campaign.state = state
    campaign.ended_at = campaign.stamp(moment)
    campaign.dialer.end_all(moment)


def act(campaign: Campaign, action: str, moment: float) -> None:
    """What happens in the platform: the orders of control, and what no request can ask for."""
    if action == "delete":
        end(campaign, words.DELETED, moment)
    elif action == "run_out_of_minutes":
        campaign.out_of_minutes = True
        campaign.state = words.PAUSED
    elif action == "refill":
        campaign.out_of_minutes = False
    elif action in _FROM:
        obey(campaign, action, moment)
    else:
        raise ValueError(f"no such action: {action}")
