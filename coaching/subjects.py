"""What a line is about: which topic of the scene, or of everyday talk, the loved one should take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coaching.feedback import Feedback, Meaning, known_vectors
from coaching.moves import ASKS, form, sentences
from coaching.scenario import Lines, Topic, plain

NEAR = 0.6  #: nearness of meaning from which a sentence is about a topic
SURELY_NEAR = 0.8  #: the same for topics that carry feedback of their own: these are not guessed
STRONG = 2.0  #: from here on it is clear that the topic is meant; a single word found isn't enough


@dataclass(frozen=True)
class About:
    """The topic of a line, and whether that is clear or only hinted at by one word."""

    topic: Topic | None = None
    clear: bool = False


class Subjects(Feedback):
    """The part of a session that finds out what a line is about."""

    meaning: Meaning | None

    def _about(self, line: str) -> About:
        """The topic that the line is most clearly about. Each sentence counts for itself: in a long line the question
        is what people answer, and of several the last."""
        core = self.state["core"]
        own = {t.name for t in self.scenario.topics}
        topics = [*self.scenario.topics, *(t for t in self.rules.topics if t.name not in own)]
        parts = self._parts(line)
        near = self._nearness(parts, topics)
        best, found = 0.0, About()
        for i, part in enumerate(parts):
            words, kind = plain(part), form(part)
            for topic in topics:
                if topic.forms and kind not in topic.forms:
                    continue
                base = max(_matched(topic, words), _by_meaning(topic, near[i].get(topic.name, 0.0)))
                if not base:
                    continue
                score = base + 1.25 * (topic.name in own) + (kind == ASKS) + 0.1 * i + self._fresh(topic, core)
                if score > best:
                    best, found = score, About(topic, base >= STRONG)
        return found

    def _parts(self, line: str) -> list[str]:
        """The sentences of a line; the name alone ("Ines?") is a greeting."""
        name = plain(str(self.state.get("name") or self.scenario.persona.name))
        parts = sentences(line) or [line]
        return [part for part in parts if plain(part) != name] or ["hello"]

    def _fresh(self, topic: Topic, core: dict[str, Any]) -> float:
        """What is new is taken up before what was told; what has no line left, last."""
        if not self._left(topic.beat.at(core["openness"]), core):
            return -2.0
        return 0.5 * (topic.name not in core["passed"])

    def _left(self, lines: Lines, core: dict[str, Any]) -> bool:
        return any(s.text not in core["said"] and s.fits(self._facts(core)) for s in lines)

    def _nearness(self, parts: Sequence[str], topics: Sequence[Topic]) -> list[dict[str, float]]:
        """For each sentence, how near in meaning the nearest example of each topic is."""
        pairs = [(example, topic.name) for topic in topics for example in topic.examples]
        if self.meaning is None or not pairs:
            return [{} for _ in parts]
        examples = known_vectors(self.meaning, tuple(example for example, _ in pairs))
        found: list[dict[str, float]] = []
        for row in self.meaning(list(parts)) @ examples.T:
            near: dict[str, float] = {}
            for (_, name), value in zip(pairs, row, strict=True):
                near[name] = max(near.get(name, 0.0), float(value))
            found.append(near)
        return found


def _matched(topic: Topic, words: str) -> float:
    """How many words of the sentence a phrase of the topic found, at most four."""
    return float(max((min(4, len(m[0].split())) for p in topic.patterns if (m := p.search(words))), default=0))


def _by_meaning(topic: Topic, near: float) -> float:
    least = SURELY_NEAR if topic.moves or topic.note else NEAR
    return 1.0 + (near - NEAR) * 7.5 if near >= least else 0.0
