"""Brings a message to one plain form, so that a hidden, stretched, spaced, leet or misspelt word is still that word.

The result is for matching only and is never shown: lower case, ASCII letters, contractions written out ("can't" is
"can not", "he's" is "he is"), text speak and emoji as words, sentences kept apart.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

SAFETY = Path(__file__).resolve().parents[2] / "data" / "safety"
MAX_CHARS = 6000  #: more than any channel lets through; the end is kept, because the danger often stands last

_HOMOGLYPHS = str.maketrans(
    "аеорсухіјѕһкмтвнԁԛԝɡıαεορυικντχωβłøđð",
    "aeopcyxijshkmtbhdqwgiaeopuikvtxwblodd",
)
_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": ". "}
)
_LEET = str.maketrans("013457@$!|€", "oleastasiie")
_LEET_I = _LEET | str.maketrans("1", "i")
_SPACED = re.compile(r"(?<![a-z0-9'])[a-z0-9@$!](?:([\s._*\-/·]{1,2})[a-z0-9@$!](?![a-z0-9'])){3,}")
_TOKEN = re.compile(r"[a-z0-9@$!|€'*]+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_STRETCHED = re.compile(r"([a-z])\1{2,}")

_APART = [
    (re.compile(r"\bcan'?t\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon'?t\b"), "will not"),
    (re.compile(r"\bshan'?t\b"), "shall not"),
    (re.compile(r"\bain'?t\b"), "is not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|might|need)n'?t\b"), r"\1 not"),
    (re.compile(r"\b(i)'?m\b"), r"\1 am"),
    (
        re.compile(
            r"\b(he|she|it|that|there|who|what|where|here|how|everyone|someone|nobody)'s\b|\b(hes|shes|thats|theres|whos|whats)\b"
        ),
        "@",
    ),
    (re.compile(r"\b(i|you|they|we|who|could|would|should|must|might)'ve\b"), r"\1 have"),
    (re.compile(r"\b(you|they|we)'re\b"), r"\1 are"),
    (re.compile(r"\b(\w+)'ll\b"), r"\1 will"),
    (re.compile(r"\b(\w+)'d\b"), r"\1 would"),
    (re.compile(r"\bive\b"), "i have"),
    (re.compile(r"\btheyre\b"), "they are"),
    (re.compile(r"\byoure\b"), "you are"),
    (re.compile(r"\btheyve\b"), "they have"),
    (re.compile(r"\b(he|she|they)ll\b"), r"\1 will"),
    (
        re.compile(
            r"\b([a-z]+)'s (?=not\b|\w+ing\b|gone\b|got\b|taken\b|been\b|drunk\b|high\b|off\b|out\b|on\b|in\b|at\b|"
            r"unconscious\b|unresponsive\b|blue\b|grey\b|passed\b|collapsed\b|overdosed\b|dead\b|had\b|still\b|just\b|"
            r"now\b|locked\b|hit\b|threatened\b|stopped\b|swallowed\b|said\b|told\b|all\b|so\b|very\b|really\b|pissed\b|"
            r"stoned\b|wasted\b|hammered\b|back\b|yellow\b|shaking\b|suicidal\b|cold\b|asleep\b|cut\b)"
        ),
        r"\1 is ",
    ),
]


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Words that are spelt right and so are never corrected (from spacy-lookups-data; none if it isn't installed)."""
    try:
        packed = resources.files("spacy_lookups_data").joinpath("data/en_lemma_lookup.json.gz").read_bytes()
        table: dict[str, str] = json.loads(gzip.decompress(packed))
    except (ModuleNotFoundError, FileNotFoundError, OSError, ValueError):
        return frozenset()
    return frozenset(table) | frozenset(table.values())


class Normaliser:
    """Turns a message into its plain form with the tables of data/safety/words.yml."""

    def __init__(self, folder: Path = SAFETY) -> None:
        data: dict[str, Any] = yaml.load((folder / "words.yml").read_text("utf-8"), Loader=_loader())
        self.emoji: dict[str, str] = data["emoji"]
        self.fixed: dict[str, str] = {
            wrong: right for right, wrongs in data["misspelt"].items() for wrong in str(wrongs).split()
        }
        self.phrases = [(re.compile(rf"\b(?:{wrong})\b"), right) for wrong, right in data["phrases"].items()]
        self.targets = frozenset(data["targets"].split())
        self.vocabulary = self.targets | frozenset(data["small"].split())
        self.plain = english() | frozenset(data["plain"].split())
        self._near = _near_index(self.targets)
        self._emoji = re.compile("|".join(re.escape(e) for e in sorted(self.emoji, key=len, reverse=True)))

    def __call__(self, text: str) -> str:
        """The plain form of any text. Never raises."""
        text = text[-MAX_CHARS:].translate(_QUOTES)
        text = self._emoji.sub(lambda match: f" {self.emoji[match.group()]} ", text)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(
            c for c in text if not unicodedata.combining(c) and (unicodedata.category(c) not in _UNSEEN or c == "\n")
        )
        text = unicodedata.normalize("NFKC", text).lower().translate(_HOMOGLYPHS)
        text = _SPACED.sub(self._joined, text)
        text = _TOKEN.sub(self._word, text)
        for pattern, to in _APART:
            text = pattern.sub(_is if to == "@" else to, text)
        for pattern, to in self.phrases:
            text = pattern.sub(to, text)
        return re.sub(r"[ \t]+", " ", text).strip()

    def _joined(self, match: re.Match[str]) -> str:
        letters = re.sub(r"[\s._*\-/·]", "", match.group())
        if letters.isdigit():
            return match.group()
        return self.split(letters.translate(_LEET)) or letters

    def split(self, letters: str) -> str:
        """The words that letters without gaps are made of ("killmyself"), "" when they are not all known words."""
        best: list[list[str] | None] = [[]] + [None] * len(letters)
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - 14), end):
                before, word = best[start], letters[start:end]
                if before is not None and word in self.vocabulary:
                    now = best[end]
                    if now is None or len(before) + 1 < len(now):
                        best[end] = [*before, word]
        return " ".join(best[-1] or [])

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        if word in self.fixed:
            return self.fixed[word]
        if not word.isalpha() and "'" not in word:
            plain = word.strip("!*'|")
            if any(c.isalpha() for c in plain) and not plain.isalpha():
                for leet in (_LEET, _LEET_I):
                    told = plain.translate(leet).replace("*", "")
                    if told in self.vocabulary or told in self.fixed:
                        return self.fixed.get(told, told)
            return word
        if _STRETCHED.search(word):
            for to in (r"\1", r"\1\1"):
                shorter = _STRETCHED.sub(to, word)
                if shorter in self.vocabulary or shorter in self.fixed:
                    return self.fixed.get(shorter, shorter)
            word = _STRETCHED.sub(r"\1\1", word)
        if len(word) < 5 or word in self.plain or word in self.vocabulary or "'" in word:
            return word
        return self._corrected(word)

    def _corrected(self, word: str) -> str:
        for reach in (1, 2) if len(word) >= 8 else (1,):
            near = {t for key in _deletes(word, reach) for t in self._near.get(key, ())}
            close = [t for t in near if t[0] == word[0] and _distance(word, t) <= reach]
            if close:
                return min(close, key=lambda t: (_distance(word, t), t))
        return word


_UNSEEN = {"Cf", "Cc", "Cs", "Co", "Cn"}


def _is(match: re.Match[str]) -> str:
    return re.sub(r"'?s$", "", match.group()) + " is"


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _deletes(word: str, depth: int) -> set[str]:
    found, edge = {word}, {word}
    for _ in range(depth):
        edge = {w[:i] + w[i + 1 :] for w in edge for i in range(len(w))}
        found |= edge
    return found


def _near_index(targets: frozenset[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for target in targets:
        if len(target) >= 5:
            for key in _deletes(target, 2 if len(target) >= 8 else 1):
                index.setdefault(key, []).append(target)
    return index


def _distance(a: str, b: str) -> int:
    """Edits between two words: a letter more, less, other, or two neighbours swapped."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row, older = row, [i], before
        before = last
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
