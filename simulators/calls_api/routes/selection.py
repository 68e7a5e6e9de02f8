"""The body ``{"phones": […], "ids": […]}``: which call jobs a request is about."""

from typing import Any

from simulators.calls_api import errors
from simulators.calls_api.calling.jobs import CallJob
from simulators.calls_api.reading.phones import canonical
from simulators.calls_api.routes.asked import Asked


def selected(asked: Asked) -> list[CallJob]:
    """The call jobs, each once; one unknown member refuses the whole request."""
    members = asked.members()
    found: dict[int, CallJob] = {}
    for phone in _texts(members, "phones"):
        for job in _jobs_of(asked, phone):
            found[job.serial] = job
    for job_id in _texts(members, "ids"):
        job = _job(asked, job_id)
        found[job.serial] = job
    return list(found.values())


def _texts(members: dict[str, Any], name: str) -> list[str]:
    listed = members.get(name) or []
    if not isinstance(listed, list):
        raise errors.unreadable(f"{name} is not an array")
    if not all(isinstance(item, str | int) and not isinstance(item, bool) for item in listed):
        raise errors.unreadable(f"{name} holds something that is not a string")
    return [str(item) for item in listed]


def _jobs_of(asked: Asked, phone: str) -> list[CallJob]:
    jobs = asked.campaign.ledger.jobs_of(phone)
    if not jobs and phone.isascii() and phone.isdigit():
        jobs = asked.campaign.ledger.jobs_of(canonical(phone) or "")
    if not jobs:
        raise errors.typed("phone.not.found", "A phone of the request is not in the campaign")
    return jobs


def _job(asked: Asked, job_id: str) -> CallJob:
    job = asked.campaign.ledger.by_id.get(job_id)
    if job is None:
        raise not_found()
    return job


def not_found() -> errors.HostError:
    return errors.typed("id.not.found", "A call job ID of the request is not in the campaign")
