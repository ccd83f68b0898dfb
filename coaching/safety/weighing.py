"""What the readers say together: rules, words and the second reader weighed into one chance of danger, 0 to 1.

A logistic combination. Its weights and thresholds are fitted on messages that no reader was taught with (tests/data):
`python -m tests.benchmarks.danger_weights` prints them anew; docs/safety.md has what they reach.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coaching.safety.danger import Level
from coaching.safety.rules import MASK
from coaching.safety.words import windows

#: Weights of the signs, in the order of `Signs.together`, the first one being the bias.
TOGETHER = (-1.06, 0.51, 1.77, 0.32, -1.61, -0.08, 0.24, 0.92)
#: The same without a second reader, in the order of `Signs.alone`.
ALONE = (-2.97, 0.82, 2.37, 0.36, -1.81, 0.15, 0.68)
ALARM, CHECK = 0.45, 0.13  #: chances from which on the screen alarms or asks
ALONE_ALARM, ALONE_CHECK = 0.55, 0.15  #: the same without a second reader
#: Of a message of so few words that no rule speaks for, the chance from which on it alarms: "she's been off sick for weeks"
FEW, FEW_ALARM = 7, 0.8
GUESSED = 0.62  #: the same for a longer one: below it half of them are false, so it is asked first
AGREE = 1.5  #: log odds of the words from which on the second reader can't lower what they and the rules say

MOST, LONGEST = 2, 300  #: parts that the second reader reads beside the whole, and their characters: it must stay quick
LAST_WORDS = 40  #: of a longer message the last sentences are also read apart
_SAID = re.compile(r'["“]([^"”\n]{15,})["”]|(?<=: )([^"\n]{15,})$')
_STOP = re.compile(r"(?<=[.!?\n])\s+")
_SMALLEST = 1e-4


def log_odds(chance: float) -> float:
    """Of a chance, kept within what a reader can know."""
    chance = min(max(chance, _SMALLEST), 1 - _SMALLEST)
    return math.log(chance / (1 - chance))


@dataclass(frozen=True)
class Signs:
    """What the readers found. `words` and `second` are log odds; None where there is no such reader.

    explained: rules matched but explained it away (negated, long past, asked about). idiom: one was blanked out.
    second: the second reader's view of the message or, when that is worse, of its most alarming part. length: the
    logarithm of its words; two or three words ("in the car") sound like danger easily and hardly ever are.
    """

    words: float | None
    rules: Level
    explained: bool
    idiom: bool
    second: float | None = None
    length: float = 2.0
    own: bool = False  #: what the rules heard first is the person's own wish to die: no reader doubts that

    def alone(self) -> tuple[float, ...]:
        """As numbers, without the second reader."""
        alarm, check = self.rules is Level.ALARM, self.rules is Level.CHECK
        return (
            1.0,
            self.words or 0.0,
            float(alarm),
            float(check),
            float(self.explained),
            float(self.idiom),
            self.length,
        )

    def together(self) -> tuple[float, ...]:
        """As numbers, with the second reader."""
        assert self.second is not None
        return (*self.alone(), self.second)

    def chance(self) -> float:
        """Of danger."""
        weights, signs = (ALONE, self.alone()) if self.second is None else (TOGETHER, self.together())
        score = sum(weight * sign for weight, sign in zip(weights, signs))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def level(self) -> Level:
        """What the readers ask for together."""
        if self.words is None:
            return self.rules
        chance, alone = self.chance(), self.second is None
        alarm, check = (ALONE_ALARM, ALONE_CHECK) if alone else (ALARM, CHECK)
        if self.rules is Level.NONE and not alone:
            alarm = FEW_ALARM if self.length <= math.log(1 + FEW) else GUESSED
        doubtful = self.rules is Level.NONE and (self.explained or self.idiom)
        kept = self.rules is Level.ALARM and (alone or self.own or self.words > AGREE)
        if kept or (chance >= alarm and not doubtful):
            return Level.ALARM
        # An alarm of the rules that the others doubt becomes a question, never nothing.
        return Level.CHECK if self.rules is Level.ALARM or chance >= check else Level.NONE


def parts(text: str, plain: str, score: Callable[[str], float] | None, sentence: str = "") -> list[str]:
    """What the second reader reads apart from the whole: its last sentences, its worst window, what somebody says in it.

    A danger in a draft or a long story is lost in the whole. score: how alarming the words of a window are. sentence:
    the one in which a rule found something.
    """
    found = [sentence] if 0 < len(sentence) < len(plain) else []
    if len(text.split()) > LAST_WORDS:
        found.append(" ".join(_STOP.split(text)[-2:]))
    if score:
        found.extend(sorted(list(windows(plain))[1:], key=score)[-1:])
    said = [quoted or after for quoted, after in _SAID.findall(text)]
    found.extend(sorted(said, key=len)[-1:])
    found = list(dict.fromkeys(part.replace(MASK, " ")[-LONGEST:] for part in found))
    if score:
        found.sort(key=lambda part: score(part.lower()), reverse=True)
    return found[:MOST]


def sure(odds: Mapping[str, float]) -> float:
    """The log odds of danger of any kind."""
    return log_odds(sum(odds.values()))
