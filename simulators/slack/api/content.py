"""What a message is to say: text, blocks, attachments and metadata, checked as Slack does."""

from __future__ import annotations

import json
from typing import Any

from simulators.slack.api.method import Call
from simulators.slack.blocks import attachment_faults, message_faults
from simulators.slack.errors import ApiError
from simulators.slack.shapes import Json

LONGEST_TEXT = 40_000
LONGEST_BLOCKS = 13_200
"""Seen in slackapi/bolt-js issue 2509: more text in all blocks is ``msg_blocks_too_long``."""

LARGEST_METADATA = 16_000
MOST_ATTACHMENTS = 100
_TABLES = ("table", "data_table")


def content_of(call: Call) -> Json:
    """The content that the arguments give; what is absent is left out."""
    content: Json = {}
    if call.args.given("text"):
        content["text"] = call.args.text("text")
    blocks = call.args.json("blocks", "invalid_blocks_format")
    if blocks is not None:
        _check_blocks(call, blocks)
        content["blocks"] = blocks
    attachments = call.args.json("attachments", "invalid_attachments")
    if attachments is not None:
        if isinstance(attachments, list) and len(attachments) > MOST_ATTACHMENTS:
            raise ApiError("too_many_attachments")
        _check(attachment_faults(attachments, call.core.features))
        content["attachments"] = attachments
    return content


def need_something(content: Json) -> None:
    """``no_text`` if there is nothing to show."""
    if not any(content.get(part) for part in ("text", "blocks", "attachments")):
        raise ApiError("no_text")


def metadata_of(call: Call) -> Json | None:
    """The message's metadata, ``{}`` to take it away, None if the argument is absent."""
    metadata = call.args.json("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return metadata  # type: ignore[no-any-return]
    if not isinstance(metadata, dict):
        raise ApiError("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise ApiError("metadata_too_large")
    return metadata


def _check_blocks(call: Call, blocks: Any) -> None:
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    _check(message_faults(blocks, call.core.features))
    if sum(_text_length(one) for one in blocks if one["type"] not in _TABLES) > LONGEST_BLOCKS:
        raise ApiError("msg_blocks_too_long")


def _check(faults: list[str]) -> None:
    if faults:
        sentences = [fault.removeprefix("[ERROR] ") for fault in faults]
        raise ApiError("invalid_blocks", errors=sentences, response_metadata={"messages": faults})


def _text_length(value: Any) -> int:
    if isinstance(value, dict):
        own = value.get("text")
        length = len(own) if isinstance(own, str) else 0
        return length + sum(_text_length(one) for one in value.values())
    if isinstance(value, list):
        return sum(_text_length(one) for one in value)
    return 0
