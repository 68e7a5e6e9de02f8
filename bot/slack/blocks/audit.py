"""The audit as admins read it."""

from __future__ import annotations

from datetime import tzinfo

from slackblocks import Block

from bot.domain.audit import ACTIONS, OUTCOMES, AuditPage, AuditRow
from bot.slack.blocks.kit import actions, button, context, pages, plain, section
from bot.slack.blocks.words import channel_link, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import AuditRef
from bot.texts import Mrkdwn, Texts, escape


def page(t: Texts, shown: AuditPage, zone: tzinfo) -> Message:
    """A page of it, newest first, with buttons for the next and for the file."""
    if not shown.rows:
        return plain(t.md("Nothing is in the books yet."))
    title = t.md("*Audit of {name}*", name=shown.campaign) if shown.campaign else t.md("*Audit*")
    lines = [_line(t, row, zone) for row in shown.rows]
    blocks: list[Block] = [section(part) for part in pages([title, *lines])]
    ref = AuditRef(campaign=shown.campaign_id)
    buttons = [button(t("As a file"), Act.AUDIT_FILE, ref)]
    if shown.has_older:
        older = AuditRef(campaign=shown.campaign_id, before=shown.rows[-1].id)
        buttons.insert(0, button(t("Older"), Act.AUDIT_OLDER, older))
    return Message(title, (*blocks, *actions(buttons)))


def _line(t: Texts, row: AuditRow, zone: tzinfo) -> Mrkdwn:
    parts = [
        escape(t.moment(row.at, zone)),
        mention(row.actor),
        t.md("*{action}*", action=ACTIONS.get(row.action, row.action)),
        *([escape(row.campaign)] if row.campaign else []),
        *([t.md_n("{count} person", "{count} people", row.people)] if row.people else []),
        t.md("_{outcome}_", outcome=OUTCOMES.get(row.outcome, row.outcome)),
        *_place(row.channel_id or ""),
    ]
    return Mrkdwn(" · ".join(parts))


def _place(channel_id: str) -> list[Mrkdwn]:
    return [channel_link(channel_id)] if channel_id[:1] in {"C", "G"} else []


def file_follows(t: Texts) -> Message:
    """Where the file will come."""
    text = t.md("The file follows in your direct messages.")
    return Message(text, (context(text),))
