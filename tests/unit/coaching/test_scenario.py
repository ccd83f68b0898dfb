"""Scenarios: what is shipped is sound, and the checker says what is wrong and in which line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coaching.content import ContentError, wording
from coaching.practice_rules import load_rules
from coaching.scenario import FOLDER, HELPING, HURTING, load_all, pattern, plain
from coaching.scenario_file import load_scenario, problems
from coaching.scenario_trial import trial

# The terms of reference/domain.md 4.3 that somebody writing dialogue is most tempted by.
STIGMA = re.compile(
    r"\b(addicts?|alcoholics?|junkies?|druggies?|abus\w+|relaps\w+|drunks|an? drunk|the drunk|drunkard|stoner|codependen\w+|"
    r"enabl\w+|denial|tough love|rock bottom|clean (?:for|from|of|now|again)|got clean|stay(?:ed|ing)? clean|dirty)\b",
    re.I,
)
SHIPPED = load_all()


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = (FOLDER / "money.yml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "money.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def line_of(path: Path, part: str) -> int:
    return next(i for i, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if part in line)


def test_at_least_24_scenarios_in_three_difficulties_and_many_relations():
    listed = [s for s in SHIPPED.values() if s.listed]
    assert len(listed) >= 24
    assert {s.difficulty for s in listed} == {"easy", "medium", "hard"}
    assert len({s.persona.relation for s in listed}) >= 12
    assert {s.persona.stage for s in listed} >= {"using", "stopped", "treatment", "early_recovery", "recovery"}
    assert len({s.title for s in listed}) == len(listed)


@pytest.mark.parametrize("scenario", SHIPPED.values(), ids=list(SHIPPED))
def test_no_line_of_a_scenario_holds_a_stigmatising_term(scenario):
    assert [text for _, text in scenario.texts() if STIGMA.search(text)] == []


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("difficulty: easy", "difficulty: simple", "difficulty: simple", "easy, medium, hard"),
        ("turns: 8", "turns: 12", "turns: 12", "from 5 to 10"),
        ("start: 0", "start: low", "start: low", "number from -2 to 2"),
        ("  stage: using", "  stage: happy", "stage: happy", "'stage' should be one of"),
        ("  hides: ", "  hidden: ", "persona:", "does not know 'hidden'"),
        ("  blame:", "  blaming:", "blaming:", "does not know 'blaming'"),
        ("trains: [limit", "trains: [sarcasm", "trains: [sarcasm", "no sentence for it"),
        ("needs: [opens_up]", "needs: [opens_upp]", "opens_upp", "called 'opens_upp'"),
        ("    moves: -0.5", "    moves: lots", "moves: lots", "number from -2 to 2"),
        ("acts: [limit], at_most", "acts: [limits], at_most", "limits], at_most", "no act is called 'limits'"),
        (
            "from_turn: 4, after: [opens_up]",
            "from_turn: 4, after: [opened]",
            "after: [opened]",
            "'after' names 'opened'",
        ),
        ("  calm:\n", "  happy:\n", "happy:", "does not know 'happy'"),
        ("title: ", "title: A very very very long title that no button can hold, ", "title:", "a button holds 40"),
        ("start: 0", "start: 0\nplace: moon", "place: moon", "'place' should be one of home, phone, out, anywhere"),
        ("  pronoun: he", "  pronoun: it", "pronoun: it", "he, she or they"),
        ("  age: 24", "  age: young", "age: young", "'age' should be int"),
        ("words: [money, cash", "words: [yes, cash", "words: [yes", "bare Yes or No in quotes"),
        ("    words: [work, job", "    words: [why, job", "words: [why", "'why' stands in every second line"),
        ("    act: limit", "    act: kindness", "act: kindness", "no act is called 'kindness'"),
        ("    act: limit", "    over: [blame]", "over: [blame]", "no skill is called 'blame'"),
        ("from_turn: 2}", "from_turn: soon}", "from_turn: soon", "'from_turn' should be a number, found 'soon'"),
        ("  reflection:\n    - ", "  blame:\n    - ", "  blame:\n", "does not know 'blame'"),
        ("start: 0", "start: 0\nweights: {limits: 1}", "weights:", "no act is called 'limits'"),
        ("start: 0", "start: 0\nweights: {limit: much}", "weights:", "should be a number, found 'much'"),
        ("needs: [limit]", "needs: [at_pub]", "at_pub", "called 'at_pub'"),
        (
            '    closed:\n      - "Stuff.',
            '    closed:\n      - Yes\n      - "Stuff.',
            "- Yes",
            "bare Yes or No in quotes",
        ),
    ],
)
def test_the_checker_names_the_line_and_the_problem(tmp_path, old, new, at, says):
    path = changed(tmp_path, old, new)
    with pytest.raises(ContentError) as caught:
        load_scenario(path)
    assert says in str(caught.value)
    if at not in ("persona:", "  blame:\n"):  # a key that replaces a needed one is named where it is missing
        assert caught.value.line == line_of(path, at)


def test_a_line_that_stands_twice_is_found_with_both_places(tmp_path):
    path = changed(tmp_path, "Other people's parents just help.", "This is why I don't come round.")
    with pytest.raises(ContentError, match="stands already in line") as caught:
        load_scenario(path)
    assert caught.value.line == line_of(path, "You enjoy this")


def test_a_bare_yes_is_found_because_yaml_reads_it_as_true(tmp_path):
    path = changed(tmp_path, '"Can I take my coat off?"', "Yes")
    with pytest.raises(ContentError, match="bare Yes or No in quotes"):
        load_scenario(path)


def test_too_long_a_setting_is_found(tmp_path):
    path = changed(tmp_path, "  Saturday, eleven in the morning.", "  Saturday. " + "word " * 60)
    with pytest.raises(ContentError, match="the setting has at most 55"):
        load_scenario(path)


def test_a_missing_mood_is_found(tmp_path):
    text = (FOLDER / "money.yml").read_text(encoding="utf-8")
    path = tmp_path / "money.yml"
    path.write_text(re.sub(r"\n  -2: \[.*\]\n", "\n", text, count=1), encoding="utf-8")
    with pytest.raises(ContentError, match="no lines for openness -2"):
        load_scenario(path)


@pytest.mark.parametrize(
    ("phrase", "line", "found"),
    [
        ("owe*", "Who do you owe?", True),
        ("owe*", "who owes what", True),
        ("where ... money", "Where does all your money go?", True),
        ("where ... money", "Where are you? I have no money.", True),
        ("where ... money", "where were you when I was at home with all of the money", False),
        ("what's it for", "What\u2019s it for, then?", True),
        ("pay", "I paid", False),
    ],
)
def test_phrases_of_topics_match_plain_words(phrase, line, found):
    assert bool(pattern(phrase).search(plain(line))) is found


def test_all_shipped_scenarios_pass_the_check_and_each_bad_file_is_reported(tmp_path):
    assert problems() == []
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text("title: Hi\n", encoding="utf-8")
    assert [error.path.name for error in problems(tmp_path)] == ["one.yml", "two.yml"]


def test_no_line_of_the_practice_room_itself_holds_a_stigmatising_term():
    shared = load_rules()
    beats = [*shared.acts.values(), *(t.beat for t in shared.topics)]
    spoken = [line.text for beat in beats for line in (*beat.closed, *beat.open)]
    own = [v for key, line in wording().lines.items() if key.startswith("practice.") for v in line.variants]
    model = [text for texts in shared.alternatives.values() for text in texts]
    assert [text for text in (*spoken, *own, *model, *shared.names.values()) if STIGMA.search(text)] == []


def test_every_act_has_notes_in_three_variants():
    for label in (*HURTING, *HELPING, "both", "none", "long", "silence", "nonsense"):
        assert len(wording().lines[f"practice.note_{label}"].variants) >= 3


@pytest.mark.parametrize("scene", SHIPPED.values(), ids=list(SHIPPED))
def test_every_scene_ends_as_it_is_played(scene):
    assert trial(scene) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("start: 0", "start: -2\nweights: {reflection: 0.1, open_question: 0.1, own_feeling: 0.1, offer: 0.1}", "start:", "played so-so, it ends harsh, not mixed"),
        ("start: 0", "start: 2\nweights: {shaming: 0, labelling: 0, blame: 0, guilt_trip: 0, threat: 0, sarcasm: 0}", "start:", "played so-so, it ends calm, not mixed"),
        ("when: {at_least: 1, from_turn: 2}", "when: {at_least: 9, from_turn: 2}", "turning_points:", "no turning point is reached"),
    ],
)  # fmt: skip
def test_a_scene_that_can_be_read_but_plays_badly_is_found(tmp_path, old, new, at, says):
    path = changed(tmp_path, old, new)
    (problem,) = trial(load_scenario(path))
    assert says in str(problem) and problem.line == line_of(path, at)


def test_nobody_is_offered_a_chair_over_the_phone():
    shared = load_rules()
    beat = next(t.beat for t in shared.topics if t.name == "eaten")
    said = [s.text for s in beat.open if s.fits(SHIPPED["told_return"].facts)]
    assert said and not any("toast? Just" in text or "having one" in text for text in said)


def test_what_a_moment_asks_for_has_a_name_that_a_scene_uses():
    used = {p.name for s in SHIPPED.values() for p in s.turning_points} | {"shut", "asks_money"}
    assert set(load_rules().moments) <= used
    assert used - {"asks_money", "shut"} <= set(load_rules().moments)


@pytest.mark.parametrize(
    ("old", "new"), [("  - name: kev", "  - name: work"), ("  - name: laughs", "  - name: opens_up")]
)
def test_a_name_given_twice_is_found_at_the_second(tmp_path, old, new):
    path = changed(tmp_path, old, new)
    with pytest.raises(ContentError, match="another name") as caught:
        load_scenario(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert caught.value.line == max(i for i, line in enumerate(lines, 1) if line == new)
