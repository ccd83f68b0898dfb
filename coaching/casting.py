"""Which scene to offer: by the words of a message, by what is known of the person, by what was practised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coaching.dialogue import Profile
from coaching.feedback import Meaning, known_vectors
from coaching.scenario import Scenario, pattern, plain

NEAR = 0.35  #: nearness of meaning from which a scene counts as what the message is about


def listed(known: Mapping[str, Scenario]) -> list[Scenario]:
    """The scenes offered by name and number, in their order."""
    return [scene for scene in known.values() if scene.listed]


def named(text: str, offered: Sequence[str], known: Mapping[str, Scenario], number: float | None = None) -> str:
    """The id of the scene that a message names by its title, its id or its number among `offered`; else ""."""
    words = plain(text)
    if number is not None and len(words.split()) <= 3 and 1 <= number <= len(offered) and number == int(number):
        return offered[int(number) - 1]
    for scene in known.values():
        if words and words in (plain(scene.title), plain(scene.id.replace("_", " ")), scene.id):
            return scene.id
    return ""


def about(text: str, known: Mapping[str, Scenario], meaning: Meaning | None = None) -> dict[str, float]:
    """How well each listed scene fits a message: words of the scene found in it, and nearness of meaning."""
    words, scenes = plain(text), listed(known)
    scores = {
        scene.id: sum(0.6 + 0.4 * len(w.split()) for w in scene.words if pattern(plain(w)).search(words))
        for scene in scenes
    }
    if meaning is not None and len(words.split()) > 1:
        settings = known_vectors(meaning, tuple(f"{s.title}. {s.setting}" for s in scenes))
        for scene, near in zip(scenes, settings @ meaning([text])[0], strict=True):
            scores[scene.id] += max(0.0, float(near) - NEAR) * 4
    return scores


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
    for scene in listed(known):
        persona = scene.persona
        scores[scene.id] += 0.5 * (bool(profile.relation) and plain(profile.relation) == plain(persona.relation))
        scores[scene.id] += 0.5 * (bool(profile.stage) and profile.stage == persona.stage)
        scores[scene.id] += 0.4 * (bool(profile.substance) and plain(profile.substance) in plain(persona.substance))
        scores[scene.id] -= 0.4 * (scene.id in practised[-3:])
    order = list(scores)
    return sorted(order, key=lambda i: (-scores[i], order.index(i)))[:count]
