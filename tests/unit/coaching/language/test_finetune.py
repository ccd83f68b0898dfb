from __future__ import annotations

import os

import numpy as np
import pytest
from scipy.special import erf

from coaching.language.encoder import DIMENSIONS, Encoder, _gelu, encoder
from coaching.language.noise import Words

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


def test_the_fast_gelu_equals_the_exact_one() -> None:
    x = np.linspace(-12, 12, 20001, dtype=np.float32)
    exact = 0.5 * x.astype(np.float64) * (1.0 + erf(x.astype(np.float64) / np.sqrt(2.0)))
    assert np.abs(_gelu(x) - exact).max() < 2e-6


def test_half_precision_weights_read_nearly_the_same() -> None:
    texts = ["he came home late", "is there a group near me"]
    halved = encoder().with_weights(encoder().half())
    assert (halved.encode(texts) * encoder().encode(texts)).sum(axis=1).min() > 0.9999


def test_a_long_text_is_read_from_both_ends() -> None:
    text = "first words " + "and so on " * 200 + "what should I say to her"
    ids = encoder().tokens(text, 40)
    assert len(ids) == 40
    assert ids[:20] == encoder().tokens(text, 4000)[:20]
    assert ids[-20:] == encoder().tokens(text, 4000)[-20:]


def test_the_word_table_and_the_lowest_layers_stay_as_shipped() -> None:
    from coaching.language.finetune import taught_too

    assert not taught_too("embeddings.word_embeddings.weight", 2)
    assert not taught_too("encoder.layer.1.output.dense.bias", 2)
    assert taught_too("encoder.layer.2.output.dense.bias", 2)
    assert taught_too("embeddings.word_embeddings.weight", -1)


@pytest.mark.slow
def test_tensorflow_and_numpy_read_alike_before_and_after_teaching() -> None:
    from coaching.language.finetune import Plan, build, teach

    shipped, text = Encoder.load(), "how do I tell my son I'm worried"
    model, _ = build()
    ids = np.array([shipped.tokens(text)], dtype=np.int32)
    hidden = model(input_ids=ids, attention_mask=np.ones_like(ids)).last_hidden_state.numpy()[0].mean(axis=0)
    assert np.abs(hidden / np.linalg.norm(hidden) - shipped.encode([text])[0]).max() < 1e-4
    start = (np.zeros((DIMENSIONS, 3), dtype=np.float32), np.zeros(3, dtype=np.float32))
    said: list[str] = []
    texts, gold = ["hello", "bye", "hiya", "see you"] * 4, [0, 1, 0, 1] * 4
    plan = Plan(epochs=2, batch=8, rate=1e-4)
    taught = teach(texts, gold, start, plan, said.append, 2, Words(["lamp", "river"]))
    unread = {"embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias"}
    assert set(taught.tensors) == set(shipped.half()) - unread
    assert len(said) == 2
    moved = shipped.with_weights(taught.tensors).encode([text])[0]
    assert 0.5 < float(moved @ shipped.encode([text])[0]) < 0.99999
