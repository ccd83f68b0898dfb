"""The practice room in words: notes, the look back, and the plain lines of `hearth roleplay`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coaching.casting import listed
from coaching.content import wording
from coaching.debrief import Debrief, debrief, path_text
from coaching.feedback import ActReader, Meaning, Note, Suggester, short
from coaching.practice_rules import rules
from coaching.rehearsal import Session
from coaching.scenario import scenarios


def line(key: str, values: Mapping[str, str], seed: int = 0) -> str:
    """A line of `practice.yml`, filled."""
    return wording().line(f"practice.{key}", values, None, seed)


def render(note: Note, seed: int = 0) -> str:
    """A note as one line of text."""
    values = dict(note.values)
    if "note" in values:
        values["note"] = values["note"].replace("{quote}", values["quote"])
    return line(note.key.removeprefix("practice."), values, seed)


def debrief_lines(done: Debrief, name: str, seed: int = 0) -> dict[str, str]:
    """A debrief in words: path_line, best_line, work_line, and `alt`, which says what the picture shows."""
    shared, path = rules(), path_text(done.path)
    change = done.path[-1] - done.path[0]
    way = "path_up" if change > 0 else "path_down" if change < 0 else "path_same"
    lines = line("lines_one" if done.turns == 1 else "lines_more", {"count": str(done.turns)})
    values = {"name": name, "path": path, "lines": lines}
    best = {"quote": short(done.best), "skill": shared.names.get(done.best_skill, "")}
    work = {"problem": shared.names.get(done.problem, ""), "skill": shared.names[done.work_on]}
    lowest, highest = min(done.path), max(done.path)
    span = {"lowest": path_text([lowest]), "highest": path_text([highest]), "last": path_text(done.path[-1:])}
    return {
        "path_line": line(way, values, seed),
        "best_line": line("best", best, seed) if done.best else line("best_none", {}, seed),
        "work_line": line("work" if done.problem else "work_skill", work, seed),
        "alt": line("picture_alt", values | span),
    }


def list_scenarios() -> list[dict[str, str]]:
    """Every scene that can be played by name: id, title, difficulty."""
    return [{"id": s.id, "title": s.title, "difficulty": s.difficulty} for s in listed(scenarios())]


def roleplay_lines(
    scenario_id: str,
    lines: Iterable[str],
    reader: ActReader,
    suggest: Suggester | None = None,
    meaning: Meaning | None = None,
) -> Iterator[dict[str, Any]]:
    """For `hearth roleplay`: one dict per line of the family member, then the debrief. Lines after the end of the
    scene are not read. Raises KeyError for an unknown scenario."""
    session = Session.open(scenario_id, reader, suggest, meaning)
    for said in lines:
        turn = session.say(said)
        yield {
            "turn": turn.number, "loved_one": turn.loved_one, "openness": turn.openness, "acts": list(turn.acts),
            "note": render(turn.note, turn.number), "alternative": turn.alternative,
        }  # fmt: skip
        if turn.ended:
            break
    done = debrief(session, {s.id: s for s in listed(scenarios())})
    text = debrief_lines(done, session.scenario.persona.name)
    yield {"debrief": {**done.fields(), "text": " ".join(text[k] for k in ("path_line", "best_line", "work_line"))}}


def roleplay_aloud(
    scenario_id: str,
    lines: Iterable[str],
    reader: ActReader,
    suggest: Suggester | None = None,
    meaning: Meaning | None = None,
) -> Iterator[str]:
    """The same for somebody at a terminal: the setting and the opening first, then plain text."""
    play, name = scenarios()[scenario_id], scenarios()[scenario_id].persona.name
    yield f"{play.setting}\n\n{name}: {Session.open(scenario_id, reader).opening}\n"
    for row in roleplay_lines(scenario_id, lines, reader, suggest, meaning):
        if "debrief" in row:
            yield f"\n{row['debrief']['text']} ({row['debrief']['ending'] or 'stopped'})"
        else:
            acts = ", ".join(row["acts"]) or "no act"
            yield f"   [{acts}; openness {row['openness']:+d}] {row['note']} “{row['alternative']}”\n{name}: {row['loved_one']}\n"
