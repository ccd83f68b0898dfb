"""Reads a message for danger: normalise, apply the rules, weigh the words, let a trained second reader vote if there is one.

Works on the raw text before anything else looks at it. Needs no database, no network, no Rasa and no trained model.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coaching.safety.ahead import KINDS as LIMITS
from coaching.safety.ahead import for_later, slow_death
from coaching.safety.danger import KINDS, SAFE, Danger, Level, Reason
from coaching.safety.foreign import Foreign
from coaching.safety.leaving import for_them
from coaching.safety.normalise import SAFETY, Normaliser
from coaching.safety.rules import MASK, Hit, Rules, Text, hits
from coaching.safety.weighing import Signs, log_odds, parts, sure
from coaching.safety.words import WEIGHTS, Vote, WordReader

#: A trained reader: for each text, the probability of each kind of danger; what is missing to 1 is no danger.
Second = Callable[[Sequence[str]], Sequence[Mapping[str, float]]]

RECENT = 3  #: so many earlier messages may complete a danger that was told in pieces
AGREED = 2  #: what a rule gains in weight when the words speak for its kind
# Which kind it is: what each reader's word counts, in logarithms (chosen on tests/data: docs/safety.md).
RULES_KIND, WORDS_KIND, WORST_KIND = 4.0, 2.0, 0.5
NEAR = 60  #: characters beside a match that are read with it
DECIDES = 8  #: a rule of this weight knows the kind better than the others


@dataclass(frozen=True)
class Reading:
    """What every reader found in one message, before it is weighed."""

    hits: tuple[Hit, ...]
    vote: Vote | None
    odds: tuple[Mapping[str, float], ...]
    signs: Signs
    fact: bool  #: it only states a fact of the family, or is one word that no rule knows


class Screen:
    """The danger screen. Cheap to build (reads a few YAML files), safe to share between threads."""

    def __init__(self, folder: Path = SAFETY, second: Second | None = None, words: Path = WEIGHTS) -> None:
        self.normalise = Normaliser(folder)
        self.rules = Rules(folder)
        self.words = WordReader.load(words)
        self.second = second
        self.foreign = Foreign()

    def read(self, text: str, recent: Sequence[str] = ()) -> Danger:
        """What is dangerous in `text`, seen with the person's last messages `recent` (oldest first)."""
        if foreign := self.foreign.read(text):
            return foreign
        plain = self.rules.masked(self.normalise(text))
        if not plain:
            return SAFE
        reading = self.reading(text, plain)
        found = self._found(reading)
        if found.level is not Level.ALARM and recent:
            earlier = [self.rules.masked(self.normalise(old)) for old in recent[-RECENT:]]
            asked_words = any(map(for_later, earlier)) and for_them(plain)  # a line for a talk that is yet to come
            story = ".\n".join(old.rstrip(".!? ") for old in earlier if old and not for_later(old))
            if story and not asked_words:
                told = Text(f"{story}.\n{plain}", len(story) + 2)
                weighed = {hit.rule.name for hit in reading.hits}  # by all readers already, for this message alone
                spoken = [hit for hit in hits(self.rules, told)[0] if hit.rule.name not in weighed]
                found = _higher(found, _by_rules(_ordered(spoken, told, None)))
        if found.level is Level.ALARM and slow_death(plain) and all(hit.kind == found.kind for hit in reading.hits):
            found = replace(found, level=Level.CHECK)
        return SAFE if _limit_only(found, reading, plain) else found

    def reading(self, text: str, plain: str, thorough: bool = False) -> Reading:
        """What the readers find in a text, given with its plain form (idioms blanked out).

        thorough: the second reader reads its parts also when the whole was enough for an alarm.
        """
        message = Text(plain)
        vote = self.words.read(plain) if self.words else None
        spoken, explained = hits(self.rules, message)
        ordered = _ordered(spoken, message, vote)
        # A single word that no rule knows ("tonight", "done") tells nothing, and neither does a bare fact.
        fact = not ordered and (" " not in plain or self.rules.facts.fullmatch(plain) is not None)
        second, odds = self.second, []
        worded = any(map(str.isalpha, text))  # of pictures and digits alone only the rules know anything
        signs = Signs(
            words=log_odds(vote.danger) if vote and worded else None,
            rules=ordered[0].level if ordered else Level.NONE,
            explained=explained,
            idiom=MASK in plain,
            length=math.log(1 + len(plain.split())),
            own=bool(ordered) and ordered[0].kind == "danger_suicide_self",
        )
        if second is not None and worded:
            odds = list(second([text]))
            signs = _with(signs, odds)
            score = self.words.weighed if self.words else None
            # What a part says can only raise the chance: read where the whole leaves anything to raise.
            if thorough or signs.level() is not Level.ALARM:
                sentence = _around(ordered[0].match, message) if ordered else ""
                if apart := parts(text, plain, score, sentence.strip()):
                    odds += second(apart)
                    signs = _with(signs, odds)
        return Reading(tuple(ordered), vote, tuple(odds), signs, fact)

    def _found(self, reading: Reading) -> Danger:
        level, by_rules = Level.NONE if reading.fact else reading.signs.level(), _by_rules(reading.hits)
        if level is Level.NONE:
            return SAFE
        kind = _kind(reading)
        details = [hit.rule.detail for hit in reading.hits if hit.kind == kind and hit.rule.detail]
        reasons = list(by_rules.reasons)
        if reading.vote:
            reasons.append(Reason("words", ", ".join(reading.vote.words), level))
        if reading.odds:
            reasons.append(Reason("second reader", f"{max(sum(odds.values()) for odds in reading.odds):.2f}", level))
        return Danger(level, kind, details[0] if details else "", tuple(reasons))


def _limit_only(found: Danger, reading: Reading, plain: str) -> bool:
    """Whether what sounds like a child or a driver in danger is only a limit that somebody wants words for."""
    return found.kind in LIMITS and all(hit.kind in LIMITS for hit in reading.hits) and for_later(plain)


def _with(signs: Signs, odds: Sequence[Mapping[str, float]]) -> Signs:
    """The signs with the most alarming of what the second reader read; its word is all there is without a table."""
    worst = max(map(sure, odds))
    return replace(signs, second=worst, words=worst if signs.words is None else signs.words)


def _around(match: re.Match[str], text: Text) -> str:
    """The sentence of a match, as far as it stands near."""
    begin, end = text.sentences[text.at(match.start())]
    return text.plain[max(begin, match.start() - NEAR) : min(max(end, match.end()), match.end() + NEAR)]


def _ordered(spoken: Sequence[Hit], text: Text, vote: Vote | None) -> list[Hit]:
    """The hits with the kind that they mean, the weightiest first."""

    def order(hit: Hit) -> tuple[int, int, int]:
        agreed = AGREED if vote and vote.danger >= 0.5 and vote.kind == hit.kind else 0
        return -hit.level.rank, -hit.rule.weight - agreed, KINDS.index(hit.kind)

    return sorted((_attributed(hit, text) for hit in spoken), key=order)


def _by_rules(found: Sequence[Hit]) -> Danger:
    if not found:
        return SAFE
    first = found[0]
    details = [hit.rule.detail for hit in found if hit.kind == first.kind and hit.rule.detail]
    reasons = tuple(Reason(hit.rule.name, hit.match.group().strip(), hit.level) for hit in found)
    return Danger(first.level, first.kind, first.rule.detail or (details[0] if details else ""), reasons)


def _kind(reading: Reading) -> str:
    """The kind that most readers speak for."""
    score = dict.fromkeys(KINDS, 0.0)
    if reading.odds:
        worst = max(reading.odds, key=lambda odds: sum(odds.values()))
        for kind in KINDS:
            score[kind] += math.log(reading.odds[0].get(kind, 0.0) + 1e-3)
            score[kind] += WORST_KIND * math.log(worst.get(kind, 0.0) + 1e-3)
    if reading.hits:
        first = reading.hits[0]
        if first.level is Level.ALARM and first.rule.weight >= DECIDES:
            return first.kind
        score[first.kind] += RULES_KIND * (1.0 if first.level is Level.ALARM else 0.5)
    if reading.vote:
        score[reading.vote.kind] += WORDS_KIND
    kind = max(KINDS, key=lambda kind: score[kind])
    if kind == "danger_suicide_self" and reading.hits and reading.hits[0].kind == "danger_suicide_other":
        return "danger_suicide_other"  # whose words they are, the readers without grammar can't tell
    return kind


_OTHER = re.compile(
    r"\b(?:he|she|they|my \w+(?: \w+)?|[a-z]+) (?:\w+ ){0,2}?(?:say|says|said|saying|text|texts|texted|texting|told|tells|telling|"
    r"scream|screams|screamed|screaming|shout|shouts|shouted|shouting|yells|yelled|yelling|wrote|writes|posted|post|posts|messaged|"
    r"whispered|sobbed|goes|went|like|threatens|threatened|sent|sends|left|mutters|muttering|crying)\b[^.!?\n]{0,60}$"
    r"|\b(?:text|message|note|voicemail|post|status|letter|email) (?:\w+ ){0,6}?(?:say|says|said|saying|read|reads)\b[^.!?\n]{0,40}$"
)
_THIRD = re.compile(r"\b(?:he|she|they|my (?!self|life|mind|head|own)\w+)\b")
_SPEAKER_SELF = re.compile(r"\bi (?:\w+ ){0,2}?(?:say|said|told|tell|texted|wrote|keep saying)\b[^.!?\n]{0,60}$")


def _attributed(hit: Hit, text: Text) -> Hit:
    """The hit with the kind that it means: "I want to die" in somebody else's mouth is somebody else's."""
    if hit.kind != "danger_suicide_self":
        return hit
    at = hit.match.start()
    begin, end = text.sentences[text.at(at)]
    before = text.plain[begin:at]
    theirs = bool(_OTHER.search(before))
    if text.plain[:at].count('"') % 2 == 1:
        theirs = theirs or bool(_THIRD.search(text.plain[max(0, begin - 120) : end + 120]))
    if theirs and not _SPEAKER_SELF.search(before):
        return replace(hit, kind="danger_suicide_other")
    return hit


def _higher(a: Danger, b: Danger) -> Danger:
    """The more serious of two findings, the first's kind if it has one; the reasons of both."""
    if b.level.rank > a.level.rank:
        a, b = (replace(b, kind=a.kind, detail=a.detail) if a else b), a
    return Danger(a.level, a.kind, a.detail, a.reasons + tuple(r for r in b.reasons if r not in a.reasons)) if a else a
