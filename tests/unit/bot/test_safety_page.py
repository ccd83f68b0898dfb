"""docs/safety.md says what is so: kinds, finer kinds, rules, limits, commands."""

from __future__ import annotations

import re

import pytest

from bot.settings import ROOT
from coaching.safety import KINDS, Danger, Level, plainness
from coaching.safety.answers import Answers
from coaching.safety.numbers import MAX_AGE_DAYS, Resources

PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
WORDS = re.sub(r"\s+", " ", PAGE)


def test_every_kind_of_the_screen_is_in_the_table() -> None:
    told = re.findall(r"^\| (\w+) \|", PAGE.split("## The seven kinds")[1].split("##")[0], re.M)
    assert {f"danger_{kind}" for kind in told if kind != "Kind"} == set(KINDS)


def test_the_limits_it_names_are_those_that_are_held() -> None:
    assert f"School grade {plainness.GRADE:g} at most" in WORDS
    assert f"{plainness.SENTENCE} words a sentence on average, {plainness.LONGEST} at most" in WORDS
    assert f"not checked for {MAX_AGE_DAYS} days" in WORDS


@pytest.mark.parametrize(
    ("quoted", "kind", "step"),
    [
        ("nah he aint", "danger_overdose", "not_breathing"),
        ("i think so??", "danger_overdose", "look"),
        ("kind of gurgling", "danger_overdose", "weak_breath"),
        ("he's fine now", "danger_overdose", "fine_now"),
        ("false alarm", "danger_violence", "not_meant"),
    ],
)
def test_what_it_quotes_is_heard_so(quoted: str, kind: str, step: str) -> None:
    assert f'"{quoted}"' in WORDS or quoted in WORDS
    answers = Answers()
    first = answers.first(Danger(Level.ALARM, kind), "GB")
    assert answers.follow(first.state, quoted, None, "GB").state["step"] == step


def test_what_it_says_is_left_out_is_left_out() -> None:
    names = " ".join(row.name for row in Resources.load().rows)
    for name in ("FRANK", "Al-Anon", "SURPIN", "Drogues"):
        assert name in PAGE and name not in names
    assert not Resources.load().emergency("NG")


def test_the_places_it_names_exist() -> None:
    for path in re.findall(r"`((?:tests|coaching|data|bot)/[\w/.]+)`", PAGE):
        assert (ROOT / path).exists() or list((ROOT / "coaching" / "safety").glob(path)), path
    for name in re.findall(r"\]\(([\w-]+\.md)\)", PAGE):
        assert (ROOT / "docs" / name).exists(), name
