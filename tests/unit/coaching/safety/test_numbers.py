"""The phone numbers: each with a source, accepted by phonenumbers, fresh, and written in one place only."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from coaching.safety.numbers import MAX_AGE_DAYS, RESOURCES, ROOT, Resources, numbers_elsewhere, problems

CHECKED = date(2026, 11, 22)


def test_every_shipped_row_is_in_order_on_the_day_it_was_checked() -> None:
    assert problems(CHECKED) == []


def test_an_old_row_is_found_with_its_line() -> None:
    oldest = min(row.checked_on for row in Resources.load().rows)
    newest = max(row.checked_on for row in Resources.load().rows)
    assert problems(oldest + timedelta(days=MAX_AGE_DAYS)) == []
    found = problems(newest + timedelta(days=MAX_AGE_DAYS + 1))
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
        ("checked_on: 2026-11-21", "checked_on: 2027-11-21", "in the future"),
        ("checked_on: 2026-11-21", "checked_on: 2026-01-01", "last checked"),
        ('number: "0808 2000 247"', 'number: "0808 2000 24"', "rejects"),
        ('sms: "88788"', 'sms: "8878899999999"', "rejects the text number"),
        ('{number: "000", where: Australia', '{number: "001", where: Australia', "no country's emergency number"),
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
    (tmp_path / "bot").mkdir()
    widget = '  danger: "call 112 or 911",\n  more: "or call 988",\n  // call 988 here\n  d: "M10 0 0 1 20 4 4 4"\n'
    (tmp_path / "bot/z.js").write_text(widget, "utf-8")
    assert [found.split(": ")[0] for found in numbers_elsewhere(tmp_path)] == [
        "data/content/x.yml:1",
        "data/content/x.yml:3",
        "bot/z.js:2",
        "coaching/y.py:1",
    ]


def test_only_confirmed_rows_ship() -> None:
    """What reference/safety.md marks P, D or U alone is not here, unless a source of its own confirms it."""
    rows = Resources.load().rows
    lines = [row for row in rows if row.kind != "emergency"]
    assert all("http" in row.source or "reference/safety.md 1.8: " in row.source for row in lines)
    numbers = {(row.country, row.number) for row in rows}
    for country, number in (
        ("GB", "0300 123 6600"),
        ("FR", "3114"),
        ("NG", "112"),
        ("GR", "1018"),
        ("KE", "0722 178 177"),
    ):
        assert (country, number) not in numbers


def test_a_worried_relative_finds_whether_a_line_takes_their_call() -> None:
    rows = [row for row in Resources.load().rows if row.takes_family_calls]
    assert {"US", "IE", "AU", "NZ", "ZA", "GB", "CA", "ES", "DE"} <= {row.country for row in rows}
