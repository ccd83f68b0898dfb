"""How a message is spelt: tf-idf of words and of characters within words, and linear layers that read such features."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import hstack, spmatrix

from coaching.language.encoder import Array


class Grams:
    """Tf-idf of words (1-2) and characters within words (2-5)."""

    SETTINGS: tuple[dict[str, Any], ...] = (
        {"analyzer": "word", "ngram_range": (1, 2), "min_df": 1, "token_pattern": r"[^\s.,;:!?\"()]+"},
        {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
    )

    def __init__(self) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._parts = [TfidfVectorizer(sublinear_tf=True, lowercase=True, **s) for s in self.SETTINGS]

    def fit(self, texts: Sequence[str]) -> Grams:
        """Learns vocabulary and weights."""
        for part in self._parts:
            part.fit(texts)
        return self

    def features(self, texts: Sequence[str]) -> spmatrix:
        """Sparse matrix, one row a text."""
        return hstack([part.transform(texts) for part in self._parts]).tocsr()

    def vocabularies(self) -> list[dict[str, int]]:
        """Gram to column, for storing."""
        return [{gram: int(i) for gram, i in part.vocabulary_.items()} for part in self._parts]

    def weights(self) -> list[Array]:
        """Inverse document frequencies, for storing."""
        return [np.asarray(part.idf_, dtype=np.float32) for part in self._parts]

    @classmethod
    def restore(cls, vocabularies: Sequence[dict[str, int]], weights: Sequence[Array]) -> Grams:
        """From what `vocabularies` and `weights` gave."""
        grams = cls()
        for part, vocabulary, idf in zip(grams._parts, vocabularies, weights):
            part.vocabulary_ = vocabulary
            part.fixed_vocabulary_ = True
            part.idf_ = np.asarray(idf, dtype=np.float64)
        return grams


@dataclass
class Linear:
    """One linear layer."""

    weights: Array  # (features, labels)
    bias: Array

    @classmethod
    def fit(cls, features: Any, labels: Sequence[int], count: int, strength: float) -> Linear:
        """Logistic regression on labels 0 to count - 1; a label without any example gets a score that never wins."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=strength, max_iter=60, tol=1e-3, class_weight="balanced", solver="lbfgs")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # 60 rounds are as good as convergence here, and take a fifth of the time
            model.fit(features, labels)
        if len(model.classes_) < 3:  # two intents and nonsense
            raise ValueError("at least two intents are needed")
        weights = np.zeros((features.shape[1], count), dtype=np.float32)
        bias = np.full(count, -8.0, dtype=np.float32)
        weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
        return cls(weights, bias)

    def logs(self, features: Any) -> NDArray[np.float64]:
        """Logarithms of the probabilities, shape (texts, labels)."""
        return log_softmax(np.asarray(features @ self.weights + self.bias, dtype=np.float64))


def log_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Row by row."""
    scores = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), dtype=np.float64)
