"""Slack's payloads, and the signature that makes them Slack's."""

from __future__ import annotations

import hashlib
import hmac
import time
from itertools import count
from typing import Any
from urllib.parse import urlencode

import orjson

from bench.stands.slack import APP, CHANNEL, PERSON, SECRET, TEAM

_NUMBERS = count(1)


def command(slack_url: str, text: str = "help") -> dict[str, str]:
    """A slash command that was never sent before."""
    return {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": CHANNEL,
        "channel_name": "calls",
        "user_id": PERSON,
        "user_name": "ada",
        "command": "/campaign",
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": f"{slack_url}/hook",
        "trigger_id": f"{next(_NUMBERS)}.{time.time_ns()}",
    }


def press(slack_url: str, action_id: str, value: str) -> dict[str, Any]:
    """A button of a card, pressed."""
    return {
        "type": "block_actions",
        "user": {"id": PERSON, "username": "ada", "team_id": TEAM},
        "api_app_id": APP,
        "team": {"id": TEAM, "domain": "bench"},
        "container": {
            "type": "message",
            "message_ts": "1700000000.000100",
            "channel_id": CHANNEL,
            "is_ephemeral": False,
        },
        "channel": {"id": CHANNEL, "name": "calls"},
        "message": {"ts": "1700000000.000100", "text": "spring"},
        "response_url": f"{slack_url}/hook",
        "trigger_id": f"{next(_NUMBERS)}.{time.time_ns()}",
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "controls",
                "value": value,
                "action_ts": f"{time.time():.6f}",
            }
        ],
    }


def signed(fields: dict[str, Any]) -> bytes:
    """The whole HTTP request that brings this form to ``/slack/events``."""
    body = urlencode(fields).encode()
    now = int(time.time())
    digest = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
    )
    return head.encode() + body


def signed_press(payload: dict[str, Any]) -> bytes:
    """The same for an interaction."""
    return signed({"payload": orjson.dumps(payload).decode()})
