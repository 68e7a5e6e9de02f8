"""The words for states, actions and people that several messages share."""

from __future__ import annotations

from bot.domain.campaign_state import State, Word
from bot.texts import N_, Mrkdwn, Texts, escape

_SIGNS = {
    Word.NEW: ":white_circle:",
    Word.PLANNED: ":calendar:",
    Word.IN_PROGRESS: ":large_green_circle:",
    Word.PAUSED: ":double_vertical_bar:",
    Word.FINISHED: ":checkered_flag:",
    Word.DELETED: ":wastebasket:",
}

ACTION_LABELS = {
    "pause": N_("Pause"),
    "resume": N_("Resume"),
    "stop": N_("Stop"),
    "start": N_("Start"),
}

_LAST_ACTED = {
    "pause": N_("paused by {who} {when}"),
    "resume": N_("resumed by {who} {when}"),
    "stop": N_("stopped by {who} {when}"),
    "start": N_("started by {who} {when}"),
}


def state_sign(state: State) -> str:
    """The sign for a campaign's state."""
    known = {str(word): sign for word, sign in _SIGNS.items()}
    return known.get(state.word or "", ":grey_question:")


def acted(t: Texts, action: str, who: str, when: str) -> Mrkdwn:
    """``paused by @anna 10:02``."""
    return t.md(_LAST_ACTED[action], who=mention(who), when=when)


def bold(text: object) -> Mrkdwn:
    """A name that stands out."""
    return Mrkdwn(f"*{escape(text)}*")


def code(text: object) -> Mrkdwn:
    """Something to type, or an id."""
    return Mrkdwn(f"`{escape(text)}`")


def mention(user_id: str) -> Mrkdwn:
    """A person's or a user group's name as Slack draws it; other ids of ours stay words."""
    if user_id[:1] in {"U", "W"} and user_id.isalnum():
        return Mrkdwn(f"<@{user_id}>")
    if user_id[:1] == "S" and user_id.isalnum():
        return Mrkdwn(f"<!subteam^{user_id}>")
    return escape(user_id)


def channel_link(channel_id: str) -> Mrkdwn:
    """A channel's name as Slack draws it."""
    return Mrkdwn(f"<#{channel_id}>") if channel_id.isalnum() else escape(channel_id)
