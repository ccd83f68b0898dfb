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
from coaching.safety.words import Vote, WordReader

#: A trained reader: for sentences, the probability of each kind and of "none".
Second = Callable[[Sequence[str]], Sequence[Mapping[str, float]]]

RECENT = 3  #: so many earlier messages may complete a danger that was told in pieces
WORDS_ALARM = 0.85  #: from this score on the weighing of words alone raises an alarm (cross-validated, docs/safety.md)
WORDS_CHECK = 0.35  #: from this on it asks
SURE = 2  #: what a rule gains in weight when the words speak for its kind
SECOND_ALARM = 0.9  #: from this probability on the second reader alone raises an alarm
SECOND_CHECK = 0.6  #: from this on it asks


class Screen:
    """The danger screen. Cheap to build (reads a few YAML files), safe to share between threads."""

    def __init__(self, folder: Path = SAFETY, second: Second | None = None) -> None:
        self.normalise = Normaliser(folder)
        self.rules = Rules(folder)
        self.words = WordReader.load(folder / "weights.json")
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
        found = _higher(found, _by_words(vote, explained or MASK in plain))
        if found.level is not Level.ALARM and recent:
            earlier = [self.rules.masked(self.normalise(old)) for old in recent[-RECENT:]]
            story = ".\n".join(old.rstrip(".!? ") for old in earlier if old)
            if story:
                start = len(story) + 2
                found = _higher(found, self._by_rules(Text(f"{story}.\n{plain}", start), vote)[0])
        if found.level is not Level.ALARM and self.second is not None:
            found = _higher(found, self._by_second(Text(plain)))
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

    def _by_second(self, text: Text) -> Danger:
        assert self.second is not None
        sentences = [text.plain[a:b].strip() for a, b in text.sentences]
        best: tuple[float, str, str] = (0.0, "", "")
        for sentence, odds in zip(sentences, self.second(sentences)):
            danger = {kind: odds.get(kind, 0.0) for kind in KINDS}
            kind = max(danger, key=lambda k: danger[k])
            best = max(best, (sum(danger.values()), kind, sentence))
        odd, kind, sentence = best
        level = Level.ALARM if odd >= SECOND_ALARM else Level.CHECK if odd >= SECOND_CHECK else Level.NONE
        return Danger(level, kind, "", (Reason("second reader", sentence, level),)) if level.rank else SAFE


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


def _by_words(vote: Vote | None, doubtful: bool) -> Danger:
    """What the weighing of words makes of the message. doubtful: it holds an idiom, or signs that were explained away
    (negated, long past, asked about): then the words, which know nothing of these, can only ask."""
    if vote is None or vote.danger < WORDS_CHECK:
        return SAFE
    level = Level.ALARM if vote.danger >= WORDS_ALARM and not doubtful else Level.CHECK
    return Danger(level, vote.kind, "", (Reason("words", ", ".join(vote.words), level),))


def _higher(a: Danger, b: Danger) -> Danger:
    """The more serious of two findings, the first's kind if it has one; the reasons of both."""
    if b.level.rank > a.level.rank:
        a, b = (replace(b, kind=a.kind, detail=a.detail) if a else b), a
    return Danger(a.level, a.kind, a.detail, a.reasons + tuple(r for r in b.reasons if r not in a.reasons)) if a else a
