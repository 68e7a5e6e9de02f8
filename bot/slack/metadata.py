"""What buttons and modals carry back: ids only, never a token, never a phone.

Everybody in a channel can read a button's value, and anybody can send one, so nothing in it is
believed: it names a thing, and the right to touch that thing is checked at every click.
"""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import BadInput
from bot.texts import N_


class Metadata(BaseModel):
    """Base of all metadata: a compact JSON object."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def encode(self) -> str:
        """The text of a button's ``value`` or a view's ``private_metadata``."""
        return self.model_dump_json(exclude_none=True)

    @classmethod
    def decode(cls, text: str | None) -> Self:
        """Read it back; a forged or outdated one is refused."""
        try:
            return cls.model_validate_json(text or "{}")
        except ValidationError:
            raise BadInput(
                N_(
                    "That button is from another version of Callboard. Nothing was changed; "
                    "please run the command again."
                )
            ) from None


class CampaignRef(Metadata):
    """Names a campaign; ``channel`` is where the answer belongs, for modals."""

    campaign: int = Field(ge=1)
    channel: str | None = None
    thread: str | None = None


class ControlRef(CampaignRef):
    """Names a campaign and a control action; ``until`` is epoch seconds of a timed pause."""

    action: str
    until: int | None = None


class LookRef(Metadata):
    """Names a control request whose ending is to be looked at again."""

    request: int = Field(ge=1)


class BatchRef(Metadata):
    """Names a call batch."""

    batch: int = Field(ge=1)
    channel: str | None = None
    thread: str | None = None


class AddRef(BatchRef):
    """Names a call batch and the number that its button shows: only that many are added."""

    rows: int = Field(ge=1)


class FileRef(CampaignRef):
    """Names a campaign for a file that was dropped in a thread."""

    file: str


class IncidentRef(Metadata):
    """Names an incident; ``after`` is the transition after which a page of its list begins."""

    incident: int = Field(ge=1)
    after: int | None = None


class ScheduleRef(Metadata):
    """Names a schedule."""

    schedule: int = Field(ge=1)


class ApprovalRef(Metadata):
    """Names a request for a second person's approval, and nobody: whoever clicks is who decides."""

    approval: int = Field(ge=1)


class PostRef(Metadata):
    """Names a post of the outbox."""

    post: int = Field(ge=1)


class JobsRef(CampaignRef):
    """Names call jobs of a campaign: as many as one command may ask for."""

    jobs: tuple[str, ...] = Field(min_length=1, max_length=80)


class AuditRef(Metadata):
    """Names a page of the audit: of one campaign or of all, before a row."""

    campaign: int | None = Field(default=None, ge=1)
    before: int | None = Field(default=None, ge=1)


class Place(Metadata):
    """Names a channel and a thread, for modals that belong to no campaign yet."""

    channel: str | None = None
    thread: str | None = None
    file: str | None = None
