from __future__ import annotations

import pytest

from coaching.dialogue import Profile
from coaching.knowing import corrected, spoken_of, told_about


@pytest.mark.parametrize(
    ("text", "relation", "word"),
    [
        ("my daughter has had four weeks without drink", "daughter", "daughter"),
        ("how do i get my mum to come to dinner, she never leaves the house", "mother", "mum"),
        ("my grandson has resumed drinking", "grandson", "grandson"),
    ],
)
def test_remembers_who_is_spoken_of_in_their_own_word(text: str, relation: str, word: str) -> None:
    profile = Profile()
    told = told_about(text, profile)
    assert told["relation"] == relation
    profile.notes.update(told["notes"])
    assert spoken_of(profile) == word


@pytest.mark.parametrize(
    "text",
    [
        "i want to tell my mum to stop covering for him",
        "my friend jo maybe",
        "my dad and my sister both worry",
        "she drinks",
    ],
)
def test_takes_nobody_for_the_loved_one_who_is_only_mentioned(text: str) -> None:
    assert told_about(text, Profile()) == {}


def test_keeps_what_is_known_already() -> None:
    assert told_about("my sister rang", Profile(relation="son")) == {}


def test_takes_the_name_behind_the_relation_and_no_salutation() -> None:
    assert told_about("my son Danny drinks", Profile())["loved_one"] == "Danny"
    assert "loved_one" not in told_about("Dear Sir, my daughter drinks", Profile())


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("actually its not my sister its my cousin", "cousin"),
        ("sorry it's my brother, not my dad", "brother"),
        ("i won't lend my sister money, not my problem", ""),
        ("it is not my fault", ""),
    ],
)
def test_reads_a_correction_of_whom_it_is_about(text: str, relation: str) -> None:
    assert corrected(text).get("relation", "") == relation
