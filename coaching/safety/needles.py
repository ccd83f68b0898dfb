"""Finds, for a regular expression, literal words of which one must occur in any text that it matches.

Searching a text for a few literals is many times faster than running every expression of the screen over it.
"""

from __future__ import annotations

import sre_constants as op
import sre_parse
from typing import Any

SHORTEST = 3  #: a shorter literal occurs nearly everywhere and so spares nothing
MOST = 40  #: more alternatives than this cost more than they spare


def needles(pattern: str) -> tuple[str, ...]:
    """The literals, or () when there are none worth looking for."""
    found = _of(sre_parse.parse(pattern))
    if not found or len(found) > MOST or min(map(len, found)) < SHORTEST:
        return ()
    return tuple(sorted({a for a in found if not any(b != a and b in a for b in found)}))


def _of(items: Any) -> frozenset[str] | None:
    """One of these must occur; None when nothing is certain."""
    best: frozenset[str] | None = None
    run = ""
    for kind, value in [*items, (None, None)]:
        if kind is op.LITERAL:
            run += chr(value)
            continue
        best, run = _better(best, frozenset([run]) if run else None), ""
        if kind is op.SUBPATTERN:
            best = _better(best, _of(value[3]))
        elif kind is op.MAX_REPEAT and value[0] >= 1:
            best = _better(best, _of(value[2]))
        elif kind is op.BRANCH:
            parts = [_of(branch) for branch in value[1]]
            if all(parts):
                best = _better(best, frozenset().union(*(p for p in parts if p)))
    return best


def _better(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    if a is None or b is None:
        return a or b
    return max(a, b, key=lambda s: (min(min(map(len, s)), 6), -len(s)))
