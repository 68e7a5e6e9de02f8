"""What the columns of a list were taken for, in one line, so that a wrong guess is seen at once."""

from __future__ import annotations

from bot.domain import cells
from bot.domain.batches import Preview
from bot.domain.contacts import Role
from bot.slack.blocks.words import code
from bot.texts import N_, Mrkdwn, Texts

_ROLES = {
    Role.PHONE: N_("phone: {columns}"),
    Role.POLICY: N_("call policy: {columns}"),
    Role.PAYLOAD: N_("variables: {columns}"),
    Role.IGNORED: N_("not used: {columns}"),
}
_NAMED = 6


def columns_taken(t: Texts, shown: Preview) -> list[Mrkdwn]:
    """The line; nothing where there is no file whose columns could be put right, or one column."""
    columns = (shown.batch.details.get("columns") or {}).get("columns") or ()
    if not shown.columns or len(columns) < 2:
        return []
    parts = []
    for role, text in _ROLES.items():
        headers = [_header(t, index, header) for index, header, of, _ in columns if of == role]
        if headers:
            more = ", …" if len(headers) > _NAMED else ""
            parts.append(t.md(text, columns=Mrkdwn(", ".join(headers[:_NAMED]) + more)))
    return [t.md("Columns — {parts}", parts=Mrkdwn(" · ".join(parts)))]


def _header(t: Texts, index: int, header: str) -> Mrkdwn:
    """Set apart as it stands in the file, because it may have commas of its own."""
    return code(cells.shown(header) or t("Column {number}", number=index + 1))
