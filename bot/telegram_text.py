"""Texts in the size that Telegram takes."""

from __future__ import annotations

import re

LIMIT = 4096  #: UTF-16 units in a message, Bot API
CAPTION_LIMIT = 1024  #: in the caption of a picture

_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])[\"'”’)]*\s+"), re.compile(r"\s+"))


def units(text: str) -> int:
    """Length as Telegram counts it: an emoji is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def sendable(text: str) -> str:
    """Without what can't be sent as UTF-8 (lone surrogates, NUL): one bad character must not stop a whole answer."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "").strip()


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Pieces of at most `limit` units, cut between paragraphs, else lines, sentences, words, and only then anywhere."""
    rest, pieces = sendable(text), []
    while units(rest) > limit:
        window = _first(rest, limit)
        end, begin = _cut(rest, len(window))
        pieces.append(rest[:end].rstrip())
        rest = rest[begin:].lstrip()
    return [piece for piece in [*pieces, rest] if piece]


def _cut(text: str, most: int) -> tuple[int, int]:
    """Where the piece ends and where the next begins. A cut in the first quarter would leave a crumb: not taken."""
    for breaks in _BREAKS:
        # One character more than fits: the white space behind a piece of exactly the full size is a good place too.
        found = [m for m in breaks.finditer(text, 0, most + 1) if most // 4 < m.start() <= most]
        if found:
            kept = found[-1].group().rstrip()
            end = found[-1].start() + len(kept)
            if end <= most:
                return end, found[-1].end()
    return most, most


def _first(text: str, limit: int) -> str:
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return text[:index]
    return text
