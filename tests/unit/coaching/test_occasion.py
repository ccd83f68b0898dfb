"""What somebody is invited to is taken from what was told."""

from __future__ import annotations

import pytest

from coaching.occasion import as_offered, occasion, told_back


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("i want to invite my brother for sunday dinner but he always says no", "Sunday dinner"),
        ("id like to ask my daughter to come for tea on her birthday shes 19", "tea on her birthday"),
        ("can u help me get my dad to come to my football match on saturday", "my football match on Saturday"),
        ("I should like to invite my granddaughter to the theatre", "the theatre"),
        ("how do i get him to see people again", ""),
    ],
)
def test_the_occasion_is_found(told: str, what: str) -> None:
    assert occasion(told) == what


def test_it_is_said_back_and_offered_as_one_would() -> None:
    assert told_back("my football match") == "your football match"
    assert as_offered("come watch me play") == "coming to watch me play"
    assert as_offered("just tea in the garden") == "tea in the garden"
