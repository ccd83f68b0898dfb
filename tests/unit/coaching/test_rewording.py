"""Rewordings: the need stays, the hurtful act is turned, nothing is invented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from coaching.language.facts import name_in
from coaching.language.rewrite import calm, gerund, turned
from coaching.language.style import Style
from coaching.wordings import analyse, suggest

DRAFTS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data/phrasing/drafts.jsonl").read_text(encoding="utf-8").splitlines()
]
#: suggestions for a draft must say this in one of their forms: its need, request or limit
NEEDS = [
    ("Stop asking me for money, I'm not a cash machine.", r"(?:won't|not going to|decided not to) (?:give|lend) money"),
    ("You need to call the clinic today. No more excuses.", r"you call the clinic today\?"),
    ("It's high time you paid me back the £200, you thief.", r"pay me back the £200\?"),
    ("I know you took those pills from my drawer. Don't even try to deny it.", r"pills .*from my drawer"),
    ("Sis, either you tell mum about the pills or I will.", r"^Sis, .*(?:secret|next to you|mum about the pills)"),
    ("Well you finally washed up, miracles do happen.", r"You washed up, and I noticed"),
    ("You were actually pleasant at dinner, nice change.", r"pleasant at dinner"),
    ("If you get one more fine I'm not paying it, you can sit in a cell for all I care.", r"pay another fine"),
    ("You ruined my birthday by turning up wasted.", r"my birthday"),
    ("Don't you dare come near the kids in that state.", r"kids .*(?:without drink|free of drink|sober)|drink.* kids"),
    (
        "If I find one more baggie in this house you can pack your stuff and go live with your dealer.",
        r"(?:out of|in) the house|where we live",
    ),
    ("Funny how you've always got money for cigarettes but never for your son's shoes.", r"son's shoes"),
]


@pytest.mark.parametrize(("draft", "need"), NEEDS)
def test_the_need_is_kept(draft: str, need: str) -> None:
    made = suggest(draft)
    assert any(re.search(need, s.text) for s in made), [s.text for s in made]


def test_problem_drafts_get_two_or_three_clean_versions() -> None:
    """All drafts of the set in which the analyser finds something; the set was read by eye (docs/phrasing.md)."""
    few, unclean, all_made = [], [], 0
    for row in DRAFTS:
        analysis = analyse(row["text"])
        if not analysis.findings:
            continue
        made = suggest(row["text"], analysis)
        if len(made) < 2:
            few.append(row["text"])
        all_made += len(made)
        unclean += [s.text for s in made if analyse(s.text).findings]
    assert len(few) <= len(DRAFTS) * 0.02, few
    assert len(unclean) <= all_made * 0.01, unclean  # the goal is 0.02; each training differs a little


def test_tones_differ_and_firmer_states_the_limit() -> None:
    draft = "Stop asking me for money, I'm not a cash machine."
    neutral, softer, firmer = (
        " ".join(s.text for s in suggest(draft, tone=t)) for t in ("neutral", "softer", "firmer")
    )
    assert len({neutral, softer, firmer}) == 3
    assert re.search(r"won't|not going to|decided not", firmer)


def test_nothing_is_claimed_that_the_draft_does_not_say() -> None:
    for draft in ("You never listen to me.", "You are impossible.", "Delete his number in front of me right now."):
        said = " ".join(s.text for s in suggest(draft)).lower()
        assert not re.search(r"\b(?:bottles?|plates|clinic|police|rent|pills)\b", said), said


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("Answer your bloody phone!!!", "Answer your phone"),
        ("pay me back, you thief.", "pay me back"),
        ("U owe me, end of discussion.", "you owe me"),
        ("WHERE WERE YOU LAST NIGHT", "where were you last night"),
    ],
)
def test_swearing_insults_and_pressure_are_taken_off(sentence: str, plain: str) -> None:
    assert calm(sentence).rstrip("?.") == plain


@pytest.mark.parametrize(
    ("verb", "form"),
    [("stop", "stopping"), ("take", "taking"), ("lie", "lying"), ("see", "seeing"), ("wait", "waiting")],
)
def test_ing_forms(verb: str, form: str) -> None:
    assert gerund(verb) == form


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        ("Dan, where are you?", "Dan"),
        ("Snap out of it, Dan.", "Dan"),
        ("mum ur drunk again", "Mum"),
        ("Christmas, again?", ""),
        ("Stop it, please.", ""),
    ],
)
def test_the_name_they_use_is_found(draft: str, name: str) -> None:
    assert name_in(draft) == name


def test_a_turn_never_carries_an_insult_over() -> None:
    for sentence in ("Tell your junkie friends to leave.", "You missed the pathetic little meeting again."):
        for texts in turned(sentence).values():
            assert not re.search("junkie|pathetic", " ".join(texts))


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        ("mum ur late again xx", "Mom, I was worried. Could you call me?", "mum, i was worried. could u call me? xx"),
        (
            "I do not wish to quarrel. You are my son and I am worried.",
            "I'm sad. It's hard, and I can't sleep.",
            "I am sad. It is hard, and I cannot sleep.",
        ),
        ("Please call me when you can. ❤️", "I miss you.", "I miss you. ❤️"),
        ("Whatever 🙄", "I miss you.", "I miss you."),
    ],
)
def test_more_like_me_keeps_their_way_of_writing(own: str, text: str, expected: str) -> None:
    assert Style.of(own).apply(text) == expected
