"""The small messages and forms around adding: answers, and what is asked first."""

from __future__ import annotations

from collections.abc import Sequence

from slackblocks import ActionsBlock, Block, Element, InputBlock, PlainText, StaticSelectMenu

from bot.domain.batches import Batch, Progress
from bot.domain.campaigns import Campaign
from bot.domain.contacts import COLUMN_FIELD, Column, ColumnGuess, Role
from bot.domain.policy import POLICY_CELLS
from bot.slack.blocks.kit import context, cut, option, plain, section
from bot.slack.blocks.words import bold
from bot.slack.ids import Act, View
from bot.slack.message import Message, Modal
from bot.slack.metadata import BatchRef, FileRef
from bot.texts import Mrkdwn, Texts

# Slack takes 100 blocks in a modal; nobody corrects that many columns by hand.
_COLUMNS_SHOWN = 90


def going_out(t: Texts, campaign: Campaign, rows: int) -> Message:
    """A confirmed preview, without its buttons."""
    return plain(
        t.md_n(
            ":white_check_mark: {count} person is being added to {name}.",
            ":white_check_mark: {count} people are being added to {name}.",
            rows,
            name=bold(campaign.name),
        )
    )


def discarded(t: Texts) -> Message:
    """A discarded preview."""
    return plain(t.md(":wastebasket: Discarded. Nobody was added."))


def changed(t: Texts) -> Message:
    """Why a preview is shown anew instead of being confirmed."""
    return plain(
        t.md(
            "Some of these people were added by somebody else meanwhile, or a limit was met. "
            "Nothing was added; the preview shows what is left."
        )
    )


def file_follows(t: Texts) -> Message:
    """The file holds whole numbers, so it goes to the person alone."""
    return plain(t.md(":page_facing_up: The file is on its way to your direct messages."))


def settled(t: Texts) -> Message:
    """An order about a batch was taken; its receipt tells the rest."""
    return plain(t.md(":white_check_mark: It is under way; the receipt shows how it goes."))


def pick_campaign(t: Texts, every: Sequence[Campaign], name: str, ref: FileRef) -> Message:
    """A list was dropped in a channel that has several campaigns."""
    text = t.md("Which campaign is {file} for? Nobody is called before you confirm.", file=name)
    options = [
        option(one.name, ref.model_copy(update={"campaign": one.id}).encode())
        for one in every[:100]
    ]
    menu = StaticSelectMenu(
        action_id=str(Act.CAMPAIGN_PICK), options=options, placeholder=t("Campaign")
    )
    return Message(text, (section(text), ActionsBlock([menu])))


def confirm_undo(t: Texts, shown: Progress, ref: BatchRef) -> Modal:
    """Asks before a batch is undone."""
    name = bold(shown.campaign.name) if shown.campaign else Mrkdwn("—")
    count = shown.cancelable
    blocks: list[Block] = [
        section(
            t.md_n(
                "Undo this batch of {name}? {count} call job is canceled.",
                "Undo this batch of {name}? {count} call jobs are canceled.",
                count,
                name=name,
            )
        )
    ]
    if waiting := shown.total - shown.added - shown.refused:
        blocks.append(
            section(
                t.md_n("{count} is not sent any more.", "{count} are not sent any more.", waiting)
            )
        )
    blocks.append(
        context(
            t.md("A running call goes on to its end. Call jobs of other batches stay as they are.")
        )
    )
    return Modal(
        callback_id=str(View.UNDO_CONFIRM),
        title=t("Undo"),
        submit=cut(t("Undo {count} call jobs", count=count), 24),
        close=t("Keep them"),
        metadata=ref.encode(),
        blocks=tuple(blocks),
    )


def undoing(t: Texts) -> Modal:
    """The undo is under way."""
    return Modal(
        callback_id=str(View.WAIT),
        title=t("Undo"),
        close=t("Close"),
        blocks=(section(t.md("The batch is being undone; its receipt shows how it goes.")),),
    )


def columns_form(t: Texts, batch: Batch, guess: ColumnGuess, ref: BatchRef) -> Modal:
    """What each column of a file was taken for, to be put right."""
    shown = guess.columns[:_COLUMNS_SHOWN]
    blocks: list[Block] = [
        section(t.md("What do the columns of {file} hold?", file=batch.file_name or "—"))
    ]
    blocks += [_column_menu(t, column) for column in shown]
    if len(shown) < len(guess.columns):
        blocks.append(context(t.md("The columns after these stay as they are.")))
    return Modal(
        callback_id=str(View.COLUMNS),
        title=t("Columns"),
        submit=t("Preview"),
        close=t("Cancel"),
        metadata=ref.encode(),
        blocks=tuple(blocks),
    )


def _column_menu(t: Texts, column: Column) -> Block:
    choices = {
        str(Role.PHONE): t("phone number"),
        str(Role.PAYLOAD): t("variable for the script"),
        str(Role.IGNORED): t("leave out"),
        **{f"{Role.POLICY}:{name}": name for name in POLICY_CELLS},
    }
    options = {value: option(label, value) for value, label in choices.items()}
    now = f"{Role.POLICY}:{column.key}" if column.role is Role.POLICY else str(column.role)
    block_id = f"{COLUMN_FIELD}{column.index}"
    menu: Element = StaticSelectMenu(
        action_id=block_id, options=list(options.values()), initial_option=options[now]
    )
    label = column.header or t("Column {number}", number=column.index + 1)
    return InputBlock(PlainText(cut(label, 150)), menu, block_id=block_id)
