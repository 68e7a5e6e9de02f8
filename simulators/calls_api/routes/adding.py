"""addPhones: all of the array becomes call jobs, or none of it."""

from collections import Counter

from simulators.calls_api import errors, words
from simulators.calls_api.answers import Answer, json_answer
from simulators.calls_api.calling.campaign import Campaign
from simulators.calls_api.calling.jobs import CallJob
from simulators.calls_api.reading.parameters import Parameters, read_parameters
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.routes.rows import job_id


def add_phones(asked: Asked) -> Answer:
    campaign, host = asked.campaign, asked.host
    if campaign.state in (words.FINISHED, words.DELETED):
        raise errors.wrong_state(campaign.state)
    rows = asked.json()
    if not isinstance(rows, list):
        raise errors.unreadable("The body is not an array")
    phones = [read_parameters(row, campaign.policy, host.numbering) for row in rows]
    _refuse_duplicates(phones)
    ids = [job_id(host, job) for job in create(campaign, phones, asked.moment)]
    if host.shuffles_ids:
        campaign.shuffler.shuffle(ids)
    return json_answer(ids)


def _refuse_duplicates(phones: list[Parameters]) -> None:
    seen = Counter(item.phone for item in phones)
    if len(seen) == len(phones):
        return
    twice = list(dict.fromkeys(item.sent for item in phones if seen[item.phone] > 1))
    raise errors.typed(
        "phone.duplicated",
        "The numbers were not added: some of them are duplicated",
        phone=twice[0],
        phonesDuplicates=twice,
    )


def create(
    campaign: Campaign, phones: list[Parameters], moment: float, *, by_api: bool = True
) -> list[CallJob]:
    """The call jobs of these phones, in the queue; those that may be dialled now are begun."""
    jobs = [_create_one(campaign, item, moment, by_api) for item in phones]
    campaign.dialer.dispatch(moment)
    return jobs


def _create_one(campaign: Campaign, item: Parameters, moment: float, by_api: bool) -> CallJob:
    job = campaign.add(
        item.phone,
        item.sent,
        moment,
        policy=item.policy,
        inherits=item.inherits,
        payload=item.payload,
        by_api=by_api,
    )
    campaign.books.created(job)
    campaign.dialer.enqueue(job, moment)
    return job
