"""Words and sentences of a text: a spaCy pipeline that needs no trained model.

Tokens keep their place in the text; `norm_` is the plain form ("u" is "you", "dont" is "do not", "RUINED" is "ruined")
and `lemma_` the plain form's base word from spaCy's lookup table. Rules match on these two.
"""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.tokens import Doc, Span

from coaching.content import CONTENT, load_yaml

LONGEST = 4000  #: characters that are read; a draft of 3,000 words is cut here
_SPELLING = CONTENT / "lexicon" / "spelling.yml"


class _Plain:
    """Pipe that writes plain forms and base words, and ends sentences at line breaks."""

    def __init__(self) -> None:
        self._spelling: dict[str, str] = {str(k): str(v) for k, v in load_yaml(_SPELLING)["words"].items()}
        self._lemmas = load_lookups("en", ["lemma_lookup"]).get_table("lemma_lookup")
        self._is = {str(w) for w in load_yaml(_SPELLING)["is"]}
        self._keep = {str(w) for w in load_yaml(_SPELLING)["keep"]}

    def lemma(self, word: str) -> str:
        return str(self._lemmas.get(word, word)).lower()

    def __call__(self, doc: Doc) -> Doc:
        for i, token in enumerate(doc):
            norm = token.norm_.lower().replace("’", "'")
            norm = self._spelling.get(norm, norm)
            before = doc[i - 1].lower_ if i else ""
            if norm in ("'s", "s", "'is") and before in self._is:
                norm = "us" if before == "let" else "is"
            elif norm in ("m", "'m") and before == "i":
                norm = "am"
            elif norm in ("'d", "d") and before in ("i", "you", "we", "he", "she", "they", "it"):
                norm = "would"
            elif norm == "re" and before in ("you", "we", "they"):
                norm = "are"
            elif norm in ("ve", "'ve") and before in ("i", "you", "we", "they", "should", "could", "would"):
                norm = "have"
            token.norm_ = norm
            token.lemma_ = norm if norm in self._keep else str(self._lemmas.get(norm, norm)).lower()
            if token.is_space and "\n" in token.text and i + 1 < len(doc):
                doc[i + 1].is_sent_start = True
        return doc


@lru_cache(maxsize=1)
def _plain() -> _Plain:
    return _Plain()


@Language.component("hearth_plain")
def _write_plain(doc):  # type: ignore[no-untyped-def]  # spaCy's registry can't resolve postponed annotations
    return _plain()(doc)


def lemma(word: str) -> str:
    """The base form of one word from spaCy's lookup table ("took" gives "take"), lower case."""
    return str(_plain().lemma(word.lower()))


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline, built once a process (about 0.5 s)."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…", "。", "？", "！"]})
    nlp.add_pipe("hearth_plain")
    return nlp


@lru_cache(maxsize=512)
def read(text: str) -> Doc:
    """The text as tokens and sentences. Only the first LONGEST characters are read."""
    return pipeline()(text[:LONGEST])


def sentences(doc: Doc) -> list[Span]:
    """The sentences that hold a word, without the white space around them."""
    found = []
    for sentence in doc.sents:
        start, end = sentence.start, sentence.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if any(token.is_alpha or token.like_num for token in doc[start:end]):
            found.append(doc[start:end])
    return found
