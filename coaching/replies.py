"""What the loved one says: to the content first, then to the act, then by mood. Nobody says a line twice."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from coaching.feedback import PRIORITY
from coaching.moves import Act, asks, question_kind
from coaching.scenario import Lines, Turning, plain
from coaching.subjects import About, Subjects

FIRM = ("limit", "offer", "invitation", "responsibility")  #: answered before everyday topics
WALKS_FROM = 4  #: no scene is walked out of before this turn
_WORDS = {  #: whole lines of a word or two that carry no act, by what they are
    "bare_yes": r"yes|yeah|yep|yup|aye|sure|of course|yes please|yes of course|deal|i do|i will|definitely|absolutely|yes i do|yes i will",
    "bare_no": r"no|nope|nah|no way|not really|no thanks|no thank you|i don't|i won't|never|absolutely not|no chance|no sorry|sorry no",
    "brief": r"h+m+|m+h?m+|ok|okay|k|kk|right|fine|i see|well|oh|ah|uh|um|erm|really|so|and|whatever|good|great|nice|wow|cool|true|maybe|perhaps"
    r"|alright|all right|fair enough|ok then|okay then|ok fine|fine then|got it|yeah right|same|what|lol|haha|ha|hah|huh",
}  # fmt: skip


def kind_of(line: str, name: str = "") -> str:
    """What a line without an act is: "silence" (no words), "bare_yes", "bare_no", "brief" (a word or two), "nonsense" (no readable
    word); "" for everything else. name: of the loved one."""
    words = re.findall(r"[^\W\d_]+", line)
    if not words:
        return "silence"
    said = plain(line)
    if name and said.endswith(" " + name.lower()):
        said = said[: -len(name) - 1]  # "no, Kyle"
    for kind, whole in _WORDS.items():
        if re.fullmatch(f"(?:{whole})", said):
            return kind
    plainly = [w for w in words if w.isascii()]
    if len(plainly) < len(words) or len(words) > 4:  # other scripts and longer lines get the benefit of the doubt
        return ""

    def odd(word: str) -> bool:
        low = word.lower()
        return len(low) > 4 and (not re.search("[aeiouy]", low) or bool(re.search(r"[^aeiouy]{5}|(.)\1\1", low)))

    return "nonsense" if all(odd(w) for w in words) else ""


class Replies(Subjects):
    """The part of a session that answers in character."""

    def _pick(self, lines: Lines, core: dict[str, Any]) -> str:
        """A line not said yet that fits what has been passed, marked as said; "" when none is left."""
        fresh = [s for s in lines if s.text not in core["said"] and s.fits(self._facts(core))]
        if not fresh:
            return ""
        told = [s for s in fresh if s.needs] or fresh  # what builds on the talk so far sounds most alive
        chance = f"{self.scenario.id}/{self.state['seed']}/{core['turn']}"
        chosen = told[zlib.crc32(chance.encode()) % len(told)]
        core["said"].append(chosen.text)
        return chosen.text

    def _reply(
        self, core: dict[str, Any], line: str, acts: Sequence[Act], about: About, kind: str
    ) -> tuple[str, Turning | None, bool]:
        """The loved one's answer, the turning point it was, if one, and whether it answers just what was said."""
        openness, labels, topic = core["openness"], {a.label for a in acts}, about.topic
        question = next((s for s in reversed(self._parts(line)) if asks(s)), "") if not kind else ""
        hurts = sorted((la for la in labels if self._weight(la) < 0), key=self._weight)
        turning = self._turning(core, labels, bool(hurts)) if kind != "nonsense" else None
        answerable = about.topic is not None or bool(question) or bool({*FIRM} & labels)
        now = turning is not None and self._now(turning, core, answerable, question)
        if turning is not None and now and (text := self._pick(turning.say, core)):
            core["held"] = 0
            core["passed"].append(turning.name)
            return text, turning, False
        core["held"] = int(core["held"]) + 1 if turning is not None else 0  # it comes next
        told = topic.beat.at(openness - (1 if hurts else 0)) if topic is not None else ()
        if kind:
            first = self._to_few_words(kind, core)
        elif hurts:
            sharp = [self._own(hurts[0], openness), self._shared(hurts[0], openness)]
            first = [*sharp, told] if self._weight(hurts[0]) <= -1 else [told, *sharp]
        else:
            first = self._to_content(about, told, labels, openness)
        if question:  # a question is met as one, even when nobody foresaw it
            first += [self._own("question", openness), self._shared(question_kind(question), openness)]
            first += [self._shared("question", openness)]
        for lines in first:
            if text := self._pick(lines, core):
                if topic is not None and lines is told and topic.name not in core["passed"]:
                    core["passed"].append(topic.name)
                return text, None, bool(question) or openness > 0
        return self._mood(core), None, False

    @staticmethod
    def _now(turning: Turning, core: Mapping[str, Any], answerable: bool, question: str) -> bool:
        """Is this the moment for a turn in the talk? What is asked or offered is answered first; a turn that waited
        comes at the next line that is no question, and one that is the reaction to an act (a limit gets tested) with it."""
        waited = int(core["held"]) > (1 if question else 0)
        return bool(turning.ends or waited or (turning.acts and not question) or not answerable)

    def _to_content(self, about: About, told: Lines, labels: Collection[str], openness: float) -> list[Lines]:
        """What the line is about, and what it does: in the order in which a person would take it up."""
        helps = [label for label in PRIORITY if label in labels]
        answers = [self._own(label, openness) for label in helps]
        shared = [self._shared(label, openness) for label in helps]
        topic = about.topic
        vague = topic is not None and (topic not in self.scenario.topics or not about.clear)
        firm = {*FIRM} & {*labels} - {*(topic.over if topic else ())}
        return [*answers, told, *shared] if vague and firm else [told, *answers, *shared]

    def _to_few_words(self, kind: str, core: dict[str, Any]) -> list[Lines]:
        """Silence, nonsense, a bare word. Where a scene is about a limit, a bare "no" to a request is one."""
        openness = core["openness"]
        asked = kind == "bare_no" and (core["turn"] == 1 or str(core["said"][-1]).endswith("?"))
        limit = [self._own("limit", openness)] if asked and self.scenario.trains[0] == "limit" else []
        return [*limit, self._own(kind, openness), self._shared(kind, openness)]

    def _turning(self, core: dict[str, Any], labels: set[str], hurt: bool) -> Turning | None:
        for point in self.scenario.turning_points:
            too_soon = (hurt and point.at_least > 0) or (point.ends and core["turn"] < WALKS_FROM)
            if core["turn"] >= self.scenario.turns and not point.ends:
                continue  # the last line is answered; nothing new begins with it
            if not too_soon and point.due(core["openness"], core["turn"], labels, core["passed"]):
                return point
        return None

    def _own(self, label: str, openness: float) -> Lines:
        beat = self.scenario.acts.get(label)
        return beat.at(openness) if beat else ()

    def _shared(self, label: str, openness: float) -> Lines:
        beat = self.rules.acts.get(label)
        return beat.at(openness) if beat else ()

    def _mood(self, core: dict[str, Any]) -> str:
        """A line by openness alone, from the nearest band that has one left."""
        here = max(-3, min(3, round(core["openness"])))
        for band in sorted(self.scenario.moods, key=lambda b: (abs(b - here), abs(b))):
            if text := self._pick(self.scenario.moods[band], core):
                return text
        raise LookupError(f"{self.scenario.id} has nothing left to say")  # 21 lines at least, 10 turns at most
