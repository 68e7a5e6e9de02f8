"""What stands in a modal while its work goes on."""

from __future__ import annotations

from bot.slack.blocks.kit import section
from bot.slack.ids import View
from bot.slack.message import Modal
from bot.texts import Texts


def modal(t: Texts) -> Modal:
    """The work takes longer than Slack waits."""
    return Modal(
        callback_id=str(View.WAIT),
        title=t("One moment"),
        close=t("Close"),
        blocks=(section(t.md(":hourglass_flowing_sand: This takes a moment…")),),
    )


def done(t: Texts) -> Modal:
    """The work is done, and there is nothing to show of it here."""
    return Modal(
        callback_id=str(View.WAIT),
        title=t("Done"),
        close=t("Close"),
        blocks=(section(t.md(":white_check_mark: Done.")),),
    )
