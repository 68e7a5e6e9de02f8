"""What Slack's payloads say of the person, the place and the request, whatever their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from.

    ``key`` is Slack's own name for the request: the same one when it is delivered twice.
    ``thread_ts`` is where a post about it belongs: for a mention below that very mention.
    ``in_thread`` tells whether the person stands in that thread: a message for the person alone is
    shown there only if the thread has begun. ``is_command``: it was typed as a slash command.
    ``on_home``: the click was on App Home.
    ``team_id`` is the person's workspace and ``home_team_id`` the one the app is installed in: they
    differ for people of other workspaces in a shared channel.
    """

    user_id: str
    channel_id: str | None
    thread_ts: str | None
    trigger_id: str | None
    response_url: str | None
    team_id: str | None
    home_team_id: str | None
    key: str
    is_direct: bool
    in_thread: bool = False
    is_command: bool = False
    on_home: bool = False

    @property
    def answer_ts(self) -> str | None:
        """The thread that an answer to the person alone can be seen in."""
        return self.thread_ts if self.in_thread else None

    @property
    def is_stranger(self) -> bool:
        """Whether the person belongs to another workspace."""
        return bool(self.team_id and self.home_team_id and self.team_id != self.home_team_id)


def origin(body: Body) -> Origin:
    """Read the origin of a command, an interaction or an event."""
    if "event" in body:
        return _of_event(body)
    if "command" in body:
        return _of_command(body)
    return _of_interaction(body)


def _of_event(body: Body) -> Origin:
    event = body["event"]
    channel = event.get("channel") or event.get("channel_id")
    if isinstance(channel, dict):
        channel = channel.get("id")
    return Origin(
        user_id=str(event.get("user") or event.get("user_id") or ""),
        channel_id=channel,
        thread_ts=event.get("thread_ts") or event.get("ts"),
        trigger_id=None,
        response_url=None,
        team_id=event.get("user_team") or event.get("team") or body.get("team_id"),
        home_team_id=body.get("team_id"),
        key=_key("event", body.get("event_id")),
        is_direct=event.get("channel_type") == "im" or str(channel or "").startswith("D"),
        in_thread="thread_ts" in event,
    )


def _of_command(body: Body) -> Origin:
    channel = body.get("channel_id")
    return Origin(
        user_id=str(body["user_id"]),
        channel_id=channel,
        thread_ts=None,
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        team_id=body.get("user_team_id") or body.get("team_id"),
        home_team_id=body.get("team_id"),
        key=_key("command", body.get("trigger_id")),
        is_direct=str(channel or "").startswith("D"),
        is_command=True,
    )


def _of_interaction(body: Body) -> Origin:
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    user = body.get("user") or {}
    thread_ts = _thread_clicked_in(body.get("message") or {}, container)
    return Origin(
        user_id=str(user.get("id", "")),
        channel_id=channel,
        thread_ts=thread_ts,
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        team_id=user.get("team_id"),
        home_team_id=(body.get("team") or {}).get("id"),
        key=_interaction_key(body),
        is_direct=str(channel or "").startswith("D") or container.get("type") == "view",
        in_thread=thread_ts is not None,
        on_home=(body.get("view") or {}).get("type") == "home",
    )


def _thread_clicked_in(message: Body, container: Body) -> str | None:
    """The thread of a message that was clicked; one that a thread hangs under is in none itself."""
    thread: str | None = message.get("thread_ts") or container.get("thread_ts")
    return None if thread == (message.get("ts") or container.get("message_ts")) else thread


def _interaction_key(body: Body) -> str:
    if body.get("type") == "view_submission":
        view = body.get("view") or {}
        return f"view:{view.get('id')}:{view.get('hash')}"
    acted = body.get("actions") or [{}]
    user = (body.get("user") or {}).get("id")
    stamp = acted[0].get("action_ts") or body.get("action_ts") or body.get("trigger_id")
    return _key(f"click:{user}:{acted[0].get('action_id')}", stamp)


def _key(kind: str, name: object) -> str:
    """A request by its name; one without a name is taken for the repetition of no other."""
    return f"{kind}:{name or uuid4().hex}"
