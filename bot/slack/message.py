"""What is shown, ready for Slack's limits: messages, modals and the Home tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import slackblocks
from slackblocks import Block, HomeTabView, ModalView

from bot.texts import Mrkdwn, escape

Json = dict[str, Any]

TEXT_LIMIT = 4_000
"""Slack splits longer texts into several posts."""


def rendered(blocks: Sequence[Block]) -> list[Json]:
    """The blocks as JSON. Slack makes up the block ids that we do not name, so that two renderings
    of the same thing are equal and an edit without a change can be left out."""
    made = []
    for block in blocks:
        body = block._resolve()
        if block._generated_block_id:
            body.pop("block_id", None)
        made.append(slackblocks._core.resolve(body))
    return made


@dataclass(frozen=True, slots=True)
class Message:
    """A message: ``text`` is what notifications and screen readers say, beside the blocks.

    Slack reads it as mrkdwn, so what is not :class:`Mrkdwn` is escaped.
    """

    text: str
    blocks: tuple[Block, ...] = ()

    def body(self) -> Json:
        """The ``text`` and ``blocks`` arguments of ``chat.postMessage`` and its kin."""
        text = _harmless(self.text)[:TEXT_LIMIT]
        slackblocks.Message(channel="C0", text=text, blocks=list(self.blocks) or None)
        return {"text": text, "blocks": rendered(self.blocks)} if self.blocks else {"text": text}


def _harmless(text: str) -> str:
    """Mrkdwn as it is, any other text escaped line by line."""
    if isinstance(text, Mrkdwn):
        return text
    return "\n".join(escape(line) for line in text.splitlines())


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal view. ``metadata`` is what :mod:`bot.slack.metadata` made: ids only."""

    callback_id: str
    title: str
    blocks: tuple[Block, ...]
    submit: str | None = None
    close: str | None = None
    metadata: str = ""
    notify_on_close: bool = False

    def body(self) -> Json:
        """The ``view`` argument of ``views.open`` and its kin."""
        view: Json = ModalView(
            title=self.title[:24],
            blocks=list(self.blocks),
            submit=self.submit,
            close=self.close,
            private_metadata=self.metadata or None,
            callback_id=self.callback_id,
            notify_on_close=self.notify_on_close,
        ).to_dict()
        view["blocks"] = rendered(self.blocks)
        return view


@dataclass(frozen=True, slots=True)
class Home:
    """The App Home of one person."""

    blocks: tuple[Block, ...]

    def body(self) -> Json:
        """The ``view`` argument of ``views.publish``."""
        view: Json = HomeTabView(blocks=list(self.blocks)).to_dict()
        view["blocks"] = rendered(self.blocks)
        return view
