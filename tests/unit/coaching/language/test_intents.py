from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coaching.language.intents import (
    ARRAYS,
    DANGER_CAUTION,
    META,
    NOTHING,
    TAUGHT,
    IntentModel,
    combine,
    near_danger,
    shift,
    spread,
)
from coaching.language.reading import SURE

LESSONS = {
    "greet": ("hello", "hi there", "good morning", "hiya", "hey, anyone about?", "evening"),
    "find_resources": (
        "where is a support group near me",
        "is there a helpline for parents",
        "we need a rehab that takes insurance",
        "any free counselling in town",
        "online meetings for wives?",
        "who runs groups for families round here",
    ),
    "schedule_check_in": (
        "remind me on friday",
        "message me every sunday",
        "can you check on me tomorrow",
        "stop the reminders",
        "ping me at eight",
        "move my check in to mondays",
    ),
}


@pytest.fixture(scope="module")
def model() -> IntentModel:
    """Trained without teaching the encoder: a second instead of minutes."""
    pairs = [(text, label) for label, texts in LESSONS.items() for text in texts]
    return IntentModel.train([t for t, _ in pairs], [label for _, label in pairs], epochs=0)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("morning!", "greet"),
        ("is there a group for parents in my town", "find_resources"),
        ("pls remind me on tuesday", "schedule_check_in"),
        ("REMIND ME ON TUESDAY", "schedule_check_in"),
    ],
)
def test_a_message_gets_its_intent(model: IntentModel, text: str, intent: str) -> None:
    assert model.rank(text)[0][0] == intent


def test_confidences_are_ranked_and_sum_to_one(model: IntentModel) -> None:
    values = [value for _, value in model.rank("can you remind me about the group")]
    assert values == sorted(values, reverse=True)
    assert sum(values) == pytest.approx(1.0)
    assert {name for name, _ in model.rank("x")} == set(LESSONS)


def test_an_empty_text_has_no_likely_intent(model: IntentModel) -> None:
    assert {round(value, 6) for _, value in model.rank("  \n")} == {round(1 / 3, 6)}


def test_reading_is_repeatable_alone_and_among_others(model: IntentModel) -> None:
    texts = ["hello", "remind me to ring him after his appointment on friday evening", "where is help"]
    together = model.probabilities(texts)
    for row, text in zip(together, texts):
        assert np.allclose(model.probabilities([text])[0], row, atol=1e-4)


def test_a_stored_model_reads_as_before(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {ARRAYS, META, TAUGHT}
    texts = ["hello", "is there a helpline", "asdf"]
    assert np.allclose(IntentModel.load(tmp_path).probabilities(texts), model.probabilities(texts), atol=5e-3)
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) < 120e6


def test_a_missing_model_is_an_error_and_never_an_untrained_one(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        IntentModel.load(tmp_path)


def test_a_model_of_an_older_make_is_an_error_that_says_what_to_do(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / ARRAYS) as arrays:
        older = {name: arrays[name] for name in arrays if not name.startswith("alike")}
    np.savez(tmp_path / ARRAYS, **older)
    with pytest.raises(ValueError, match="hearth train"):
        IntentModel.load(tmp_path)


def test_what_falls_to_nothing_is_spread_and_never_confident() -> None:
    logs = np.log(np.array([[0.03] * 30 + [0.1]]) / 1.0)
    logs[0, 30] = 3.0
    share = spread([*(f"intent_{i}" for i in range(23)), *(f"danger_{i}" for i in range(7))])
    chances = combine([logs, logs, logs], np.zeros(31), share)
    assert chances.shape == (1, 30)
    assert chances[0, 23:].max() < chances[0, :23].min()
    assert chances.sum() == pytest.approx(1.0)
    assert chances.max() < SURE


def test_mashed_keys_speak_of_no_danger() -> None:
    assert list(spread(["danger_child", "greet", "thank"])) == [0.0, 0.5, 0.5]


def test_ten_thousand_characters_are_read_in_bounded_time(model: IntentModel) -> None:
    ranking = model.rank("remind me on friday " * 500)
    assert ranking[0][0] == "schedule_check_in"


def test_the_danger_screens_messages_join_only_a_model_that_knows_danger() -> None:
    assert near_danger(["greet", "deny"]) == []
    found = near_danger(["danger_driving", "share_feelings"])
    assert {label for _, label in found} == {"danger_driving", "share_feelings"}


def test_one_intent_is_too_few() -> None:
    with pytest.raises(ValueError):
        IntentModel.train(["hello", "hi"], ["greet"] * 2, epochs=0)


def test_an_intent_with_many_examples_gets_no_head_start_and_danger_a_handicap() -> None:
    added = shift(["danger_child", "deny", "greet"], np.array([0] * 10 + [1] * 10 + [2] * 40 + [3] * 500))
    assert added[1] - added[2] == pytest.approx(np.log(4))
    assert added[1] - added[0] == pytest.approx(DANGER_CAUTION)
    assert added[3] == NOTHING
