"""Replies against the question that was asked: values without a model; intents with it (tests/benchmarks/context.py)."""

from __future__ import annotations

from coaching.dialogue import Expects
from coaching.language.reading import read
from tests.benchmarks.context import SETS, cases, value_of

OF_A_REPLY = [("goodbye", 0.7), ("stop_activity", 0.1)]  # what a reply of a word or two is often taken for


def test_values_are_read_from_replies() -> None:
    valued = [case for file in SETS for case in cases(file) if case.wanted != ("",)]
    wrong = [(c.text, value_of(c.expects, c.text)) for c in valued if value_of(c.expects, c.text) not in c.wanted]
    assert len(wrong) <= 0.04 * len(valued), wrong


def test_an_answer_stays_an_answer_whatever_the_classifier_takes_it_for() -> None:
    for case in cases("context.tsv"):
        told = case.expects is Expects.LINE or case.wanted not in (("?",), ("",))
        if case.intents == ("inform",) and case.expects is not Expects.TEXT and len(case.text.split()) <= 3 and told:
            assert read(case.text, OF_A_REPLY, case.expects)[0] == "inform", case
        if case.intents == ("stop_activity",):
            assert read(case.text, [("share_feelings", 0.9)], case.expects)[0] == "stop_activity", case
