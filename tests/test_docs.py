"""The documents tell what is: every command, every picture, every link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.slack.slash import Verb, help_rows, parse

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = (ROOT / "docs" / "commands.md").read_text()
LINK = re.compile(r"\]\(([^)\s]+)\)")


def section(row: Verb) -> str:
    """What the page of commands says of a verb, above what is added by hand."""
    usage = f"/campaign {row.usage}".strip()
    text = f"### `{usage}`\n\n*{row.role}* · {row.summary}\n"
    if row.examples:
        typed = "\n".join(f"/campaign {example}" for example in row.examples)
        text += f"\n```\n{typed}\n```\n"
    return text


@pytest.mark.parametrize("row", help_rows(), ids=lambda row: row.verb or "bare")
def test_the_page_of_commands_has_every_verb_as_help_tells_it(row: Verb) -> None:
    assert section(row) in COMMANDS, f"docs/commands.md lacks:\n\n{section(row)}"


def test_the_page_of_commands_has_no_verb_that_there_is_not() -> None:
    assert COMMANDS.count("\n### `/campaign") == len(list(help_rows()))


def test_whatever_the_pages_tell_to_type_is_understood() -> None:
    typed = re.findall(r"^/campaign ([^\n…]+)$", "\n".join(map(_text, PAGES)), re.MULTILINE)
    assert len(typed) > 20
    for text in typed:
        words = re.sub(r"@([\w-]+)", r"<@U0123456789|\1>", text)
        assert parse(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(_text(page)):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if anchor:
            assert anchor in _anchors(there), target


def test_no_picture_lies_about_unused() -> None:
    shown = {Path(target).name for page in PAGES for target in LINK.findall(_text(page))}
    there = {picture.name for picture in (ROOT / "docs" / "images").glob("*.png")}
    assert there <= shown


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _anchors(page: Path) -> set[str]:
    """The headings as the forge makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", _text(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
