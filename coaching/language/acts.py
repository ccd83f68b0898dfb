"""What a text meant for a loved one does: speech acts that open a door or may close one.

Two readers share the work. Rules (`data/content/lexicon/acts/`) know wordings; a small model on sentence embeddings and
words (`coaching.language.acts_model`, trained on `data/acts/train.jsonl`) knows what wordings alone can't show, such as
sarcasm. The model sees which rules matched, so that it learns how far each can be trusted. Without the model's file the
rules work alone.

Sources of the labels: CRAFT's rules of positive communication (Smith & Meyers), PIUS (SMART Recovery, Hazelden Betty
Ford), MITI 4.2 and L.O.V.E., person-first lists (NIDA, Shatterproof): `reference/domain.md` 1.1, 2.3, 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span

from coaching.language.acts_model import ActModel, load_model
from coaching.language.patterns import Hit, rules
from coaching.language.pipeline import read, sentences
from coaching.language.spans import characters, clause, merge

HURTING = (
    "blame",
    "always_never",
    "labelling",
    "threat",
    "shaming",
    "guilt_trip",
    "interrogating",
    "commanding",
    "comparing",
    "mind_reading",
    "sarcasm",
    "dredging_past",
    "dismissing",
    "fixing",
    "backhanded",
)
HELPING = (
    "open_question",
    "reflection",
    "own_feeling",
    "observation",
    "request",
    "limit",
    "affirmation",
    "understanding",
    "responsibility",
    "offer",
    "autonomy",
    "permission",
    "invitation",
)
ALONE = 0.61  #: a rule as sure as this counts without the model
CERTAIN = 0.9  #: a rule as sure as this counts unless the model is nearly certain of the opposite
VOLLEY = 3  #: closed questions in a draft that make an interrogation


@dataclass(frozen=True)
class Act:
    """One speech act. `quote` is copied exactly: `text[start:end]`. confidence: 0-1. source: where the rule is from."""

    label: str
    quote: str
    start: int
    end: int
    helps: bool
    source: str
    confidence: float


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[Act, ...]:
    doc = read(text)
    found = sentences(doc)
    hits = rules().find(doc)
    per_sentence = [[h for h in hits if s.start <= h.start < s.end] for s in found]
    model = load_model()
    scores = [{} for _ in found] if model is None else _score(model, found, per_sentence)
    spans: dict[str, list[tuple[int, int, float]]] = {}
    for sentence, matched, score in zip(found, per_sentence, scores):
        for label in (*HURTING, *HELPING):
            mine = [h for h in matched if h.rule.label == label]
            weight = _weight(label, mine, score, model)
            if weight:
                spans.setdefault(label, []).extend((*_place(doc, sentence, h), weight) for h in mine)
                if not mine:
                    spans.setdefault(label, []).append((*characters(doc, sentence.start, sentence.end), weight))
    if volley := _volley(doc, found):
        spans.setdefault("interrogating", []).append((*volley, 0.8))
    return _acts(doc.text, spans)


def read_acts(text: str) -> list[Act]:
    """The acts in the text, in its order. Empty for a text without words.

    Of overlapping acts that hurt all are given, each with its label; an act that helps is left out where it overlaps
    with one that hurts ("Thanks for nothing" thanks nobody).
    """
    return list(_read(text))


def _score(model: ActModel, found: list[Span], matched: list[list[Hit]]) -> list[dict[str, float]]:
    return model.score([s.text for s in found], [frozenset(h.rule.label for h in m) for m in matched])


def _weight(label: str, mine: list[Hit], score: dict[str, float], model: ActModel | None) -> float:
    """How sure we are of the label for a sentence; 0 for "not there"."""
    sure = max((h.rule.sure for h in mine), default=0.0)
    if model is None or label not in score:
        return sure if sure >= ALONE else 0.0
    p = score[label]
    if p >= model.thresholds[label] or (sure >= CERTAIN and p >= 0.1):
        return round(max(p, sure if p >= 0.5 else 0.5), 3)
    return 0.0


def _place(doc: Doc, sentence: Span, hit: Hit) -> tuple[int, int]:
    if hit.rule.span == "sentence":
        start, end = sentence.start, sentence.end
    else:
        start, end = clause(doc, sentence, hit.start, hit.end)
    return characters(doc, start, end)


def _volley(doc: Doc, found: list[Span]) -> tuple[int, int] | None:
    """Three closed questions and more in one draft question a person like a witness, whatever each asks."""
    helping = {"open_question", "offer", "invitation", "permission", "autonomy", "request"}
    kind = [h for h in rules().find(doc) if h.rule.label in helping]
    asked = [s for s in found if "?" in s.text and not any(s.start <= h.start < s.end for h in kind)]
    if len(asked) < VOLLEY:
        return None
    return characters(doc, asked[0].start, asked[-1].end)


def _acts(text: str, spans: dict[str, list[tuple[int, int, float]]]) -> tuple[Act, ...]:
    sources = rules().sources
    acts: list[Act] = []
    hurt: list[tuple[int, int]] = []
    for label in (*HURTING, *HELPING):
        helps = label in HELPING
        for start, end, weight in merge(spans.get(label, [])):
            if start >= end or (helps and any(start < e and s < end for s, e in hurt)):
                continue
            if not helps:
                hurt.append((start, end))
            acts.append(Act(label, text[start:end], start, end, helps, sources[label], weight))
    return tuple(sorted(acts, key=lambda a: (a.start, a.end, a.label)))
