"""How well questions for a pharmacist, a doctor or a lawyer are told from what only mentions such things.

.venv/bin/python -m tests.benchmarks.referrals [-v]
"""

from __future__ import annotations

import sys
from pathlib import Path

from coaching.referral import referral
from tests.benchmarks.languages import english

DATA = Path(__file__).resolve().parents[1] / "data"
WHOSE = {"poison": "medical", "": "none"}


def rows(file: str) -> list[tuple[str, str]]:
    """(medical, legal or none; text)"""
    lines = (DATA / file).read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and not line.startswith("#")]


def measure(file: str, verbose: bool = False) -> dict[str, float]:
    """The share recognised of each sort."""
    found = [(whose, text, WHOSE.get(referral(text), referral(text))) for whose, text in rows(file)]
    if verbose:
        print(*(f"  {whose}, not {got or 'none'}: {text}" for whose, text, got in found if whose != got), sep="\n")
    sorts = sorted({whose for whose, _, _ in found})
    return {s: sum(w == s == g for w, _, g in found) / sum(w == s for w, _, _ in found) for s in sorts}


if __name__ == "__main__":
    for file in ("referrals.tsv", "referrals_apart.tsv"):
        shares = measure(file, "-v" in sys.argv)
        print(file, *(f"{sort} {share:.2f}" for sort, share in shares.items()))
    texts = english()
    print(f"training messages referred: {sum(bool(referral(text)) for text in texts) / len(texts):.4f}")
