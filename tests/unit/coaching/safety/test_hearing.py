"""Short answers on a danger path, as frightened people type them."""

from __future__ import annotations

import re

import pytest

from coaching.safety.hearing import holds, lean
from coaching.safety.leaving import elsewhere
from coaching.safety.normalise import Normaliser

PLAIN = Normaliser()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Y", "yes"), ("yep", "yes"), ("yesss", "yes"), ("ye hes breathin", "yes"), ("yes but he wont wake up", "yes"),
        ("ok yes", "yes"), ("he is", "yes"), ("i do", "yes"), ("they are now", "yes"), ("well yes", "yes"), ("👍", "yes"),
        ("n", "no"), ("NO!!!", "no"), ("nooo hes blue", "no"), ("no he isnt", "no"), ("nah he aint", "no"),
        ("we dont have any of that", "no"), ("i havent got any", "no"), ("not yet", "no"), ("nobody", "no"),
        ("i cant", "no"), ("i dont think so", "no"), ("not really", "no"), ("omg no", "no"), ("he said no", "no"),
        ("i think so??", "unsure"), ("idk", "unsure"), ("dunno maybe", "unsure"), ("not sure", "unsure"),
        ("I can't tell", "unsure"), ("no idea", "unsure"), ("kind of", "unsure"), ("?", "unsure"), ("probably", "unsure"),
        ("hard to say", "unsure"), ("yes i think so", "unsure"),
    ],
)  # fmt: skip
def test_yes_no_and_not_sure_are_heard_however_they_are_typed(text: str, first: str) -> None:
    assert lean(PLAIN(text))[:1] == (first,)


@pytest.mark.parametrize("text", ["ok", "k", "my sister Jo", "he says hello", "what have i saved", ""])
def test_other_words_are_neither(text: str) -> None:
    assert lean(PLAIN(text)) == ()


@pytest.mark.parametrize(
    ("words", "text", "meant"),
    [
        ("awake", "hes awake now", True),
        ("awake", "no hes awake", True),
        ("awake", "hes not awake", False),
        ("awake", "he isnt really awake", False),
        ("awake", "is he awake?", False),
        ("breath\\w*", "hes stopped breathing", False),
        ("breath\\w*", "hes breathing again", True),
        ("(?:he|she) is fine", "no hes fine now", True),
        ("fine", "no hes not fine", False),
    ],
)
def test_words_count_only_when_they_are_meant(words: str, text: str, meant: bool) -> None:
    assert holds(re.compile(rf"\b(?:{words})\b"), PLAIN(text)) is meant


@pytest.mark.parametrize(
    "text",
    [
        "what have i saved", "how do i tell her i love her", "softer", "can you make it shorter", "set a limit about money",
        "i dont want to shout at her tonight", "i just want to know how to bring it up", "practise it",
        "you were drunk again last night and the kids saw you. i cant do this", "what could i text him tomorrow?",
        "Do you want to come to the park with me on Sunday?", "show me my limits", "no. how do i say it",
    ],
)  # fmt: skip
def test_a_wish_a_draft_and_a_menu_word_are_something_else(text: str) -> None:
    assert elsewhere(PLAIN(text))


@pytest.mark.parametrize(
    "text",
    [
        "hes on the kitchen floor", "there is sick everywhere", "how do i tell if hes breathing", "should i call",
        "what do i say to the ambulance", "he said he will kill you", "are you a real person", "fuck you", "i dont know",
        "how do i wake him up", "what is the number", "he wont stop crying and he keeps saying sorry", "help me please",
        "can you call them for me", "i dont want to lose him", "i dont want him to die", "you said to tilt the head",
    ],
)  # fmt: skip
def test_what_asks_or_tells_about_the_danger_is_not(text: str) -> None:
    assert not elsewhere(PLAIN(text))


def test_a_text_to_a_loved_one_may_be_a_goodbye_and_is_no_sign_of_moving_on() -> None:
    assert not elsewhere(PLAIN("i love you all and i am so sorry, you did nothing wrong"), self_harm=True)
