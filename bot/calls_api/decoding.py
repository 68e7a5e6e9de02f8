"""Bodies of successful answers, read tolerantly.

What a row must have, it must have; any other value that cannot be read counts as missing, so that
one odd row does not hide a whole page. Nothing but :class:`UnexpectedAnswer` comes out of here.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any, TypeVar

import orjson
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, from_json

from bot.calls_api.answers import Answer
from bot.calls_api.campaign import Campaign, campaign_status
from bot.calls_api.errors import UnexpectedAnswer
from bot.calls_api.jobs import LARGEST_COUNT, AttemptReport, JobReport
from bot.calls_api.pages import Page

T = TypeVar("T")

JOBS: TypeAdapter[list[JobReport]] = TypeAdapter(list[JobReport])
ATTEMPTS: TypeAdapter[list[AttemptReport]] = TypeAdapter(list[AttemptReport])
JOB_PAGE: TypeAdapter[Page[JobReport]] = TypeAdapter(Page[JobReport])
ATTEMPT_PAGE: TypeAdapter[Page[AttemptReport]] = TypeAdapter(Page[AttemptReport])
CAMPAIGN: TypeAdapter[Campaign] = TypeAdapter(Campaign)

_STATUS = re.compile(r'"?([A-Za-z][\w-]{0,39})"?')


def typed(adapter: TypeAdapter[T], answer: Answer) -> T:
    """A body as the adapter's type: at once if all is well, else without what cannot be read."""
    with suppress(ValidationError):
        return adapter.validate_json(answer.body)
    document = parsed(answer)
    faults: list[ErrorDetails] = []
    for _ in ("as it is", "mended"):
        _mend(document, faults)
        try:
            return adapter.validate_python(document)
        except ValidationError as problem:
            faults = problem.errors(include_url=False, include_context=False, include_input=False)
    place = ".".join(str(step) for step in faults[0]["loc"] if not isinstance(step, int))
    raise _unexpected(answer, f"{place or 'the body'}: {faults[0]['type']}")


def _mend(document: Any, faults: list[ErrorDetails]) -> None:
    """Take out the values that could not be read, but make those whole that lack only that."""
    for fault in faults:
        *path, name = fault["loc"] or ("",)
        holder = document
        for step in path:
            holder = holder[step]
        if isinstance(holder, dict) and name in holder:
            value = holder.pop(name)
            if fault["type"] == "int_from_float" and 0 <= value < LARGEST_COUNT:
                holder[name] = round(value)


def parsed(answer: Answer) -> Any:
    """A body as plain values, nested less deep than any encoder minds."""
    for reading in (bytes, _whole_letters):
        with suppress(ValueError, RecursionError):
            return from_json(reading(answer.body))
    raise _unexpected(answer, "HTML" if _is_html(answer) else "not JSON")


def _whole_letters(body: bytes) -> bytes:
    """The JSON without a byte order mark, and with halves of letters replaced: scripts cut texts,
    and emojis, at any place."""
    document = json.loads(body.decode("utf-8-sig", errors="replace"))
    return json.dumps(document, ensure_ascii=False).encode(errors="replace")


def call_job_ids(answer: Answer) -> tuple[str, ...]:
    """The array of IDs that addPhones and cancel answer; integers are accepted."""
    if strings := _strings(answer):
        return strings
    ids = parsed(answer)
    if not isinstance(ids, list) or not all(_is_id(member) for member in ids):
        raise _unexpected(answer, "no array of call job IDs")
    return tuple(str(member) for member in ids)


def _strings(answer: Answer) -> tuple[str, ...]:
    """What nearly every answer is, without a step of Python for each of a thousand IDs."""
    with suppress(orjson.JSONDecodeError):
        ids = orjson.loads(answer.body)
        if isinstance(ids, list) and set(map(type, ids)) == {str} and all(map(str.strip, ids)):
            return tuple(ids)
    return ()


def status_word(answer: Answer) -> str:
    """The campaign's status: a bare word, with or without JSON quotes."""
    word = _STATUS.fullmatch(answer.body.decode(errors="replace").strip())
    if not word:
        raise _unexpected(answer, "HTML" if _is_html(answer) else "no status word")
    return campaign_status(word[1])


def nothing(answer: Answer) -> None:
    """The empty body of a control answer. JSON that names no error passes too, text does not."""
    if answer.body.strip():
        body = parsed(answer)
        if isinstance(body, dict) and ("error" in body or "type" in body):
            raise _unexpected(answer, "an error with a status of success")


def campaign(answer: Answer) -> Campaign:
    return typed(CAMPAIGN, answer)


def jobs(answer: Answer) -> list[JobReport]:
    return typed(JOBS, answer)


def attempts(answer: Answer) -> list[AttemptReport]:
    return typed(ATTEMPTS, answer)


def job_page(answer: Answer) -> Page[JobReport]:
    return typed(JOB_PAGE, answer)


def attempt_page(answer: Answer) -> Page[AttemptReport]:
    return typed(ATTEMPT_PAGE, answer)


def _is_id(member: object) -> bool:
    if isinstance(member, str):
        return bool(member.strip())
    return isinstance(member, int) and not isinstance(member, bool)


def _is_html(answer: Answer) -> bool:
    return answer.body[:512].lstrip().startswith(b"<")


def _unexpected(answer: Answer, note: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(status=answer.status, note=note)
