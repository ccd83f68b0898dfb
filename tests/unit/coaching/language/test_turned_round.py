"""Who "her" is behind a verb: the one who gets something, or the one it belongs to."""

from __future__ import annotations

import pytest

from coaching.language.reflect import to_you


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("i'll bring her dinner", "I'll bring you dinner"),
        ("i won't buy her cigarettes", "I won't buy you cigarettes"),
        ("i will make her breakfast", "I will make you breakfast"),
        ("i'll give her lifts", "I'll give you lifts"),
        ("i'll help her find a job", "I'll help you find a job"),
        ("i'll cook her a meal", "I'll cook you a meal"),
        ("i'll let her sleep", "I'll let you sleep"),
        ("i'll bring her clothes back", "I'll bring your clothes back"),
        ("i'll get her shopping in", "I'll get your shopping in"),
        ("i'll take her keys", "I'll take your keys"),
        ("i won't pay her rent", "I won't pay your rent"),
        ("i'll cook her favourite dinner", "I'll cook your favourite dinner"),
        ("i'll ask her sister", "I'll ask your sister"),
    ],
)
def test_her(said: str, expected: str) -> None:
    assert to_you(said) == expected
