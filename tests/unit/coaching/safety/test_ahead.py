"""A limit that somebody wants words for is no danger now; what happens now keeps its alarm."""

import pytest

from coaching.safety.ahead import for_later, slow_death
from coaching.safety.listening import plain_form
from coaching.safety.screen import Screen


@pytest.mark.parametrize(
    "asked",
    [
        "can i practise telling my mum she cant pick up my kids from school when shes been drinking",
        "I need to tell my husband that he can't come to our daughter's school play if he has been drinking",
        "how do i tell him he cant drive the kids if hes had a drink",
        "I want to set a limit that she doesn't have the baby when she's using",
    ],
)
def test_who_wants_words_for_whenever_they_drink_is_asked_about_no_danger(asked: str) -> None:
    assert for_later(plain_form(asked))


@pytest.mark.parametrize(
    "told",
    [
        "what do i say, he is drunk and wants to drive the kids",
        "how do i tell her he is driving the kids home drunk",
        "help me he has the kids and when hes been drinking he drives, what do i say",
        "how do i tell him he cant drive if hes been drinking, hes getting in the car with her now",
        "can you help me text my wife: please pull over, you can't be on the motorway after what you drank at Jo's",
        "my mum picks up my kids when she has been drinking",
        "how do i tell him he cant see the kids when hes drunk, he took them an hour ago",
    ],
)
def test_what_happens_now_keeps_its_alarm(told: str) -> None:
    assert not for_later(plain_form(told))


def test_a_line_for_that_talk_is_no_danger_either() -> None:
    asked = "can i practise telling my mum she cant pick up my kids from school when shes been drinking"
    before = [asked, "mum i need to talk to you about the school run"]
    assert not Screen().read("because last week you smelled of wine", before)


def test_a_fear_that_drink_kills_slowly_is_asked_about_and_no_alarm() -> None:
    assert slow_death(plain_form("he's going to kill himself with the drink"))
    assert not slow_death(plain_form("he says he will kill himself with drink and pills tonight"))
