"""What people are told when something went wrong."""

from __future__ import annotations

from bot.errors import CallboardError
from bot.slack.blocks.kit import plain
from bot.slack.ids import View
from bot.slack.message import Message, Modal
from bot.texts import Mrkdwn, Texts


def sentence(t: Texts, error: CallboardError) -> Message:
    """The failure's own sentence in the reader's language, a line for each fault of a form."""
    return plain(Mrkdwn("\n".join(t.md(one.message, **one.values) for one in error.faults)))


def unforeseen(t: Texts, request_id: str) -> Message:
    """For what nobody foresaw: an id that the log has too."""
    return plain(
        t.md(
            ":warning: Something went wrong that nobody foresaw (id {id}). It may or may not have "
            "been carried out: please look before you repeat it, and give the id to whoever runs "
            "Callboard.",
            id=request_id,
        )
    )


def unknown_request(t: Texts, command: str) -> Message:
    """For a button, a form or a command that this version does not have."""
    return plain(
        t.md(
            "That belongs to another version of Callboard, so nothing was done. {help} shows what "
            "there is.",
            help=Mrkdwn(f"`{command} help`"),
        )
    )


def pasted_secret(t: Texts, command: str) -> Message:
    """The private warning to whoever typed a campaign's token where it does not belong."""
    return plain(
        t.md(
            ":warning: That looks like a campaign's token, or an address that dials: whoever reads "
            "it can call people. Nothing was done with it, and it is not kept here. If others can "
            "see your message, delete it and have a new token made in the platform. A token is "
            "typed into the form of {connect} or {settings} only.",
            connect=Mrkdwn(f"`{command} connect`"),
            settings=Mrkdwn(f"`{command} settings`"),
        )
    )


def modal(t: Texts, message: Message) -> Modal:
    """A failure in the place of the modal that led to it."""
    return Modal(
        callback_id=str(View.WAIT),
        title=t("That did not work"),
        close=t("Close"),
        blocks=message.blocks,
    )
