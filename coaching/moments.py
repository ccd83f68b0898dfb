"""Ready wordings from the bank: for a moment that was described, for a line to answer.

Topics are found by meaning (`coaching.bank`); among a topic's wordings those come first that share words with what was
told, and those come last that name a day, a sum or a person nobody mentioned.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coaching.bank import FORMS, Topic, Wording, bank
from coaching.composing import SHORT, Composer
from coaching.language.events import event_in
from coaching.language.facts import Facts
from coaching.language.pipeline import read
from coaching.language.rewrite import tidy, turns
from coaching.language.shapes import DAY, MONEY
from coaching.language.style import Style
from coaching.language.wishes import NEEDED, own_words, wishes
from coaching.material import Material
from coaching.offered import clean, names_only, words_of
from coaching.spoken import sorry_for, to_them
from coaching.wordings import analyse, compose

SURE_MOMENT = 0.6  #: likeness below which no topic is taken for what was told: asking is better than guessing
STORY, LONG_MOMENT = 0.2, 14  #: how much surer a topic must be for a longer story, and from how many words it is one
LONGEST = 60  #: words of a story that is turned into a message
CLEAR = 0.6  #: likeness from which a line is answered from a topic that is not about answering
NEAR_BEST = 0.12  #: a topic this close to the best one may give wordings too
_PARTICULAR = re.compile(
    rf"\b{DAY}s?\b|{MONEY}|\b\d+|(?-i:(?<=[a-z,] )[A-Z][a-z]{{2,}})|\b(?:thirty|eleven|twenty|forty|christmas|easter|diwali|march"
    r"|gran|grandson|grandmother|grandfather|dad|mum|mummy|daddy|son|boy|uncle|sister|brother|child|children|kids|kitchen|dog|rex|2am|sleeping|vapes?|argument|bottles?|foil)\b",
    re.IGNORECASE,
)
_REPLIES = "reply_"
#: "since Christmas" says how long, not what it is about
_SINCE = re.compile(r"\b(?:ever )?since (?:last )?[A-Za-z]+\b", re.IGNORECASE)


def for_moment(moment: str, seed: int = 0, tone: str = "neutral", style: Style | None = None) -> list[tuple[str, str]]:
    """Wordings for a moment that was described: (form, text), three forms where there are some.

    style: of the person, so that a texting parent gets texting words first.
    """
    if own := _own(moment, seed, tone):
        return own
    found = [(t, s) for t, s in bank().likely(_SINCE.sub("", moment), limit=4) if not t.id.startswith(_REPLIES)]
    sure = SURE_MOMENT + (STORY if len(moment.split()) > LONG_MOMENT else 0)
    near = [topic for topic, score in found if score >= max(found[0][1] - NEAR_BEST, sure)]
    return _chosen(near[:2], moment, seed, tone, style) if near else []


def _own(moment: str, seed: int, tone: str) -> list[tuple[str, str]]:
    """Their own message or story, said to the loved one; nothing when there is nothing in it to say."""
    if deed := sorry_for(moment):
        texts = [text.format(did=deed) for text in wishes().sorry[3 * (seed % (len(wishes().sorry) // 3)) :][:3]]
        return [(form, text) for form, text in zip(FORMS, texts) if clean(text)]
    said, message = to_them(moment)
    if not said or len(said.split()) > LONGEST:
        return []
    own = own_words(said)
    if not message and not own.parts.keys() - {"felt"} and not event_in(said).parts:
        return []
    plain = tidy(said)
    if message and not own.parts.keys() & NEEDED and clean(plain):  # they told what to say: nothing is asked beyond it
        if not re.search(r"\b(?:can't|cannot|won't|not|worried|scared|sad|hurt|miss)\b", plain):
            return [("text", plain)]
        ends, opens = wishes().still, turns().open["other"]
        more = [f"{plain} {ends[(seed + k) % len(ends)]}" for k in range(2)]
        return [("text", more[0] if seed else plain), ("aloud", f"{opens[seed % len(opens)]} {more[1]}")]
    made = [(s.form, s.text) for s in compose(said, analyse(said), seed, tone)]
    if message and tone == "neutral" and seed % 2 == 0 and clean(plain) and len(plain.split()) <= SHORT:
        made = [(form, text) for form, text in made if form != "short" and text != plain] + [("short", plain)]
    return made


def for_reply(line: str, seed: int = 0, tone: str = "neutral", style: Style | None = None) -> list[tuple[str, str]]:
    """Answers to something the loved one said or wrote."""
    found = bank().likely(f"They said: {line}", limit=8)
    replies = [topic for topic, _ in found if topic.id.startswith(_REPLIES)]
    plain = [topic for topic, score in bank().likely(line) if score >= CLEAR and not topic.apart]
    return _chosen(replies[:1] or plain[:1] or [bank().topics["reply_general"]], line, seed, tone, style)


def _chosen(topics: list[Topic], told: str, seed: int, tone: str, style: Style | None) -> list[tuple[str, str]]:
    result: list[tuple[str, str]] = []
    words = words_of(told)
    for form in FORMS:
        for text in (*_ready(topics, form, tone, words, seed, style), *_made(topics[0], form, words, seed, tone)):
            if text and all(text != other for _, other in result):
                result.append((form, text))
                break
    return result


def _ready(
    topics: list[Topic], form: str, tone: str, words: frozenset[str], seed: int, style: Style | None
) -> list[str]:
    """Wordings of a form, best first; `seed` walks on through them, the wished tone before the others."""
    ranked: list[tuple[float, int, Wording]] = []
    for place, topic in enumerate(topics):
        for n, wording in enumerate(w for w in topic.wordings if w.form == form):
            said = _words(wording.text)
            strange = sum(m.group().lower() not in words for m in _PARTICULAR.finditer(wording.text))
            score = 0.6 * len(said & words) - 1.5 * strange - 1.5 * place - 1.0 * (not names_only(wording.text, words))
            if (style is not None and style.texting) != Style.of(wording.text).texting:
                score -= 1.5
            ranked.append((-score, n, wording))
    ranked.sort(key=lambda item: item[:2])
    plain = [r for r in ranked if not any(m.group().lower() not in words for m in _PARTICULAR.finditer(r[2].text))]
    ranked = plain or ranked  # a day, a sum or a person that nobody named is told only where there is nothing else
    wished = [w.text for *_, w in ranked if w.tone == tone]
    rest = [w.text for *_, w in sorted(ranked, key=lambda r: r[2].tone != "neutral") if w.tone != tone]
    turn = seed % len(wished) if wished else 0
    return [*wished[turn:], *wished[:turn], *rest]


def _made(topic: Topic, form: str, words: frozenset[str], seed: int, tone: str) -> list[str]:
    composer = Composer(Material(), topic, Facts(), words, tone, seed)
    return list({"text": composer.texts, "aloud": composer.alouds, "short": composer.shorts}[form]())


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(t.lemma_ for t in read(text) if t.is_alpha and not t.is_stop and len(t.text) > 2)
