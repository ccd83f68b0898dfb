from __future__ import annotations

import numpy as np
import pytest

from coaching.language.neighbours import FLOOR, NEAREST, Neighbours


def unit(*angles: float) -> np.ndarray:
    return np.array([[np.cos(a), np.sin(a)] for a in angles], dtype=np.float32)


def test_the_nearest_messages_decide_and_the_closest_count_most() -> None:
    alike = Neighbours(unit(0.0, 0.1, 1.5, 1.6), np.array([0, 0, 1, 2]), 3)
    chances = np.exp(alike.logs(unit(0.05, 1.51)))
    assert chances.argmax(axis=1).tolist() == [0, 1]
    assert chances[1, 1] > chances[1, 2] > chances[1, 0]
    assert chances.sum(axis=1) == pytest.approx([1.0, 1.0])


def test_a_label_that_no_neighbour_has_stays_possible() -> None:
    alike = Neighbours(unit(*[0.0] * NEAREST, 3.0), np.array([0] * NEAREST + [1]), 2)
    assert np.exp(alike.logs(unit(0.0)))[0, 1] == pytest.approx(FLOOR / (1 + 2 * FLOOR))


def test_a_crowd_outvotes_one_that_is_hardly_closer() -> None:
    alike = Neighbours(unit(0.3, 0.31, 0.32, 0.33), np.array([0, 1, 1, 1]), 2)
    assert alike.logs(unit(0.29)).argmax() == 1
