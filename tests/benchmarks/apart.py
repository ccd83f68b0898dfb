"""Checks that training sentences are no near-copies of a measuring set: `python tests/benchmarks/apart.py [drafts.jsonl]`.

Prints the pairs that are too alike in meaning (cosine of the sentence encoder). Exit code 1 when there are any.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from coaching.language.acts_model import training_data
from coaching.language.encoder import encoder
from coaching.language.pipeline import read, sentences

ALIKE = 0.80

if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "/work/shared/eval/drafts.jsonl")
    drafts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    held = [s.text for d in drafts for s in sentences(read(d)) if len(s) > 4]
    mine = [text for text, _ in training_data()]
    alike = encoder().encode(mine) @ encoder().encode(held).T
    pairs = [
        (round(float(row.max()), 2), mine[i], held[int(row.argmax())])
        for i, row in enumerate(alike)
        if row.max() >= ALIKE
    ]
    for pair in sorted(pairs, reverse=True):
        print(*pair, sep=" | ")
    sys.exit(bool(pairs))
