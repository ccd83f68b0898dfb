"""Teaches the sentence encoder our intents: BERT, mean pooling and one linear layer, trained end to end in TensorFlow.

TensorFlow is needed here only, never to read a message: the taught weights go back to `coaching.language.encoder`,
which reads them with NumPy. The linear layer starts from a logistic regression on the untaught encoder, so that the
first steps already pull in a useful direction. Every epoch sees freshly mistyped messages and fresh nonsense
(`coaching.language.noise`).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.language.encoder import Array, Encoder, load_weights, weights_folder
from coaching.language.noise import Words, nonsense, typed


@dataclass(frozen=True)
class Plan:
    """How to train. Chosen by cross-validation: see docs/nlu.md."""

    epochs: int = 3
    batch: int = 32
    rate: float = 1e-4  #: highest learning rate of the encoder
    head_rate: float = 2e-3
    warm_up: float = 0.1  #: share of the steps
    smoothing: float = 0.1
    longest: int = 96  #: tokens
    nonsense: float = 0.1  #: nonsense messages, as a share of the messages
    decay: float = 0.01
    frozen: int = 2  #: layers that stay as shipped, with the word table: half of the time (docs/nlu.md)
    seed: int = 20


@dataclass(frozen=True)
class Taught:
    """The taught encoder's tensors (names as in the shipped file) and the linear layer on its unit vectors."""

    tensors: dict[str, Array]
    weights: Array  # (384, labels)
    bias: Array


def teach(
    texts: Sequence[str],
    labels: Sequence[int],
    start: tuple[Array, Array],
    plan: Plan,
    say: Callable[[str], None],
    nothing: int,
    words: Words,
) -> Taught:
    """Trains on parallel lists.

    start: the linear layer to begin with. nothing: the label of the nonsense that is drawn from `words`.
    """
    import tensorflow as tf

    tf.random.set_seed(plan.seed)
    model, names = build()
    kernel, bias = tf.Variable(start[0]), tf.Variable(start[1])
    body = [variable for ours, variable, _ in names if taught_too(ours, plan.frozen)]
    extra = round(plan.nonsense * len(texts))
    steps = plan.epochs * -(-(len(texts) + extra) // plan.batch)
    optimisers = [_adam(tf, plan, rate, steps) for rate in (plan.rate, plan.head_rate)]
    count = start[0].shape[1]

    @tf.function(  # type: ignore[misc,untyped-decorator,unused-ignore]
        input_signature=[tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None,), tf.int32)], reduce_retracing=True
    )
    def step(ids: Any, gold: Any) -> Any:
        mask = tf.cast(ids > 0, tf.float32)
        with tf.GradientTape() as tape:
            hidden = model(input_ids=ids, attention_mask=mask, training=True).last_hidden_state
            pooled = tf.reduce_sum(hidden * mask[:, :, None], 1) / tf.reduce_sum(mask, 1, keepdims=True)
            logits = tf.nn.l2_normalize(pooled, 1) @ kernel + bias
            target = tf.one_hot(gold, count) * (1 - plan.smoothing) + plan.smoothing / count
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(target, logits))
        grads = tape.gradient(loss, [*body, kernel, bias])
        grads, _ = tf.clip_by_global_norm(grads, 1.0)
        optimisers[0].apply_gradients(zip(grads[:-2], body))
        optimisers[1].apply_gradients(zip(grads[-2:], [kernel, bias]))
        return loss

    encoder, rng, began = Encoder.load(), random.Random(plan.seed), time.monotonic()
    for epoch in range(plan.epochs):
        drawn = [(typed(t, rng), label) for t, label in zip(texts, labels)]
        drawn += [(nonsense(rng, words), nothing) for _ in range(extra)]
        rows = [(encoder.tokens(text, plan.longest), label) for text, label in drawn]
        losses = [float(step(ids, gold)) for ids, gold in _batches(rows, plan.batch, rng)]
        say(f"epoch {epoch + 1} of {plan.epochs}: loss {np.mean(losses):.3f}, {time.monotonic() - began:.0f} s")
    tensors = {ours: (w.numpy().T if flip else w.numpy()) for ours, w, flip in names}
    return Taught(tensors, kernel.numpy(), bias.numpy())


def taught_too(name: str, frozen: int) -> bool:
    """Whether a tensor is taught: none of the word table and of the lowest layers. frozen: -1 teaches all of them."""
    if frozen < 0:
        return True
    return name.startswith("encoder.") and int(name.split(".")[2]) >= frozen


def _batches(
    rows: list[tuple[list[int], Any]], size: int, rng: random.Random
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    rng.shuffle(rows)
    # Alike lengths together inside each stretch of 12 batches: less padding, order still random.
    stretch, batches = size * 12, []
    for i in range(0, len(rows), stretch):
        part = sorted(rows[i : i + stretch], key=lambda row: len(row[0]))
        batches += [part[j : j + size] for j in range(0, len(part), size)]
    rng.shuffle(batches)
    for batch in batches:
        ids = np.zeros((len(batch), max(len(row) for row, _ in batch)), dtype=np.int32)
        for i, (row, _) in enumerate(batch):
            ids[i, : len(row)] = row
        yield ids, np.array([label for _, label in batch], dtype=np.int32)


def _adam(tf: Any, plan: Plan, rate: float, steps: int) -> Any:
    warm = max(1, round(plan.warm_up * steps))

    class Slope(tf.keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
        def __call__(self, step: Any) -> Any:
            at = tf.cast(step, tf.float32)
            return rate * tf.minimum((at + 1) / warm, tf.maximum(0.0, (steps - at) / (steps - warm)))

    return tf.keras.optimizers.Adam(Slope(), weight_decay=plan.decay or None, jit_compile=False)


def build() -> tuple[Any, list[tuple[str, Any, bool]]]:
    """The shipped encoder in TensorFlow, with its variables under our names, and whether each is stored transposed."""
    import tensorflow as tf
    from transformers import BertConfig, TFBertModel

    config = BertConfig.from_pretrained(str(weights_folder()))
    model = TFBertModel(config, add_pooling_layer=False)
    model(tf.zeros((1, 4), tf.int32))
    shipped, names = load_weights(weights_folder() / "model.safetensors"), []
    for variable in model.weights:
        ours, flip = _our_name(variable.name)
        variable.assign(shipped[ours].T if flip else shipped[ours])
        names.append((ours, variable, flip))
    return model, names


def _our_name(theirs: str) -> tuple[str, bool]:
    parts = theirs.split(":")[0].split("/")
    parts = parts[parts.index("bert") + 1 :]
    flip = parts[-1] == "kernel"
    parts[-1] = {"kernel": "weight", "gamma": "weight", "beta": "bias", "embeddings": "weight"}.get(
        parts[-1], parts[-1]
    )
    return ".".join(parts).replace("layer_._", "layer."), flip
