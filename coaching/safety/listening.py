"""What a typed message or a button means at a step of a danger path: the next step, something in between, something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coaching.safety.hearing import holds, lean, said_plainly
from coaching.safety.leaving import closes, elsewhere
from coaching.safety.normalise import Normaliser
from coaching.safety.paths import Event, Node, On, Path, Paths

SELF, VIOLENCE = "danger_suicide_self", "danger_violence"
#: Said at a mere check, these deny the danger: no second check follows then.
DENIALS = ("fine_now", "not_meant", "back_home", "safe")
DENIED = "no_danger"
BARE = 5  #: words; a shorter yes or no answers the question before it raises another one


@dataclass(frozen=True)
class Heard:
    """What was understood.

    step: where it leads, "" for nowhere. sure: told by an event or the step's own words, not by a bare yes or no.
    aside: a text that answers it in between ("they will arrest him"); the question stays. away: it asks for something else.
    """

    step: str = ""
    sure: bool = False
    aside: str = ""
    away: bool = False

    @property
    def understood(self) -> bool:
        """Whether there is anything to go by."""
        return bool(self.step or self.aside or self.away)


class Listening:
    """Reads messages against the steps of `paths`. Safe to share between threads."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        plain_form("")  # the normaliser takes a fifth of a second once; nobody in danger should wait for it

    def hear(self, path: Path, node: Node, text: str, value: str | None = None, wish: bool = False) -> Heard:
        """wish: a trained reader takes it for a wish of another kind; believed only where little is at stake."""
        common = self._paths.common
        if value:
            return Heard(value, True) if value in path.nodes or value in common.nodes else Heard()
        plain = plain_form(text)
        check = node.name in path.check.values()
        easy = node.light or check or bool(node.keep)
        events = [*path.events, *common.events]
        step = _told([event for event in events if not event.late], node, plain)
        if check and path.name == VIOLENCE and _NEVER_HURT.search(plain) and not _BUT.search(plain):
            return Heard(DENIED, True)  # "he has never touched me" answers whether one is safe, however it begins
        turns = elsewhere(plain, path.name == SELF) or (easy and closes(plain))
        if step and not (turns and easy and step in DENIALS):
            return Heard(DENIED if check and step in DENIALS else step, True)
        if turns and easy:
            return Heard(away=True)
        leans = lean(plain)
        if check and leans[:1] == ("no",) and (_NO_GOOD.search(plain) or _DOUBTS.search(plain)):
            leans = ("unsure",)
        if _I_NOT.match(plain) and not any("you" in text.lower() for asked in node.ask for text in asked.texts):
            leans = tuple(meant for meant in leans if meant != "no")  # "i cant drive him" tells nothing of their breath
        way = _way(node, plain, leans)
        if way and not (check and leans[:1] == ("no",) and way.leans):
            return Heard(way.to, True)
        if step := _told([event for event in events if event.late], node, plain):
            return Heard(DENIED if check and step in DENIALS else step, True)
        asides = path.asides if path.own_asides else [*path.asides, *common.asides]
        first = node.name in {*path.alarm.values(), *path.check.values()}
        if path.name == SELF and first and not (said_plainly(plain) or _NOT_ME.search(plain)):
            leans = tuple(meant for meant in leans if meant != "no")  # "i cant", "dont call anyone" deny nothing
        bare = said_plainly(plain) and (easy or node.sure or len(plain.split()) < BARE)
        if not check and not bare and (aside := _raised(asides, plain)):
            return Heard(aside=aside)
        if turns:
            return Heard(away=True)
        if check and leans[:1] == ("no",) and _BUT.search(plain):
            return Heard()
        for meant in leans:
            for on in node.ways:
                if meant in on.leans:
                    return Heard(on.to)
        if wish and easy and not leans:
            return Heard(away=True)
        return Heard("" if node.keep else node.otherwise)

    def starts(self, path: Path, text: str) -> str:
        """The step at which an alarm in these words begins, "" for the usual one."""
        plain = plain_form(text) if text else ""
        return next((event.to for event in path.events if event.starts and _tells(event, plain)), "")

    def mourns(self, plain: str) -> bool:
        """Whether a message tells of somebody's death."""
        return any(_tells(event, plain) for event in self._paths.mourns)


#: Begins with a "no", and yet denies no danger: "no answer", "not good", "no one is with her"
_NO_GOOD = re.compile(
    r"^(?:(?:well|um+|oh|no|sorry|and) )*(?:no|not|never|nothing|nobody|none|hardly)\b\W*(?:one(?! (?:is|was) (?:hurt|in danger))|body(?! is (?:hurt|in danger))|answer\w*|respon\w+|repl\w+|good|well|great"
    r"|right|breath\w*|wak\w+|mov\w+|seen|pulse|sign|idea|heard|picking|reach\w*|been seen|looking good|doing (?:well|good)|(?:really |very )?safe|talking|speaking|conscious|stop\w*|normal|himself|herself"
    r"|(?:i|we) can not (?:reach|find|wake|get)|(?:he|she|they|it) (?:is|are|has|have|does|do|will|can) not (?:answer\w*|respond\w*|wak\w+|mov\w+|breath\w*|pick\w*|reply\w*|talk\w*|stop\w*|safe|well|good|right))"
)
_NOT_ME = re.compile(
    r"\bi (?:am|was|will|would|do) not (?:really |actually )?(?:going|in danger|think|suicidal|want to (?:die|kill|end)|do (?:it|that|anything))\b|\bnot (?:really|now|right now|like that|that bad)\b"
)
_I_NOT = re.compile(
    r"^(?:(?:well|um+|uh|oh|ok|but|and) )*i (?:can|could|do|did|have|had|am|was|will|would) not (?!think|believe|see|tell|hear|feel|know|sure|say|find)\w"
)
_NEVER_HURT = re.compile(
    r"\b(?:he|she|they) (?:has |have |would |did |does |do |is |are )?(?:never|not)(?: \w+)? (?:touch\w*|hit\w*|hurt\w*|lay|laid|violent|been violent|dangerous)\b"
)
_DOUBTS = re.compile(
    r"^(?:(?:well|um+|uh|oh|honestly|i) )*(?:do not (?:really )?know|not (?:really |too )?sure|no (?:idea|clue)|can not (?:tell|say))\b"
)
_BUT = re.compile(r"\b(?:but|except|although|only that|yet)\b")


def _way(node: Node, plain: str, leans: tuple[str, ...]) -> On | None:
    for way in node.ways:
        if way.words and holds(way.words, plain) and not ("yes" in way.leans and leans[:1] == ("no",)):
            return way
    return None


def _tells(event: Event, plain: str) -> bool:
    return holds(event.words, plain) and not (event.unless and event.unless.search(plain))


def _told(events: Iterable[Event], node: Node, plain: str) -> str:
    """The step of the first event that the message tells of, other than where it stands already."""
    for event in events:
        if event.to != node.name and _tells(event, plain):
            return event.to
    return ""


def _raised(asides: Iterable[Event], plain: str) -> str:
    """The first thing that is answered in between; also when it is asked ("is he going to die?")."""
    for event in asides:
        if event.words.search(plain) and not (event.unless and event.unless.search(plain)):
            return event.to
    return ""


@lru_cache(maxsize=1)
def _normaliser() -> Normaliser:
    return Normaliser()


def plain_form(text: str) -> str:
    """The plain form that all words are matched on."""
    return _normaliser()(text)
