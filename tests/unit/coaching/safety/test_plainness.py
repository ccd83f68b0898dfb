"""Danger answers: grade 4, the number early, no harm said; and the rules find what breaks them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coaching.safety.answers import FOLDER, Answers
from coaching.safety.paths import Paths
from coaching.safety.plainness import GRADE, grade, problems, sentences, syllables


def test_every_danger_answer_may_be_said() -> None:
    assert problems(Answers().paths) == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("call", 1), ("breathe", 1), ("naloxone", 3), ("emergency", 4), ("ambulance", 3), ("people", 2), ("stay", 1)],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_known_easy_and_a_known_hard_text_get_their_grades() -> None:
    assert grade("The cat sat on the mat. The dog ran to the red house.") < 1
    hard = "Individuals experiencing considerable respiratory depression necessitate immediate pharmacological intervention."
    assert grade(hard) > 15


def test_numbers_and_placeholders_are_one_word() -> None:
    assert [len(s) for s in sentences("Call {emergency} or 0800 123 456 now. Stay.")] == [5, 1]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Individuals with respiratory depression require intervention. Call {emergency}.", "grade"),
        ("Call {emergency}. This is your fault.", "blames"),
        ("Call {emergency}. It stays between us.", "promises secrecy"),
        ("Call {emergency}. Try a cold shower.", "harmful advice"),
        ("Call {emergency}. Don't worry.", "belittles"),
        ("Call {emergency}. Promise me to live.", "asks for a promise"),
        ("Call {emergency}. How many pills were there?", "names a way to die"),
        ("Call **{emergency}** now.", "marks up"),
        ("Go and look at once.", "needs a number"),
        ("Call {emergency} and then go to them and stay with them and look at them and hold them and help them to sit up.", "a sentence of"),
    ],
)  # fmt: skip
def test_an_answer_that_breaks_a_rule_is_found_with_its_line(tmp_path: Path, said: str, found: str) -> None:
    folder = tmp_path / "safety"
    shutil.copytree(FOLDER, folder)
    (folder / "danger_driving.yml").write_text(
        "alarm: {default: first}\ncheck: {default: first}\nnodes:\n  first:\n"
        f'    say: ["{said}"]\n    ask: ["Are you safe?"]\n    ways: [["Yes", ok, "<yes>"]]\n',
        encoding="utf-8",
    )
    told = problems(Paths.load(folder))
    assert any(found in problem and problem.startswith("danger_driving.yml:4:") for problem in told), told
    assert GRADE == 4


def test_an_answer_without_a_question_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "safety"
    shutil.copytree(FOLDER, folder)
    (folder / "danger_driving.yml").write_text(
        'alarm: {default: first}\ncheck: {default: first}\nnodes:\n  first:\n    say: ["Call {emergency} now."]\n',
        encoding="utf-8",
    )
    assert any("one short question" in problem for problem in problems(Paths.load(folder)))
