"""Person-first words: what is found, what is left alone."""

import pytest

from coaching.bank import PARTS, bank
from coaching.content import wording
from coaching.language.lexicon import problems_in, stigma_in


@pytest.mark.parametrize(
    "text", ["Please clean the kitchen.", "A non-alcoholic beer, please.", "Good advice.", "vice versa"]
)
def test_ordinary_uses_are_fine(text: str) -> None:
    assert stigma_in(text) == []


def test_the_longest_term_is_given_with_its_place() -> None:
    text = "He is a former addict, six months clean."
    found = stigma_in(text)
    assert [t.term for t in found] == ["former addict", "months clean"]
    assert all(text[t.start : t.end] == t.term and t.prefer for t in found)


def test_no_line_or_wording_of_the_clinic_carries_one() -> None:
    ours = [v for line in wording().lines.values() if line.key.startswith("phrasing.") for v in line.variants]
    ours += [w.text for t in bank().topics.values() for w in t.wordings]
    ours += [p for t in bank().topics.values() for part in PARTS for p in t.parts[part]]
    assert problems_in(ours) == []
