"""What a person told is said back short and whole: no dots, no half phrase."""

from __future__ import annotations

import pytest

from coaching.limits import read
from coaching.said_back import said_back, shortened


@pytest.mark.parametrize(
    ("told", "back"),
    [
        ("she rings me at eleven at night crying", "she rings me at eleven at night crying"),
        (
            "my son keeps asking me for money every single week and last week I gave him two hundred pounds",
            "my son keeps asking me for money every single week",
        ),
        (
            "he came home drunk again last night and woke the children up shouting in the kitchen about his boss",
            "he came home drunk again last night",
        ),
        (
            "Every Friday my daughter takes the housekeeping money from the blue tin above the fridge without a word",
            "Every Friday my daughter takes the housekeeping money",
        ),
    ],
)
def test_a_long_clause_ends_where_a_speaker_would_breathe(told, back):
    assert said_back(told) == back


def test_a_limit_loses_its_reasons_and_keeps_its_condition():
    told = (
        "I don't want to lend him money when he has been drinking because he spends it on pills and then he comes back "
        "the next week with the same story and I always give in because I feel so guilty about it all"
    )
    assert read(told).limit == "I don't want to lend him money when he has been drinking"


def test_words_without_a_joint_lose_what_dangles():
    assert shortened("one two three four of the five", 5) == "one two three four"
    assert shortened("short enough", 5) == "short enough"
