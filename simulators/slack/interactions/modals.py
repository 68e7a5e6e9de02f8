"""Forms: filling inputs by their labels, submitting, closing."""

from __future__ import annotations

from typing import Any

from simulators.slack.errors import Refused
from simulators.slack.interactions.answers import Answers, Submission
from simulators.slack.interactions.base import Who
from simulators.slack.interactions.clicks import Clicking
from simulators.slack.interactions.form import missing_or_wrong
from simulators.slack.interactions.payloads import base_payload
from simulators.slack.interactions.sight import Target, find
from simulators.slack.interactions.state import state_values
from simulators.slack.interactions.suggestions import suggest
from simulators.slack.interactions.values import Filler
from simulators.slack.people import User
from simulators.slack.shapes import Json
from simulators.slack.views import View


class Modals(Clicking, Answers):
    """Acts in an open modal."""

    async def fill(self, user: Who, values: dict[str, Any]) -> None:
        """Put values into the inputs with these labels, without submitting.

        Texts are typed as they are; menus take the text of an option (an external one asks the
        app with it); people and channels go by name; files are Paths or (name, bytes); several
        choices are a list; None empties. An input with ``dispatch_action`` tells the app.
        """
        person = self.user(user)
        for label, value in values.items():
            target = find(self.core, person, label, self._open(person))
            chosen = await Filler(self, person, target).fill(value)
            self.remember(target, chosen)
            if target.block.get("dispatch_action"):
                await self.act(person, target, chosen)

    async def submit(self, user: Who, values: dict[str, Any] | None = None) -> Submission:
        """Fill in what is given and press the submit button.

        Refused if Slack's client would not send it: a required input is empty, a text too long.
        """
        await self.fill(user, values or {})
        person = self.user(user)
        view = self._open(person)
        if not view.content.get("submit"):
            raise Refused(f"{view.title!r} has nothing to submit.")
        state = state_values(view)
        if wrong := missing_or_wrong(view.content, state):
            self.core.views.show_errors(view, wrong)
            raise Refused(f"{view.title!r} cannot be submitted: {self.labelled(view, wrong)}")
        payload = self._view_payload("view_submission", person, view)
        payload |= {
            "trigger_id": self.core.triggers.new(person, view.origin),
            "response_urls": self._response_urls(person, view, state),
        }
        ack = await self.interact(payload, takes_answer=True)
        return self.follow(view, ack)

    async def close(self, user: Who) -> None:
        """Close the topmost modal; the app hears of it if it wished to."""
        await self._dismiss(self.user(user), cleared=False)

    async def close_all(self, user: Who) -> None:
        """Press the cross: the whole stack goes."""
        await self._dismiss(self.user(user), cleared=True)

    async def options(self, user: Who, label: str, query: str) -> list[str]:
        """What an external menu offers while the person types ``query``."""
        person = self.user(user)
        target = find(self.core, person, label, None)
        found = await suggest(self, person, target, query)
        return [str(option["text"]["text"]) for option in found]

    def modal(self, user: Who) -> View | None:
        """The modal that the person sees now."""
        return self.core.views.top(self.user(user))

    def filled(self, user: Who, label: str) -> Json:
        """What an input of the open modal holds now."""
        person = self.user(user)
        view = self._open(person)
        target: Target = find(self.core, person, label, view)
        values = state_values(view)
        return dict(values[target.block["block_id"]][target.element["action_id"]])

    def _open(self, user: User) -> View:
        view = self.core.views.top(user)
        if view is None:
            raise Refused(f"@{user.name} has no modal open.")
        return view

    def _view_payload(self, kind: str, user: User, view: View) -> Json:
        shown = view.to_json(self.core.app, state_values(view))
        return base_payload(self.core, kind, user) | {"view": shown}

    def _response_urls(self, user: User, view: View, state: Json) -> list[Json]:
        urls = []
        for block in view.blocks:
            element = block.get("element", {})
            if element.get("response_url_enabled"):
                value = state[block["block_id"]][element["action_id"]]
                chosen = value.get("selected_conversation") or value.get("selected_channel")
                channel = self.core.workspace.channels[chosen]
                urls.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel.id,
                        "response_url": self.core.hooks.new("app", user, channel),
                    }
                )
        return urls

    async def _dismiss(self, user: User, *, cleared: bool) -> None:
        view = self._open(user)
        payload = self._view_payload("view_closed", user, view) | {"is_cleared": cleared}
        if cleared or view.content.get("clear_on_close"):
            self.core.views.clear(user)
        else:
            self.core.views.close(view)
        if view.content.get("notify_on_close"):
            await self.interact(payload)
