"""The general lines: all there, varied, and with no placeholder that nobody fills."""

import pytest

from coaching.content import CONTENT, load_yaml, wording

FILLED = {
    "relation",
    "loved_one",
    "emergency",
    "crisis",
    "skill",
    "first",
    "second",
    "third",
    "lines",
    "poison",
    "quote",
}
GATEWAY = (
    "edited",
    "old_button",
    "empty",
    "too_fast",
    "too_long",
    "unavailable",
    "paused_after_danger",
    "group_refused",
)


@pytest.mark.parametrize("file", ["talk", "feelings"])
def test_placeholders_are_among_those_the_caller_fills(file: str) -> None:
    for key, line in wording().lines.items():
        if key.startswith(f"{file}."):
            assert line.placeholders <= FILLED, key
            assert "crisis" not in line.placeholders or key.endswith("_crisis")


def test_lines_of_the_gateway_need_nothing_but_the_emergency_number() -> None:
    for name in GATEWAY:
        assert wording().lines[f"talk.{name}"].placeholders <= {"emergency"}
    assert not wording().lines["talk.urgent_title"].placeholders


def test_a_line_with_a_crisis_number_has_a_sister_without() -> None:
    for key in wording().lines:
        if key.startswith("talk.") and key.endswith("_crisis"):
            assert key.removesuffix("_crisis") in wording().lines


def test_what_is_said_often_has_three_variants() -> None:
    for name in ("greet_back", "goodbye", "thank", "menu", "help", "not_understood_once", "not_understood_twice", "stopped",
                 "out_of_scope", "out_of_scope_medical", "out_of_scope_legal", "negative_feedback", "paused_kept", "undo",
                 "old_button", "empty", "too_fast", "carry_on", "back"):  # fmt: skip
        assert len(wording().lines[f"talk.{name}"].variants) >= 3, name
    assert len(wording().lines["feelings.reflect"].variants) >= 12


def test_every_wish_can_be_guessed_and_every_skill_has_a_name() -> None:
    from actions.dispatch import WISHES
    from coaching.skills import SKILLS

    for intent in WISHES:
        assert f"talk.buttons.guess_{intent}" in wording().titles
    for skill in SKILLS:
        assert f"talk.skill_{skill}" in wording().lines


def test_welcome_says_what_it_is_and_is_not() -> None:
    for text in wording().lines["talk.welcome"].variants:
        assert "program" in text and "not a person" in text
        assert "medical" in text and "{emergency}" in text
    assert "Telegram's servers" in wording().lines["talk.welcome_privacy_telegram"].variants[0]


def test_every_theme_of_feelings_has_its_reflections() -> None:
    for theme in load_yaml(CONTENT / "feelings.yml")["cues"]:
        assert len(wording().lines[f"feelings.reflect_{theme}"].variants) >= 3
