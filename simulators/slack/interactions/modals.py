"""Forms: filling inputs by their labels, submitting, closing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulators.slack.blocks import too_large, view_faults
from simulators.slack.delivery.envelope import Ack
from simulators.slack.errors import ApiError, Refused
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

_FAILED = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Submission:
    """What became of a submitted form.

    ``outcome``: closed, errors, updated, pushed, cleared, or failed (the modal stays, with
    Slack's own sentence). ``errors`` are by the labels of the inputs.
    """

    outcome: str
    errors: dict[str, str] = field(default_factory=dict)
    ack: Ack | None = None


class Modals(Clicking):
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
            raise Refused(f"{view.title!r} cannot be submitted: {self._labelled(view, wrong)}")
        payload = self._view_payload("view_submission", person, view)
        payload |= {
            "trigger_id": self.core.triggers.new(person, view.origin),
            "response_urls": self._response_urls(person, view, state),
        }
        ack = await self.interact(payload, takes_answer=True)
        return self._follow(view, ack)

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

    def _follow(self, view: View, ack: Ack) -> Submission:
        if not ack.ok:
            return self._failed(view, ack)
        try:
            return self._respond(view, ack)
        except (ApiError, KeyError) as error:
            self.trouble(view.user.id, f"response_action: {error}")
            return self._failed(view, ack)

    def _respond(self, view: View, ack: Ack) -> Submission:
        views, content = self.core.views, ack.body.get("view")
        match ack.body.get("response_action"):
            case None:
                if ack.body:
                    raise ApiError("the answer to a submission must be empty or an action")
                if view.standing:
                    views.close(view)
                return Submission("closed", ack=ack)
            case "clear":
                views.clear(view.user)
                return Submission("cleared", ack=ack)
            case "errors":
                return self._errors(view, ack)
            case "update":
                views.update(view, self._checked(content))
                return Submission("updated", ack=ack)
            case "push":
                views.push(view.user, self._checked(content))
                return Submission("pushed", ack=ack)
            case other:
                raise ApiError(f"unknown response_action {other!r}")

    def _errors(self, view: View, ack: Ack) -> Submission:
        errors = {str(name): str(text) for name, text in ack.body.get("errors", {}).items()}
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not errors or not set(errors) <= inputs:
            raise ApiError("errors must name the block_id of inputs")
        self.core.views.show_errors(view, errors)
        return Submission("errors", self._labelled(view, errors), ack)

    def _checked(self, content: Any) -> Json:
        faults = view_faults(content, "modal", self.core.features)
        if faults:
            raise ApiError("; ".join(faults))
        if too_large(content):
            raise ApiError("view_too_large")
        return dict(content)

    def _failed(self, view: View, ack: Ack) -> Submission:
        self.trouble(view.user.id, _FAILED)
        return Submission("failed", {"": _FAILED}, ack)

    def _labelled(self, view: View, errors: dict[str, str]) -> dict[str, str]:
        labels = {
            block["block_id"]: str(block["label"]["text"])
            for block in view.blocks
            if block["type"] == "input"
        }
        return {labels[name]: text for name, text in errors.items()}

    async def _dismiss(self, user: User, *, cleared: bool) -> None:
        view = self._open(user)
        payload = self._view_payload("view_closed", user, view) | {"is_cleared": cleared}
        if cleared or view.content.get("clear_on_close"):
            self.core.views.clear(user)
        else:
            self.core.views.close(view)
        if view.content.get("notify_on_close"):
            await self.interact(payload)
