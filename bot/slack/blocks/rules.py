"""The form of a campaign's rules: approvals, limits, calling hours and the automatic pause."""

from __future__ import annotations

from collections.abc import Mapping

from slackblocks import Block, CheckboxGroup, HeaderBlock, InputBlock

from bot.domain.campaigns import Campaign
from bot.domain.hours import hours_text
from bot.domain.rule_form import SWITCHES, rule_texts
from bot.domain.rules import Rules
from bot.slack.blocks.kit import context, labelled, option, section, text_input
from bot.slack.blocks.words import bold
from bot.slack.ids import Field, View
from bot.slack.message import Modal
from bot.slack.metadata import CampaignRef
from bot.texts import N_, MessageId, Mrkdwn, Texts

_SWITCHES: Mapping[str, MessageId] = {
    "approve_stop": N_("Stop"),
    "approve_resume": N_("Resume after an automatic pause"),
    "approve_override": N_("Adding people whom a rule left out"),
}
_LONGEST_NUMBER, _LONGEST_HOURS = 12, 1_000


def rules_form(t: Texts, campaign: Campaign, rules: Rules, zone: str, ref: CampaignRef) -> Modal:
    """What an admin can hold a campaign to; an empty field turns its rule off.

    ``zone`` is that of the campaign, by whose calendar days, weeks and months are counted.
    """
    texts = rule_texts(rules, t.weekdays())
    explained = t.md(
        "Rules of {name}. What is left empty is off; people who opted out are never added.",
        name=bold(campaign.name),
    )
    return Modal(
        callback_id=str(View.RULES),
        title=t("Rules"),
        submit=t("Save"),
        close=t("Cancel"),
        metadata=ref.encode(),
        blocks=(
            section(explained),
            *_approvals(t, rules, texts),
            *_limits(t, texts, zone),
            *_hours(t, texts),
            *_pause(t, texts),
        ),
    )


def saved(t: Texts, campaign: Campaign, rules: Rules) -> Modal:
    """What a campaign is held to from now on."""
    name, lines = bold(campaign.name), in_force(t, rules)
    told = t.md(":white_check_mark: {name} is held to no rules now.", name=name)
    if lines:
        told = t.md(":white_check_mark: From now on {name} is held to these rules:", name=name)
    return Modal(
        callback_id=str(View.WAIT),
        title=t("Saved"),
        close=t("Close"),
        blocks=(section(told), *(section(Mrkdwn(f"• {one}")) for one in lines)),
    )


def in_force(t: Texts, rules: Rules) -> list[Mrkdwn]:
    """The rules that are on, a line each."""
    return [*_limits_in_force(t, rules), *_others_in_force(t, rules), *_asked_of_two(t, rules)]


def _limits_in_force(t: Texts, rules: Rules) -> list[Mrkdwn]:
    caps = [
        t(words, count=t.number(most))
        for words, most in (
            (N_("{count} a day"), rules.cap_day),
            (N_("{count} a week"), rules.cap_week),
            (N_("{count} a month"), rules.cap_month),
        )
        if most is not None
    ]
    lines = []
    if caps:
        lines.append(t.md("Call jobs per number at most: {caps}", caps=", ".join(caps)))
    if rules.daily_ceiling is not None:
        most = t.number(rules.daily_ceiling)
        lines.append(t.md("Call jobs of this campaign at most: {count} a day", count=most))
    return lines


def _others_in_force(t: Texts, rules: Rules) -> list[Mrkdwn]:
    lines = []
    if rules.hours is not None:
        hours = hours_text(rules.hours, t.weekdays())
        lines.append(t.md("Calling hours: {hours}, where the called person is", hours=hours))
    if rules.pause_share is not None:
        lines.append(
            t.md(
                "Paused automatically above {share} failed or canceled of at least {sample} calls "
                "in an hour",
                share=t.percent(rules.pause_share / 100),
                sample=t.number(rules.pause_sample),
            )
        )
    return lines


def _asked_of_two(t: Texts, rules: Rules) -> list[Mrkdwn]:
    deeds = [t(words) for name, words in _SWITCHES.items() if getattr(rules, name)]
    if rules.approve_above is not None:
        above = t.number(rules.approve_above)
        deeds.insert(0, t("Adding more numbers than {count}", count=above))
    return [t.md("A second person approves: {deeds}", deeds="; ".join(deeds))] if deeds else []


def _heading(t: Texts, text: MessageId) -> Block:
    return HeaderBlock(t(text))


def _number(
    field: Field, label: str, texts: Mapping[str, str], hint: str | None = None
) -> InputBlock:
    return text_input(
        field,
        label,
        initial=texts.get(field),
        hint=hint,
        optional=True,
        longest=_LONGEST_NUMBER,
    )


def _approvals(t: Texts, rules: Rules, texts: Mapping[str, str]) -> list[Block]:
    choices = [option(t(_SWITCHES[name]), name) for name in SWITCHES]
    ticked = [one for one in choices if getattr(rules, str(one.value))]
    boxes = CheckboxGroup(
        action_id=str(Field.APPROVALS), options=choices, initial_options=ticked or None
    )
    return [
        _heading(t, N_("Approval by a second person")),
        _number(
            Field.APPROVE_ABOVE,
            t("Adding more numbers than"),
            texts,
            t("An add of more than so many numbers waits until somebody else approves it."),
        ),
        labelled(Field.APPROVALS, t("Also for"), boxes, optional=True),
    ]


def _limits(t: Texts, texts: Mapping[str, str], zone: str) -> list[Block]:
    return [
        _heading(t, N_("Limits")),
        context(
            t.md(
                "Days begin at midnight, weeks on Monday and months on the 1st, in {zone}. A call "
                "job that ended before any attempt does not count.",
                zone=zone,
            )
        ),
        _number(
            Field.CAP_DAY,
            t("Call jobs per number a day"),
            texts,
            t("Over all campaigns: who had as many anywhere is left out here."),
        ),
        _number(Field.CAP_WEEK, t("Call jobs per number a week"), texts),
        _number(Field.CAP_MONTH, t("Call jobs per number a month"), texts),
        _number(
            Field.DAILY_CEILING,
            t("Call jobs of this campaign a day"),
            texts,
            t("What goes beyond is left out, from the end of the list."),
        ),
    ]


def _hours(t: Texts, texts: Mapping[str, str]) -> list[Block]:
    return [
        _heading(t, N_("Calling hours")),
        text_input(
            Field.HOURS,
            t("Calling hours"),
            initial=texts.get(Field.HOURS),
            placeholder=t("mon-fri: 9:00-20:00; sat: 10:00-18:00"),
            hint=t(
                "Where the called person is: by the row's gmtZone, else the campaign's zone, else "
                "the number's. Open only where it is open in every possible zone; a number of "
                "unknown zone is left out."
            ),
            optional=True,
            longest=_LONGEST_HOURS,
        ),
    ]


def _pause(t: Texts, texts: Mapping[str, str]) -> list[Block]:
    return [
        _heading(t, N_("Automatic pause")),
        _number(
            Field.PAUSE_SHARE,
            t("Pause above (percent failed or canceled)"),
            texts,
            t("Of the calls that finished within an hour. A person has to resume."),
        ),
        _number(
            Field.PAUSE_SAMPLE,
            t("Smallest sample (calls)"),
            texts,
        ),
    ]
