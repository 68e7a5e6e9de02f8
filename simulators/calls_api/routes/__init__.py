"""The routes of the Calls API: each reads what was asked and gives an answer or a HostError."""

from collections.abc import Callable
from typing import Final

from simulators.calls_api import words
from simulators.calls_api.answers import Answer
from simulators.calls_api.routes.adding import add_phones
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.routes.by_date import (
    get_attempts_by_date,
    get_jobs_by_date,
    get_unfinished,
)
from simulators.calls_api.routes.canceling import cancel_jobs
from simulators.calls_api.routes.control import control
from simulators.calls_api.routes.reports import get_attempt_report, get_job_report
from simulators.calls_api.routes.state import get_campaign, get_status

Route = Callable[[Asked], Answer]

GET_ROUTES: Final[dict[str, Route]] = {words.CAMPAIGN: get_campaign, words.STATUS: get_status}
POST_ROUTES: Final[dict[str, Route]] = {
    words.ADD_PHONES: add_phones,
    words.CANCEL: cancel_jobs,
    words.LEGACY_REPORT: get_job_report,
    words.JOB_REPORT: get_job_report,
    words.ATTEMPT_REPORT: get_attempt_report,
    words.JOBS_BY_DATE: get_jobs_by_date,
    words.ATTEMPTS_BY_DATE: get_attempts_by_date,
    words.UNFINISHED: get_unfinished,
    words.START: control,
    words.PAUSE: control,
    words.RESUME: control,
    words.STOP: control,
}
# The routes whose documents name the Idempotence-Key header.
KEYED: Final = frozenset(
    {words.ADD_PHONES, words.CANCEL, words.START, words.PAUSE, words.RESUME, words.STOP}
)
