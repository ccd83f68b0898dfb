"""Deeds typed in a hurry or in a second language come back as one would say them."""

from __future__ import annotations

import pytest

from coaching.affirming import affirm, deed, turned, wants_to_answer
from coaching.said_well import rough


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("my grandson is in recovery since march", "you've been in recovery since March"),
        ("he go to meeting yesterday alone no one tell him", "you went to a meeting yesterday alone"),
        ("hubby hasnt gamble 2 weeks now, he show me his bank app", "you haven't gambled for 2 weeks now"),
        ("my son not drink since 3 weeks", "you haven't had a drink for 3 weeks"),
        ("my dad cooked dinner last nite and was sober", "you cooked dinner last night and were sober"),
        ("ive got good news hes eating again", "you're eating again"),
        ("my brother finally stopped being such a loser and got a job", "you got a job"),
        ("she finally paid the rent herself", "you paid the rent yourself"),
        (
            "My granddaughter has, I am pleased to report, attended her counselling appointment.",
            "you've attended your counselling appointment",
        ),
    ],
)
def test_a_deed_typed_roughly_is_said_well(typed: str, said: str) -> None:
    assert turned(deed(typed).what) == said


def test_what_is_no_sentence_is_not_put_into_anybodys_mouth() -> None:
    assert rough("you is was the")
    made = affirm(deed("you is was the"), "")
    assert "is was" not in made["text"]


def test_somebody_who_wants_to_answer_gets_an_answer_and_no_praise() -> None:
    told = "my daughter texted me first time in 3 months!! i want to answer but not scare her off"
    assert wants_to_answer(told) and not wants_to_answer("he answered the phone")
    assert "first time" not in affirm(deed(told), "", reply=True)["text"]
