"""Reports of the call jobs and attempts that a request names."""

from simulators.calls_api.answers import Answer, json_answer
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.routes.rows import Row, attempt_row, job_row
from simulators.calls_api.routes.selection import selected


def get_job_report(asked: Asked) -> Answer:
    return json_answer(in_some_order(asked, [job_row(asked.host, job) for job in selected(asked)]))


def get_attempt_report(asked: Asked) -> Answer:
    attempts = [attempt for job in selected(asked) for attempt in job.attempts]
    return json_answer(in_some_order(asked, [attempt_row(asked.host, each) for each in attempts]))


def in_some_order(asked: Asked, rows: list[Row]) -> list[Row]:
    """The rows, shuffled where the host keeps no order."""
    if asked.host.shuffles_rows:
        asked.campaign.shuffler.shuffle(rows)
    return rows
