"""What is to be done about a message that Slack refused: rules only, no I/O."""

from __future__ import annotations

from enum import StrEnum

from bot.slack.client import Fault, NotPosted
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage

# Attempts after which a refusal that nobody knows is final, and a file is not tried any more.
ATTEMPTS = 6
PLAINEST = 2


class Remedy(StrEnum):
    """The remedies, from the least to the most that is lost."""

    WAIT = "wait"
    """Slack asked to wait: nothing is wrong with the message."""
    LATER = "later"
    """Again after a pause."""
    PLAINER = "plainer"
    """Again with less: without pictures first, then as text alone."""
    HOLD = "hold"
    """Slack refuses the bot's token: nothing can be sent until it takes it again."""
    CHANNEL = "channel"
    """The channel cannot be reached: just that is given up."""
    MESSAGE_GONE = "message_gone"
    """The message to edit is gone, and with it all its edits."""
    GIVE_UP = "give_up"
    """This one cannot be sent."""


# Slack's words for a token that opens nothing; the others of its kind depend on the place.
_DEAD_TOKENS = {"token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed"}
_DEAD_TOKENS |= {"org_login_required", "two_factor_setup_required", "accesslimited"}
_NO_SCOPE = "missing_scope"
_CLOSED_THREADS = {"cannot_reply_to_message", "restricted_action_non_threadable_channel"}
_CLOSED_THREADS |= {"restricted_action_thread_locked", "restricted_action_thread_only_channel"}
_GONE_MESSAGES = {"message_not_found", "cant_update_message", "edit_window_closed"}
_TOO_MUCH = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
_TOO_MUCH |= {"invalid_attachments", "too_many_attachments", "attachment_payload_limit_exceeded"}


def is_dead_token(error: str) -> bool:
    """Whether Slack's word means that no call at all will be let through."""
    return error in _DEAD_TOKENS


def remedy(one: Delivery, refusal: NotPosted) -> Remedy:
    """What to do about this refusal of this message."""
    if refusal.retry_after is not None:
        return Remedy.WAIT
    match refusal.fault:
        case Fault.TOKEN:
            return _of_token(one, refusal.error)
        case Fault.CHANNEL:
            return _of_channel(one, refusal.error)
        case Fault.MESSAGE:
            return _of_message(one, refusal.error)
        case Fault.PERSON:
            return Remedy.GIVE_UP
        case None:
            return _of_nothing_known(one, refusal.error)


def _of_token(one: Delivery, error: str) -> Remedy:
    is_upload = one.stage is Stage.UPLOAD
    if is_dead_token(error) or (error == _NO_SCOPE and not is_upload):
        return Remedy.HOLD
    # "no_permission" and its kin depend on the place, so they must not stop all others.
    return Remedy.GIVE_UP if is_upload else _of_channel(one, error)


def _of_channel(one: Delivery, error: str) -> Remedy:
    if one.is_direct or (one.thread_ts is not None and error in _CLOSED_THREADS):
        return Remedy.GIVE_UP
    return Remedy.CHANNEL


def _of_message(one: Delivery, error: str) -> Remedy:
    if one.stage is Stage.EDIT and error in _GONE_MESSAGES:
        return Remedy.MESSAGE_GONE
    has_more = one.plainness < PLAINEST and one.stage is not Stage.UPLOAD
    return Remedy.PLAINER if has_more and error in _TOO_MUCH else Remedy.GIVE_UP


def _of_nothing_known(one: Delivery, error: str) -> Remedy:
    """Only what says nothing about the message itself is tried for ever."""
    is_outage = error == "unreachable" and one.stage is not Stage.UPLOAD
    return Remedy.LATER if is_outage or one.attempts + 1 < ATTEMPTS else Remedy.GIVE_UP
