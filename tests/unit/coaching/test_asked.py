"""Questions that are told by their words: referrals, a concrete ask, and those that lean on the last answer."""

import pytest

from coaching.asked import about_another, asks_on, leans_on_answer, to_limit, to_weigh, wants_more, wants_source
from coaching.library import library
from coaching.referral import surely
from tests.benchmarks.questions import SETS, rows


@pytest.mark.parametrize(
    "text",
    [
        "should I pay his rent",
        "do I lend her the deposit?",
        "Shall we bail him out and pay the fine",
        "should we let him move back in",
        "can i cover her phone bill again",
        "can i give him money for food",
        "should I lend her £200",
    ],
)
def test_a_concrete_ask_is_to_be_weighed(text: str) -> None:
    assert to_weigh(text)


@pytest.mark.parametrize(
    "text",
    ["should I pay for rehab again", "why can't he pay his rent", "is it enabling to help", "should I check his phone"],
)
def test_other_questions_are_not(text: str) -> None:
    assert not to_weigh(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do i stop giving him money",
        "How can we stop bailing her out?",
        "i need to stop paying his rent",
        "how do i say no to my son",
    ],
)
def test_how_to_stop_something_of_ones_own_is_a_wish_for_a_limit(text: str) -> None:
    assert to_limit(text)


@pytest.mark.parametrize("text", ["how do i stop worrying", "how do i stop him drinking", "how can he stop using"])
def test_how_to_stop_somebody_else_is_none(text: str) -> None:
    assert not to_limit(text)


def test_no_known_question_is_referred_away() -> None:
    """Neither what the library knows by heart nor what the tests ask of it, but for a handful that do speak of the law."""
    asked = [text for entry in library().entries.values() for text in entry.ask]
    asked += [row["text"] for name in SETS for row in rows(f"questions_{name}.jsonl")]
    referred = [text for text in asked if surely(text)]
    assert len(referred) <= len(asked) // 250, referred


@pytest.mark.parametrize("text", ["Says who?", "where did you get that", "source", "how do you know that?"])
def test_asks_for_the_source(text: str) -> None:
    assert wants_source(text) and not wants_more(text)


@pytest.mark.parametrize(
    "text", ["why?", "tell me more", "ok go on please", "How come?", "what else", "huh?", "i dont get it"]
)
def test_asks_for_more(text: str) -> None:
    assert wants_more(text) and not wants_source(text)


@pytest.mark.parametrize(
    "text",
    [
        "what about for her mum",
        "and what about my older brother?",
        "does that go for women too",
        "what about my grandson",
        "what about my mother-in-law",
    ],
)
def test_asks_it_for_somebody_else(text: str) -> None:
    assert about_another(text)


@pytest.mark.parametrize(
    "text", ["what about his friends who still use", "why does he lie", "where does he get it from"]
)
def test_a_question_of_its_own_leans_on_nothing(text: str) -> None:
    assert not (about_another(text) or wants_more(text) or wants_source(text))


@pytest.mark.parametrize(
    "text", ["so what can i do then", "and how long will it go on?", "where do i get it", "does that ever get better?"]
)
def test_a_question_that_names_nothing_is_about_the_last_answer(text: str) -> None:
    assert leans_on_answer(text)


@pytest.mark.parametrize(
    "text",
    ["how do i tell my son", "so my daughter rang", "how does this work", "it is hard", "is it my fault he drinks"],
)
def test_what_names_its_own_subject_is_not(text: str) -> None:
    assert not leans_on_answer(text)


def test_a_short_question_may_go_on_from_an_answer() -> None:
    assert asks_on("so will my kids get it") and not asks_on("he came home drunk again and I said nothing")


@pytest.mark.parametrize(
    "text", ["whats the difference between that and a limit", "ok. so what works better then", "and scratch cards?"]
)
def test_a_question_with_a_word_before_it_goes_on_too(text: str) -> None:
    assert asks_on(text)
