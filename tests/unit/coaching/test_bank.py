"""The bank: how many wordings, how good, how they are found."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from coaching.bank import FORMS, bank
from coaching.language.acts import read_acts
from coaching.language.acts_model import load_model
from coaching.language.encoder import encoder
from coaching.language.lexicon import problems_in
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import turns
from coaching.moments import for_moment, for_reply
from coaching.offered import our_texts

WORDINGS = [(topic, wording) for topic in bank().topics.values() for wording in topic.wordings]
SITUATIONS = range(1, 49)


def test_each_situation_has_twelve_wordings_in_all_forms_and_six_hundred_in_all() -> None:
    count, forms = Counter[int](), {n: set[str]() for n in SITUATIONS}
    for topic, wording in WORDINGS:
        for n in topic.situations:
            count[n] += 1
            forms[n].add(wording.form)
    assert {n: count[n] for n in SITUATIONS if count[n] < 12} == {}
    assert {n: forms[n] for n in SITUATIONS if forms[n] != set(FORMS)} == {}
    assert sum(bool(topic.situations) for topic, _ in WORDINGS) >= 600


def test_no_text_of_ours_holds_a_finding() -> None:
    """Every sentence of the bank and of the turns: what is offered must not do what is warned of."""
    known = {s.text for text in our_texts() if "{" not in text for s in sentences(read(text))}
    if model := load_model():
        model.meanings.read(sorted(known))  # all at once: a hundred times as fast as one by one
    found = [(text, act.label) for text in sorted(known) for act in read_acts(text) if not act.helps]
    # Two trainings never give the same model to the last digit, so one sentence in two hundred may stand on the edge.
    assert len(found) <= len(known) / 200, found


def test_no_text_of_ours_holds_a_stigmatising_word_and_each_is_brief() -> None:
    texts = list(our_texts())
    assert problems_in(texts) == []
    assert [w.text for _, w in WORDINGS if len(w.text.split()) > 45] == []
    assert [w.text for _, w in WORDINGS if w.form == "short" and len(w.text.split()) > 22] == []
    assert [text for text in texts if "—" in text or re.search(r"\bI feel that you\b", text)] == []


def test_no_two_wordings_are_nearly_the_same() -> None:
    """Alike in meaning and in words: one of the two has to go."""
    texts = [w.text for _, w in WORDINGS]
    assert len(set(texts)) == len(texts)
    vectors = encoder().encode(texts)
    near = np.argwhere(np.triu(vectors @ vectors.T > 0.9, 1))
    words = [set(re.findall(r"[a-z]+", text.lower())) for text in texts]
    alike = [
        (texts[i], texts[j]) for i, j in near if len(words[i] & words[j]) > 0.75 * min(len(words[i]), len(words[j]))
    ]
    assert alike == []


@pytest.mark.parametrize(
    ("moment", "situation"),
    [
        ("he told me he used again last night", 1),
        ("how do i say no when she asks for cash", 7),
        ("my purse is short again and only he was here", 9),
        ("she rang from rehab crying and wants me to fetch her", 21),
        ("he comes out of prison next month and wants to live with us", 16),
        ("he has thirty days on sunday what do i say", 38),
        ("my husband and I can't agree how to deal with our son", 32),
        ("what do I tell my little ones about daddy drinking", 34),
    ],
)
def test_the_situation_is_found_by_meaning(moment: str, situation: int) -> None:
    topics = [topic for topic, _ in bank().likely(moment)]
    assert situation in {n for topic in topics[:2] for n in topic.situations}
    assert [form for form, _ in for_moment(moment)] == list(FORMS)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("leave me alone", "space|room|need"),
        ("im sober 2 weeks", "happy|wonderful|glad"),
        ("sorry mum", "thank"),
        ("i need 50 quid", "money|cash|food"),
    ],
)
def test_a_line_of_theirs_is_answered_to_the_point(line: str, word: str) -> None:
    answers = " ".join(text for _, text in for_reply(line))
    assert re.search(word, answers, re.IGNORECASE), answers


def test_another_gives_other_wordings_for_a_moment() -> None:
    first, second = for_moment("she keeps asking me for money", 0), for_moment("she keeps asking me for money", 1)
    assert {text for _, text in first}.isdisjoint(text for _, text in second)


def test_every_turn_can_be_read_and_gives_something_to_say() -> None:
    for turn in turns().turns:
        assert set(turn.parts) and any(
            turn.parts[role] for role in ("ask", "want", "firm", "wont", "good", "fact", "feel")
        ), turn.pattern
    assert len(turns().cases) >= 50
