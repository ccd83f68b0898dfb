"""Teaches the upper half of the sentence encoder how acts are said: sarcasm, an order, advice that nobody asked for.

Shipped, the encoder knows what a sentence is about; how it is said decides here. Only the layers from FROM on are taught
(multi-label, end to end), so the lower ones still give the frozen view from the same pass: reading costs no more than
before. TensorFlow is needed to teach only (`coaching.language.finetune`), never to read.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coaching.language.encoder import LAYERS, Array, Encoder, encoder

FROM = 3  #: layers 0 to 2 stay as they were shipped
_TAUGHT = tuple(f"encoder.layer.{i}." for i in range(FROM, LAYERS))


@dataclass(frozen=True)
class Upper:
    """What was taught: the layers' tensors, and one linear layer on the unit vectors that come out of them."""

    tensors: dict[str, Array]
    weights: Array  # (384, labels)
    bias: Array


class ActsEncoder(Encoder):
    """The shipped encoder with its upper layers exchanged. Everything else is the shipped one's own, not a copy."""

    def __init__(self, upper: Mapping[str, Array], below: Encoder | None = None) -> None:
        below = encoder() if below is None else below
        super().__init__({**below._w, **upper}, below._tokenizer)


def teach_acts(
    texts: Sequence[str], y: Array, counts: Array, start: tuple[Array, Array], say: Callable[[str], None]
) -> Upper:
    """Trains on texts with their labels: y is 0 or 1, of shape (texts, labels); counts: weight of each answer.

    start: the linear layer to begin with, so that the first steps already pull in a useful direction.
    """
    import tensorflow as tf

    from coaching.language.finetune import Plan, _adam, _batches, build
    from coaching.language.noise import typed

    plan = Plan(epochs=4)
    tf.random.set_seed(plan.seed)
    model, names = build()
    body = [variable for ours, variable, _ in names if ours.startswith(_TAUGHT)]
    kernel, bias = tf.Variable(start[0]), tf.Variable(start[1])
    gold, weight = tf.constant(y), tf.constant(counts)
    steps = plan.epochs * -(-len(texts) // plan.batch)
    optimisers = [_adam(tf, plan, rate, steps) for rate in (plan.rate, plan.head_rate)]

    @tf.function(  # type: ignore[misc,untyped-decorator,unused-ignore]
        input_signature=[tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None,), tf.int32)], reduce_retracing=True
    )
    def step(ids: Any, rows: Any) -> Any:
        mask = tf.cast(ids > 0, tf.float32)
        with tf.GradientTape() as tape:
            hidden = model(input_ids=ids, attention_mask=mask, training=True).last_hidden_state
            pooled = tf.reduce_sum(hidden * mask[:, :, None], 1) / tf.reduce_sum(mask, 1, keepdims=True)
            logits = tf.nn.l2_normalize(pooled, 1) @ kernel + bias
            losses = tf.nn.sigmoid_cross_entropy_with_logits(tf.gather(gold, rows), logits)
            loss = tf.reduce_mean(tf.reduce_sum(tf.gather(weight, rows) * losses, 1))
        grads = tape.gradient(loss, [*body, kernel, bias])
        grads, _ = tf.clip_by_global_norm(grads, 1.0)
        optimisers[0].apply_gradients(zip(grads[:-2], body))
        optimisers[1].apply_gradients(zip(grads[-2:], [kernel, bias]))
        return loss

    rng = random.Random(plan.seed)
    for epoch in range(plan.epochs):
        drawn = [(encoder().tokens(typed(text, rng), plan.longest), i) for i, text in enumerate(texts)]
        losses = [float(step(ids, rows)) for ids, rows in _batches(drawn, plan.batch, rng)]
        say(f"epoch {epoch + 1} of {plan.epochs}: loss {np.mean(losses):.3f}")
    taught = {ours: w.numpy().T if flip else w.numpy() for ours, w, flip in names if ours.startswith(_TAUGHT)}
    return Upper(
        {name: np.ascontiguousarray(t, np.float32) for name, t in taught.items()}, kernel.numpy(), bias.numpy()
    )
