"""The first steps with Callboard: they tick themselves off, and are gone when all are done."""

from __future__ import annotations

from datetime import timedelta

from slackblocks import Block, Element, HeaderBlock

from bot.domain.home import FirstSteps, HomeFacts
from bot.domain.people import Role
from bot.slack.blocks.kit import actions, button, section
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.texts import Mrkdwn, Texts, escape


def first_steps(t: Texts, facts: HomeFacts, command: str) -> list[Block]:
    """The steps of a new workspace, for whoever may connect campaigns."""
    steps = _steps(t, facts.steps, command)
    if facts.role < Role.ADMIN or all(done for done, _ in steps):
        return []
    return [
        HeaderBlock(t("First steps")),
        section(_ticked(steps)),
        *actions(_next(t, facts.steps)),
    ]


def _steps(t: Texts, done: FirstSteps, command: str) -> list[tuple[bool, str]]:
    return [
        (done.pressed, t("See that Slack and Callboard hear each other: Press me")),
        (done.campaign, t("Connect a campaign")),
        (done.batch, t("Add phones: drop a CSV or XLSX file in its channel")),
        (done.digest, t("Order a digest: {command} digest daily 09:00", command=command)),
    ]


def _ticked(steps: list[tuple[bool, str]]) -> Mrkdwn:
    signs = {True: ":white_check_mark:", False: ":white_large_square:"}
    return Mrkdwn("\n".join(f"{signs[done]} {escape(step)}" for done, step in steps))


def _next(t: Texts, done: FirstSteps) -> list[Element]:
    found: list[Element] = []
    if not done.pressed:
        found.append(button(t("Press me"), Act.PRESS_ME, style="primary"))
    if not done.campaign:
        style = "primary" if done.pressed else None
        found.append(button(t("Connect a campaign"), Act.CONNECT, style=style))
    return found


def greeting(t: Texts, command: str) -> Message:
    """The first words to an admin: Callboard runs, and whether it is heard can be tried at once."""
    text = t.md(
        ":wave: Callboard is installed and runs. Press the button: the answer proves that your "
        "clicks reach it, and its answers you."
    )
    steps = _steps(t, FirstSteps(False, False, False, False), command)
    press = button(t("Press me"), Act.PRESS_ME, style="primary")
    return Message(text, (section(text), *actions([press]), section(_ticked(steps))))


def pressed(t: Texts, took: timedelta | None, has_campaign: bool) -> Message:
    """The answer to the press; ``took`` is from the click to this answer, ``None`` where the two
    clocks differ by more than such a thing can take."""
    if took is None:
        text = t.md(
            ":white_check_mark: Slack → Callboard → Slack works. The clock of Callboard's machine "
            "differs from Slack's by more than a minute. Please set it right: at five minutes "
            "Slack's signed requests are refused."
        )
    else:
        text = t.md(
            ":white_check_mark: Slack → Callboard → Slack works: answered {count} ms after your "
            "click.",
            count=t.number(round(took / timedelta(milliseconds=1))),
        )
    if has_campaign:
        return Message(text, (section(text),))
    connect = button(t("Connect a campaign"), Act.CONNECT, style="primary")
    return Message(text, (section(text), *actions([connect])))
