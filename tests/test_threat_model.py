"""The page of truth is true: each test that it names exists, and the audit is only added to."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs/threat-model.md").read_text()))
    assert len(named) > 20
    assert not [path for path in named if not (ROOT / path).exists()]


def test_nothing_changes_or_deletes_a_row_of_the_audit() -> None:
    touching = re.compile(r"\b(?:update|delete)\(\s*(?:schema\.)?audit\b|UPDATE audit|FROM audit")
    code = [path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")]
    assert len(code) > 100
    assert not [path for path in code if touching.search(path.read_text())]


def test_security_is_linked_from_the_readme() -> None:
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text()
    assert "(docs/threat-model.md)" in (ROOT / "SECURITY.md").read_text()
