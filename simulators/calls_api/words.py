"""The words of the Calls API: states of call jobs, states of campaigns, names of routes."""

from typing import Final

PLANNED: Final = "planned"
IN_PROCESS: Final = "inProcess"
ON_RETRY: Final = "onRetry"
WITH_RESULT: Final = "longCallWithResult"
WITHOUT_RESULT: Final = "longCallWithNoResult"
NO_ANSWER: Final = "noAnswer"
NONEXISTENT: Final = "nonexistentNumber"
NOT_DONE: Final = "notDone"
CANCELED: Final = "canceled"
TECHNICAL_ERROR: Final = "technicalError"
UNKNOWN: Final = "unknown"

# The 1.10.3 page spells this word with U+0421 as its fifth letter.
CYRILLIC_WITH_RESULT: Final = "longСallWithResult"

MOVING_STATUSES: Final = frozenset({PLANNED, IN_PROCESS, ON_RETRY})
OPEN_STATUSES: Final = MOVING_STATUSES | {UNKNOWN}

NEW: Final = "new"
SCHEDULED: Final = "planned"
IN_PROGRESS: Final = "inProgress"
PAUSED: Final = "paused"
FINISHED: Final = "finished"
DELETED: Final = "deleted"

STATES: Final = frozenset({NEW, SCHEDULED, IN_PROGRESS, PAUSED, FINISHED, DELETED})

ADD_PHONES: Final = "addPhones"
CANCEL: Final = "callJob/cancel"
LEGACY_REPORT: Final = "getReport"
JOB_REPORT: Final = "callJob/getReport"
ATTEMPT_REPORT: Final = "callAttempt/getReport"
JOBS_BY_DATE: Final = "callJob/getReportByDate"
ATTEMPTS_BY_DATE: Final = "callAttempt/getReportByDate"
UNFINISHED: Final = "callJob/getUnfinished"
START: Final = "control/start"
PAUSE: Final = "control/pause"
RESUME: Final = "control/resume"
STOP: Final = "control/stop"
CAMPAIGN: Final = "campaign"
STATUS: Final = "status"

ROUTES: Final = frozenset(
    {
        ADD_PHONES,
        CANCEL,
        LEGACY_REPORT,
        JOB_REPORT,
        ATTEMPT_REPORT,
        JOBS_BY_DATE,
        ATTEMPTS_BY_DATE,
        UNFINISHED,
        START,
        PAUSE,
        RESUME,
        STOP,
        CAMPAIGN,
        STATUS,
    }
)
ROUTE_GROUPS: Final = frozenset(route.partition("/")[0] for route in ROUTES if "/" in route)
