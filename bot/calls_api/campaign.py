"""A campaign as the host describes it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, ConfigDict
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass

from bot.calls_api.moments import Moment


class CampaignStatus(StrEnum):
    """The words that are known. Hosts may say others: those are kept as they are."""

    NEW = "new"
    PLANNED = "planned"
    IN_PROGRESS = "inProgress"
    PAUSED = "paused"
    FINISHED = "finished"
    DELETED = "deleted"


_SPELLINGS = {status.casefold(): status for status in CampaignStatus} | {
    "inprocess": CampaignStatus.IN_PROGRESS
}


def campaign_status(word: str) -> str:
    """The known status that a word means, in capitals as errors write it too; else the word."""
    return _SPELLINGS.get(word.strip().replace("_", "").casefold(), word)


_Status = Annotated[str, AfterValidator(campaign_status)]
_NOUN = ConfigDict(
    alias_generator=to_camel,
    coerce_numbers_to_str=True,
    hide_input_in_errors=True,
    validate_by_name=True,
)


@dataclass(frozen=True, slots=True, kw_only=True, config=_NOUN)
class ShortReport:
    """The counts of a campaign; None where the host gave none.

    The documents disagree whether the two "used" figures are minutes or seconds.
    """

    total_numbers: int | None = None
    processed_numbers: int | None = None
    used_talking_time: int | None = None
    used_asr_seconds: int | None = None
    in_process_calls: int | None = None
    retry_calls: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_NOUN)
class Campaign:
    """A campaign: its state, and the cheapest heartbeat that a host has."""

    status: _Status
    id: str | None = None
    name: str | None = None
    project_name: str | None = None
    creation_date: Moment | None = None
    bot_id: str | None = None
    start_time: Moment | None = None
    end_time: Moment | None = None
    max_simultaneous_calls: int | None = None
    short_report: ShortReport | None = None
