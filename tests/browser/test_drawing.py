"""Whatever an app may write is drawn, and nothing that people write is ever run."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Post
from tests.browser.person import Person
from tests.browser.samples import (
    CONTROLS,
    OUTCOMES,
    TABLE,
    TEXTS,
    hours,
    jobs_table,
    mrkdwn,
    plain,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = "<img src=x onerror=hacked()> &lt;script&gt;hacked()&lt;/script&gt; *<javascript:x|y>*"


async def test_marks_become_bold_links_mentions_and_emoji(ada: Person, post: Post) -> None:
    post(*TEXTS)
    message = ada.message("All that is drawn")
    for tag, text in (("strong", "bold"), ("em", "italic"), ("s", "struck"), ("code", "code")):
        await expect(message.locator(tag, has_text=text).first).to_be_visible()
    link = message.get_by_role("link", name="a link").first
    await expect(link).to_have_attribute("href", "https://example.com")
    await expect(message.get_by_role("img", name="white check mark")).to_have_text("✅")
    await expect(message).to_contain_text("snake_case_name 2*3*4 <b>not markup</b> &")
    await expect(message.locator("time", has_text="2025")).to_contain_text("24 Nov 2025")
    await expect(message.locator("blockquote em")).to_have_text("words")
    await expect(message.locator("pre")).to_have_text("plain *code*\nsecond line")
    assert await message.locator(".unknown-block").count() == 0


async def test_what_people_write_is_never_run(ada: Person, post: Post) -> None:
    evil = {"type": "markdown", "text": f"{HOSTILE} [x](javascript:hacked())"}
    post({"type": "header", "text": plain(HOSTILE)}, {"type": HOSTILE})
    post({"type": "section", "text": mrkdwn(HOSTILE)}, evil)
    await expect(ada.message("hacked")).to_contain_text("<script>hacked()</script>")
    await ada.say(HOSTILE)
    await expect(ada.message("Ada Field")).to_contain_text("<img src=x onerror=hacked()>")
    lists = ada.main.get_by_role("list").first
    assert await lists.locator("script, [onerror], a[href^='javascript']").count() == 0
    assert await lists.locator("img:not(.avatar img)").count() == 0


async def test_an_unknown_block_shows_as_an_error(ada: Person, post: Post) -> None:
    post({"type": "hologram", "size": 3}, {"type": "section", "text": mrkdwn("and on it goes")})
    message = ada.message("hologram")
    await expect(message).to_contain_text("This block is not known: hologram")
    await expect(message).to_contain_text('"size": 3')
    await expect(message).to_contain_text("and on it goes")


async def test_charts_have_names_legends_and_the_figures_beside(ada: Person, post: Post) -> None:
    post(OUTCOMES, hours("bar", "answered", "no answer"))
    message = ada.message("Outcomes since yesterday")
    pie = message.get_by_role("img", name="pie chart: Outcomes since yesterday")
    await expect(pie.locator("path")).to_have_count(4)
    await expect(message.locator(".legend").first).to_contain_text("No answer214 (29%)")
    bars = message.get_by_role("img", name="bar chart: Attempts by hour")
    await expect(bars.locator("rect")).to_have_count(12)
    figures = message.get_by_role("table", name="Attempts by hour (bar)")
    await expect(figures.get_by_role("row", name=re.compile("^14"))).to_contain_text("190230")


@pytest.mark.parametrize("kind", ["line", "area"])
async def test_lines_and_areas(ada: Person, post: Post, kind: str) -> None:
    post(hours(kind, "answered"))
    chart = ada.message(f"({kind})").get_by_role("img", name=f"{kind} chart")
    await expect(chart.locator("circle")).to_have_count(6)
    await expect(chart).to_contain_text("Call attempts")


async def test_a_data_table_is_sorted_searched_and_paged(ada: Person, post: Post) -> None:
    post(jobs_table(23))
    table = ada.page.get_by_role("table", name="Call jobs")
    rows = table.locator("tbody tr")
    await expect(rows).to_have_count(5)
    await ada.press("Next")
    await expect(rows.first).to_contain_text("+1 202-555-0105")
    await table.get_by_role("button", name="Attempts").click()
    await table.get_by_role("button", name="Attempts").click()
    await expect(table.get_by_role("columnheader", name="Attempts")).to_have_attribute(
        "aria-sort", "descending"
    )
    await ada.page.get_by_role("searchbox", name="Search Call jobs").fill("0122")
    await expect(rows).to_have_count(1)


async def test_a_plain_table(ada: Person, post: Post) -> None:
    post(TABLE)
    row = ada.page.get_by_role("row", name="too short")
    await expect(row.get_by_role("cell").last).to_have_text("12")
    await expect(row.get_by_role("cell").last).to_have_css("text-align", "right")


async def test_controls_stand_in_messages(ada: Person, post: Post) -> None:
    post(*CONTROLS)
    message = ada.message("Pause")
    await expect(message.get_by_role("button", name="Resume")).to_have_css(
        "background-color", "rgb(0, 122, 90)"
    )
    await expect(message.get_by_role("combobox", name="Outcome")).to_be_visible()
    await expect(message.get_by_role("checkbox", name=re.compile("Add again"))).not_to_be_checked()
    await expect(message.get_by_role("radio", name="XLSX")).to_be_visible()
    await expect(message.get_by_label("Select a date")).to_have_value("2026-11-24")
