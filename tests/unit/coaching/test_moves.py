"""What a line of a scene does by its form: what short, typed lines ask, refuse and offer, and what they don't."""

from __future__ import annotations

import pytest

from coaching.moves import Proposed, form, mended, question_kind, sentences


def labels(line: str, *found: Proposed) -> set[str]:
    return {act.label for act in mended(line, found)}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("im not coming to get you jess", "limit"),
        ("the answer is no", "limit"),
        ("not even two weeks", "limit"),
        ("i cant keep doing this", "limit"),
        ("i want you to move out", "limit"),
        ("sorry for what i said", "responsibility"),
        ("i lay awake all night", "own_feeling"),
        ("i feel stupid for believing you", "own_feeling"),
        ("thank you for telling me", "affirmation"),
        ("i'll sit with you while you ring", "offer"),
        ("how could you spend it all", "blame"),
        ("i am so disappointed in you", "guilt_trip"),
    ],
)
def test_a_short_line_that_the_reader_missed_is_still_heard(line: str, label: str) -> None:
    assert labels(line) == {label}


@pytest.mark.parametrize(
    "line",
    [
        "i'm not judging you",
        "i won't shout",
        "i'm not going anywhere",
        "i'm sorry but no",
        "can i come in",
        "i can't believe it",
    ],
)
def test_words_that_look_like_a_limit_or_an_apology_are_none(line: str) -> None:
    assert not labels(line) & {"limit", "responsibility", "offer"}


@pytest.mark.parametrize(
    ("line", "label", "helps"),
    [
        ("are you depressed", "dismissing", False),
        ("what if you lose the job", "threat", False),
        ("will you be on it forever", "request", True),
        ("are you safe right now", "own_feeling", True),
        ("i'm not angry", "own_feeling", True),
        ("what happened on monday", "observation", True),
    ],
)
def test_what_the_form_rules_out_is_not_told_to_the_person(line: str, label: str, helps: bool) -> None:
    assert labels(line, Proposed(label, line, helps, 0.8)) == set()


def test_beside_a_line_that_hurts_nothing_kind_is_added() -> None:
    assert labels("you're a liar and i won't pay", Proposed("labelling", "you're a liar", False)) == {"labelling"}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("where were you till four", "asks"),
        ("shall i come with you", "offers"),
        ("i won't pay it", "refuses"),
        ("it's a lovely day", "tells"),
        ("what a shame", "tells"),
        ("can i come in", "asks"),
    ],
)
def test_a_sentence_asks_offers_refuses_or_tells_with_or_without_marks(line: str, wanted: str) -> None:
    assert form(line) == wanted


def test_a_question_is_met_by_how_it_is_put() -> None:
    assert [question_kind(q) for q in ("why now?", "who drove you?", "are you well?", "how is it?")] == [
        "asks_why",
        "asks_fact",
        "asks_yes_no",
        "question",
    ]


def test_a_long_line_is_heard_sentence_by_sentence() -> None:
    assert sentences("I love you. I won't lend it, but I can cook. Hungry?") == [
        "I love you.",
        "I won't lend it",
        "but I can cook.",
        "Hungry?",
    ]
