"""The look back on a scene: the line of openness, the best sentence, one thing to work on, what to practise next."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from coaching.feedback import PRIORITY, short
from coaching.practice_rules import Rules
from coaching.rehearsal import Session, level_of
from coaching.scenario import Scenario

# Okabe and Ito's palette (2008): told apart with any colour vision; shapes and numbers carry the same facts.
BLUE, ORANGE, INK, PALE, PAPER = "#0072B2", "#B34700", "#1A1A1A", "#D9D9D9", "#FFFFFF"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 96, 28, 56, 52


@dataclass(frozen=True)
class Debrief:
    """What is kept of a scene. Openness is whole numbers from -3 to +3; `path` starts before the first line.

    best: the person's strongest sentence, `best_skill` its label. problem: the act that cost most, "" if none;
    work_on: the skill to try next. skills: how often each act was used.
    """

    scenario: str
    level: str
    ending: str
    turns: int
    path: tuple[int, ...]
    best: str
    best_skill: str
    problem: str
    work_on: str
    skills: Mapping[str, int]
    reflections: int
    questions: int
    next: str

    def fields(self) -> dict[str, Any]:
        """JSON-able, for saving."""
        return {**asdict(self), "path": list(self.path), "skills": dict(self.skills)}


def debrief(session: Session, known: Mapping[str, Scenario], practised: Sequence[str] = ()) -> Debrief:
    """Looks back on a session, finished or not. `practised`: ids of scenes done before, newest last."""
    history, shared, play = session.state["history"], session.rules, session.scenario
    start = history[0]["before"]["openness"] if history else session.state["core"]["openness"]
    skills = Counter(label for turn in history for label, _, _ in turn["acts"])
    best, best_skill = _best(history, shared)
    problem = _costliest(history, shared)
    work_on = _work_on(skills, problem, play, shared)
    return Debrief(
        scenario=play.id,
        level=session.state["level"],
        ending=session.state["core"]["ended"],
        turns=len(history),
        path=tuple(level_of(o) for o in (start, *(turn["openness"] for turn in history))),
        best=best,
        best_skill=best_skill,
        problem=problem,
        work_on=work_on,
        skills=dict(skills),
        reflections=skills["reflection"],
        questions=skills["open_question"] + skills["interrogating"],
        next=next_scenario(work_on, play, known, practised),
    )


def _best(history: Sequence[Mapping[str, Any]], shared: Rules) -> tuple[str, str]:
    """The line with most that helps and nothing that hurts; among equals the one that opened most."""
    scored = []
    for turn in history:
        labels = [label for label, _, _ in turn["acts"]]
        worth = sum(shared.weights.get(label, 0) for label in set(labels))
        if labels and all(shared.weights.get(label, 0) > 0 for label in labels):
            first = min(labels, key=PRIORITY.index)
            scored.append((worth, turn["openness"] - turn["before"]["openness"], turn["line"], first))
    if not scored:
        return "", ""
    _, _, line, label = max(scored, key=lambda s: s[:2])
    return line, label


def _costliest(history: Sequence[Mapping[str, Any]], shared: Rules) -> str:
    cost: Counter[str] = Counter()
    for turn in history:
        for label in {label for label, _, _ in turn["acts"]}:
            if shared.weights.get(label, 0) < 0:
                cost[label] += int(-100 * shared.weights[label])
    return cost.most_common(1)[0][0] if cost else ""


def _work_on(skills: Mapping[str, int], problem: str, play: Scenario, shared: Rules) -> str:
    """What would have replaced the costliest act; else the least used skill that the scene trains.

    Reflections should at least equal questions (MITI 4.2.1 basic competence, reference/domain.md 2.3).
    """
    if problem:
        return min(shared.remedies[problem], key=lambda s: skills.get(s, 0))
    if skills.get("open_question", 0) > skills.get("reflection", 0) + 1:
        return "reflection"
    return min(play.trains, key=lambda s: (skills.get(s, 0), play.trains.index(s)))


def next_scenario(skill: str, play: Scenario, known: Mapping[str, Scenario], practised: Sequence[str] = ()) -> str:
    """The id of the scene that trains `skill` best, not the one just played, rather one not practised lately."""
    others = [s for s in known.values() if s.id != play.id]
    if not others:
        return play.id

    def rank(scene: Scenario) -> tuple[int, int, str]:
        place = scene.trains.index(skill) if skill in scene.trains else 9
        return (place + (5 if scene.id in practised else 0), 0 if scene.difficulty == play.difficulty else 1, scene.id)

    return min(others, key=rank).id


def path_text(path: Sequence[int]) -> str:
    """The line of openness in characters: "0, +1, +1, +2"."""
    return ", ".join(f"{value:+d}" if value else "0" for value in path)


def picture(path: Sequence[int], title: str, top: str, bottom: str) -> bytes:
    """The line of openness as a PNG, 720 x 400: circles above 0, squares below, each with its number.

    title, top and bottom: words for the picture, its upper and its lower end (from the content).
    """
    image = Picture.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    small, large = ImageFont.load_default(16), ImageFont.load_default(20)
    draw.text((LEFT, 16), short(title, 9), fill=INK, font=large)
    step_y = (HEIGHT - TOP - BOTTOM) / 6
    step_x = (WIDTH - LEFT - RIGHT - 24) / max(1, len(path) - 1)

    def at(i: int, value: float) -> tuple[float, float]:
        return LEFT + 12 + i * step_x, TOP + (3 - value) * step_y

    for value in range(-3, 4):
        y = at(0, value)[1]
        draw.line((LEFT, y, WIDTH - RIGHT, y), fill=INK if value == 0 else PALE, width=2 if value == 0 else 1)
        draw.text((LEFT - 12, y), path_text([value]), fill=INK, font=small, anchor="rm")
    draw.text((8, at(0, 3)[1]), top, fill=BLUE, font=small, anchor="lm")
    draw.text((8, at(0, -3)[1]), bottom, fill=ORANGE, font=small, anchor="lm")
    points = [at(i, value) for i, value in enumerate(path)]
    if len(points) > 1:
        draw.line(points, fill=INK, width=3, joint="curve")
    for i, ((x, y), value) in enumerate(zip(points, path)):
        box = (x - 9, y - 9, x + 9, y + 9)
        if value >= 0:
            draw.ellipse(box, fill=BLUE, outline=INK, width=2)
        else:
            draw.rectangle(box, fill=ORANGE, outline=INK, width=2)
        draw.text((x, HEIGHT - BOTTOM + 26), str(i) if i else "·", fill=INK, font=small, anchor="mm")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
