"""The model of acts: two views of a text, stored without pickle, read in one pass."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coaching.language.acts_features import BUCKETS, LETTERS, LOWER, Meanings
from coaching.language.acts_model import HURTS, ActModel, Lessons, load_model
from coaching.language.acts_taught import FROM, ActsEncoder, Upper
from coaching.language.encoder import DIMENSIONS, LAYERS, encoder


def upper(labels: int) -> Upper:
    """Upper layers as they were shipped, with another last norm."""
    name = f"encoder.layer.{LAYERS - 1}.output.LayerNorm.weight"
    rng = np.random.default_rng(3)
    weights = rng.normal(size=(DIMENSIONS, labels)).astype(np.float32)
    return Upper({name: np.ones(DIMENSIONS, np.float32)}, weights, np.zeros(labels, np.float32))


def test_lower_layers_are_read_as_they_were_shipped_and_the_last_as_taught() -> None:
    assert max(LOWER) <= FROM
    texts = ["You never listen.", "I was worried last night when you didn't ring, love."]
    lower, last = Meanings(ActsEncoder(upper(2).tensors)).read(texts)
    assert lower == pytest.approx(encoder().encode(texts, layers=LOWER), abs=1e-5)
    assert np.abs(last - encoder().encode(texts)).max() > 0.001


def test_a_stored_model_reads_as_before(tmp_path: Path) -> None:
    labels = ["blame", "offer", HURTS]
    size = len(LOWER) * DIMENSIONS + BUCKETS + LETTERS + 2
    weights = np.random.default_rng(1).normal(size=(size, 3)).astype(np.float32)
    model = ActModel(labels, weights, np.zeros(3, np.float32), upper(3))
    model.save(tmp_path / "acts.npz")
    again = ActModel.load(tmp_path / "acts.npz")
    (before,), (after,) = (m.score(["This is your fault."], [{"blame"}]) for m in (model, again))
    assert list(after) == labels and after == pytest.approx(before, abs=0.02)
    assert model.score([], []) == []


def test_a_model_of_an_older_kind_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.savez(tmp_path / "acts.npz", weights=np.zeros(3))
    monkeypatch.setattr("coaching.language.acts_model.MODEL", tmp_path / "acts.npz")
    load_model.cache_clear()
    assert load_model() is None
    load_model.cache_clear()


def test_our_own_wordings_teach_that_nobody_is_hurt_and_nothing_else() -> None:
    lessons = Lessons.gather()
    own, hurts = slice(lessons.written, None), lessons.labels.index(HURTS)
    assert len(lessons.texts) - lessons.written > 500
    assert not lessons.y[own].any()
    assert lessons.counts[own, hurts].all() and not lessons.counts[own, lessons.labels.index("offer")].any()
