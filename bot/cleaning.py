"""Makes any text safe to store, read and send: one normal form, no invisible controls, a known length."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 4096  #: Telegram's own limit for a message

# Bidirectional controls and marks, zero-width characters, the soft hyphen, the byte-order mark, interlinear and tag
# characters: they can hide words from a reader or from the danger screen, and nobody types them on purpose.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_JOINER = re.compile("(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d")  # kept only inside emoji
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKS_IN_A_ROW = 3


def clean(text: str) -> str:
    """NFKC without control, invisible or lone surrogate characters; at most three combining marks in a row.

    Not cut: see `MAX_CHARACTERS`. Line breaks stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = unicodedata.normalize("NFKC", text)
    text = _JOINER.sub("", _INVISIBLE.sub("", _CONTROL.sub("", text)))
    return _few_marks(text).strip()


def _few_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def without_slash(text: str) -> str:
    """Text that Rasa can't take for a command: a typed `/restart` or `/intent{...}` is just words."""
    return text.lstrip("/\\ \n") if text.lstrip().startswith("/") else text
