"""The part of App Home that is about trouble: what needs the person, and what goes on."""

from __future__ import annotations

from datetime import tzinfo

from slackblocks import Block, Element, HeaderBlock

from bot.domain.home import HomeFacts, Need, Needed, OpenIncident
from bot.slack.blocks import approvals
from bot.slack.blocks.alert import cures
from bot.slack.blocks.alert_words import headline
from bot.slack.blocks.kit import actions, button, context, run_button, section
from bot.slack.blocks.words import bold, channel_link, mention
from bot.slack.ids import Act
from bot.slack.metadata import BatchRef, CampaignRef, IncidentRef
from bot.texts import N_, Mrkdwn, Texts

_LISTED = 5

_SENTENCES = {
    Need.NEW_TOKEN: N_(
        ":key: The host of {name} does not know its token any more. It is not watched until it "
        "gets a new one."
    ),
    Need.BATCH: N_(":warning: {name}: a batch stands still, and somebody has to say how it ends."),
    Need.PREVIEW: N_(
        ":memo: {name}: your list {file} is read, and waits for you to add or discard it."
    ),
    Need.PAUSED: N_(":double_vertical_bar: {name} is paused, and nobody here asked for it."),
}


def needs(t: Texts, facts: HomeFacts, zone: tzinfo) -> list[Block]:
    """The one thing that needs the person most, with its cure; and how much more there is."""
    found = facts.needs
    if not found:
        calm = section(t.md(":white_check_mark: Nothing needs you right now."))
        return [calm] if facts.campaigns else []
    first = found[0]
    blocks: list[Block] = [
        HeaderBlock(t("Needs you")),
        section(_sentence(t, first, zone)),
        *actions(_cure(t, first)),
    ]
    if more := len(found) - 1:
        blocks.append(
            context(t.md_n("{count} more thing after that", "{count} more things after that", more))
        )
    return blocks


def _sentence(t: Texts, one: Needed, zone: tzinfo) -> Mrkdwn:
    if one.incident is not None:
        return _incident_line(t, one.incident, zone)
    if one.request is not None:
        return Mrkdwn(f":raised_hand: {approvals.line(t, one.request, zone)}")
    file = one.batch.file_name if one.batch else None
    return t.md(_SENTENCES[one.need], name=bold(one.campaign.name), file=file or "—")


def _cure(t: Texts, one: Needed) -> list[Element]:
    name, ref = one.campaign.name, CampaignRef(campaign=one.campaign.id)
    if one.incident is not None:
        return _buttons(t, one.incident, with_cure=True)
    if one.request is not None:
        return approvals.buttons(t, one.request, for_second=True)
    if one.need is Need.NEW_TOKEN:
        return [run_button(t("Give it a new token"), f"settings {name}", style="primary")]
    if one.need is Need.PREVIEW and one.batch is not None:
        shown = BatchRef(batch=one.batch.id)
        return [button(t("Show it"), Act.BATCH_SHOW, shown, style="primary")]
    if one.need is Need.BATCH:
        return [run_button(t("Show it"), f"batches {name}", style="primary")]
    return [button(t("Resume"), Act.RESUME, ref, style="primary")]


def waiting(t: Texts, facts: HomeFacts, zone: tzinfo) -> list[Block]:
    """What waits for a second person, but for the request that is told as what needs this one."""
    first = facts.needs[0].request if facts.needs else None
    left = [one for one in facts.waiting if one is not first]
    if not left:
        return []
    return [HeaderBlock(t("Waiting for a second person")), *approvals.listed(t, left, zone)]


def incidents(t: Texts, facts: HomeFacts, zone: tzinfo) -> list[Block]:
    """The incidents that go on, but for the one that is told as what needs the person."""
    first = facts.needs[0].incident if facts.needs else None
    left = [one for one in facts.incidents if one is not first]
    if not left:
        return []
    blocks: list[Block] = [HeaderBlock(t("Open incidents"))]
    for one in left[:_LISTED]:
        blocks.append(section(_incident_line(t, one, zone)))
        blocks += actions(_buttons(t, one) if one.campaign.id in facts.mine else [_list(t, one)])
    if more := len(left) - _LISTED:
        text = t.md_n("{count} more incident", "{count} more incidents", max(more, 0))
        blocks += [context(text)] if more > 0 else []
    return blocks


def _incident_line(t: Texts, one: OpenIncident, zone: tzinfo) -> Mrkdwn:
    line = headline(t, one.campaign.name, one.incident.counts)
    since = t.moment(one.incident.opened_at, zone)
    where = t.md("since {time} in {channel}", time=since, channel=channel_link(one.channel_id))
    parts = [where]
    if one.taken_by is not None:
        parts.append(t.md("{who} takes care of it", who=mention(one.taken_by)))
    return Mrkdwn(f"{line}\n{' · '.join(parts)}")


def _buttons(t: Texts, one: OpenIncident, *, with_cure: bool = False) -> list[Element]:
    ref = IncidentRef(incident=one.id)
    found = cures(t, one.campaign, one.incident.counts) if with_cure else []
    if one.taken_by is None:
        found.append(button(t("Mine"), Act.INCIDENT_MINE, ref))
    return [*found, button(t("Snooze"), Act.INCIDENT_SNOOZE, ref), _list(t, one)]


def _list(t: Texts, one: OpenIncident) -> Element:
    return button(t("Show the list"), Act.INCIDENT_LIST, IncidentRef(incident=one.id))
