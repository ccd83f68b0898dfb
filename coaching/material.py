"""What a draft gives for a rewording: sentences that can stay, what happened, what is felt, asked or refused.

What they ask or refuse themselves goes first; then what their kind of event calls for (`coaching.language.events`), with what
happened in their own words (`coaching.language.happened`); then what a hurtful sentence turns into (`coaching.language.rewrite`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coaching.language.acts import Act
from coaching.language.events import event_in
from coaching.language.happened import happened
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import PAST, calm, harsh, nearest, tidy, turned
from coaching.language.wishes import NEEDED, Own, own_words, stings, wishes
from coaching.offered import clean, content, names_only, wellformed, words_of

KEPT = 2  #: sentences of the draft that stay as they are; the rest is another talk (one topic at a time)
PLAIN = 16  #: words that a sentence kept as a plain fact may have
ROOTS = frozenset({"want", "ask", "dont", "wont", "firm", "good", "feel", "fact"})  #: parts of which a draft needs one
NEEDS = frozenset({"request", "limit", "offer", "invitation", "open_question"})
GOOD_ACTS = NEEDS | {"own_feeling", "affirmation", "understanding", "responsibility", "autonomy", "permission"}
_FACT = re.compile(
    rf"^(?:i|we|he|she|they|it|the [\w' -]{{2,20}}|(?:my|our|your) [\w' -]{{2,20}}|[A-Z][a-z]+) (?:was|were|{PAST}|is in|are in|am)\b"
    rf"|^you (?:were|{PAST})\b",
)
_LIMIT = re.compile(
    r"\b(?:if i (?:find|see|catch|hear|smell)|if you(?!r| loved| can| cared| want)|unless|until|or (?:i|you|else)\b|i(?:'ll| will) (?!be the one|never forget)|i'?m (?:changing|done|leaving|not|finished|calling|telling)"
    r"|don'?t you dare|no more|never (?:call|come|set|bring|ring)|i (?:won'?t|refuse|can'?t keep)|not (?:driving|paying|seeing)|over my dead|you can come|don'?t come|finished with)",
    re.IGNORECASE,
)
_SEEN_THROUGH = re.compile(
    r"\bi (?:know|see|can see|understand)(?: that)? you(?:'re| are| were|'ve| have|'d| took| did)\b", re.I
)
_CUT_OFF = re.compile(r"\b(miss|love|trust|hate|need|want|tell|told|ask|asked|see|know)\W*$", re.IGNORECASE)
_TIMED = re.compile(r"\btonight\b|\btomorrow\b|\bchristmas\b", re.IGNORECASE)
_BESIDE = frozenset({"feel", "felt", "fact", "see", "know"})  #: what a turn may add to the person's own wish


@dataclass
class Material:
    """What a draft gives: sentences to keep, parts by role (the first sentence's first), and what is still missing."""

    kept: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    needs_met: bool = False
    after: tuple[str, ...] = ()  #: what may stand behind the person's own wish, when nothing tells a feeling
    habit: bool = False  #: the fact tells what happens again and again
    limits: bool = False  #: the draft sets a limit or threatens, so a limit answers it better than a request
    ours: frozenset[str] = frozenset()  #: sentences of the content, with what the draft names filled in
    grounded: bool = False  #: something in it is about the draft's own matter
    moved: bool = False  #: something in the kept sentences tells a feeling or shows understanding

    def add(self, parts: Mapping[str, Iterable[str]]) -> None:
        """The parts of one more sentence: each role is taken from the first sentence that has it."""
        needs = {"want", "ask", "dont", "wont", "firm"}
        settled = needs & self.parts.keys()
        for role, texts in parts.items():
            if role not in self.parts and not (settled and role in needs):
                self.parts[role] = list(texts)

    def tell(self, draft: str, event: Mapping[str, tuple[str, ...]], wished: bool) -> None:
        """What the kind of event calls for, with what happened in their own words where they tell it."""
        if "good" in event:
            self.parts = {"good": list(event["good"])}
            return
        self.add({r: t for r, t in event.items() if r in ("felt", "feel", "know")})
        if not wished:
            self.parts.update({r: list(t) for r, t in event.items() if r in NEEDED})
        told = happened(draft)
        if not (told and told.slight and "saw" in event):
            self.happen(draft)
        if "fact" not in self.parts and "saw" in event:
            self.parts["saw"] = list(event["saw"])

    def happen(self, draft: str) -> None:
        """What happened, as the draft tells it, when it can be said without a sting and isn't kept already."""
        told = happened(draft)
        already = " ".join(self.kept).lower()
        if told and told.clause.lower() not in already:
            for clause in dict.fromkeys((told.clause, re.split(r",? and |, ", told.clause)[0])):
                said = f"I feel upset when {clause}." if told.habit else f"I was upset when {clause}."
                if len(clause.split()) > 2 and clean(said) and wellformed(said):
                    self.parts["fact"], self.habit = [clause], told.habit
                    return


def material(draft: str, findings: Iterable[Act], strengths: Iterable[Act], wish: str = "") -> Material:
    """Reads a draft sentence by sentence: what can stay, what is turned, what is left out.

    wish: what they answered when they were asked what they want; it goes before what the draft asks.
    """
    found, good = list(findings), list(strengths)
    result = Material(labels=frozenset(a.label for a in found), limits=bool(_LIMIT.search(draft)))
    own, words = own_words(draft), words_of(f"{draft} {wish}")
    event = event_in(draft)
    if wish:
        asked = {r: t for r, t in own_words(wish).parts.items() if r in NEEDED} or {"ask": (tidy(wish),)}
        own.parts = {**{r: t for r, t in own.parts.items() if r not in NEEDED}, **asked}
    elif event.instead:  # "start talking": what they order is not what would help
        own.parts = {r: t for r, t in own.parts.items() if r not in NEEDED}
    wished = bool(own.parts.keys() & NEEDED)
    if wished:  # what they ask or refuse themselves goes before whatever a turn would make of it
        result.add(own.parts)
    turnings = _keep(result, draft, found, good, own, wished)
    if not wished and not event.instead and (asked_for := _asked(turnings, words, draft)):
        result.add({"want": asked_for})
        wished = True
    praised = result.labels & {"backhanded", "sarcasm"} and any("good" in parts for _, parts in turnings)
    if event.parts and not praised:
        result.ours = frozenset(s.text for text in event.ours for s in sentences(read(tidy(text))))
        result.tell(draft, event.parts, wished)
    else:
        _turn(result, draft, turnings, own)
    said = tidy(own.kept)
    if _CUT_OFF.search(said):  # "I miss you when you're drunk" without what stings is "I miss you", never "I miss"
        said = _CUT_OFF.sub(r"\1 you.", said) if re.search(r"\b(?:miss|love) (?:you|u)\b", draft, re.I) else ""
    if said and len(result.kept) < KEPT and all(own.kept.lower() not in k.lower() for k in result.kept) and clean(said):
        result.kept.append(said)
        result.moved = True
    if wished and not result.moved and not result.parts.keys() & {"feel", "fact", "see", "good"}:
        limit = not result.parts.keys() & {"want", "ask", "dont"}
        result.after = wishes().still if limit else wishes().after
    mine = {t for r, ts in result.parts.items() if r not in ("felt", "know") for t in ts}
    result.grounded = (
        wished
        or bool(event.parts)
        or bool(result.parts.keys() & {"fact", "good"})
        or any(content(t) & words for t in mine)
    )
    if not result.parts.keys() & ROOTS:
        unknown = [text for text, parts in turnings if not parts]
        for text in [*unknown, draft]:
            if near := {r: t for r, ts in nearest(text).items() if (t := tuple(x for x in ts if names_only(x, words)))}:
                result.add(near)
                break
    return result


def _of_the_past(want: str, draft: str) -> bool:
    """Whether a caught part was told, not asked ("you let the dog out")."""
    return bool(re.search(rf"(?:^|[.,!?] |\band )you {re.escape(want.lower()[:12])}", draft.lower()))


def _asked(
    turnings: list[tuple[str, dict[str, tuple[str, ...]]]], words: frozenset[str], draft: str
) -> tuple[str, ...]:
    """A request that a turn took word for word from the draft."""
    wants = (parts["want"] for _, parts in turnings if "want" in parts)
    return next(
        (
            w
            for w in wants
            if not _of_the_past(w[0], draft) and (said := content(w[0])) and said <= words and len(w[0].split()) > 2
        ),
        (),
    )


def _keep(
    result: Material, draft: str, found: list[Act], good: list[Act], own: Own, wished: bool
) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """Puts the sentences that may stay into `result`; gives what each of the others turns into (may be nothing)."""
    turnings: list[tuple[str, dict[str, tuple[str, ...]]]] = []
    words = words_of(draft)
    for sentence in sentences(read(draft)):
        inside = [a for a in found if a.start < sentence.end_char and sentence.start_char < a.end]
        helps = {a.label for a in good if a.start < sentence.end_char and sentence.start_char < a.end}
        text = tidy(calm(sentence.text))
        if not inside and helps & GOOD_ACTS and _may_stay(sentence.text, text):
            if len(result.kept) < KEPT and len(text.split()) <= 30:
                result.kept.append(text)
                result.needs_met |= bool(helps & NEEDS) or (
                    result.labels <= {"backhanded", "sarcasm"} and "affirmation" in helps
                )
                result.moved |= bool(helps & (GOOD_ACTS - NEEDS))
            continue
        parts = _turned(draft, sentence.text, frozenset(a.label for a in inside), own, wished, words)
        if parts.keys() - {"felt"}:
            turnings.append((sentence.text, parts))
        elif inside:
            turnings.append((sentence.text, {}))
        elif len(result.kept) < KEPT and _plain_fact(text):
            result.kept.append(text)
    return turnings


def _may_stay(sentence: str, text: str) -> bool:
    return not harsh(text) and not stings(sentence) and not _SEEN_THROUGH.search(text) and clean(text)


def _turned(
    draft: str, sentence: str, labels: frozenset[str], own: Own, wished: bool, words: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """What a turn makes of a sentence, as far as it claims nothing that wasn't said."""
    parts = turned(sentence, labels)
    if wished:
        held = {role: tuple(t for t in parts.get(role, ()) if _beside(role, t, words)) for role in _BESIDE}
    else:
        held = {role: tuple(t for t in texts if _when_said(t, draft)) for role, texts in parts.items()}
        if own.parts and not any(content(t) & words for role, ts in held.items() if role != "felt" for t in ts):
            held = {}  # it says nothing of what they wrote, and they wrote something that can be said
    vague = wishes().vague  # "get your act together" is nothing that can be asked politely
    kept = {role: ts for role, ts in held.items() if ts and not (role == "want" and vague.search(ts[0]))}
    if kept.get("fact") and not clean(f"I was upset when {kept['fact'][0]}."):
        kept.pop("fact")
    return kept


def _turn(result: Material, draft: str, turnings: list[tuple[str, dict[str, tuple[str, ...]]]], own: Own) -> None:
    """Without a known event: what the sentences turn into, and what happened."""
    result.happen(draft)
    told = "fact" in result.parts  # their own words tell what happened; a turn's telling may miss the matter
    for _, parts in turnings:
        result.add({r: t for r, t in parts.items() if not (told and r in ("fact", "see", "feel"))})
    if not result.parts.keys() & ROOTS:
        result.add({r: t for r, t in own.parts.items() if r != "fact"})


def _when_said(text: str, draft: str) -> bool:
    """Whether a part names no time that the draft doesn't name ("tonight")."""
    return all(m.group().lower() in draft.lower() for m in _TIMED.finditer(text))


def _beside(role: str, text: str, words: frozenset[str]) -> bool:
    """Whether a turn's part may stand beside the person's own wish: what it names was said, and it claims no more."""
    return names_only(text, words) and (role in ("felt", "fact") or bool(wishes().heart.search(text)))


def _plain_fact(text: str) -> bool:
    return (
        bool(_FACT.match(text))
        and not re.search(r"\b(?:those|these|that|it)\.$", text)
        and "?" not in text
        and len(text.split()) <= PLAIN
        and not harsh(text)
        and clean(text)
    )
