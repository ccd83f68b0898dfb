"""The phrasing clinic: what a draft does, and how it could be said so that it can be heard.

Order of attempts, smallest change first (PARTNER, HAILEY: small edits keep the words their own): keep the sentences
that are fine; turn each hurtful one (`coaching.language.rewrite`); fill in what is missing (my feeling, what I ask) from
the topic the draft is about (`coaching.bank`). Whatever is offered has been read by the same analyser: nothing with a
finding leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coaching.bank import Topic, bank
from coaching.content import wording
from coaching.language.acts import Act, read_acts
from coaching.language.facts import Facts, facts_in
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import tidy, turned

LONG = 55  #: words that a spoken or written message should stay under (CRAFT rule 1: be brief)
SHORT = 22
KEPT = 3  #: sentences of a long draft that are kept or turned; the rest is another talk (one topic at a time)
PRAISE = frozenset({"backhanded"})
LIMITS = frozenset({"threat"})


@dataclass(frozen=True)
class Analysis:
    """findings: acts that may close a door, in the draft's order; strengths: acts that open one."""

    findings: list[Act]
    strengths: list[Act]

    @property
    def labels(self) -> frozenset[str]:
        """Labels of the findings."""
        return frozenset(act.label for act in self.findings)


@dataclass(frozen=True)
class Suggestion:
    """form: `text` (a message), `aloud` (said face to face) or `short`."""

    form: str
    text: str


def analyse(draft: str) -> Analysis:
    """Reads a draft meant for a loved one. An empty text has neither findings nor strengths."""
    acts = read_acts(draft)
    return Analysis([a for a in acts if not a.helps], [a for a in acts if a.helps])


def suggest(draft: str, analysis: Analysis | None = None, seed: int = 0, tone: str = "neutral") -> list[Suggestion]:
    """Rewordings that keep the need, request or limit, each free of findings; empty for a draft that is fine.

    seed: another number gives other wordings. tone: `neutral`, `softer` (more understanding, no hurry) or `firmer` (the
    limit said plainly). A description of the moment ("how do I tell him I'm worried") counts as a draft to be written.
    """
    analysis = analysis or analyse(draft)
    if not analysis.findings and tone == "neutral" and seed == 0 and not _is_description(draft):
        return []
    return list(compose(draft, analysis, topics_of(draft, analysis), seed, tone))


def compose(draft: str, analysis: Analysis, topics: list[Topic], seed: int, tone: str) -> Iterator[Suggestion]:
    """The three forms for a draft, given its topics, best first."""
    facts, topic = facts_in(draft), topics[seed % len(topics)] if seed else topics[0]
    general = bank().general()
    said: set[str] = set()
    for form, options in (
        ("text", _texts(draft, analysis, topic, general, facts, seed, tone)),
        ("aloud", _alouds(topic, general, facts, seed, tone)),
        ("short", _shorts(topic, general, facts, seed, tone)),
    ):
        for text in options:
            if text and text not in said and clean(text):
                said.add(text)
                yield Suggestion(form, text)
                break


def topics_of(draft: str, analysis: Analysis) -> list[Topic]:
    """The topics of a draft, best first; the general one when nothing fits."""
    praise = True if analysis.labels and analysis.labels <= PRAISE else None if analysis.labels & PRAISE else False
    found = bank().likely(draft, praise=praise)
    return [topic for topic, _ in found] or [bank().general()]


def clean(text: str) -> bool:
    """Whether the analyser finds nothing in a text. Read sentence by sentence, because parts come again and again."""
    return all(_clean(sentence.text) for sentence in sentences(read(text)))


@lru_cache(maxsize=8192)
def _clean(sentence: str) -> bool:
    return all(act.helps for act in read_acts(sentence))


def _texts(
    draft: str, analysis: Analysis, topic: Topic, general: Topic, facts: Facts, seed: int, tone: str
) -> Iterator[str]:
    """The draft edited, then a composed message."""
    own = _own_words(draft, analysis, seed)
    have = {act.label for text in own for act in read_acts(text)}
    parts = list(own)
    if not have & {"own_feeling", "affirmation", "understanding"}:
        parts.insert(0, _part(topic, general, "feel", seed, facts))
    if tone == "softer":
        parts.insert(0, _part(topic, general, "know", seed, facts))
    wants = "firm" if tone == "firmer" or analysis.labels & LIMITS else "ask"
    if not have & {"request", "limit", "open_question", "offer", "invitation", "affirmation"} or tone == "firmer":
        parts.append(_part(topic, general, wants, seed, facts))
    if own:
        yield _join(parts, facts, LONG)
    for k in range(2):
        yield _join([_part(topic, general, p, seed + k, facts) for p in ("see", "feel", wants)], facts, LONG)


def _alouds(topic: Topic, general: Topic, facts: Facts, seed: int, tone: str) -> Iterator[str]:
    order = ("know", "feel", "firm") if tone == "firmer" else ("know", "see", "feel", "ask")
    for k in range(3):
        yield _join([_part(topic, general, p, seed + k + 1, facts) for p in order], facts, LONG)


def _shorts(topic: Topic, general: Topic, facts: Facts, seed: int, tone: str) -> Iterator[str]:
    order = ("firm",) if tone == "firmer" else ("feel", "ask")
    for k in range(4):
        text = _join([_part(topic, general, p, seed + k + 2, facts) for p in order], Facts(), SHORT)
        if text:
            yield text
    for k in range(2):
        yield _join([_part(topic, general, "ask", seed + k, facts)], Facts(), SHORT)


def _own_words(draft: str, analysis: Analysis, seed: int) -> list[str]:
    """The draft's own sentences: the fine ones as they are, the hurtful ones turned, unknown ones left out."""
    result: list[str] = []
    for sentence in sentences(read(draft)):
        text = tidy(sentence.text)
        hurtful = any(a.start < sentence.end_char and sentence.start_char < a.end for a in analysis.findings)
        if not hurtful:
            if any(a.helps and a.start < sentence.end_char and sentence.start_char < a.end for a in analysis.strengths):
                result.append(text)
            continue
        better = next((t for t in turned(sentence.text, seed) if clean(t)), "")
        if better and better not in result:
            result.append(better)
    return result[:KEPT]


def _part(topic: Topic, general: Topic, name: str, seed: int, facts: Facts) -> str:
    text = topic.part(name, seed) or general.part(name, seed)
    when = f" {facts.when}" if facts.when else ""
    return text.replace("{when}", when).replace("{money}", facts.money or "money")


def _join(parts: Iterable[str], facts: Facts, most: int) -> str:
    """The parts as one text, none twice, opening with the name used in the draft; "" when longer than `most` words."""
    once: list[str] = []
    for part in parts:
        if part and part not in once:
            once.append(part)
    text = tidy(" ".join(once))
    if facts.name and text:
        first = text if text.startswith(("I ", "I'")) else text[:1].lower() + text[1:]
        text = f"{facts.name}, {first}"
    return text if len(text.split()) <= most else ""


def _is_description(draft: str) -> bool:
    lowered = draft.lower()
    return any(cue in lowered for cue in ("how do i ", "how can i ", "what do i say", "what should i ", "how to tell"))


def why(label: str) -> str:
    """The reason for a finding, in a line."""
    return wording().line(f"phrasing.why_{label}", {})


def as_json(draft: str) -> dict[str, Any]:
    """What `hearth phrase` prints for a draft."""
    analysis = analyse(draft)
    return {
        "text": draft,
        "findings": [{"label": a.label, "quote": a.quote, "why": why(a.label)} for a in analysis.findings],
        "strengths": [{"label": a.label, "quote": a.quote} for a in analysis.strengths],
        "suggestions": [{"form": s.form, "text": s.text} for s in suggest(draft, analysis)],
    }


def for_moment(moment: str, seed: int = 0, tone: str = "neutral") -> list[Suggestion]:
    """Wordings for a moment that was described, from the bank's nearest topics; three forms where it has them."""
    found = [topic for topic, _ in bank().likely(moment)] or [bank().general()]
    return _from_bank(found, seed, tone)


def for_reply(line: str, seed: int = 0, tone: str = "neutral") -> list[Suggestion]:
    """Answers to something the loved one said or wrote."""
    found = [topic for topic, _ in bank().likely(f"They said: {line}")]
    replies = [t for t in found if t.id.startswith("reply_")]
    return _from_bank(replies or [bank().topics.get("reply_general", bank().general())], seed, tone)


def _from_bank(topics: list[Topic], seed: int, tone: str) -> list[Suggestion]:
    general, topic = bank().general(), topics[0]
    ready = [w for w in topic.wordings if w.tone == tone] or list(topic.wordings)
    result: list[Suggestion] = []
    for form in ("text", "aloud", "short"):
        options = [w.text for w in ready if w.form == form]
        options = options[seed % len(options) :] + options[: seed % len(options)] if options else []
        makers = {"text": _alouds, "aloud": _alouds, "short": _shorts}
        made = makers[form](topic, general, Facts(), seed + ("text", "aloud", "short").index(form), tone)
        for text in (*options, *made):
            if text and clean(text) and all(text != s.text for s in result):
                result.append(Suggestion(form, text))
                break
    return result
