"""Pictures for the reports of benchmarks: a confusion matrix and a reliability curve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[2] / "report"  #: git-ignored


def _plot() -> Any:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    return plt


def confusion(meant: list[str], taken: list[str], names: list[str], file: str) -> Path:
    """Rows: what was meant; columns: what it was taken for, in hundredths of the row. Gives the file's path."""
    plt = _plot()
    table = np.zeros((len(names), len(names)))
    for row, column in zip(meant, taken):
        table[names.index(row), names.index(column)] += 1
    table /= np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(12, 11))
    axes.imshow(table, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("taken for")
    axes.set_ylabel("meant")
    for i, j in np.argwhere(table > 0.02):
        colour = "w" if table[i, j] > 0.5 else "k"
        axes.text(j, i, f"{table[i, j] * 100:.0f}", ha="center", va="center", fontsize=7, color=colour)
    return _store(plt, figure, file)


def reliability(curves: dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]], file: str) -> Path:
    """How often a message is read rightly at each confidence. curves: name to (confidences, whether right)."""
    plt = _plot()
    figure, axes = plt.subplots(figsize=(6, 6))
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="as good as its word")
    for name, (sure, hits) in curves.items():
        points = [(s.mean(), h.mean(), len(s)) for s, h in bins(sure, hits)]
        said, share, count = (np.array(column) for column in zip(*points))
        axes.plot(said, share, marker="o", label=f"{name} ({len(sure)})")
        for x, y, number in zip(said, share, count):
            axes.annotate(str(number), (x, y), fontsize=7, xytext=(3, -9), textcoords="offset points")
    axes.set_xlabel("confidence")
    axes.set_ylabel("share read rightly")
    axes.legend(loc="lower right")
    return _store(plt, figure, file)


def bins(sure: NDArray[np.float64], hits: NDArray[np.bool_]) -> list[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """(confidences, whether right) by tenths of confidence, empty ones left out."""
    places = np.clip(np.ceil(sure * 10) - 1, 0, 9)
    return [(sure[places == i], hits[places == i]) for i in range(10) if (places == i).any()]


def _store(plt: Any, figure: Any, file: str) -> Path:
    figure.tight_layout()
    FOLDER.mkdir(exist_ok=True)
    figure.savefig(FOLDER / file, dpi=110)
    plt.close(figure)
    return FOLDER / file
