"""What a text meant for a loved one does: speech acts that open a door or may close one.

Two readers share the work. Rules (`data/content/lexicon/acts/`) know wordings; a small model on meaning, words
and spelling (`coaching.language.acts_model`, trained on `data/acts/train.jsonl`) knows what wordings alone can't show,
such as sarcasm. The model sees which rules matched, so that it learns how far each can be trusted. It reads each sentence
and the draft as a whole, because the sentence before often tells how the next one is meant. Without the model's file
the rules work alone.

Sources of the labels: CRAFT's rules of positive communication (Smith & Meyers), PIUS (SMART Recovery, Hazelden Betty
Ford), MITI 4.2 and L.O.V.E., person-first lists (NIDA, Shatterproof): `reference/domain.md` 1.1, 2.3, 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span

from coaching.language.acts_model import HURTS, ActModel, load_model
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
VOLLEY = 3  #: closed questions in a draft that make an interrogation
WHOLE = 0.7  #: what the view of the whole draft counts; its strongest sentence counts the rest
DOUBT = 0.55  #: nothing in a draft hurts when "hurts at all" is less likely than this
SURE = 0.65  #: and something does when it is this likely: then the likeliest act is named
HURT = 0.35  #: from this score up an act that hurts is there; one cut for all, which is best for the sum of all labels
HELP = 0.4  #: the same of acts that help
SENTENCE_DOUBT = 0.3  #: a sentence of a draft that hurts is spared when it is this unlikely to be the one
# Chosen on tests/data/drafts.jsonl; HELP was not measured. See docs/phrasing.md.


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
    matched = [[h for h in hits if s.start <= h.start < s.end] for s in found]
    model = load_model()
    marks = _by_rules(matched) if model is None or not found else _by_model(model, doc.text, found, matched)
    spans: dict[str, list[tuple[int, int, float]]] = {}
    for (k, label), weight in marks.items():
        mine = [h for h in matched[k] if h.rule.label == label]
        places = [_place(doc, found[k], h) for h in mine] or [characters(doc, found[k].start, found[k].end)]
        spans.setdefault(label, []).extend((*place, weight) for place in places)
    if (model is None or any(label in HURTING for _, label in marks)) and (volley := _volley(doc, found, hits)):
        spans.setdefault("interrogating", []).append((*volley, 0.8))
    return _acts(doc.text, spans)


def read_acts(text: str) -> list[Act]:
    """The acts in the text, in its order. Empty for a text without words.

    Of overlapping acts that hurt all are given, each with its label; an act that helps is left out where it overlaps
    with one that hurts ("Thanks for nothing" thanks nobody).
    """
    return list(_read(text))


def _by_rules(matched: list[list[Hit]]) -> dict[tuple[int, str], float]:
    """Sentence and label to how sure we are, by the rules alone."""
    marks: dict[tuple[int, str], float] = {}
    for k, hits in enumerate(matched):
        for hit in hits:
            if hit.rule.sure >= ALONE:
                marks[k, hit.rule.label] = max(hit.rule.sure, marks.get((k, hit.rule.label), 0.0))
    return marks


def _by_model(model: ActModel, text: str, found: list[Span], matched: list[list[Hit]]) -> dict[tuple[int, str], float]:
    """Sentence and label to how sure we are, by the model, which has seen the rules' matches."""
    seen = [frozenset(h.rule.label for h in hits) for hits in matched]
    texts = [s.text for s in found]
    if len(found) > 1:
        *alone, whole = model.score([*texts, text], [*seen, frozenset().union(*seen)])
    else:
        alone = model.score(texts, seen)
        whole = alone[0]
    marks = {
        (k, label): model.sureness(score[label])
        for k, score in enumerate(alone)
        for label in HELPING
        if score.get(label, 0.0) >= HELP
    }

    def view(label: str) -> float:
        return WHOLE * whole[label] + (1 - WHOLE) * max(score[label] for score in alone)

    known = [label for label in HURTING if label in whole]
    hurts = view(HURTS)
    there = [label for label in known if view(label) >= HURT] if hurts >= DOUBT else []
    if hurts >= SURE and not there:
        there = [max(known, key=view)]
    for label in there:
        best = max(range(len(alone)), key=lambda k: alone[k][label])
        for k, score in enumerate(alone):
            if k == best or (score[label] >= HURT and score[HURTS] >= SENTENCE_DOUBT):
                marks[k, label] = model.sureness(max(score[label], view(label)))
    return marks


def _place(doc: Doc, sentence: Span, hit: Hit) -> tuple[int, int]:
    if hit.rule.span == "sentence":
        start, end = sentence.start, sentence.end
    else:
        start, end = clause(doc, sentence, hit.start, hit.end)
    return characters(doc, start, end)


def _volley(doc: Doc, found: list[Span], hits: list[Hit]) -> tuple[int, int] | None:
    """Three closed questions and more in one draft question a person like a witness, whatever each asks."""
    helping = {"open_question", "offer", "invitation", "permission", "autonomy", "request"}
    kind = [h for h in hits if h.rule.label in helping]
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
