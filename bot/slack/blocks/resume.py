"""What a channel is told when a timed pause is over."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.domain.campaigns import Campaign
from bot.domain.resumes import HowItWent
from bot.slack.blocks.kit import actions, button, section
from bot.slack.blocks.words import bold, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import CampaignRef
from bot.texts import N_, Sentence, Texts

_SENTENCES = {
    HowItWent.RESUMED: N_(
        ":arrow_forward: {name} is dialling again: the pause that {who} ordered until {when} is "
        "over."
    ),
    HowItWent.UNCONFIRMED: N_(
        ":arrow_forward: {name} was asked to dial again, because the pause that {who} ordered "
        "until {when} is over; its host does not confirm it."
    ),
    HowItWent.REFUSED: N_(
        ":warning: The pause of {name} that {who} ordered until {when} is over, but the host "
        "refused to resume it: {reason} It stays as it is; an operator can press Resume."
    ),
    HowItWent.NOT_ALLOWED: N_(
        ":warning: The pause of {name} was to end {when}, but {who}, who ordered that, may not "
        "resume it any more. It stays paused until an operator presses Resume."
    ),
    HowItWent.KEPT_PAUSED: N_(
        ":warning: The pause of {name} that {who} ordered until {when} is over, but too many calls "
        "failed and it was paused automatically. It stays paused until a person presses Resume."
    ),
    HowItWent.GAVE_UP: N_(
        ":warning: The pause of {name} that {who} ordered until {when} is over, but its host could "
        "not be reached for an hour: {reason} It stays as it is; an operator can press Resume."
    ),
}
_NEEDS_SOMEBODY = frozenset(HowItWent) - {HowItWent.RESUMED, HowItWent.UNCONFIRMED}


def told(
    t: Texts,
    campaign: Campaign,
    how: HowItWent,
    who: str,
    when: datetime,
    reason: Sentence | None,
    zone: tzinfo,
) -> Message:
    """How it went; where it needs somebody, the button that adopts it."""
    text = t.md(
        _SENTENCES[how],
        name=bold(campaign.name),
        who=mention(who),
        when=t.moment(when, zone),
        reason=reason or "",
    )
    if how not in _NEEDS_SOMEBODY:
        return Message(text, (section(text),))
    resume = button(t("Resume"), Act.RESUME, CampaignRef(campaign=campaign.id), style="primary")
    return Message(text, (section(text), *actions([resume])))
