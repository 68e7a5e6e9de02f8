"""A submitted modal whose work may take longer than Slack waits for an ack.

Quick work is answered in the ack, so that an error stands beside its field. Slow work gets a
placeholder in the modal's place, and its answer takes that place when it comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.errors import BadInput, CallboardError
from bot.logs import bound, new_id
from bot.slack.blocks import failures, waiting
from bot.slack.client import SlackRefused
from bot.slack.forms import Form, fields_of, form
from bot.slack.ids import Field
from bot.slack.message import Message, Modal
from bot.slack.payloads import origin
from bot.slack.reply import Reply
from bot.slack.slash import looks_secret
from bot.texts import N_, Texts
from handlers.ask import Ask
from handlers.homes import redraw
from handlers.intake import Intake

Body = dict[str, Any]
Submitted = Callable[[Ask, Form], Awaitable[Modal | None]]

# Slack waits three seconds; what is not done after this many gets a placeholder.
_QUICK = 1.5

_log = structlog.get_logger(__name__)


class _Submission:
    """One submitted view on its way."""

    def __init__(self, intake: Intake, body: Body) -> None:
        self._intake = intake
        self._view = body["view"]
        self._origin = origin(body)
        self._id = new_id()
        self._reply = Reply(intake.voice, self._origin)
        self._t = intake.texts(None)
        self.outcome: asyncio.Future[Modal | BadInput | None] = asyncio.Future()

    async def run(self, work: Submitted) -> None:
        with bound(request_id=self._id, user=self._origin.user_id):
            self.outcome.set_result(await self._ended(work))
            await self._draw_home()

    async def _ended(self, work: Submitted) -> Modal | BadInput | None:
        """What came of it; somebody waits for that, whatever goes wrong."""
        try:
            return await self._carry_out(work)
        except Exception as error:
            _log.exception("unforeseen")
            self._failed(error)
            return failures.modal(self._t, failures.unforeseen(self._t, self._id))

    async def _carry_out(self, work: Submitted) -> Modal | BadInput | None:
        try:
            ask = await self._intake.ask(self._origin, self._id, self._reply)
            self._t = ask.t
            filled = form(self._view)
            _refuse_secrets(filled)
            return await work(ask, filled)
        except CallboardError as error:
            self._failed(error)
            if isinstance(error, BadInput) and faulty(error).keys() <= fields_of(self._view):
                return error
            return failures.modal(self._t, failures.sentence(self._t, error))

    def _failed(self, error: Exception) -> None:
        """The books wait for no person, and no person for the books."""
        failed = self._intake.services.access.failed(error)
        self._intake.tasks.start(failed, name="audit of a failure")

    async def _draw_home(self) -> None:
        """A form that names no channel was opened on App Home, which is to show what it did."""
        if '"channel"' not in str(self._view.get("private_metadata")):
            await redraw(await self._intake.ask(self._origin, self._id, self._reply))

    async def answer(self, ack: Any) -> None:
        """Answer in the ack if the work is quick, with a placeholder if it is not."""
        done, _ = await asyncio.wait({self.outcome}, timeout=_QUICK)
        if not done:
            await ack(response_action="update", view=waiting.modal(self._t).body())
            self._intake.tasks.start(self._answer_late(), name="late answer")
            return
        result = self.outcome.result()
        if result is None:
            await ack()
        elif isinstance(result, Modal):
            await ack(response_action="update", view=result.body())
        else:
            errors = {field: self.sentence(one) for field, one in faulty(result).items()}
            await ack(response_action="errors", errors=errors)

    async def _answer_late(self) -> None:
        result = await self.outcome
        if isinstance(result, BadInput):
            result = failures.modal(self._t, failures.sentence(self._t, result))
        shown = result or waiting.done(self._t)
        try:
            await self._reply.update(str(self._view["id"]), shown)
        except SlackRefused:
            # The placeholder was closed; whoever did that still wants to know how it ended.
            await self._reply.say(Message(shown.title, shown.blocks))

    def sentence(self, error: CallboardError) -> str:
        """The error beside its field, as plain text."""
        t: Texts = self._t
        return t(error.message, **error.values)


def faulty(error: BadInput) -> dict[str, BadInput]:
    """What is wrong, by the field that it stands in."""
    return {str(one.field): one for one in error.faults}


def _refuse_secrets(filled: Form) -> None:
    """A token belongs in its own field, which is kept encrypted; in every other it is refused.

    :raises BadInput: beside the field, without a word of what stands there.
    """
    for field, text in filled.texts():
        if field != Field.TOKEN and looks_secret(text):
            raise BadInput(
                N_(
                    "That looks like a campaign's token, or an address that dials. It was not "
                    "used or kept; a token is typed into the field Token of connect only."
                ),
                field=field,
            )


async def submit(ack: Any, body: Body, intake: Intake, work: Submitted) -> None:
    """Do the work of a submitted view and answer it in time."""
    submission = _Submission(intake, body)
    intake.tasks.start(submission.run(work), name=getattr(work, "__name__", "submission"))
    await submission.answer(ack)
