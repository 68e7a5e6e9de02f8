"""What becomes of a form after the app has answered to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulators.slack.blocks import too_large, view_faults
from simulators.slack.delivery.envelope import Ack
from simulators.slack.errors import ApiError
from simulators.slack.interactions.base import Acts
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


class Answers(Acts):
    """Slack's side of a submission."""

    def follow(self, view: View, ack: Ack) -> Submission:
        """Do to the modals what the app's acknowledgement says."""
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
        return Submission("errors", self.labelled(view, errors), ack)

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

    def labelled(self, view: View, errors: dict[str, str]) -> dict[str, str]:
        """Errors by the labels of their inputs instead of block ids."""
        labels = {
            block["block_id"]: str(block["label"]["text"])
            for block in view.blocks
            if block["type"] == "input"
        }
        return {labels[name]: text for name, text in errors.items()}
