"""Rows that were not added come back as a file, ready to be mended and dropped again."""

from __future__ import annotations

import asyncio
import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import NotAllowed, NotFound
from bot.store import batch_rows
from bot.store.schema import post
from bot.texts import texts_for
from tests.shops import ADMIN, Shop, phones, work

EN = texts_for("en")


async def table_of(shop: Shop, batch_id: int) -> list[list[str]]:
    made = await shop.adding.rejects.write(batch_id, EN)
    assert made is not None
    try:
        text = made.path.read_bytes().decode("utf-8-sig")
    finally:
        made.path.unlink()
    return list(csv.reader(io.StringIO(text)))


async def test_bad_rows_and_refused_rows_stand_in_one_file(shop: Shop) -> None:
    campaign, _ = await shop.connect(numbering="valid")
    preview = await shop.preview_file(
        campaign,
        "name;phone;maxAttempts\nAnna;+12025550100;1\nZoe;12;1\nYann;+449999999999;2\n",
        name="spring list.csv",
    )
    batch_id = await shop.confirm(preview)
    await work(shop.sender())

    header, *rows = await table_of(shop, batch_id)

    assert header == ["line", "reason", "name", "phone", "maxAttempts"]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("3", "Zoe", "12"),
        ("4", "Yann", "449999999999"),
    ]
    assert "too short" in rows[0][1]
    assert rows[1][1] == "The host does not take this number."
    assert rows[1][4] == "2"


async def test_a_mended_file_is_read_like_the_first(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview_file(campaign, "name;phone\n=Anna;12\n")
    made = await shop.adding.rejects.write(preview.batch.id, EN)
    assert made is not None
    text = made.path.read_bytes().decode("utf-8-sig")
    made.path.unlink()
    assert made.name == "list-not-added.csv"

    again = await shop.preview_file(campaign, text.replace(",12", ",+12025550100"))

    assert (again.ready, again.counts.rejected) == (1, 0)


async def test_typed_numbers_come_back_in_one_column(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, [*phones(1), "12"])
    assert (await table_of(shop, preview.batch.id))[1][2:] == ["'+12"]


async def test_the_file_goes_to_the_person_alone(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, [*phones(1), "12"])
    for _ in range(2):
        await shop.adding.rejects.send(ADMIN, preview.batch.id, "click-1", "These rows")
    await shop.adding.rejects.send_template(ADMIN, "click-2", "A list")
    async with shop.desk.db.read() as tx:
        rows = (await tx.execute(select(post).order_by(post.c.id))).all()
    assert [(row.kind, row.channel_id) for row in rows] == [("file", ADMIN.user_id)] * 2
    assert rows[0].body == {
        "text": "These rows",
        "file": {"render": "bad_rows", "batch": preview.batch.id},
    }
    assert rows[1].body["file"] == {"render": "template"}


async def test_whole_numbers_are_for_operators(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, [*phones(1), "12"])
    viewer = replace(ADMIN, user_id="UVIEWER")
    with pytest.raises(NotAllowed):
        await shop.adding.rejects.send(viewer, preview.batch.id, "click-1", "These rows")
    with pytest.raises(NotFound):
        await shop.adding.rejects.send(ADMIN, 999, "click-1", "These rows")
    assert await shop.adding.rejects.write(999, EN) is None


async def test_whoever_lost_the_role_meanwhile_gets_no_file(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, [*phones(1), "12"])
    write_for, batch_id = shop.adding.rejects.write_for, preview.batch.id
    assert await write_for("UVIEWER", batch_id, EN) is None
    assert await write_for(ADMIN.user_id, 999, EN) is None

    made = await write_for(ADMIN.user_id, batch_id, EN)

    assert made is not None and made.rows == 1
    made.path.unlink()


async def test_the_template_can_be_added(shop: Shop) -> None:
    made = await shop.adding.rejects.template()
    assert made.name == "contacts.xlsx"
    assert made.path.read_bytes().startswith(b"PK")
    made.path.unlink()


async def test_a_file_that_could_not_be_made_leaves_nothing_on_the_disk(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, [*phones(1), "12"])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(batch_rows, "held_page", None)

    with pytest.raises(TypeError):
        await shop.adding.rejects.write(preview.batch.id, EN)

    assert not await asyncio.to_thread(lambda: list(tmp_path.glob("callboard-*")))
