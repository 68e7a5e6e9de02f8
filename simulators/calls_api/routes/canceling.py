"""callJob/cancel: open call jobs that were added through this API."""

from simulators.calls_api.answers import Answer, json_answer
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.routes.rows import job_id
from simulators.calls_api.routes.selection import not_found, selected


def cancel_jobs(asked: Asked) -> Answer:
    jobs = selected(asked)
    if not all(job.by_api for job in jobs):
        raise not_found()
    dialer = asked.campaign.dialer
    return json_answer(
        [job_id(asked.host, job) for job in jobs if dialer.cancel(job, asked.moment)]
    )
