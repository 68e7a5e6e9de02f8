"""A hundred thousand phones in one campaign."""

import httpx
import orjson

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.phones import many, rows

PHONES = 100_000
CHUNK = 1_000
LONG_AGO = "2020-01-01T00:00:00Z"


async def test_a_hundred_thousand_phones_are_added_paged_and_stopped(
    raw: httpx.AsyncClient,
) -> None:
    ids: list[str] = []
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        for first in range(0, PHONES, CHUNK):
            body = orjson.dumps(rows(*many(CHUNK, first)))
            added = await raw.post(spring.url + "/addPhones", content=body)
            ids += orjson.loads(added.content)
        assert len(set(ids)) == PHONES
        assert not spring.books.lost(many(PHONES))
        named = await raw.post(spring.url + "/callJob/getReport", json={"ids": ids[-2000:]})
        assert [row["callJobId"] for row in named.json()] == ids[-2000:]
        await raw.post(spring.url + "/control/stop")
        seen = []
        for page in range(0, 200, 20):
            asked = {
                "filter": {"createdAtFrom": LONG_AGO, "finishedAtFrom": LONG_AGO},
                "pagination": {"page": page, "pageSize": 200},
            }
            answer = await raw.post(spring.url + "/callJob/getReportByDate", json=asked)
            seen += [row["callJobId"] for row in answer.json()["items"]]
        assert len(set(seen)) == 10 * 200
    assert spring.counts == {"notDone": PHONES}


async def test_numbers_under_one_policy_wait_for_one_turn(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        sent = rows(*many(5_000), startDateTime="2100-01-01T00:00:00Z", gmtZone="+3")
        await raw.post(spring.url + "/addPhones", json=sent)
        assert spring.counts == {"planned": 5_000}
        assert len(calls.agenda) == 1


async def test_every_page_of_the_unfinished_is_different(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", lines=0)
        spring.add(many(40_100))
        pages = [
            (await raw.post(spring.url + "/callJob/getUnfinished", json=asked)).json()["items"]
            for asked in ({"page": 0, "pageSize": 200}, {"page": 199, "pageSize": 200})
        ]
    assert [page[0]["phone"] for page in pages] == [many(1)[0], many(1, 39_800)[0]]
