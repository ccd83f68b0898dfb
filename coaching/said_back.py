"""A person's own words said back, short and whole: cut where a speaker would breathe, never in the middle with dots."""

from __future__ import annotations

import re

from coaching.language.reflect import clauses, quote, tidy

#: Words before which a sentence may end, the best joint first; what comes before still stands on its own.
_JOINTS = (
    r"(?:and|but|because|cause|cos|so|then|which|who|while|though|although|or|until|since|as)",
    r"(?:when|whenever|if|after|before|without|instead|even|just|every|again)",
    r"(?:in|at|on|with|for|from|about|during|over|into|by|to)",
)
_LOOSE = re.compile(
    r"(?:[\s,;:]+(?:a|an|the|my|his|her|their|our|your|to|of|and|or|but|so|in|on|at|for|with|from|by|i|he|she|they|we|it|that|who|which"
    r"|because|when|if|as|is|was|has|had|not|very|then))+$",
    re.IGNORECASE,
)
LEAST = 3  #: words that a part must have to tell anything


def shortened(text: str, most: int, joints: tuple[str, ...] = _JOINTS) -> str:
    """`text`, or as much of its beginning as fits `most` words and still is a phrase of its own."""
    words = text.split()
    if len(words) <= most:
        return " ".join(words)
    for joint in joints:
        for end in range(most, LEAST - 1, -1):
            if re.fullmatch(joint, words[end], re.IGNORECASE) or words[end - 1][-1] in ",;:":
                part = " ".join(words[:end]).rstrip(" ,;:")
                if len(part.split()) >= LEAST:
                    return part
    return _LOOSE.sub("", " ".join(words[:most]).rstrip(" ,;:"))


def limit_shortened(text: str, most: int) -> str:
    """A limit that is too long, without its reasons; "when he has been drinking" stays, because it is part of it."""
    if len(text.split()) <= most:
        return " ".join(text.split())
    bare = re.split(
        r"[\s,;:]+(?:because|cause|cos|since|otherwise|and then|so that)\b", text, maxsplit=1, flags=re.IGNORECASE
    )[0]
    return shortened(bare, most, _JOINTS[:1])


def said_back(text: str, most: int = 14) -> str:
    """What a person told, to put between quotation marks: the clause that tells most, short and whole. "" for a text
    without a word."""
    whole = tidy(text).strip(" .!")
    if len(whole.split()) <= 9 and not re.search(r"[.!?\n]", whole):
        return clauses(whole)[0] if len(clauses(whole)) == 1 else whole
    words = quote(text, most)
    if not words.endswith("…"):
        return words
    start = words.removesuffix("…").strip()
    clause = next((part for part in clauses(text) if part.startswith(start)), tidy(text))
    return shortened(clause, most)
