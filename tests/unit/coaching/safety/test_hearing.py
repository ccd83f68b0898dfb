"""Short answers on a danger path, as frightened people type them."""

from __future__ import annotations

import re

import pytest

from coaching.safety.hearing import holds, lean, wish
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


def test_a_wish_is_told_from_an_account() -> None:
    assert wish(PLAIN("what have i saved")) and wish(PLAIN("how do i tell her i love her")) and wish("practise?")
    assert not wish(PLAIN("hes on the kitchen floor")) and not wish(PLAIN("there is sick everywhere"))
