"""`hearth safety-counts`: numbers by day, kind, level and country; and the page of the protocol."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot import protocol
from bot.cli import main
from bot.house import House
from bot.settings import Settings
from coaching.safety.answers import Answers


def test_counts_are_printed_as_numbers_and_nothing_else(
    house: House, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEARTH_VAR", str(settings.var))
    monkeypatch.setenv("HEARTH_DATABASE_URL", settings.database_url)
    if settings.master_key:
        monkeypatch.setenv("HEARTH_MASTER_KEY", settings.master_key)
    today = datetime.now(timezone.utc).date()
    house.danger_counts.add(today, "danger_overdose", "alarm", "GB")
    house.danger_counts.add(today, "danger_overdose", "alarm", "GB")
    house.danger_counts.add(today - timedelta(days=40), "danger_child", "check", "")
    assert main(["safety-counts"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert row == {
        "day": today.isoformat(), "kind": "danger_overdose", "level": "alarm", "country": "GB", "count": 2
    }  # fmt: skip
    assert main(["safety-counts", "--days", "60"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_published_page_is_what_would_be_said() -> None:
    assert protocol.problems() == []


def test_a_page_that_says_something_else_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "safety-answers.md"
    page.write_text(protocol.text().replace("Call {emergency} now.", "Call somebody.", 1), encoding="utf-8")
    monkeypatch.setattr(protocol, "PAGE", page)
    assert protocol.problems()


def test_the_page_holds_every_text_and_every_number() -> None:
    page = protocol.text()
    answers = Answers()
    for _, node, text in answers.texts():
        assert text.replace("\n", " ") in page, node
    for row in answers.resources.rows:
        assert f"| {row.country} | {row.kind} | {row.name} | {row.number}" in page
