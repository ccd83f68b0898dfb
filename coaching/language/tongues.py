"""Which language is a message in, when it is not English?

Hearth speaks English only, so far. Whoever writes in another of the most spoken languages shall be told so in it, at
once and kindly; but an English message with a foreign name, a borrowed word, or many typing errors is English.

Scripts (Unicode blocks) decide for languages with their own; for those in Latin letters, words do
(`data/content/lexicon/tongues.yml`), and, for messages with hardly an English word, letters (py3langid). By itself either
is worse: the words know too few words, the letters take English full of errors for Dutch or Malay. Figures:
`tests/benchmarks/languages.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coaching.content import CONTENT, load_yaml, need
from coaching.language.plain import plain

TONGUES = CONTENT / "lexicon" / "tongues.yml"
OTHER = "other"  #: a language that we can see is not English, and have no words in
#: The most spoken languages after English (Ethnologue 2025), in this order; then three that many families of the
#: countries served speak. Each has its lines in data/content/talk.yml; hi_latin is Hindi or Urdu in Latin letters.
SPOKEN = ("zh", "hi", "es", "ar", "fr", "bn", "pt", "ru", "ur", "id", "de", "it", "pl", "hi_latin")

SURE = 0.95  #: how sure the reader of letters must be
MOST_ENGLISH = 0.2  #: the part of English words up to which it is asked
LEAST_WORDS = 3  #: of a message that it is asked about
CUT = 600  #: characters of a message that tell its language
HALF = 0.5  #: from this part of its words (or letters) on, a message is in that language
#: first words of a letter's Unicode name -> script
_SCRIPTS = {
    "CJK": "zh",
    "DEVANAGARI": "hi",
    "ARABIC": "ar",
    "BENGALI": "bn",
    "CYRILLIC": "ru",
    **dict.fromkeys(
        (
            *("HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "GREEK", "HEBREW", "ARMENIAN"),
            *("GEORGIAN", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "GUJARATI", "GURMUKHI", "ORIYA", "SINHALA"),
            *("ETHIOPIC", "TIBETAN"),
        ),
        OTHER,
    ),
}
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# Sister languages in the same script, which would not be glad to be answered in the wrong one.
_URDU = re.compile(r"[ٹڈڑےںہھ]")
_PERSIAN = re.compile(r"[پچژگ]|\b(?:است|می|که|را|هست|نمی\S*|چه)\b")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_KANA = re.compile(r"[\u3040-\u30ff]")


@dataclass(frozen=True)
class _Words:
    sure: frozenset[str]
    also: frozenset[str]
    letters: frozenset[str]

    def own(self, word: str) -> bool:
        """Whether the word is that language's and hardly another's."""
        return word in self.sure or not self.letters.isdisjoint(word)


@dataclass(frozen=True)
class _Lexicon:
    english: frozenset[str]
    alone: dict[str, str]  #: a word that says all by itself -> language
    idioms: re.Pattern[str]
    words: dict[str, _Words]


def tongue(text: str) -> str:
    """The language of a message that is not English: one of SPOKEN, or OTHER; "" for English and all that can't be told."""
    text = text.strip()[:CUT]
    return _by_script(text) or _by_words(plain(text))


def _by_script(text: str) -> str:
    if text.isascii():
        return ""
    # vowel signs are marks, not letters; "ಠ_ಠ" is a face, and no word
    runs = "".join(_LETTERS.findall("".join(c for c in text if not unicodedata.category(c).startswith("M"))))
    scripts = Counter(_script(letter) for letter in runs)
    foreign = sum(scripts.values()) - scripts[""]
    if not foreign or foreign < HALF * sum(scripts.values()):
        return ""
    found = max((s for s in scripts if s), key=lambda s: scripts[s])
    if found == "ar":
        return "ur" if _URDU.search(text) else OTHER if _PERSIAN.search(text) else "ar"
    if (found == "zh" and _KANA.search(text)) or (found == "ru" and _UKRAINIAN.search(text)):
        return OTHER
    return found


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "")


def _by_words(said: str) -> str:
    lexicon = _lexicon()
    said = lexicon.idioms.sub(" ", said)
    words = [word for word in _WORD.findall(said) if len(word) > 1]
    if len(words) < 2:
        return lexicon.alone.get(words[0], "") if words else ""  # not "merci", "ciao" or a name
    weights = {name: _weight(words, known) for name, known in lexicon.words.items()}
    best = max(weights, key=lambda name: weights[name])
    known = lexicon.words[best]
    sure = {word for word in words if known.own(word)}
    theirs = [word for word in words if word in sure or word in known.also]
    english = sum(word in lexicon.english for word in words if word not in sure)
    # one word of their own among small ones that may be anything does not do: "la casa", "no es good"
    clear = len(sure) > 1 or (bool(sure) and len(theirs) > 2 and english == 0)
    if clear and len(theirs) >= max(2, HALF * len(words), english + 1):
        return best
    if len(words) < LEAST_WORDS or sum(word in lexicon.english for word in words) > MOST_ENGLISH * len(words):
        return ""
    language, probability = _letters().classify(said)  # both have to agree, so at least one word is known
    return best if language == best and probability >= SURE and weights[best] else ""


@lru_cache(maxsize=1)
def _letters() -> Any:
    """Loaded when first needed: English conversations never are."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    reader = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    reader.set_languages(["en", *(name for name in _lexicon().words if len(name) == 2)])
    return reader


def _weight(words: list[str], known: _Words) -> float:
    return sum(1.0 if known.own(word) else 0.6 if word in known.also else 0.0 for word in words)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = load_yaml(TONGUES)
    tongues = need(TONGUES, data, "tongues", dict)
    return _Lexicon(
        frozenset(need(TONGUES, data, "english", str).split()),
        {word: name for name, row in tongues.items() for word in row.get("alone", "").split()},
        re.compile("|".join(rf"\b(?:{idiom})\b" for idiom in need(TONGUES, data, "idioms", list))),
        {
            name: _Words(
                frozenset(row["sure"].split()),
                frozenset(need(TONGUES, row, "also", str).split()),
                frozenset(row.get("letters", "")),
            )
            for name, row in tongues.items()
            if "sure" in row
        },
    )
