"""The phrasing clinic: what a draft does, and how it could be said so that it can be heard.

Order of attempts, smallest change first (PARTNER, HAILEY: small edits keep the words their own): keep the sentences
that are fine; turn each hurtful one (`coaching.language.rewrite`); fill in what is missing (my feeling, what I ask) from
the topic the draft is about (`coaching.bank`). Whatever is offered has been read by the same analyser: nothing with a
finding leaves this module.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from coaching.bank import FORMS, Topic, bank
from coaching.composing import Composer
from coaching.content import wording
from coaching.language.acts import Act, read_acts
from coaching.language.facts import facts_in
from coaching.language.wishes import NEEDED, stings
from coaching.material import NEEDS, material
from coaching.offered import clean, wellformed, words_of

SURE = 0.62  #: likeness from which a topic may add its own words to a draft
PRAISE = frozenset({"backhanded"})


__all__ = ["Analysis", "Suggestion", "analyse", "anchored", "as_json", "clean", "missing", "suggest", "why"]


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


def suggest(
    draft: str, analysis: Analysis | None = None, seed: int = 0, tone: str = "neutral", wish: str = ""
) -> list[Suggestion]:
    """Rewordings that keep the need, request or limit, each free of findings; empty for a draft that is fine.

    seed: another number gives other wordings. tone: `neutral`, `softer` (more understanding, no hurry) or `firmer` (the
    limit said plainly). wish: what they answered when asked what they want.
    """
    analysis = analysis or analyse(draft)
    if not analysis.findings and tone == "neutral" and seed == 0 and not stings(draft) and not wish:
        return []
    return list(compose(draft, analysis, seed, tone, wish))


def anchored(draft: str, analysis: Analysis) -> bool:
    """Whether a rewording has something of the draft's own matter to say, not only that one would like to talk."""
    given = material(draft, analysis.findings, analysis.strengths)
    return given.grounded or given.needs_met


def compose(draft: str, analysis: Analysis, seed: int, tone: str, wish: str = "") -> Iterator[Suggestion]:
    """The three forms for a draft."""
    given = material(draft, analysis.findings, analysis.strengths, wish)
    topic = bank().general() if given.parts.keys() & NEEDED else topic_of(draft, analysis)
    composer = Composer(given, topic, facts_in(draft), words_of(draft), tone, seed, zlib.crc32(draft.encode()) % 5)
    # a limit that still reads as a threat is left out where the draft asks for something too
    plain = replace(
        composer, given=replace(given, parts={r: t for r, t in given.parts.items() if r not in ("firm", "wont")})
    )
    asks = bool(given.parts.keys() & {"want", "ask", "dont"})
    own = bool(given.kept) or bool(given.parts.keys() & {"fact", "want", "dont", "wont"})

    def free(text: str) -> bool:  # with words of the draft in it, a whole text may read harsher than its sentences
        return clean(text, given.ours) and not (own and any(not act.helps for act in read_acts(text)))

    said: set[str] = set()
    for form in FORMS:
        for text in chain(composer.candidates(form), plain.candidates(form) if asks else ()):
            if text and text not in said and len(text.split()) > 2 and wellformed(text) and free(text):
                said.add(text)
                yield Suggestion(form, text)
                break


def topic_of(draft: str, analysis: Analysis) -> Topic:
    """The topic of a draft; the general one when none is near enough."""
    praise = True if analysis.labels and analysis.labels <= PRAISE else None if analysis.labels & PRAISE else False
    found = bank().likely(draft, praise=praise, limit=6)
    return next((t for t, score in found if score >= SURE and not t.apart), bank().general())


def missing(analysis: Analysis) -> str:
    """The one ingredient a draft without findings lacks: `feeling` (mine), `ask` (what I wish for); "" when none.

    Brief and warm words need no ask: thanks, an apology or understanding stand alone (CRAFT: what happened, what I feel,
    what I ask).
    """
    acts = {act.label for act in analysis.strengths}
    if acts & (NEEDS | {"affirmation", "responsibility", "understanding", "permission", "reflection"}):
        return ""
    return "ask" if "own_feeling" in acts or not acts else "feeling"


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
