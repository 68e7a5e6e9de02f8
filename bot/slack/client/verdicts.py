"""Reads failures of Web API calls: did it surely not happen, or may it have happened?

Measured under kill -9 and faults: an answer that was lost must be looked for in the channel, since
Slack has no idempotency key; only a connection that was never made, a 429 and a definite
``ok: false`` prove that nothing was posted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack.client.outcomes import Fault, NotPosted, Unclear

RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})
DOUBTFUL = frozenset({"internal_error", "fatal_error", "service_unavailable"})

_NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)

_PERMANENT: dict[Fault, str] = {
    Fault.CHANNEL: """
        channel_not_found is_archived is_inactive not_in_channel user_not_in_channel
        restricted_action
        restricted_action_read_only_channel restricted_action_thread_only_channel
        restricted_action_non_threadable_channel restricted_action_thread_locked
        cannot_reply_to_message slack_connect_canvas_sharing_blocked
        slack_connect_file_link_sharing_blocked team_access_not_granted
        method_not_supported_for_channel_type
    """,
    Fault.TOKEN: """
        token_revoked token_expired account_inactive invalid_auth not_authed missing_scope
        no_permission not_allowed_token_type access_denied accesslimited ekm_access_denied
        enterprise_is_restricted org_login_required two_factor_setup_required
    """,
    Fault.MESSAGE: """
        msg_too_long msg_blocks_too_long no_text invalid_blocks invalid_blocks_format
        invalid_attachments too_many_attachments attachment_payload_limit_exceeded
        metadata_too_large invalid_metadata_format invalid_metadata_schema
        metadata_must_be_sent_from_app message_not_found cant_update_message edit_window_closed
        invalid_thread_ts thread_not_found invalid_arguments invalid_arg_name invalid_post_type
        file_not_found file_deleted view_too_large not_found hash_conflict expired_trigger_id
        exchanged_trigger_id invalid_trigger_id
    """,
    Fault.PERSON: """
        user_not_found user_disabled cannot_dm_bot user_not_visible messages_tab_disabled
    """,
}
PERMANENT: Mapping[str, Fault] = {
    word: fault for fault, words in _PERMANENT.items() for word in words.split()
}


def judge(error: Exception) -> NotPosted | Unclear:
    """What a failed call proves."""
    if isinstance(error, _NEVER_SENT):
        return NotPosted("unreachable")
    if isinstance(error, SlackApiError):
        return _judge_answer(error.response)
    if isinstance(error, asyncio.TimeoutError):
        return Unclear("timeout")
    if isinstance(error, aiohttp.ClientError | OSError):
        return Unclear("disconnected")
    return Unclear(type(error).__name__)


def _judge_answer(response: Any) -> NotPosted | Unclear:
    status = _status_of(response)
    word = word_of(getattr(response, "data", None))
    if status == 429 or word in RATE_LIMITED:
        return NotPosted("ratelimited", retry_after=retry_after(getattr(response, "headers", {})))
    if status >= 500 or word in DOUBTFUL:
        return Unclear(word or f"http_{status}")
    if word:
        return NotPosted(word, fault=PERMANENT.get(word))
    return Unclear("garbled") if status < 300 else NotPosted(f"http_{status}")


def _status_of(response: Any) -> int:
    """The SDK hands over its own answer, or aiohttp's where that was no JSON."""
    status = getattr(response, "status_code", None)
    return int(getattr(response, "status", 0) if status is None else status)


def word_of(data: object) -> str:
    """Slack's word for a failure, or an empty string where the answer has none."""
    word = data.get("error") if isinstance(data, dict) and not data.get("ok") else None
    return word if isinstance(word, str) else ""


def retry_after(headers: Mapping[str, Any], default: float = 1.0) -> float:
    """The seconds that Slack asks to wait; the default where it does not say, or not in digits."""
    lowered = {name.lower(): value for name, value in headers.items()}
    value = lowered.get("retry-after")
    text = str(value[0] if isinstance(value, list) and value else value)
    return float(text) if text.isascii() and text.isdigit() else default
