"""Modals, stacked up to three, and App Home: what each person has before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulators.slack.app import InstalledApp
from simulators.slack.blocks.defaults import stored_blocks
from simulators.slack.errors import ApiError
from simulators.slack.ids import Ids, secret
from simulators.slack.people import User
from simulators.slack.render import render_view
from simulators.slack.shapes import Json
from simulators.slack.transcript import Transcript

DEEPEST = 3


@dataclass(eq=False)
class View:
    """A modal or a Home tab as it is now; ``versions`` are its earlier contents."""

    id: str
    kind: str
    user: User
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    standing: bool = True
    filled: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    versions: list[Json] = field(default_factory=list)
    origin: Any = None
    """The channel in which the modal was asked for, where there was one."""

    @property
    def title(self) -> str:
        """The title of a modal."""
        return str(self.content["title"]["text"]) if "title" in self.content else ""

    @property
    def text(self) -> str:
        """What a person reads."""
        return render_view(self.content)

    @property
    def blocks(self) -> list[Json]:
        """The blocks as Slack stored them."""
        return list(self.content["blocks"])

    @property
    def callback_id(self) -> str:
        """By which the app knows the view again."""
        return str(self.content.get("callback_id", ""))

    def to_json(self, app: InstalledApp, state: Json) -> Json:
        """The view object of payloads and answers; ``state`` is what the person has filled in."""
        return {
            "id": self.id,
            "team_id": app.bot.team_id,
            "type": self.kind,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
            **self.content,
            "state": {"values": state},
            "hash": self.hash,
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": app.app_id,
            "app_installed_team_id": app.bot.team_id,
            "bot_id": app.bot.bot_id,
        }


class Views:
    """Who has which modals open, and what each Home tab shows."""

    def __init__(self, ids: Ids, transcript: Transcript) -> None:
        self._ids = ids
        self._transcript = transcript
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self._all: dict[str, View] = {}

    def top(self, user: User) -> View | None:
        """The modal that this person sees."""
        stack = self.stacks.get(user.id)
        return stack[-1] if stack else None

    def open(self, user: User, content: Json, origin: Any = None) -> View:
        """A new modal; one that was open before is gone."""
        self.clear(user)
        return self._push(user, content, "modal_open", origin)

    def push(self, user: User, content: Json) -> View:
        """A modal on top of the one that is open; at most three are stacked."""
        stack = self.stacks.get(user.id, [])
        if not stack:
            raise ApiError("not_found")
        if len(stack) >= DEEPEST:
            raise ApiError("push_limit_reached")
        return self._push(user, content, "modal_push", stack[-1].origin)

    def update(self, view: View, content: Json) -> None:
        """Show other content in an open view; what was typed stays where the ids are the same."""
        view.versions.append(view.content)
        view.content = self._stored(content, view)
        view.hash = self._new_hash()
        view.errors = {}
        self._note("modal_update" if view.kind == "modal" else "home", view)

    def publish(self, user: User, content: Json) -> View:
        """Show this Home tab to the person."""
        if home := self.homes.get(user.id):
            self.update(home, content)
            return home
        home = self._new("home", user, content)
        self.homes[user.id] = home
        self._note("home", home)
        return home

    def close(self, view: View) -> None:
        """Close one modal; the one beneath it shows again."""
        view.standing = False
        self.stacks[view.user.id].remove(view)
        self._note("modal_close", view)

    def clear(self, user: User) -> None:
        """Close every modal of the person."""
        for view in reversed(self.stacks.get(user.id, []).copy()):
            self.close(view)

    def show_errors(self, view: View, errors: dict[str, str]) -> None:
        """Mark inputs as wrong; ``errors`` are by block id."""
        view.errors = dict(errors)
        self._transcript.add(
            "modal_errors",
            "; ".join(errors.values()),
            user=view.user.id,
            data={"id": view.id, "errors": view.errors},
        )

    def find(self, view_id: str, external_id: str) -> View:
        """The open view with this id; ``not_found`` if it was closed."""
        for view in self._all.values():
            named = external_id and view.content.get("external_id") == external_id
            if view.standing and (view.id == view_id or named):
                return view
        raise ApiError("not_found")

    def _push(self, user: User, content: Json, kind: str, origin: Any) -> View:
        view = self._new("modal", user, content)
        stack = self.stacks.setdefault(user.id, [])
        view.root_id = stack[0].id if stack else view.id
        view.previous_id = stack[-1].id if stack else None
        view.origin = origin
        stack.append(view)
        self._note(kind, view)
        return view

    def _new(self, kind: str, user: User, content: Json) -> View:
        external = content.get("external_id")
        if external and any(
            one.standing and one.content.get("external_id") == external
            for one in self._all.values()
        ):
            raise ApiError("duplicate_external_id")
        view_id = self._ids.new("V")
        view = View(view_id, kind, user, {}, self._new_hash(), view_id)
        view.content = self._stored(content, view)
        self._all[view.id] = view
        return view

    def _new_hash(self) -> str:
        return f"{self._ids.ts().split('.')[0]}.{secret(8)}"

    def _stored(self, content: Json, view: View) -> Json:
        blocks = stored_blocks(content["blocks"], lambda: self._ids.new("b"))
        return {**content, "blocks": blocks}

    def _note(self, kind: str, view: View) -> None:
        data = {"id": view.id, "hash": view.hash, **view.content}
        text = view.title if kind == "modal_close" else view.text
        self._transcript.add(kind, text, user=view.user.id, data=data)
