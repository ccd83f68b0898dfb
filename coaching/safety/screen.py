"""Reads a message for danger: normalise, apply the rules, weigh the words, let a trained second reader vote if there is one.

Works on the raw text before anything else looks at it. Needs no database, no network, no Rasa and no trained model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coaching.safety.danger import KINDS, SAFE, Danger, Level, Reason
from coaching.safety.normalise import SAFETY, Normaliser
from coaching.safety.rules import MASK, Hit, Rules, Text, hits
from coaching.safety.words import WEIGHTS, Vote, WordReader

#: A trained reader: for each text, the probability of each kind of danger; what is missing to 1 is no danger.
Second = Callable[[Sequence[str]], Sequence[Mapping[str, float]]]

RECENT = 3  #: so many earlier messages may complete a danger that was told in pieces
SURE = 2  #: what a rule gains in weight when the words speak for its kind
# Words alone cry wolf (they know nothing of order), and the second reader alone misses what is oddly spelt. So a middling
# score of one needs the other's nod. Chosen on tests/data/danger (docs/safety.md).
WORDS_ALARM, WITH_SECOND = 0.7, 0.35  #: both reached: alarm
WORDS_CHECK, ASKS_WITH_SECOND = 0.25, 0.1  #: both reached: check
SECOND_ALARM, SECOND_CHECK = 0.85, 0.35  #: what the second reader's own voice needs
ALONE_ALARM, ALONE_CHECK = 0.9, 0.6  #: for the words when there is no second reader
LAST_WORDS = 40  #: of a longer message the last sentences are also read apart


class Screen:
    """The danger screen. Cheap to build (reads a few YAML files), safe to share between threads."""

    def __init__(self, folder: Path = SAFETY, second: Second | None = None, words: Path = WEIGHTS) -> None:
        self.normalise = Normaliser(folder)
        self.rules = Rules(folder)
        self.words = WordReader.load(words)
        self.second = second

    def read(self, text: str, recent: Sequence[str] = ()) -> Danger:
        """What is dangerous in `text`, seen with the person's last messages `recent` (oldest first).

        The rules, the words and the second reader each can raise the level; none can lower it.
        """
        plain = self.rules.masked(self.normalise(text))
        if not plain:
            return SAFE
        vote = self.words.read(plain) if self.words else None
        found, explained = self._by_rules(Text(plain), vote)
        doubtful = explained or MASK in plain
        odds = self._odds(text) if self.second is not None else None
        found = _higher(found, _by_words(vote, odds, doubtful))
        if found.level is not Level.ALARM and recent:
            earlier = [self.rules.masked(self.normalise(old)) for old in recent[-RECENT:]]
            story = ".\n".join(old.rstrip(".!? ") for old in earlier if old)
            if story:
                start = len(story) + 2
                found = _higher(found, self._by_rules(Text(f"{story}.\n{plain}", start), vote)[0])
        return found

    def _by_rules(self, text: Text, vote: Vote | None) -> tuple[Danger, bool]:
        spoken, explained = hits(self.rules, text)
        if not spoken:
            return SAFE, explained
        found = [_attributed(hit, text) for hit in spoken]

        def order(hit: Hit) -> tuple[int, int, int]:
            agreed = SURE if vote and vote.danger >= 0.5 and vote.kind == hit.kind else 0
            return -hit.level.rank, -hit.rule.weight - agreed, KINDS.index(hit.kind)

        found.sort(key=order)
        first = found[0]
        details = [hit.rule.detail for hit in found if hit.kind == first.kind and hit.rule.detail]
        reasons = tuple(Reason(hit.rule.name, hit.match.group().strip(), hit.level) for hit in found)
        return Danger(first.level, first.kind, first.rule.detail or (details[0] if details else ""), reasons), explained

    def _odds(self, text: str) -> Mapping[str, float]:
        """The second reader's view of the whole message, or of its last sentences when these look worse."""
        assert self.second is not None
        texts = [text]
        if len(text.split()) > LAST_WORDS:
            texts.append(" ".join(re.split(r"(?<=[.!?\n])\s+", text)[-2:]))
        return max(self.second(texts), key=lambda odds: sum(odds.values()))


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


def _by_words(vote: Vote | None, odds: Mapping[str, float] | None, doubtful: bool) -> Danger:
    """What the weighing of words and the second reader make of the message together.

    doubtful: it holds an idiom, or signs that were explained away (negated, long past, asked about): then both, which
    know nothing of these, can only ask.
    """
    score = vote.danger if vote else 0.0
    if odds is None:
        level = _level(score >= ALONE_ALARM, score >= ALONE_CHECK)
        kind = vote.kind if vote else ""
    else:
        sure = sum(odds.values())
        level = _level(
            (score >= WORDS_ALARM and sure >= WITH_SECOND) or sure >= SECOND_ALARM,
            (score >= WORDS_CHECK and sure >= ASKS_WITH_SECOND) or sure >= SECOND_CHECK,
        )
        kind = max(odds, key=lambda name: odds[name])
    if level is Level.NONE:
        return SAFE
    if doubtful:
        level = Level.CHECK
    reasons = [Reason("words", ", ".join(vote.words), level)] if vote else []
    if odds is not None:
        reasons.append(Reason("second reader", f"{sum(odds.values()):.2f}", level))
    return Danger(level, kind, "", tuple(reasons))


def _level(alarm: bool, check: bool) -> Level:
    return Level.ALARM if alarm else Level.CHECK if check else Level.NONE


def _higher(a: Danger, b: Danger) -> Danger:
    """The more serious of two findings, the first's kind if it has one; the reasons of both."""
    if b.level.rank > a.level.rank:
        a, b = (replace(b, kind=a.kind, detail=a.detail) if a else b), a
    return Danger(a.level, a.kind, a.detail, a.reasons + tuple(r for r in b.reasons if r not in a.reasons)) if a else a
