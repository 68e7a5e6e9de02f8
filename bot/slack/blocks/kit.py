"""The few shapes that most messages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slackblocks import (
    ActionsBlock,
    Block,
    Button,
    Confirm,
    ContextBlock,
    Element,
    InputBlock,
    Markdown,
    Option,
    PlainText,
    PlainTextInput,
    SectionBlock,
)

from bot.slack.ids import Act, Field
from bot.slack.message import Message
from bot.slack.metadata import Metadata
from bot.texts import Mrkdwn

SECTION_LIMIT = 3000
LABEL_LIMIT = 75
VALUE_LIMIT = 2000


def cut(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer than Slack takes."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def section(text: str, *, accessory: Element | None = None) -> SectionBlock:
    """A paragraph of mrkdwn."""
    return SectionBlock(Markdown(cut(text, SECTION_LIMIT), verbatim=True), accessory=accessory)


def context(*texts: str) -> ContextBlock:
    """A line of small print."""
    return ContextBlock([Markdown(cut(one, 2000), verbatim=True) for one in texts if one])


def button(
    label: str,
    act: Act,
    ref: Metadata | str | None = None,
    *,
    style: str | None = None,
    confirm: Confirm | None = None,
) -> Button:
    """A button; ``ref`` is what it carries back, ids only."""
    value = ref.encode() if isinstance(ref, Metadata) else ref
    return Button(
        PlainText(cut(label, LABEL_LIMIT), emoji=True),
        action_id=str(act),
        value=value,
        style=style,  # type: ignore[arg-type]
        confirm=confirm,
    )


def run_button(label: str, command: str, *, style: str | None = None) -> Button:
    """A button that stands for a command's text; Slack wants each id once in a row of buttons."""
    return Button(
        PlainText(cut(label, LABEL_LIMIT), emoji=True),
        action_id=f"{Act.RUN}:{command}"[:255],
        value=command or " ",
        style=style,  # type: ignore[arg-type]
    )


def actions(buttons: Sequence[Element]) -> list[Block]:
    """Rows of buttons, five a row as Slack shows them well; none at all for none."""
    rows = [buttons[at : at + 5] for at in range(0, len(buttons), 5)]
    return [ActionsBlock(list(row)) for row in rows]


def text_input(
    field: Field,
    label: str,
    *,
    initial: str | None = None,
    hint: str | None = None,
    placeholder: str | None = None,
    optional: bool = False,
    multiline: bool = False,
    longest: int | None = None,
) -> InputBlock:
    """A labelled line (or box) to type into."""
    element = PlainTextInput(
        action_id=str(field),
        initial_value=initial,
        multiline=multiline,
        max_length=longest,
        placeholder=PlainText(cut(placeholder, 150)) if placeholder else None,
    )
    return labelled(field, label, element, hint=hint, optional=optional)


def labelled(
    field: Field,
    label: str,
    element: Element,
    *,
    hint: str | None = None,
    optional: bool = False,
) -> InputBlock:
    """Any input element under its label."""
    return InputBlock(
        PlainText(label),
        element,
        block_id=str(field),
        hint=PlainText(hint) if hint else None,
        optional=optional,
    )


def option(label: str, value: str) -> Option:
    """One choice of a menu."""
    return Option(PlainText(cut(label, LABEL_LIMIT)), value)


def plain(text: str) -> Message:
    """A message of one paragraph."""
    return Message(text, (section(text),))


def pages(lines: Iterable[str]) -> list[Mrkdwn]:
    """The lines in as few paragraphs as Slack's limit for one allows."""
    made: list[str] = [""]
    for line in lines:
        if len(made[-1]) + len(line) + 1 > SECTION_LIMIT:
            made.append("")
        made[-1] = f"{made[-1]}\n{line}".strip()
    return [Mrkdwn(page) for page in made]
