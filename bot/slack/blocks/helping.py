"""Help, made from the table that the parser uses."""

from __future__ import annotations

from slackblocks import Block, Element

from bot.domain.people import Role
from bot.slack.blocks.kit import actions, context, pages, run_button, section
from bot.slack.message import Message
from bot.slack.slash import UsageError, Verb, help_for, help_rows
from bot.texts import Mrkdwn, Texts


def help_message(t: Texts, verb: str | None, command: str) -> Message:
    """All verbs, or one with its usage and examples; buttons run what is useful as it stands."""
    rows = [help_for(verb)] if verb else list(help_rows())
    lines = [_line(t, row, command) for row in rows]
    blocks: list[Block] = [section(page) for page in pages(lines)]
    if verb:
        blocks += [context(_examples(rows[0], command))] if rows[0].examples else []
    else:
        blocks.append(context(t.md("In a thread, mention me instead: {example}", example=_MENTION)))
    return Message(t("What Callboard can do"), (*blocks, *actions(_runnable(t, rows))))


_MENTION = Mrkdwn("`@callboard pause spring`")


def _line(t: Texts, row: Verb, command: str) -> Mrkdwn:
    usage = f"{command} {row.usage}".strip()
    role = Role[row.role.upper()].label
    return t.md("`{usage}`\n{summary} _{role}_", usage=usage, summary=t(row.summary), role=role)


def _examples(row: Verb, command: str) -> str:
    return "   ".join(f"`{command} {example}`" for example in row.examples)


def _runnable(t: Texts, rows: list[Verb]) -> list[Element]:
    texts = [row.runnable for row in rows if row.runnable is not None]
    made: list[Element] = [run_button(text or t("campaigns"), text) for text in texts]
    return made[:10]


def usage(t: Texts, error: UsageError, command: str) -> Message:
    """What was wrong with a command, how it is written, and what may have been meant."""
    blocks: list[Block] = [section(t.md(error.message, **error.values))]
    if error.usage:
        blocks.append(context(t.md("Usage: {usage}", usage=Mrkdwn(f"`{command} {error.usage}`"))))
    if error.suggestion:
        blocks += actions([run_button(error.suggestion, error.suggestion)])
    return Message(t(error.message, **error.values), tuple(blocks))
