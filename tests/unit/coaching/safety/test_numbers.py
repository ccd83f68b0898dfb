"""The phone numbers: each with a source, accepted by phonenumbers, fresh, and written in one place only."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from coaching.safety.numbers import MAX_AGE_DAYS, RESOURCES, ROOT, Resources, numbers_elsewhere, problems

CHECKED = date(2026, 11, 21)


def test_every_shipped_row_is_in_order_on_the_day_it_was_checked() -> None:
    assert problems(CHECKED) == []


def test_an_old_row_is_found_with_its_line() -> None:
    assert problems(CHECKED + timedelta(days=MAX_AGE_DAYS)) == []
    found = problems(CHECKED + timedelta(days=MAX_AGE_DAYS + 1))
    assert len(found) == len(Resources.load().rows)
    assert found[0].startswith("resources.yml:")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('number: "1-800-799-7233"', 'number: "1-800-799-723"', "rejects"),
        (
            'country: "US", kind: emergency, service: all, name: Emergency, number: "911"',
            'country: "US", kind: emergency, service: all, name: Emergency, number: "999"',
            "rejects",
        ),
        ('source: "reference/safety.md 1.8: ovc.ojp.gov"', 'source: ""', "no source"),
        ("kind: violence", "kind: violense", "none of"),
        ("checked_on: 2026-11-21", "checked: 2026-11-21", "checked_on"),
    ],
)
def test_a_broken_row_is_found(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = RESOURCES.read_text("utf-8")
    assert before in text
    path = tmp_path / "resources.yml"
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert any(said in problem and problem.startswith("resources.yml:") for problem in problems(CHECKED, path))


def test_every_country_has_its_emergency_number_and_nigeria_none() -> None:
    resources = Resources.load()
    assert [c for c in resources.countries if not resources.emergency(c)] == ["NG"]
    assert resources.emergency("gb") == "999 or 112"
    assert (resources.emergency("JP"), resources.emergency("JP", police=True)) == ("119", "110")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("uk", "GB"),
        ("I'm in the USA", "US"),
        ("Ireland", "IE"),
        ("new zealand", "NZ"),
        ("NZ", "NZ"),
        ("no", ""),
        ("it is", ""),
        ("help him", ""),
    ],
)
def test_a_typed_country_is_understood_and_a_plain_word_is_none(text: str, code: str) -> None:
    assert Resources.load().named(text) == code


def test_no_number_is_written_anywhere_else() -> None:
    assert [found for found in numbers_elsewhere(ROOT) if "safety" in found] == []


def test_a_number_written_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "data/content").mkdir(parents=True)
    (tmp_path / "coaching").mkdir()
    (tmp_path / "data/content/x.yml").write_text("a: Call 988 today\nb: in 988 days\nc: ring 0800 567 567\n", "utf-8")
    (tmp_path / "coaching/y.py").write_text('TEXT = "1-800-799-7233"\nYEAR = 20261121\n', "utf-8")
    assert [found.split(": ")[0] for found in numbers_elsewhere(tmp_path)] == [
        "data/content/x.yml:1",
        "data/content/x.yml:3",
        "coaching/y.py:1",
    ]
