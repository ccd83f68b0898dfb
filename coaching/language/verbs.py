"""Verbs, as far as a word list tells: whether a word can be one, its base form, whether it is a past form."""

from __future__ import annotations

from functools import lru_cache

from spacy.lookups import load_lookups

_NEVER = frozenset(
    [
        "yes",
        "no",
        "not",
        "the",
        "a",
        "an",
        "my",
        "your",
        "our",
        "his",
        "her",
        "their",
        "this",
        "that",
        "these",
        "those",
        "i",
        "you",
        "we",
        "they",
        "he",
        "she",
        "it",
        "and",
        "or",
        "but",
        "so",
        "if",
        "when",
        "what",
        "who",
        "why",
        "how",
        "very",
        "too",
        "just",
        "even",
        "really",
        "in",
        "on",
        "at",
        "to",
        "of",
        "for",
        "with",
        "from",
        "by",
        "as",
        "all",
        "more",
        "most",
        "well",
        "ok",
        "okay",
        "please",
        "sorry",
        "thanks",
        "home",
        "nothing",
        "something",
        "anything",
        "everything",
        "someone",
        "nobody",
        "is",
        "are",
        "am",
        "was",
        "were",
        "been",
        "being",
        "does",
        "did",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "must",
    ]
)
_MEANT = frozenset(["home", "well", "may", "might", "can", "will"])
_MORE = frozenset(["text", "phone", "ring", "babysit", "facetime", "rehab", "vape"])
_NOT_PAST = frozenset(
    [
        "need",
        "feed",
        "bleed",
        "breed",
        "proceed",
        "exceed",
        "succeed",
        "speed",
        "heed",
        "weed",
        "seed",
        "ahead",
        "bed",
        "red",
    ]
)
_BOTH = {"let", "put", "hit", "cut", "hurt", "quit", "set", "shut", "bet", "cost", "read", "spread"}


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], dict[str, str]]:
    tables = load_lookups("en", ["lemma_index", "lemma_exc"])
    verbs = frozenset(tables.get_table("lemma_index")["verb"]) | _MORE
    return verbs, {form: bases[0] for form, bases in tables.get_table("lemma_exc")["verb"].items()}


def is_verb(word: str) -> bool:
    """Whether a word can be a verb in its base form ("call", not "called", "yes" or "the")."""
    low = word.lower().strip(",.!?;:")
    return low in ("be", "do", "have") or (low in _known()[0] and low not in _NEVER)


def base_of(form: str) -> str:
    """The base of a verb's form: "left" to "leave", "asked" to "ask"; the word itself when it is none."""
    low = form.lower()
    verbs, odd = _known()
    if low in ("was", "were", "been"):
        return "be"
    if low in odd and low not in ("found", "fell", "lay", "saw", "felt", "wound", "ground"):
        return odd[low]
    known = {"found": "find", "fell": "fall", "lay": "lie", "saw": "see", "felt": "feel"}
    if low in known:
        return known[low]
    for end, put in (("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        stem = low[: -len(end)] + put
        if low.endswith(end) and len(stem) > 1:
            if stem in verbs:
                return stem
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in verbs:
                return stem[:-1]
    return low


def is_past(word: str) -> bool:
    """Whether a word is the past form of a verb ("came", "forgot", "promised"); "put" and "let" count."""
    low = word.lower().strip(",.!?;:")
    if low in _BOTH or low in ("found", "fell", "saw", "felt", "lay"):
        return True
    if low in _NOT_PAST or low in _NEVER or low.endswith("ing"):
        return False
    base = base_of(low)
    return base != low and (low.endswith("ed") or low in _known()[1])


def in_past(clause: str) -> bool:
    """Whether a clause is told in the past ("I found the bottles", "you weren't there")."""
    words = [word.lower().strip(",.") for word in clause.split()]
    if words and "'" in words[0]:
        return words[0].endswith("'d")
    first = words[1:2] if words and words[0] in ("i", "you", "we", "it", "nobody", "that") else words[1:6]
    was = ("was", "were", "had", "wasn't", "weren't", "hadn't", "didn't", "couldn't", "you'd", "i'd")
    return any(w in was or (is_past(w) and w not in _BOTH) for w in first)
