"""For training: messages as a tired person would have typed them on a phone, and messages that mean nothing.

Drawn anew each epoch from a seeded generator, so that training sees many spellings of each message and is repeatable.
Nothing here makes up a wish: a message keeps its meaning and its label.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass

#: Phone spellings. Keys are whole lower-case words.
_PHONE = {
    "you": "u", "your": "ur", "you're": "ur", "are": "r", "please": "pls", "people": "ppl", "because": "cuz",
    "what": "wat", "to": "2", "for": "4", "with": "w", "tomorrow": "tmrw", "tonight": "2nite", "thanks": "thx",
    "know": "kno", "though": "tho", "don't": "dont", "can't": "cant", "i'm": "im", "i've": "ive", "he's": "hes",
    "she's": "shes", "won't": "wont", "didn't": "didnt", "doesn't": "doesnt", "it's": "its", "isn't": "isnt",
    "going": "goin", "something": "smth", "message": "msg", "about": "abt", "really": "rly", "and": "n", "the": "da",
    "before": "b4", "okay": "ok", "weekend": "wkend", "should": "shud", "would": "wud", "could": "cud", "want": "wnt",
    "text": "txt", "sorry": "sry", "their": "there", "they're": "there", "definitely": "definately",
}  # fmt: skip
#: Relatives that may stand for one another without changing what is asked; grammatical gender is kept.
_KIN = (
    ("son", "husband", "brother", "dad", "boyfriend", "grandson", "nephew", "stepson", "lad"),
    ("daughter", "wife", "sister", "mum", "girlfriend", "granddaughter", "niece", "mom", "stepdaughter"),
)
_SWAP = {word: group for group in _KIN for word in group}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORD = re.compile(r"[A-Za-z][A-Za-z']*")


def typed(text: str, rng: random.Random) -> str:
    """The message as it might have been typed: about half of the time unchanged."""
    if rng.random() < 0.35:
        text = _WORD.sub(lambda found: _kin(found[0], rng), text)
    if rng.random() < 0.5:
        return text
    style = rng.random()
    if style < 0.35:
        text = text.lower()
    elif style < 0.4:
        text = text.upper()
    if rng.random() < 0.3:
        text = re.sub(r"[.,!?;:]", "", text)
    if rng.random() < 0.4:
        text = _WORD.sub(lambda found: _PHONE.get(found[0].lower(), found[0]) if rng.random() < 0.4 else found[0], text)
    for _ in range(rng.choice((0, 1, 1, 2, 3)) if len(text) > 14 else rng.choice((0, 0, 1))):
        text = _slip(text, rng)
    return text if text.strip() else "?"


def _kin(word: str, rng: random.Random) -> str:
    low = word.lower()
    if low in _SWAP:
        other = rng.choice(_SWAP[low])
    elif low in _DAYS:
        other = rng.choice(_DAYS)
    else:
        return word
    return other.capitalize() if word[0].isupper() else other


def _slip(text: str, rng: random.Random) -> str:
    if not text:
        return text
    at = rng.randrange(max(len(text) - 1, 1))
    kind = rng.randrange(5)
    if kind == 0 and text[at : at + 2].isalpha():
        return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    if kind == 1 and text[at].isalpha():
        return text[:at] + text[at + 1 :]
    if kind == 2 and text[at].isalpha():
        return text[:at] + text[at] + text[at:]
    if kind == 3:
        spaces = [i for i, char in enumerate(text) if char == " "]
        if spaces:
            gap = rng.choice(spaces)
            return text[:gap] + text[gap + 1 :]
    if kind == 4 and text[at].isalpha():
        return text[:at] + rng.choice(string.ascii_lowercase) + text[at + 1 :]
    return text


#: First and last code point of alphabets that Hearth does not read, and of pictures.
_ALPHABETS = (
    (0x0430, 0x044F), (0x03B1, 0x03C9), (0x0627, 0x064A), (0x05D0, 0x05EA), (0x0905, 0x0939), (0x4E00, 0x5E00),
    (0x3042, 0x3093), (0xAC00, 0xB000), (0x0E01, 0x0E2E),
)  # fmt: skip
_PICTURES = ((0x1F300, 0x1F5FF), (0x1F600, 0x1F64F), (0x1F680, 0x1F6C5))
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "asdfjkl;", "12345", "67890")


@dataclass(frozen=True)
class Words:
    """What nonsense is drawn from: any English words, and the words of real messages, each as often as it is used."""

    known: Sequence[str]
    said: Sequence[str] = ()


def nonsense(rng: random.Random, drawn: Words) -> str:
    """A message that asks for nothing: mashed keys, drawn words, symbols, code, another alphabet, pictures."""
    kind, words = rng.randrange(9), drawn.known
    if kind == 8 and drawn.said:  # "the of him drunk and tell was": everybody's words in nobody's order
        return " ".join(rng.choice(drawn.said) for _ in range(rng.randint(5, 14)))
    if kind == 0:
        row = rng.choice(_ROWS)
        return " ".join("".join(rng.choice(row) for _ in range(rng.randint(3, 14))) for _ in range(rng.randint(1, 4)))
    if kind == 1:
        letters = string.ascii_lowercase
        return " ".join(
            "".join(rng.choice(letters) for _ in range(rng.randint(2, 9))) for _ in range(rng.randint(1, 9))
        )
    if kind in (2, 3, 8):
        return " ".join(rng.choice(words) for _ in range(rng.randint(2, 14)))
    if kind == 4:
        low, high = rng.choice(_ALPHABETS)
        return " ".join(
            "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 8))) for _ in range(rng.randint(1, 9))
        )
    if kind == 5:
        low, high = rng.choice(_PICTURES)
        return "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(2, 9)))
    if kind == 6:
        return "".join(rng.choice(string.punctuation + string.digits + "  ") for _ in range(rng.randint(2, 30)))
    names = [rng.choice(words) for _ in range(5)]
    return rng.choice((
        "def {0}({1}): return {2}[{3}]", "SELECT {0} FROM {1} WHERE {2} = {3};", "<{0} class=\"{1}\">{2}</{0}>",
        "{{\"{0}\": {{\"{1}\": [1, 2], \"{2}\": null}}}}", "for ({0} = 0; {0} < {1}; {0}++) {{ {2}({3}); }}",
        "$ {0} --{1}={2} | {3} > /tmp/{4}.log", "import {0}.{1} as {2}", "https://{0}.{1}/{2}?{3}={4}",
        "Error: {0} is not {1} at {2}.{3}:42", "{0}_{1} += {2} ** 2 % {3}",
    )).format(*names)  # fmt: skip
