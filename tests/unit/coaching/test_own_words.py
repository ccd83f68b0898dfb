"""What somebody asks, refuses or tells stands in the wordings they get."""

from __future__ import annotations

import re

import pytest

from coaching.language.wishes import own_words, stings
from coaching.moments import for_moment
from coaching.phrasing_wishes import doubt, wished_of_words
from coaching.spoken import story_in, to_them
from coaching.wordings import suggest

ANGRY = [
    ("You never listen, I need you to pick up the kids at 5", "pick up the kids at 5"),
    ("stop lying to me", "the truth"),
    ("Why can't you just ring your own mother on a Sunday like a normal son", "ring your mother on a Sunday"),
    ("You've wrecked my credit card again, give it back today you thief", "give my credit card back today"),
    ("I don't want your mates smoking weed on my balcony, they're scum", "mates smoking weed on my balcony"),
    ("u always turn ur phone off at nite i need u 2 text me when ur home safe", "text me when you're home safe"),
    ("You keep waking the baby when you come in at 3, are you thick?", "wake the baby when you come in at 3"),
    ("I won't be your punchbag, next time you scream at me I'm going to my sister's", "I'll go to my sister's"),
    ("Oh so you can afford cigarettes but not the rent you owe me", "the rent"),
    ("get your shoes off my couch you lazy sod", "shoes off my couch"),
]


def test_an_angry_draft_keeps_what_it_asks_in_every_form() -> None:
    """Whether a draft gets versions depends on the reader, and two trainings are never quite alike: one may miss."""
    missed = [draft for draft, need in ANGRY if not (made := suggest(draft)) or not all(need in s.text for s in made)]
    assert len(missed) <= 1, missed


def test_a_vague_order_is_not_made_a_polite_request() -> None:
    for draft in ("Grow up!", "Sort yourself out", "Get a life"):
        assert not own_words(draft).parts


def test_praise_with_a_sting_is_not_called_good() -> None:
    assert stings("Thanks for cooking for once in your life") and not stings("Thanks for cooking")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("how do i tell my sister she can't bring her boyfriend", "you can't bring your boyfriend"),
        ("how can i ask my dad to come to my school concert sober", "Could you come to my school concert sober?"),
        ("my brother sold mum's ring and mum cried", "you sold mum's ring and mum cried"),
        ("what do i say to him", ""),
    ],
)
def test_a_moment_is_turned_to_the_loved_one(moment: str, said: str) -> None:
    assert to_them(moment)[0] == said


def test_whisky_since_he_retired_gets_no_party_phrases() -> None:
    texts = " ".join(t for _, t in for_moment("my husband drinks whisky since he retired, how do I speak with him"))
    assert "whisky" in texts and not re.search(r"party|wedding|glass", texts)


def test_a_long_story_that_fits_nothing_gets_no_wording_at_all() -> None:
    assert for_moment("i want to write to my son. he is in rehab and i have not been in touch for two years") == []


def test_a_bare_question_tells_no_story() -> None:
    assert not story_in("what would you say to him") and story_in("he sold mum's ring, what would you say to him")


def test_short_replies_under_wordings_belong_to_them() -> None:
    assert wished_of_words("save it", "choose") == wished_of_words("shorter", "choose") == "inform"
    assert wished_of_words("ok practise it", "next") == "practise_conversation"
    assert wished_of_words("save it", "draft") == "" and doubt("no he'd laugh at that")
    assert not doubt("I feel scared when you shout")
