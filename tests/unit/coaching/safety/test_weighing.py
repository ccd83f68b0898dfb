"""The weighing: every reader's word counts, none is needed, and an alarm of the rules never becomes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coaching.safety.danger import Level
from coaching.safety.weighing import Signs, log_odds, parts

QUIET = Signs(words=-4.0, rules=Level.NONE, explained=False, idiom=False, second=-6.0)


def test_silence_is_no_danger() -> None:
    assert QUIET.level() is Level.NONE
    assert replace(QUIET, second=None).level() is Level.NONE


@pytest.mark.parametrize("second", [-6.0, None])
def test_an_alarm_of_the_rules_never_becomes_nothing(second: float | None) -> None:
    assert replace(QUIET, rules=Level.ALARM, second=second).level() is not Level.NONE


def test_an_alarm_of_the_rules_that_no_other_reader_shares_only_asks() -> None:
    assert replace(QUIET, rules=Level.ALARM).level() is Level.CHECK


def test_without_any_other_reader_the_rules_decide() -> None:
    for level in Level:
        assert Signs(words=None, rules=level, explained=False, idiom=False).level() is level


@pytest.mark.parametrize("sign", ["words", "second"])
def test_more_of_a_sign_is_more_danger(sign: str) -> None:
    chances = [replace(QUIET, **{sign: value}).chance() for value in (-5.0, 0.0, 5.0)]
    assert chances == sorted(chances) and chances[0] < chances[-1]


def test_what_was_explained_away_is_less_danger() -> None:
    middling = replace(QUIET, words=1.0, second=1.0)
    assert replace(middling, explained=True).chance() < middling.chance()
    assert replace(middling, idiom=True).chance() < middling.chance()


def test_sure_readers_alarm_without_a_rule() -> None:
    assert replace(QUIET, words=3.0, second=4.0).level() is Level.ALARM


@pytest.mark.parametrize("sign", ["explained", "idiom"])
def test_where_rules_explained_their_signs_away_the_others_only_ask(sign: str) -> None:
    loud = replace(QUIET, words=6.0, second=8.0)
    assert loud.level() is Level.ALARM
    assert replace(loud, **{sign: True}).level() is Level.CHECK


def test_log_odds_know_no_certainty() -> None:
    assert log_odds(0.5) == 0
    assert log_odds(1.0) == pytest.approx(-log_odds(0.0))
    assert log_odds(1.0) < 10


def test_a_draft_is_read_apart() -> None:
    text = 'How do I tell her "you were asleep and the baby was crying"?'
    assert "you were asleep and the baby was crying" in parts(text, text.lower(), None)
    assert parts("please soften this: you broke my arm last night", "", None) == ["you broke my arm last night"]


def test_a_short_plain_message_has_no_parts() -> None:
    assert parts("he is late again", "he is late again", len) == []


def test_the_worst_window_of_a_story_is_read_apart() -> None:
    story = "we had tea and cake. " * 12 + "he is blue. " + "then we went home. " * 12
    found = parts(story, story, lambda window: float("blue" in window))
    assert any("he is blue" in part for part in found)
