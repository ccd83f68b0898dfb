"""Which scene to offer: by the words of a message, by what is known of the person, by what was practised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coaching.dialogue import Profile
from coaching.feedback import Meaning, known_vectors
from coaching.language.people import relation
from coaching.scenario import Scenario, pattern, plain

NEAR = 0.35  #: nearness of meaning from which a scene counts as what the message is about
WORDS_MOST = 1.6  #: what words found may add: two that fit say as much as five
OWN_LEAST = 0.6  #: how near a message must be to a talk that no scene is, to be taken for one
TOLD = 3  #: words beside the wish to practise, from which a message tells what the talk is about
_WISH = re.compile(
    r"\b(?:(?:can|could|may|shall|will) (?:we|i|you)|let me|let'?s|i (?:want|need|wish|would like|have) to|i'?d like to|i (?:want|need)|want to|help me|please|hi|hello|hey)\b"
    r"|\b(?:practi[sc]\w*|rehears\w*|role ?play\w*|act out|act|try (?:it|this) out)\b(?: (?:with (?:me|you)|the (?:talk|conversation|convo|moment|call)|a (?:talk|conversation)|convo))?"
    r"|\bwith me\b|\bsomething\b|\ba talk\b|\ba hard talk\b|\ba conversation\b"
)


def listed(known: Mapping[str, Scenario]) -> list[Scenario]:
    """The scenes offered by name and number, in their order."""
    return [scene for scene in known.values() if scene.listed]


def named(text: str, offered: Sequence[str], known: Mapping[str, Scenario], number: float | None = None) -> str:
    """The id of the scene that a message names by its title, its id or its number among `offered`; else ""."""
    words = plain(text)
    if number is not None and len(words.split()) <= 3 and 1 <= number <= len(offered) and number == int(number):
        return offered[int(number) - 1]
    for scene in listed(known):
        if words and words in (plain(scene.title), plain(scene.id.replace("_", " ")), scene.id):
            return scene.id
    return ""


def told(text: str) -> str:
    """What a message says beside the wish to practise: "i want to practise telling her no" -> "telling her no"."""
    return " ".join(_WISH.sub(" ", plain(text)).split())


def about(text: str, known: Mapping[str, Scenario], meaning: Meaning | None = None) -> dict[str, float]:
    """How well each scene fits a message: words of the scene found in it, and how near in meaning is what somebody
    might say who wants it. The frame for a person's own situation is among them: some wishes fit no scene."""
    said = told(text)
    scores = {
        scene.id: min(
            WORDS_MOST, sum(0.3 + 0.35 * len(w.split()) for w in scene.words if pattern(plain(w)).search(said))
        )
        for scene in known.values()
    }
    if meaning is not None and len(said.split()) > 1:
        wishes = [(wish, scene.id) for scene in known.values() for wish in scene.wishes]
        vectors = known_vectors(meaning, tuple(wish for wish, _ in wishes))
        near: dict[str, float] = {}
        for (_, name), value in zip(wishes, vectors @ meaning([said])[0], strict=True):
            near[name] = max(near.get(name, 0.0), float(value))
        for name, value in near.items():
            scores[name] += max(0.0, value - NEAR) * 6
    return scores


def unlike(text: str, known: Mapping[str, Scenario], meaning: Meaning | None = None) -> bool:
    """Whether a message tells of a talk that none of the scenes is: it then becomes a scene of the person's own."""
    if len(told(text).split()) < TOLD or meaning is None:
        return False
    scores = about(text, known, meaning)
    best = max(scores[scene.id] for scene in listed(known))
    return all(scores[i] >= max(best, OWN_LEAST) for i in scores if not known[i].listed)


def fitting(
    text: str,
    profile: Profile,
    practised: Sequence[str],
    known: Mapping[str, Scenario],
    meaning: Meaning | None = None,
    count: int = 3,
) -> list[str]:
    """The ids of the `count` scenes that fit best. `practised`: ids done before, newest last."""
    scores = about(text, known, meaning)
    here = relation(text)
    for scene in listed(known):
        persona = scene.persona
        scores[scene.id] += 0.3 * (bool(here) and plain(here) == plain(persona.relation))
        scores[scene.id] += 0.5 * (bool(profile.relation) and plain(profile.relation) == plain(persona.relation))
        scores[scene.id] += 0.5 * (bool(profile.stage) and profile.stage == persona.stage)
        scores[scene.id] += 0.4 * (bool(profile.substance) and plain(profile.substance) in plain(persona.substance))
        scores[scene.id] -= 0.4 * (scene.id in practised[-3:])
    order = [scene.id for scene in listed(known)]
    return sorted(order, key=lambda i: (-scores[i], order.index(i)))[:count]
