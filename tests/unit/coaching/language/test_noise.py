from __future__ import annotations

import random

from coaching.language.noise import Words, nonsense, typed

MESSAGE = "My son didn't come home on Friday, what should I say to him?"


def test_the_same_seed_types_the_same() -> None:
    one, two = random.Random(3), random.Random(3)
    assert [typed(MESSAGE, one) for _ in range(50)] == [typed(MESSAGE, two) for _ in range(50)]


def test_many_messages_stay_as_they_are_and_many_do_not() -> None:
    rng = random.Random(1)
    same = sum(typed(MESSAGE, rng) == MESSAGE for _ in range(400))
    assert 80 < same < 320


def test_a_relative_is_swapped_for_one_of_the_same_gender() -> None:
    rng = random.Random(2)
    seen = " ".join(typed("my sister is ill", rng).lower() for _ in range(300)).split()
    assert "daughter" in seen
    assert "brother" not in seen
    assert "son" not in seen


def test_a_message_never_becomes_empty() -> None:
    rng = random.Random(4)
    assert all(typed(text, rng).strip() for text in ("?", "👍", "k", "no.") for _ in range(200))


def test_nonsense_is_of_many_sorts_and_never_empty() -> None:
    rng = random.Random(5)
    drawn = [nonsense(rng, Words(["lamp", "river", "seven"], ["he", "was", "drunk"])) for _ in range(400)]
    assert any(text.isascii() for text in drawn) and any(not text.isascii() for text in drawn)
    assert len(set(drawn)) > 300
    assert all(text for text in drawn)
