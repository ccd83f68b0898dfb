"""Questions on doses, medicine and the law are referred; what only mentions such things is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaching.referral import referral

ROWS = [
    line.split("\t")
    for line in (Path(__file__).resolve().parents[2] / "data" / "referrals.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("whose", "text"), ROWS)
def test_whose_question_it_is(whose: str, text: str) -> None:
    found = referral(text)
    assert {"poison": "medical", "": "none"}.get(found, found) == whose


@pytest.mark.parametrize("text", ["is it safe to mix xanax and wine", "how many mg of diazepam can he take"])
def test_mixing_and_amounts_go_to_the_poison_line(text: str) -> None:
    assert referral(text) == "poison"
