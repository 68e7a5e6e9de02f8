"""What a campaign has come to: its summary, rows on demand, one person anywhere, and files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulators.calls_api import SimCampaign
from simulators.slack import Features
from simulators.slack.messages import Message
from tests.scenarios.office import ADMIN, CHANNEL, VIEWER, Office, opened
from tests.services.watching.phones import phones

FIRST, SECOND, THIRD = phones(3)


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[tuple[Office, SimCampaign, list[str]]]:
    """A campaign with three call jobs that have come to their ends."""
    campaign = office.calls.create_campaign("Spring")
    campaign.write_headers(["Zeta", "Alpha"])
    campaign.order(FIRST, "longCallWithResult", seconds=60)
    campaign.order(SECOND, "noAnswer")
    campaign.order(THIRD, "nonexistentNumber")
    jobs = campaign.add([FIRST, SECOND, THIRD])
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, "100%")
    yield office, campaign, jobs


async def asked(office: Office, text: str, answer: str, user: str = ADMIN) -> Message:
    await office.slack.command(user, CHANNEL, f"/campaign {text}")
    return await office.slack.ephemeral(user, answer)


async def direct_file(office: Office, user: str) -> str:
    """The content of the file that came to a person's direct messages."""
    message = await office.slack.message(office.slack.channel("dm", user), "[file:")
    assert message.files[0].name.startswith("spring-")
    return message.files[0].content.decode("utf-8-sig")


async def test_a_viewer_reads_the_summary(spring: tuple[Office, SimCampaign, list[str]]) -> None:
    office, _, _ = spring
    text = (await asked(office, "report spring", "answer rate", VIEWER)).text
    assert "3 of 3 call jobs finished" in text
    assert "The answer rate is 33%: 1 answered of 3 called" in text
    assert "(3 contacts)" in text
    assert "[pie chart: Call jobs by outcome: success 1; failed 2]" in text
    assert "1 no such number" in text


async def test_report_is_a_button_of_the_card(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, _ = spring
    await office.slack.click(VIEWER, "Report")
    await office.slack.ephemeral(VIEWER, "answer rate")


async def test_a_refused_chart_does_not_cost_the_answer(tmp_path: Path) -> None:
    old = Features(data_visualization=False)
    async with opened(tmp_path, slack={"features": old}, calls={"speed": 1000}) as office:
        campaign = office.calls.create_campaign("Spring")
        campaign.add([FIRST])
        await office.connect("spring", campaign)
        await office.slack.message(CHANNEL, "100%")

        text = (await asked(office, "report spring", "answer rate")).text
        assert "chart" not in text
        await office.slack.say(ADMIN, CHANNEL, "@callboard report spring")
        await office.slack.until(lambda: len(office.slack.ephemerals(ADMIN, "answer rate")) == 2)


async def test_rows_are_asked_of_the_host_with_attempts_and_missing_ones_named(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, jobs = spring
    text = (await asked(office, f"report spring +{FIRST} #{jobs[1]} #77", "call jobs.")).text
    assert "2 call jobs" in text
    assert "Not in this campaign: #77." in text
    assert f"*#{jobs[0]}*  ·  +7 •••-••-00  ·  talked, with a result  ·  1 min" in text
    assert "_Zeta: " in text
    assert f"*#{jobs[1]}*  ·  +7 •••-••-01  ·  no answer" in text
    assert "1. " in text
    assert FIRST[3:] not in text


async def test_an_old_host_tells_no_attempts_and_the_report_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, calls={"speed": 1000, "generation": "1.10.3"}) as office:
        campaign = office.calls.create_campaign("Spring")
        jobs = campaign.add([FIRST])
        await office.connect("spring", campaign)

        text = (await asked(office, f"report spring #{jobs[0]}", "1 call job.")).text
        assert "This host does not tell single attempts." in text


async def test_a_host_that_does_not_answer_is_told_in_words(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, jobs = spring
    office.calls.fault("500", route="callJob/getReport", times=20)
    answer = await asked(office, f"report spring #{jobs[0]}", "did not tell")
    assert "Nothing was changed" in answer.text


async def test_an_operator_gets_numbers_in_direct_messages_alone(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, jobs = spring
    rows = await asked(office, f"report spring #{jobs[0]}", "1 call job.")

    await office.slack.click(ADMIN, "Get the numbers", rows)

    told = await office.slack.message(office.slack.channel("dm", ADMIN), "The numbers")
    assert f"#{jobs[0]} +{FIRST}" in told.text
    await office.slack.command(ADMIN, CHANNEL, "/campaign audit spring")
    await office.slack.ephemeral(ADMIN, "numbers")


async def test_a_viewer_gets_no_numbers(spring: tuple[Office, SimCampaign, list[str]]) -> None:
    office, _, jobs = spring
    rows = await asked(office, f"report spring #{jobs[0]}", "1 call job.", VIEWER)
    await office.slack.click(VIEWER, "Get the numbers", rows)
    await office.slack.ephemeral(VIEWER, "needs the role operator")


async def test_a_file_has_every_column_in_the_scripts_order_and_numbers_for_operators(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, jobs = spring
    await asked(office, "report spring file", "on its way")

    header, *rows = (await direct_file(office, ADMIN)).splitlines()
    assert header.endswith(",tagName,Zeta,Alpha")
    assert [row.split(",")[:3] for row in rows] == [
        [jobs[0], FIRST, "longCallWithResult"],
        [jobs[1], SECOND, "noAnswer"],
        [jobs[2], THIRD, "nonexistentNumber"],
    ]


async def test_a_viewers_file_is_masked(spring: tuple[Office, SimCampaign, list[str]]) -> None:
    office, _, _ = spring
    await asked(office, "report spring file csv", "on its way", VIEWER)
    text = await direct_file(office, VIEWER)
    assert "7 •••-••-00" in text
    assert FIRST not in text


@pytest.mark.parametrize(
    ("label", "kind", "has_numbers"),
    [("CSV file", "csv", False), ("XLSX file", "xlsx", False), ("Get the numbers", "csv", True)],
)
async def test_files_are_buttons_of_the_report_and_only_one_of_them_shows_numbers(
    spring: tuple[Office, SimCampaign, list[str]], label: str, kind: str, has_numbers: bool
) -> None:
    office, _, _ = spring
    shown = await asked(office, "report spring", "answer rate")
    await office.slack.click(ADMIN, label, shown)
    message = await office.slack.message(office.slack.channel("dm", ADMIN), "[file:")
    assert message.files[0].name.endswith(f".{kind}")
    assert (FIRST.encode() in message.files[0].content) is has_numbers


async def test_a_mention_puts_the_masked_file_into_its_thread(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, _ = spring
    said = await office.slack.say(ADMIN, CHANNEL, "@callboard report spring file xlsx")
    message = await office.slack.message(CHANNEL, "[file:", thread=said)
    assert message.files[0].name.endswith(".xlsx")


async def test_find_shows_a_person_over_all_campaigns(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, jobs = spring
    autumn = office.calls.create_campaign("Autumn", generation="1.10.3", lines=0)
    [planned] = autumn.add([FIRST])
    await office.connect("autumn", autumn, channel="general")
    await office.slack.close_all(ADMIN)

    found = await asked(office, f"find +{FIRST}", "call jobs in 2 campaigns")
    assert f"*#{jobs[0]}*" in found.text
    assert f"*#{planned}*" in found.text
    assert FIRST not in found.text

    seen = await asked(office, f"find +{FIRST}", "1 call job in 1 campaign", VIEWER)
    assert "autumn" not in seen.text


async def test_find_shows_what_was_last_seen_where_a_host_is_away(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, jobs = spring
    await office.calls.refuse()
    found = await asked(office, f"find +{FIRST}", "what was last seen")
    assert f"*#{jobs[0]}*" in found.text


async def test_a_found_person_is_opted_out_and_canceled(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.command(ADMIN, CHANNEL, f"/campaign add spring +{FIRST}")
    await office.slack.click(ADMIN, "Add 1", await office.slack.ephemeral(ADMIN, "would be added"))
    await office.slack.message(CHANNEL, "added 1 number")

    found = await asked(office, f"find +{FIRST}", "1 call job in 1 campaign")
    await office.slack.click(ADMIN, "Opt out", found, confirm=True)

    await office.slack.until(lambda: campaign.counts == {"canceled": 1})


async def test_a_number_that_nobody_called(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)
    await asked(office, f"find +{FIRST}", "No campaign that you may see")
