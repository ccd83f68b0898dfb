"""What a message asks for: an intent of `eval/taxonomy.md`, with a ranking of the others.

Three views of a message vote: its meaning (the sentence encoder, taught our intents end to end: `finetune`), its
spelling (word and character n-grams, which catch what an encoder smooths over: "pls", "boundrys", "ur", emoji) and the
training messages that mean nearly the same (`neighbours`). Their probabilities are multiplied, each to a power, and a
temperature makes a confidence of 0.7 right about 7 times in 10 (Guo et al. 2017). All views know one inner class more, "nothing", taught from drawn nonsense (outlier exposure:
Hendrycks et al. 2019): what falls to it is spread over the ordinary intents, so that mashed keys never look like a wish,
and never speak of danger.

Stored as plain arrays and JSON: no pickle, so loading a model runs no code. Reading a message needs no TensorFlow.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from coaching.content import CONTENT
from coaching.language.encoder import Encoder, encoder
from coaching.language.grams import Grams, Linear, log_softmax
from coaching.language.neighbours import Neighbours
from coaching.language.noise import Words, nonsense

#: The danger screen's own training messages: every row has an intent too.
SAFETY = CONTENT.parent / "safety" / "train.jsonl"
ARRAYS, META, TAUGHT = "intents.npz", "intents.json", "encoder.safetensors"

#: Chosen on held-out folds (tests/benchmarks/intents.py --cv); docs/nlu.md has the figures.
MEANING, SPELLING, ALIKE, TEMPERATURE = 1.0, 0.6, 0.6, 1.43
#: Danger has its own screen, which reads every message first; the classifier speaks of danger only when it is clear.
DANGER_CAUTION = 1.3
#: People do not ask for what we happen to have written most of: an intent's size in the training data is taken out
#: again (logit adjustment: Menon et al. 2021). 0.6 to 1.6 are as good.
EVEN = 1.0
#: Added to "nothing": as much as costs under one in a hundred of the held-out messages that are read rightly.
NOTHING = 2.0

LONGEST = 96  #: tokens of a message that are read; of a longer one the start and the end
CUT = 2000  #: characters of a message that are read, likewise


class IntentModel:
    """Trained classifier. Make one with `train` or `load`."""

    def __init__(
        self, labels: Sequence[str], enc: Encoder, meaning: Linear, grams: Grams, spelling: Linear, alike: Neighbours
    ) -> None:
        self.labels = list(labels)
        self._encoder, self._meaning, self._grams, self._spelling, self._alike = enc, meaning, grams, spelling, alike
        self.added, self.spread = shift(self.labels, alike.labels), spread(self.labels)

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        say: Callable[[str], None] = lambda message: None,
        epochs: int | None = None,
    ) -> IntentModel:
        """Trains on parallel lists of texts and intent names; `say` is told what goes on.

        Takes 3 to 5 minutes on two cores for 4,500 texts. epochs: fewer make a worse model sooner; 0 leaves the
        encoder as it was shipped. Raises ValueError for fewer than two intents.
        """
        from coaching.language.finetune import Plan, teach

        names = sorted(set(labels))
        beside = near_danger(names)
        texts, labels = [*texts, *(t for t, _ in beside)], [*labels, *(label for _, label in beside)]
        gold, nothing = [names.index(label) for label in labels], len(names)
        shipped, plan = encoder(), Plan() if epochs is None else Plan(epochs=epochs)
        rng = random.Random(plan.seed)
        words = plain_words(shipped, texts)
        noise = [nonsense(rng, words) for _ in range(max(8, round(plan.nonsense * len(texts))))]
        say(f"reading {len(texts)} messages with the sentence encoder, and learning spellings")
        known, every = [*gold, *[nothing] * len(noise)], [*texts, *noise]
        grams = Grams()
        with ThreadPoolExecutor(2) as hands:  # NumPy and SciPy let go of Python's lock: two cores are worth two
            spelt = hands.submit(lambda: Linear.fit(grams.fit(texts).features(every), known, nothing + 1, 10.0))
            read = shipped.encode(every, LONGEST)
            meaning = Linear.fit(read, known, nothing + 1, 5.0)
            spelling = spelt.result()
        if not plan.epochs:
            return cls(names, shipped, meaning, grams, spelling, Neighbours(read, np.array(known), nothing + 1))
        say(f"teaching the encoder, {plan.epochs} rounds (about a minute each on two free cores)")
        taught = teach(texts, gold, (meaning.weights, meaning.bias), plan, say, nothing, words)
        final, meaning = shipped.with_weights(taught.tensors), Linear(taught.weights, taught.bias)
        say("remembering the messages as they now read")
        with ThreadPoolExecutor(2) as hands:
            halves = list(hands.map(lambda part: final.encode(part, LONGEST), (every[::2], every[1::2])))
        alike = Neighbours(np.concatenate(halves), np.array([*known[::2], *known[1::2]]), nothing + 1)
        return cls(names, final, meaning, grams, spelling, alike)

    def views(self, texts: Sequence[str]) -> list[NDArray[np.float64]]:
        """Log probabilities by meaning, by spelling and by the nearest messages, each of shape (texts, labels + 1).

        The last column is "nothing".
        """
        return self._views(texts, self.vectors(texts))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What the encoder makes of texts: one unit vector each. The dear part of reading; `meant` and
        `probabilities` take it up."""
        return self._encoder.encode([_cut(text) for text in texts], LONGEST)

    def meant(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Log probabilities by meaning alone, of shape (texts, labels + 1); the last column is "nothing"."""
        return self._meaning.logs(vectors)

    def probabilities(self, texts: Sequence[str], vectors: NDArray[np.float32] | None = None) -> NDArray[np.float64]:
        """Shape (texts, labels); rows sum to 1. vectors: of these texts, when they are known already."""
        read = self.vectors(texts) if vectors is None else vectors
        return combine(self._views(texts, read), self.added, self.spread)

    def _views(self, texts: Sequence[str], read: NDArray[np.float32]) -> list[NDArray[np.float64]]:
        spelt = self._grams.features([_cut(text) for text in texts])
        return [self._meaning.logs(read), self._spelling.logs(spelt), self._alike.logs(read)]

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All intents with their confidence, most likely first. An empty text has no likely intent."""
        if not text.strip():
            return [(label, 1.0 / len(self.labels)) for label in self.labels]
        row = self.probabilities([text])[0]
        return [(self.labels[i], float(row[i])) for i in np.argsort(-row)]

    def save(self, folder: Path) -> None:
        """Writes arrays and JSON into the folder: about 60 MB."""
        save_file(self._encoder.half(), str(folder / TAUGHT))
        np.savez_compressed(
            folder / ARRAYS,
            meaning=self._meaning.weights,
            meaning_bias=self._meaning.bias,
            spelling=self._spelling.weights.astype(np.float16),
            spelling_bias=self._spelling.bias,
            alike=self._alike.vectors.astype(np.float16),
            alike_labels=self._alike.labels,
            idf_0=self._grams.weights()[0],
            idf_1=self._grams.weights()[1],
        )
        meta = {"labels": self.labels, "grams": self._grams.vocabularies()}
        (folder / META).write_text(json.dumps(meta), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Reads what `save` wrote. Raises OSError or ValueError when it is missing or broken."""
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
            meaning = Linear(arrays["meaning"], arrays["meaning_bias"])
            spelling = Linear(arrays["spelling"].astype(np.float32), arrays["spelling_bias"])
            grams = Grams.restore(meta["grams"], [arrays["idf_0"], arrays["idf_1"]])
            if "alike" not in arrays:
                raise ValueError("the intent model is of an older make. Run `hearth train`.")
            alike = Neighbours(arrays["alike"].astype(np.float32), arrays["alike_labels"], len(meaning.bias))
        return cls(meta["labels"], Encoder.load(folder / TAUGHT), meaning, grams, spelling, alike)


def _cut(text: str) -> str:
    return text if len(text) <= CUT else f"{text[: CUT // 2]} {text[-CUT // 2 :]}"


def combine(
    views: Sequence[NDArray[np.float64]], added: NDArray[np.float64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Probabilities of the intents from the views' logarithms.

    added: see `shift`. share: how what falls to "nothing" is spread over the intents, see `spread`.
    """
    weighed = [power * view for power, view in zip((MEANING, SPELLING, ALIKE), views)]
    mixed = log_softmax((sum(weighed, added)) / TEMPERATURE)
    powers: NDArray[np.float64] = np.exp(mixed)
    return np.asarray(powers[:, :-1] + powers[:, -1:] * share, dtype=np.float64)


def spread(names: Sequence[str]) -> NDArray[np.float64]:
    """The share of each intent in what is no message at all: "7" and "👍" speak of no danger. They sum to 1."""
    shares = np.array([0.0 if name.startswith("danger_") else 1.0 for name in names])
    return np.asarray(shares / shares.sum() if shares.any() else np.full(len(names), 1 / len(names)))


def shift(names: Sequence[str], known: NDArray[np.int64]) -> NDArray[np.float64]:
    """What is added to the mixed logarithms: one number a label, and one for "nothing".

    known: the numbers of the training messages' labels.
    """
    sizes = np.maximum(np.bincount(known, minlength=len(names) + 1)[: len(names)], 1)
    caution = np.array([DANGER_CAUTION if name.startswith("danger_") else 0.0 for name in names])
    return np.append(-EVEN * np.log(sizes / sizes.mean()) - caution, NOTHING)


def plain_words(enc: Encoder, texts: Sequence[str]) -> Words:
    """Words to draw nonsense from: what the encoder knows whole, and as many of those that people wrote to us."""
    whole = [word for word in enc.vocabulary() if word.isascii() and word.isalpha() and len(word) > 2]
    written = sorted({word for text in texts for word in text.lower().split() if word.isalpha()})
    known = whole + written * max(1, len(whole) // max(1, len(written)))
    return Words(known, [word for text in texts for word in text.lower().split() if word.isalpha()])


def near_danger(names: Sequence[str]) -> list[tuple[str, str]]:
    """Messages of danger and ordinary ones that look like it, from the danger screen's data, each with its intent.

    Only for a model that knows danger at all. Those that call for a question ("check") are left out.
    """
    if not any(name.startswith("danger_") for name in names) or not SAFETY.exists():
        return []
    rows = [json.loads(line) for line in SAFETY.read_text("utf-8").splitlines() if line.strip()]
    return [(row["text"], row["intent"]) for row in rows if row["kind"] != "check" and row.get("intent") in names]
