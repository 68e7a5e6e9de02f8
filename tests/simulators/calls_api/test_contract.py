"""Every answer of every route keeps to the published contract, whatever the host is like."""

from collections.abc import AsyncIterator

import httpx
import pytest
from jsonschema import ValidationError

from simulators.calls_api import CallsApi, SimCampaign
from simulators.calls_api.words import ROUTES
from tests.simulators.calls_api import contract
from tests.simulators.calls_api.conftest import NO_TLS
from tests.simulators.calls_api.phones import ANNA, BORIS, CARL, many, rows
from tests.simulators.calls_api.waiting import until

ALL_PAST = {"createdAtFrom": "2020-01-01T00:00:00Z"}


class Witness:
    """Remembers which answers were seen."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str]] = set()

    async def note(self, response: httpx.Response) -> None:
        self.seen.add((contract.name_of(response.request), str(response.status_code)))


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
async def watched(witness: Witness) -> AsyncIterator[httpx.AsyncClient]:
    hooks = {"response": [contract.hold, witness.note]}
    async with httpx.AsyncClient(verify=NO_TLS, event_hooks=hooks) as client:
        yield client


async def _ask_everything(http: httpx.AsyncClient, campaign: SimCampaign) -> None:
    """Each route: an answer, a refusal where it has one, and a token nobody knows."""
    await http.post(campaign.url + "/control/pause")
    await http.post(campaign.url + "/control/resume")
    for url in (campaign.url, campaign.url.replace(campaign.token, "1.2.nobody")):
        await http.get(url)
        await http.get(url + "/status")
        await http.post(url + "/addPhones", json=rows(ANNA, BORIS, payload={"name": "Anna"}))
        for route in ("getReport", "callJob/getReport", "callAttempt/getReport"):
            for members in ({"phones": [ANNA]}, {"ids": ["0"]}, {"phones": [CARL]}):
                await http.post(f"{url}/{route}", json=members)
        for route in ("callJob/getReportByDate", "callAttempt/getReportByDate"):
            await http.post(f"{url}/{route}", json={"pagination": {"page": 0, "pageSize": 200}})
        await http.post(url + "/callJob/getUnfinished", json={"page": 0, "pageSize": 200})
        await http.post(url + "/callJob/cancel", json={"phones": [ANNA]})
        await http.post(url + "/callJob/cancel", json={"ids": ["0"]})
        for action in ("start", "pause", "pause", "resume", "stop", "stop"):
            await http.post(f"{url}/control/{action}")
        await http.post(url + "/addPhones", json=rows(CARL))


@pytest.mark.parametrize(
    "switches",
    [
        {},
        {"generation": "1.10.3"},
        {"generation": sorted(ROUTES)},
        {"generation": sorted(ROUTES), "times": "iso", "status_form": "bare"},
        {"generation": sorted(ROUTES), "bare_rows": True, "shuffles_rows": True},
        {"generation": sorted(ROUTES), "cyrillic": True, "cancel_word": "cancelledByUser"},
        {"generation": sorted(ROUTES), "status_case": "upper", "progress_word": "inProcess"},
        {"absent": 405, "generation": ["addPhones", "callJob/getReport"]},
    ],
    ids=lambda switches: ",".join(switches) or "current",
)
async def test_every_host_answers_by_the_contract(
    http: httpx.AsyncClient, switches: dict[str, object]
) -> None:
    async with CallsApi(speed=100_000, **switches) as calls:  # type: ignore[arg-type]
        campaign = calls.create_campaign("Spring", policy={"retryIntervalInMinutes": 1})
        campaign.add(many(60))
        await until(lambda: campaign.counts.get("noAnswer") or campaign.state == "finished")
        await _ask_everything(http, campaign)


async def test_every_documented_answer_can_be_had(
    watched: httpx.AsyncClient, witness: Witness
) -> None:
    async with CallsApi(speed=100_000, generation=ROUTES) as calls:
        spring = calls.create_campaign("Spring")
        spring.add(many(60))
        await until(lambda: spring.counts.get("longCallWithResult"))
        await _ask_everything(watched, spring)
    assert witness.seen == contract.operations()


@pytest.mark.parametrize(
    "rows_sent",
    [
        rows(ANNA, ANNA),
        rows("123"),
        rows(ANNA, gmtZone="Mars/Olympus"),
        rows(ANNA, allowedTime={"mon": []}),
        rows(ANNA, dialerPriority=6),
    ],
    ids=["duplicate", "phone", "zone", "time", "priority"],
)
async def test_every_refusal_of_phones_is_by_the_contract(
    http: httpx.AsyncClient, rows_sent: list[dict[str, object]]
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        refused = await http.post(spring.url + "/addPhones", json=rows_sent)
    assert refused.status_code == 400
    assert not spring.counts


async def test_the_contract_notices_what_breaks_it(http: httpx.AsyncClient) -> None:
    async with CallsApi(integer_ids=True) as calls:
        spring = calls.create_campaign("Spring")
        with pytest.raises(ValidationError):
            await http.post(spring.url + "/addPhones", json=rows(ANNA))
