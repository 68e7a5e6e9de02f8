"""What is asked before, and told after, a campaign is started, paused, resumed or stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from bot.domain.abilities import can_tell_state
from bot.domain.campaign_state import State, label
from bot.domain.control import Controlled, Ending
from bot.slack.blocks.awaiting import waits
from bot.slack.blocks.kit import actions, button, context, cut, pages, plain, section
from bot.slack.blocks.words import ACTION_LABELS, bold, mention
from bot.slack.ids import Act, View
from bot.slack.message import Message, Modal
from bot.slack.metadata import ControlRef, LookRef
from bot.texts import N_, Mrkdwn, Texts, escape

_DONE = {
    "pause": N_(":double_vertical_bar: {name} is paused."),
    "resume": N_(":arrow_forward: {name} is dialling again."),
    "start": N_(":arrow_forward: {name} has started dialling."),
    "stop": N_(":checkered_flag: {name} is stopped for good."),
}
_TOLD = {
    "pause": N_(":double_vertical_bar: {who} paused {name}."),
    "resume": N_(":arrow_forward: {who} resumed {name}."),
    "start": N_(":arrow_forward: {who} started {name}."),
    "stop": N_(":checkered_flag: {who} stopped {name}."),
}
_ALREADY = {
    "pause": N_("{name} is paused already. Nothing was sent."),
    "resume": N_("{name} is dialling already. Nothing was sent."),
    "start": N_("{name} is dialling already. Nothing was sent."),
    "stop": N_("{name} is finished already. Nothing was sent."),
}
# The campaign is as it was asked to be, whoever made it so.
_AS_ASKED = frozenset({Ending.DONE, Ending.UNCONFIRMED, Ending.ALREADY})

_NONE = {
    "pause": N_("There is no campaign here that you may pause."),
    "resume": N_("There is nothing to resume: your last “pause all” left nothing paused."),
}
_ENDINGS = {
    Ending.TOO_LATE: N_("{name} is {state}: “{action}” comes too late. Nothing was sent."),
    Ending.UNDER_WAY: N_("{who} has just asked {name} for the same; it is on its way."),
    Ending.KEPT_PAUSED: N_(
        "{name} was paused automatically, because too many calls failed. Nothing was sent: a "
        "person has to resume this very campaign, by its name or by the button Resume."
    ),
    Ending.AWAITS: N_(
        ":raised_hand: A second person has to approve that on {name}. Nothing was done yet."
    ),
    Ending.REFUSED: N_(
        "The host refused “{action} {name}”: {reason} Nothing was changed; it is {state}."
    ),
    Ending.FAILED: N_(
        "The host of {name} cannot be reached: {reason} Nothing was changed. Please try again."
    ),
    Ending.UNKNOWN: N_(
        ":warning: The answer to “{action} {name}” was lost, and the state does not show it: it is "
        "{state}. Callboard goes on looking; press Look again before you repeat it."
    ),
}

_LATE = {
    Ending.NO_EFFECT: N_(
        ":warning: “{action} {name}”, asked by {who}, did not take effect: it is {state}. Its "
        "answer had been lost. Please ask again if it is still wanted."
    ),
    Ending.NEVER_SENT: N_(
        ":warning: “{action} {name}”, asked by {who}, was never sent: Callboard was restarted in "
        "that moment. Nothing was changed. Please ask again if it is still wanted."
    ),
    Ending.ALREADY: N_("“{action} {name}”, asked by {who}, was not needed: it is {state} already."),
    Ending.UNKNOWN: N_(
        ":warning: What became of “{action} {name}”, asked by {who}, cannot be found out: its "
        "answer was lost, and the host does not tell its state. Please look in the platform."
    ),
}


def outcome(t: Texts, result: Controlled, zone: tzinfo) -> Message:
    """The answer to whoever pressed the button."""
    if result.waiting is not None:
        return waits(t, result.campaign.name, result.waiting, zone)
    lines = [first_line(t, result)]
    if result.ending in {Ending.DONE, Ending.UNCONFIRMED}:
        lines += _what_goes_on(t, result)
    if result.resumes_at is not None:
        lines.append(
            t.md("It resumes by itself on {when}.", when=t.moment(result.resumes_at, zone))
        )
    text = Mrkdwn(" ".join(lines))
    if result.ending is not Ending.UNKNOWN or result.request_id is None:
        return plain(text)
    look = button(t("Look again"), Act.LOOK_AGAIN, LookRef(request=result.request_id))
    return Message(text, (section(text), *actions([look])))


def outcome_modal(t: Texts, result: Controlled, zone: tzinfo) -> Modal:
    """The same answer in the place of the modal that asked."""
    return Modal(
        callback_id=str(View.WAIT),
        title=cut(result.campaign.name, 24),
        blocks=outcome(t, result, zone).blocks,
        close=t("Close"),
    )


def told(t: Texts, result: Controlled, zone: tzinfo) -> Message:
    """The line that tells the channel what somebody did, or what became of it in the end."""
    if result.ending in _LATE:
        return _late(t, result)
    name, who = bold(result.campaign.name), mention(result.by or "")
    lines = [t.md(_TOLD[result.action], who=who, name=name), *_what_goes_on(t, result)]
    if result.resumes_at is not None:
        lines.append(
            t.md("It resumes by itself on {when}.", when=t.moment(result.resumes_at, zone))
        )
    return plain(Mrkdwn(" ".join(lines)))


def _late(t: Texts, result: Controlled) -> Message:
    """What the scheduler found out of a control that had no ending."""
    text = t.md(
        _LATE[result.ending],
        name=bold(result.campaign.name),
        who=mention(result.by or ""),
        action=t(ACTION_LABELS[result.action]),
        state=_state(t, result),
    )
    if result.ending is not Ending.UNKNOWN or result.request_id is None:
        return plain(text)
    look = button(t("Look again"), Act.LOOK_AGAIN, LookRef(request=result.request_id))
    return Message(text, (section(text), *actions([look])))


def first_line(t: Texts, result: Controlled) -> Mrkdwn:
    """What came of a control, in a sentence."""
    name = bold(result.campaign.name)
    if result.ending is Ending.DONE:
        return t.md(_DONE[result.action], name=name)
    if result.ending is Ending.UNCONFIRMED:
        return _unconfirmed(t, result, name)
    if result.ending is Ending.ALREADY:
        return t.md(_ALREADY[result.action], name=name)
    if result.ending is Ending.REPEATED:
        return t.md("That was done already. Nothing was sent twice.")
    return t.md(
        {**_LATE, **_ENDINGS}[result.ending],
        name=name,
        who=mention(result.by or ""),
        action=t(ACTION_LABELS[result.action]),
        reason=result.reason or "",
        state=_state(t, result),
    )


def _unconfirmed(t: Texts, result: Controlled, name: Mrkdwn) -> Mrkdwn:
    action = t(ACTION_LABELS[result.action])
    if result.seen is None and not can_tell_state(result.campaign.capabilities):
        return t.md(
            "The host took “{action} {name}”; it has no way to confirm its state.",
            action=action,
            name=name,
        )
    if result.seen is None:
        return t.md(
            ":warning: The host took “{action} {name}”, but its state could not be read just now.",
            action=action,
            name=name,
        )
    return t.md(
        ":warning: The host took “{action} {name}”, but its state is still: {state}.",
        action=action,
        name=name,
        state=_state(t, result),
    )


def _what_goes_on(t: Texts, result: Controlled) -> list[Mrkdwn]:
    running = result.seen.running if result.seen else None
    if not running or result.action not in {"pause", "stop"}:
        return []
    return [
        t.md_n(
            "{count} running call goes on to its end.",
            "{count} running calls go on to their end.",
            running,
        )
    ]


def _state(t: Texts, result: Controlled) -> str:
    return label(t, result.seen.state if result.seen else result.campaign.state)


def confirm_stop(
    t: Texts, name: str, ref: ControlRef, state: State, open_jobs: int | None, approved: bool
) -> Modal:
    """Asks before a stop, which cannot be taken back; ``approved`` tells that it needs two."""
    return Modal(
        callback_id=str(View.CONTROL_CONFIRM),
        title=t("Stop a campaign"),
        submit=stop_label(t, name)[:24],
        close=t("Keep it"),
        metadata=ref.encode(),
        blocks=(
            section(
                t.md("Stop {name}? It is {state} now.", name=bold(name), state=label(t, state))
            ),
            section(_left_behind(t, open_jobs)),
            context(
                t.md("A stopped campaign cannot be resumed. To rest it for a while, pause it."),
                t.md("A second person has to approve it.") if approved else "",
            ),
        ),
    )


def _left_behind(t: Texts, open_jobs: int | None) -> Mrkdwn:
    if open_jobs is None:
        return t.md("How many people are still waiting for a call is not known here.")
    if not open_jobs:
        return t.md("Nobody is waiting for a call just now.")
    return t.md_n(
        "{count} person is still to be called and will not be.",
        "{count} people are still to be called and will not be.",
        open_jobs,
    )


def confirm_stop_message(
    t: Texts, name: str, ref: ControlRef, state: State, open_jobs: int | None, approved: bool
) -> Message:
    """The same question where no modal can be opened: the button is the confirmation."""
    modal = confirm_stop(t, name, ref, state, open_jobs, approved)
    stop = button(stop_label(t, name), Act.STOP_CONFIRMED, ref, style="danger")
    text = t.md("Stop {name}? It is {state} now.", name=bold(name), state=label(t, state))
    return Message(text, (*modal.blocks, *actions([stop])))


def stop_label(t: Texts, name: str) -> str:
    """The verb and the name, so that nobody stops the wrong campaign."""
    return cut(t("Stop {name}", name=name), 75)


def results(t: Texts, action: str, every: Sequence[Controlled], zone: tzinfo) -> Message:
    """What an order for all campaigns came to, a line each."""
    if not every:
        return plain(t.md(_NONE[action]))
    done = sum(result.ending in _AS_ASKED for result in every)
    head = t.n("Done for {count} campaign.", "Done for {count} campaigns.", done)
    if done < len(every):
        head = t(
            "Done for {done} of {count} campaigns.", done=t.number(done), count=t.number(len(every))
        )
    lines = pages([f"• {escape(outcome(t, result, zone).text)}" for result in every])
    return Message(head, (section(bold(head)), *(section(page) for page in lines)))
