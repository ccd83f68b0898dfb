from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks import folds, pictures
from tests.benchmarks.intents import judged, meant_and_taken, report
from tests.unit.coaching.language.test_intents import LESSONS

DATA = [
    {"text": "a", "intent": "greet"},
    {"text": "b", "intent": "greet", "also": ["thank"]},
    {"text": "c", "intent": "deny"},
    {"text": "d", "intent": "deny"},
]
NAMES = ["danger_child", "deny", "greet", "thank"]
CHANCES = np.array([[0.0, 0.1, 0.9, 0.0], [0.1, 0.1, 0.2, 0.6], [0.1, 0.8, 0.1, 0.0], [0.7, 0.1, 0.1, 0.1]])


def test_an_acceptable_second_label_is_right_and_false_danger_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    report(DATA, NAMES, CHANCES, set())
    said = capsys.readouterr().out
    assert "accuracy 0.750" in said
    assert "deny                     0.50 of 2" in said
    assert "1  deny → danger_child" in said
    assert "ordinary messages taken for danger: 1 of 4" in said


def test_the_confusion_matrix_gets_what_was_meant_and_what_it_was_taken_for() -> None:
    meant, taken = meant_and_taken(DATA, NAMES, CHANCES)
    assert meant == ["greet", "thank", "deny", "deny"]
    assert taken == ["greet", "thank", "deny", "danger_child"]


def test_bins_of_confidence_hold_every_message_once() -> None:
    sure, hits = judged(DATA, NAMES, CHANCES)
    found = pictures.bins(sure, hits)
    assert sum(len(said) for said, _ in found) == 4
    assert [float(said.mean()) for said, _ in found] == pytest.approx([0.6, 0.7, 0.8, 0.9])
    assert pictures.bins(np.array([0.0, 1.0]), np.array([True, True]))[-1][0][0] == 1.0


def test_pictures_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "FOLDER", tmp_path / "report")
    first = pictures.confusion(*meant_and_taken(DATA, NAMES, CHANCES), NAMES, "matrix.png")
    second = pictures.reliability({"set": judged(DATA, NAMES, CHANCES)}, "curve.png")
    assert first.stat().st_size > 1000 and second.stat().st_size > 1000


def test_folds_read_every_message_once_and_never_learn_it() -> None:
    pairs = [(text, label) for label, texts in LESSONS.items() for text in texts]
    texts, labels = [text for text, _ in pairs], [label for _, label in pairs]
    places, chances = folds.untaught(texts, labels, 3)
    assert sorted(places) == list(range(len(texts)))
    assert np.allclose(chances.sum(axis=1), 1.0)
    for train, test in folds.parts(texts, labels, 3):
        assert not set(train) & set(test)
