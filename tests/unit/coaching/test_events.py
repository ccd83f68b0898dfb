"""What happened and what kind of thing it was stand in the wordings, in the person's own words and without the sting."""

from __future__ import annotations

import re

import pytest

from coaching.language.events import event_in, frames
from coaching.language.facts import who_in
from coaching.language.happened import happened
from coaching.missing_part import asked_for
from coaching.moments import for_moment
from coaching.offered import clean, wellformed
from coaching.spoken import sorry_for
from coaching.wordings import analyse, anchored, suggest


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("You came home stinking of booze AGAIN, you absolute disgrace.", "you came home smelling of drink"),
        ("why do you never pick up your phone", "you don't pick up your phone"),
        ("All you ever do is sit in that room and smoke weed.", "you sit in that room and smoke weed"),
        ("You've missed three counselling sessions.", "you missed three counselling sessions"),
        ("i gave u my last 50 for food and u smoked it", "I gave you my last 50 for food and you smoked it"),
        ("You couldn't even be bothered to send a card.", "you didn't send a card"),
        ("we waited two hours for u at the restaurant", "we waited two hours for you at the restaurant"),
    ],
)
def test_an_angry_parent_tells_what_happened_and_it_is_kept_without_the_sting(draft: str, told: str) -> None:
    event = happened(draft)
    assert event is not None and event.clause == told


def test_a_verdict_is_no_event() -> None:
    for draft in ("You are selfish.", "You never cared about us.", "You ruin everything.", "You had it coming."):
        assert happened(draft) is None, draft


@pytest.mark.parametrize(
    ("draft", "who"),
    [
        ("You promised Lily you'd come.", "Lily"),
        ("those girls deserve better", "the girls"),
        ("What kind of father forgets his own son's birthday?", ""),
        ("I am your mother, listen.", ""),
        ("u never visit nan", "Nan"),
    ],
)
def test_who_else_is_in_it_is_named_as_they_name_them(draft: str, who: str) -> None:
    assert who_in(draft) == who


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("You were drunk in the car with the baby in the back.", r"drink|taxi|keys"),
        ("You forgot our daughter's birthday, what a dad you are.", r"birthday"),
        ("You pawned my mother's ring, how could you?", r"ring"),
        ("I've signed you up for a detox programme and you're going.", r"a detox programme"),
        ("Why do you never answer my calls, you coward?", r"OK|worr|text"),
    ],
)
def test_what_it_is_about_is_answered_and_not_something_near(draft: str, said: str) -> None:
    made = suggest(draft, seed=1)
    assert len(made) >= 2 and re.search(said, " ".join(s.text for s in made)), made


def test_a_kind_of_event_counts_only_when_its_words_were_said() -> None:
    assert not event_in("You never help me with anything at all").id.startswith(("drink", "rent", "needles"))
    assert event_in("The rent is gone because you gambled it").id == "rent_gone"


def test_every_kind_of_event_gives_a_feeling_and_something_to_ask_or_thanks() -> None:
    for frame in frames():
        assert "good" in frame.parts or {"feel", "felt", "ask", "firm"} <= frame.parts.keys(), frame.id


def test_nothing_but_a_verdict_leads_to_one_question() -> None:
    draft = "You are a selfish pig."
    assert not anchored(draft, analyse(draft))


@pytest.mark.parametrize(
    ("answer", "ask"),
    [
        ("for him to call his daughter", "Could you call your daughter?"),
        ("I want him to know I love him", "I love you."),
        ("respect", "I'd like respect."),
        ("an apology", "Could you tell me you're sorry?"),
        ("not come home drunk", "Could you please not come home after drinking?"),
        ("she calls me on sundays", "Could you call me on Sundays?"),
        ("yes save", ""),
        ("idk", ""),
    ],
)
def test_the_answer_to_the_one_question_becomes_the_ask(answer: str, ask: str) -> None:
    assert asked_for(answer) == ask


def test_a_mother_who_shouted_gets_words_for_her_apology() -> None:
    moment = "help me apologise to my son, I shouted at him last night when he came home drunk"
    assert sorry_for(moment) == "I shouted at you last night"
    assert all("I'm sorry I shouted at you" in text for _, text in for_moment(moment))
    assert sorry_for("my brother won't apologise, I waited for weeks") == ""


@pytest.mark.parametrize(
    "broken",
    ["Could you yes save?", "Would you be willing to do you have a heart?", "I was sad when.", "Could you the car?",
     "Could you let the dog out and left the gate open?", "You was late."],
)  # fmt: skip
def test_broken_words_are_never_offered(broken: str) -> None:
    assert not wellformed(broken)


def test_sound_words_pass() -> None:
    for text in (
        "Could you ring me on Sunday?",
        "I was sad when you left. What got in the way?",
        "Could you put it right?",
    ):
        assert wellformed(text) and clean(text)
