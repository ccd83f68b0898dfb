"""Holds the danger answers to their rules: school grade 4, short sentences, the number early, nothing that harms.

The grade is Flesch-Kincaid's (Kincaid et al. 1975). Phone numbers and names of lines count as one short word: they are
read out or tapped, not spelt. Goals: reference/safety.md 1.6 and 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coaching.safety.paths import Path, Paths, Variant

GRADE = 4.0  #: the highest school grade of a danger answer
SENTENCE = 12  #: words on average at most
LONGEST = 18  #: words of the longest sentence
ASKS = 2  #: wordings of a question at least
BEFORE_NUMBER = 60  #: words that may be read before the first number
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$")
_HARM = {
    "promises secrecy": r"\b(?:i promise|our secret|just between us|nobody will (?:ever )?know|stays? between us|confidential)\b",
    "blames": r"\b(?:you should have|(?<!not )your fault|why didn'?t you|you let|if only you|you failed|you need to stop)\b",
    "belittles": r"(?<!not )(?<!n't )\b(?:calm down|just relax|cheer up|stay positive|look on the bright|attention.seeking|only a phase|don'?t worry)\b",
    "asks for a promise": r"\bpromise (?:me|not to)\b",
    "gives harmful advice": r"(?<!no )(?<!don't )\b(?:cold shower|make (?:them|him|her) vomit|let (?:them|him|her) sleep it off|coffee)\b",
    "names a way to die": r"\b(?:hang(?:ing)?|overdose on|jump(?:ing)? (?:off|from)|bridge|bleach|\d+ ?mg|paracetamol|ibuprofen|tylenol|insulin|how many pills)\b",
    "marks up": r"[*_`#<>]|\[[^\]]*\]\(",
}  # fmt: skip
_HARMFUL = {what: re.compile(words, re.I) for what, words in _HARM.items()}


def syllables(word: str) -> int:
    """Syllables of an English word, by its vowels. Right for some nine words in ten, which is enough for a grade."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if len(plain) <= 3:
        return 1
    return max(1, len(re.findall(r"[aeiouy]+", _SILENT.sub("", plain))))


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; placeholders and numbers are one word."""
    plain = re.sub(r"\{\w+\}|\d[\d -]*", " it ", text)
    found = [_WORD.findall(part) for part in re.split(r"[.!?]+(?:\s|$)|\n", plain)]
    return [words for words in found if words]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text; 0 for one without words."""
    told = sentences(text)
    words = [word for sentence in told for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(told) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def problems(paths: Paths) -> list[str]:
    """What is wrong with the danger answers, as "file:line: what to do". Empty when all may be said."""
    return [f"{path.file.name}:{line}: {what}" for path in paths.by_name.values() for line, what in _of(path, paths)]


def _of(path: Path, paths: Paths) -> Iterator[tuple[int, str]]:
    for node in path.nodes.values():
        if node.ask and not node.done and len(node.ask) < ASKS:
            yield (
                node.line,
                f"{node.name!r} needs its question in {ASKS} wordings: it may have to be asked twice running",
            )
        for variant in (*node.say, *node.ask):
            text = "\n".join(variant.texts)
            for what, words in _HARMFUL.items():
                if found := words.search(re.sub(r"\{\w+\}", "it", text)):
                    yield node.line, f"{node.name!r} {what}: {found.group()!r}"
            told = sentences(text)
            longest = max(told, key=len, default=[])
            if len(longest) > LONGEST:
                yield node.line, f"{node.name!r} has a sentence of {len(longest)} words: {' '.join(longest[:6])} ..."
        for said in node.say:
            text = "\n".join([*said.texts, *(node.ask[0].texts if node.ask else ())])
            if (at := grade(text)) > GRADE:
                yield node.line, f"{node.name!r} reads at grade {at:.1f}, at most {GRADE:g}: {said.texts[0][:40]} ..."
            told = sentences(text)
            if sum(map(len, told)) > SENTENCE * len(told):
                yield node.line, f"{node.name!r} has sentences of more than {SENTENCE} words on average"
    for step in {*path.alarm.values(), *path.check.values()}:
        node = path.nodes[step]
        for said in node.say:
            if step != "bereavement" and not _early(said):
                yield node.line, f"{step!r} needs a number within {BEFORE_NUMBER} words: {said.texts[0][:40]} ..."
        if not node.ask or not any(text.endswith("?") for variant in node.ask for text in variant.texts):
            yield node.line, f"{step!r} should end with one short question"


def _early(said: Variant) -> bool:
    before = re.split(r"\{(?:emergency|police)\}", said.texts[0])
    return len(before) > 1 and len(before[0].split()) <= BEFORE_NUMBER
