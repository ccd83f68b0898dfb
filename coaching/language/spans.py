"""From a rule's match to the words that are quoted: the clause it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

_STOPS = {",", ";", ":", "—", "–", "-", "(", ")", '"', "“", "”", "\n"}
_JOINTS = {"and", "but", "so", "because", "while", "or", "cause", "then", "unless"}
_SUBJECTS = {"i", "you", "we", "he", "she", "they", "it", "your", "my", "that", "this", "the", "what", "if", "when"}
_LEADS = {"and", "but", "so", "then", "just", "now", "please", "or", "well", "for", "god's", "sake", "honestly", "go"}
_EDGES = ' \t\n\r,;:—–-.!?…()"“”'


def clause(doc: Doc, sentence: Span, start: int, end: int) -> tuple[int, int]:
    """Tokens `start`-`end` widened to the clause around them, inside the sentence."""
    while start > sentence.start and not _cut(doc, start):
        start -= 1
    while end < sentence.end and not _cut(doc, end):
        end += 1
    return start, end


def opens_clause(doc: Doc, sentence_start: int, i: int) -> bool:
    """Whether token i is the first word of a clause, small words before it ("and", "just", "please") left aside."""
    while i > sentence_start and doc[i - 1].norm_ in _LEADS:
        i -= 1
    return i == sentence_start or doc[i - 1].text in _STOPS or doc[i - 1].is_space


def _cut(doc: Doc, i: int) -> bool:
    """Whether a clause may begin at token i (or the token before it closes one)."""
    before, here = doc[i - 1], doc[i]
    if before.text in _STOPS or here.text in _STOPS:
        return True
    return here.norm_ in _JOINTS and i + 1 < len(doc) and doc[i + 1].norm_ in _SUBJECTS


def characters(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Tokens to characters, without the punctuation at the edges. Never empty when a word is inside."""
    text = doc.text
    first = doc[start].idx
    last = doc[end - 1].idx + len(doc[end - 1].text)
    while first < last and text[first] in _EDGES:
        first += 1
    while last > first and text[last - 1] in _EDGES and not (text[last - 1] in "?!" and text[last : last + 1] == ""):
        last -= 1
    return first, last


def merge(spans: Iterable[tuple[int, int, float]], gap: int = 2) -> list[tuple[int, int, float]]:
    """Spans (start, end, weight) that touch or nearly touch become one; the greatest weight stays."""
    merged: list[tuple[int, int, float]] = []
    for start, end, weight in sorted(spans):
        if merged and start <= merged[-1][1] + gap:
            first, last, known = merged[-1]
            merged[-1] = (first, max(last, end), max(known, weight))
        else:
            merged.append((start, end, weight))
    return merged
