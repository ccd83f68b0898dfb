"""The engine of the practice room: one scene with a simulated loved one, in free text.

Each line of the person holds speech acts; each act moves how open the loved one is (-3 shut ... +3 open), and the loved
one answers in character. Every turn gives feedback on the person's own words: practice without it does not help and
may harm (CARE 2025, reference/domain.md 2.2). Pure: a session is its JSON-able `state` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from coaching.feedback import LONG, ActReader, Meaning, Suggester, Turn
from coaching.moves import Act, Proposed, mended
from coaching.practice_rules import Rules, rules
from coaching.replies import WALKS_FROM, Replies, kind_of
from coaching.scenario import HELPING, Scenario, Topic, plain, scenarios
from coaching.subjects import About

SURE = 0.4  #: acts read with less confidence are not counted
CERTAIN = 0.9  #: acts read with such confidence stand against what the content says
MOST_UP, MOST_DOWN = 0.9, -1.5  #: openness moves at most this much a turn: trust grows slower than it breaks
CALM, HARSH = 1.5, -1.5  #: openness at the end of the scene that decides which ending is played
WALKS_OUT = -2.4  #: here the loved one leaves, from turn WALKS_FROM on
LEAST_TURNS = 5
MOST_LAST = 56  #: words of an answer, the last words and what happens then: they share a bubble, with a name
KIND_ALWAYS = re.compile(
    r"\b(?:you can always|you're always welcome|i'?(?:ll| will) always|(?:always|never) (?:be )?(?:here|there|love)|here for you)\b"
)


def level_of(openness: float) -> int:
    """Openness as people see it: a whole number from -3 to +3."""
    return max(-3, min(3, round(openness)))


class Session(Replies):
    """A scene being played. `Session.open(...)` starts one; `Session(state, ...)` goes on with a kept one.

    reader: finds the acts of a line. suggest: rewords a line that may hurt (optional; else the scenario's sentences).
    meaning: sentence vectors (optional; without it a topic is found by its words only).
    """

    def __init__(
        self,
        state: dict[str, Any],
        reader: ActReader,
        suggest: Suggester | None = None,
        meaning: Meaning | None = None,
        scenario: Scenario | None = None,
        shared: Rules | None = None,
    ) -> None:
        self.state, self.reader, self.suggest, self.meaning = state, reader, suggest, meaning
        self.scenario = scenario or scenarios()[state["scenario"]]
        self.rules = shared or rules()

    @classmethod
    def open(
        cls,
        scenario: str | Scenario,
        reader: ActReader,
        suggest: Suggester | None = None,
        meaning: Meaning | None = None,
        *,
        level: str = "",
        seed: int = 0,
        shared: Rules | None = None,
    ) -> Session:
        """A new scene. `level` overrides the scenario's difficulty. Raises KeyError for an unknown scenario."""
        play = scenarios()[scenario] if isinstance(scenario, str) else scenario
        level = level or play.difficulty
        start = play.start + (shared or rules()).levels[level].start
        opening = play.opening[seed % len(play.opening)]
        state = {
            "scenario": play.id, "level": level, "seed": seed, "opening": opening,
            "core": {"openness": start, "turn": 0, "said": [opening], "passed": [], "recent": [], "used": [], "tips": [],
                     "held": 0, "ended": "", "last": opening, "moment": ""},
            "history": [],
        }  # fmt: skip
        return cls(state, reader, suggest, meaning, play, shared)

    @property
    def opening(self) -> str:
        """The loved one's first line."""
        return str(self.state["opening"])

    @property
    def openness(self) -> int:
        """How open the loved one is now, -3 to +3."""
        return level_of(self.state["core"]["openness"])

    @property
    def ended(self) -> bool:
        """Is the scene over?"""
        return bool(self.state["core"]["ended"])

    def as_told(self, name: str, opening: str, manner: str) -> None:
        """Before the first line: the name, the first sentence and the manner of the person's own loved one."""
        self.state |= {"name": name, "opening": opening, "facts": [f"manner_{manner}"] if manner else []}
        core = self.state["core"]
        core["openness"] = max(-2.0, min(2.0, core["openness"] + self.rules.manner_start.get(manner, 0.0)))
        core["last"], core["said"] = opening, [opening]

    def undo(self) -> str:
        """Takes the last turn back ("what if?"); returns what the person had said. Raises IndexError at the start."""
        last = self.state["history"].pop()
        self.state["core"] = last["before"]
        return str(last["line"])

    def say(self, line: str) -> Turn:
        """The person's next line. Raises ValueError when the scene is over."""
        core = self.state["core"]
        if core["ended"]:
            raise ValueError("the scene is over")
        before = deepcopy(core)
        kind = kind_of(line, str(self.state.get("name") or self.scenario.persona.name))
        about = About() if kind else self._about(line)
        topic, acts = about.topic, [] if kind else self._acts(line, about.topic)
        note, tip = self._feedback(core, line, acts, topic, kind)  # on the moment that the line answers
        core["turn"] += 1
        core["openness"] = self._moved(core, acts, topic, kind, line)
        core["used"] += [a.label for a in acts]
        ending, then = "", ""
        reply, turning, answers = self._reply(core, line, acts, about, kind)
        if turning is not None and turning.ends:
            ending, then = turning.ends, self._then(turning.ends)
        elif core["turn"] >= self.scenario.turns or self._settled(core) or self._leaves(core):
            ending = "calm" if core["openness"] >= CALM else "harsh" if core["openness"] <= HARSH else "mixed"
            last = self._pick(self.scenario.endings[ending].say, core)
            then = self._then(ending)
            if topic is not None and topic.moves < 0 and topic.name in core["passed"]:
                last = ""  # a demand was granted with this very line: there is nothing to add
            both = f"{reply} {last}".strip()
            reply = both if answers and len(f"{both} {then}".split()) <= MOST_LAST else last or reply
        core["last"], core["moment"] = reply, turning.name if turning is not None else ""
        core["ended"], core["recent"] = ending, [*core["recent"], sorted({a.label for a in acts})][-3:]
        labels = tuple(dict.fromkeys(a.label for a in acts))
        self.state["history"].append(
            {
                "line": line, "loved_one": reply, "openness": core["openness"], "before": before, "ending": ending,
                "acts": [[a.label, a.quote, a.helps] for a in acts], "kind": kind,
            }
        )  # fmt: skip
        return Turn(core["turn"], reply, self.openness, labels, note, tip, bool(ending), ending, then)

    def _acts(self, line: str, topic: Topic | None) -> list[Act]:
        """The acts of a line. A sentence that this room itself proposes is never held against the person, and what a
        line is by its content (`Topic.act`) outweighs an unsure reading of its tone."""
        found = mended(line, [a for a in self.reader(line) if a.confidence >= SURE])
        if KIND_ALWAYS.search(plain(line)):
            found = [a for a in found if a.label != "always_never"]
        if topic is not None and topic.moves < 0:  # "I'll ring him one last time" grants it, and is no limit
            found = [a for a in found if not a.helps]
        words = plain(line)
        for skill in HELPING:
            own = (s.text for s in self.scenario.alternatives.get(skill, ()))
            if any(plain(text) == words for text in (*own, *self.rules.alternatives[skill])):
                return [Proposed(skill, line), *(a for a in found if a.helps and a.label != skill)]
        sure = any(not a.helps and a.confidence >= CERTAIN for a in found)
        if topic is not None and topic.act and not (sure and topic.act in HELPING):
            told = Proposed(topic.act, line, topic.act in HELPING)
            rest = [
                a for a in found if a.label != told.label and (a.helps or not told.helps or a.confidence >= CERTAIN)
            ]
            return [told, *rest]
        return found

    # -- openness ------------------------------------------------------------------------------------------------

    def _moved(self, core: dict[str, Any], acts: Sequence[Act], topic: Topic | None, kind: str, line: str) -> float:
        """Openness after this line. The further open (or shut) someone is, the less more of the same does."""
        now, level = float(core["openness"]), self.rules.levels[self.state["level"]]
        up = down = 0.0
        for label in {a.label for a in acts}:
            weight = self._weight(label)
            if weight > 0:  # the same skill turn after turn sounds like a technique
                up += weight * 0.6 ** sum(label in turn for turn in core["recent"][-2:])
            else:
                down += weight
        if down:
            up *= 0.5  # a kind half-sentence is heard less beside one that hurts
        if topic is not None:
            up, down = up + max(0.0, topic.moves), down + min(0.0, topic.moves)
        if kind in ("silence", "brief") and core["recent"] and not core["recent"][-1]:
            down -= 0.4 if kind == "silence" else 0.2
        if len(line.split()) > LONG:
            down -= 0.3
        up = min(up * level.helps, MOST_UP) * min(1.2, max(0.35, (4 - now) / 4))
        down = max(down * level.hurts, MOST_DOWN) * min(1.2, max(0.35, (4 + now) / 4))
        return max(-3.0, min(3.0, round(now + up + down, 3)))

    def _settled(self, core: dict[str, Any]) -> bool:
        """A good talk may end before its last turn, once a small step is agreed."""
        agreed = "small_step" in core["passed"][:-1]
        return core["turn"] > LEAST_TURNS and core["openness"] >= 2.5 and agreed

    def _leaves(self, core: dict[str, Any]) -> bool:
        """Somebody hurt often enough ends the talk."""
        return bool(core["turn"] >= WALKS_FROM and core["openness"] <= WALKS_OUT)

    def _then(self, ending: str) -> str:
        facts = self._facts(self.state["core"])
        options = [s for s in self.scenario.endings[ending].then if s.fits(facts)]
        options = [s for s in options if s.needs] or options
        return options[int(self.state["seed"]) % len(options)].text
