"""The danger answers: the number early, few words, one question, a way on from every step, nothing lost."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from coaching.safety import KINDS, Danger, Level
from coaching.safety.answer import Answer
from coaching.safety.answers import Answers
from coaching.safety.danger import Reason

COUNTRIES = ["GB", "US", "AU", "JP", "NG", ""]


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers()


def starts(answers: Answers) -> list[Danger]:
    return [
        Danger(level, kind, detail)
        for kind in KINDS
        for level, table in (
            (Level.ALARM, answers.paths.of(kind).alarm),
            (Level.CHECK, answers.paths.of(kind).check),
        )
        for detail in table
    ]


def check_form(answer: Answer) -> None:
    assert 1 <= len(answer.bubbles) <= 3
    for bubble in answer.bubbles:
        assert 0 < len(bubble.text.split()) <= 60
        assert "{" not in bubble.text and "*" not in bubble.text
        assert len(bubble.buttons) <= 5
        assert all(0 < len(title) <= 40 and value for title, value in bubble.buttons)
    assert json.loads(json.dumps(answer.state)) == answer.state


def test_every_kind_has_a_path(answers: Answers) -> None:
    assert set(KINDS) <= set(answers.paths.by_name)


def test_every_first_answer_gives_the_right_number_at_once(answers: Answers) -> None:
    for danger, country, seed in product(starts(answers), COUNTRIES, range(3)):
        answer = answers.first(danger, country, seed)
        check_form(answer)
        if danger.detail == "bereavement":
            continue
        numbers = {row.number for row in answers.resources.for_country(country, "emergency")} or {
            "112",
            "911",
            "999",
            "000",
        }
        words = " ".join(bubble.text for bubble in answer.bubbles).split()[:60]
        assert any(number in " ".join(words) for number in numbers), (danger, country)
        assert answer.hold and not answer.state["done"]
        assert answer.bubbles[-1].text.rstrip().endswith("?"), (danger, answer.bubbles[-1])


def test_no_answer_names_a_number_of_another_country(answers: Answers) -> None:
    for danger, country in product(starts(answers), ["GB", "US", "AU", "JP", "DE"]):
        text = " ".join(bubble.text for bubble in answers.first(danger, country).bubbles)
        own = " ".join(row.number for row in answers.resources.for_country(country))
        for number in re.findall(r"\b\d{3,}\b", text):
            assert number in own, (country, number, text)


def test_every_step_of_every_path_leads_on_and_none_falls_silent(answers: Answers) -> None:
    for kind, path in answers.paths.by_name.items():
        for step, country in product(path.nodes, ["US", ""]):
            state = {"kind": kind, "step": step, "detail": "", "country": "", "said": [], "done": False}
            for text, value in [("yes", None), ("no", None), ("hm what", None), ("", "not_meant"), ("", "nonsense")]:
                answer = answers.follow(state, text, value, country)
                if step in path.check.values() and not answer.bubbles:
                    assert answer.state["done"]  # a mere check lets go, and the dialogue answers
                else:
                    check_form(answer)
            for way in path.nodes[step].ways:
                answer = answers.follow(state, "", way.to, country)
                check_form(answer)
                assert answer.state["step"] == way.to


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_walk_reaches_an_end_that_offers_the_way_back(answers: Answers, kind: str) -> None:
    state, ended = answers.first(Danger(Level.ALARM, kind), "GB").state, set()
    waiting, seen = [state], {state["step"]}
    while waiting:
        for _, value in answers.follow(waiting[0], "hm", None, "GB").bubbles[-1].buttons:
            after = answers.follow(waiting[0], "", value, "GB").state
            if after["done"]:
                ended.add(after["step"])
            elif after["step"] not in seen:
                seen.add(after["step"])
                waiting.append(after)
        waiting.pop(0)
    assert ended & {"ok", "plan_end", "back"}


@pytest.mark.parametrize(
    "text", ["false alarm", "he's fine now", "no i meant the film", "not what I meant", "just kidding"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_typed_retraction_is_believed_with_one_soft_check(answers: Answers, kind: str, text: str) -> None:
    state = answers.first(Danger(Level.ALARM, kind), "GB").state
    answer = answers.follow(state, text, None, "GB")
    assert answer.state["step"] == ("fine_now" if "fine" in text else "not_meant")
    assert answer.bubbles[-1].text.endswith("?") and not answer.state["done"]


def test_the_same_answer_is_not_given_twice_running(answers: Answers) -> None:
    for kind in KINDS:
        one = answers.first(Danger(Level.ALARM, kind), "GB")
        two = answers.first(Danger(Level.ALARM, kind), "GB", said=one.state["said"])
        assert (
            one.bubbles[0].text != two.bubbles[0].text or len(answers.paths.of(kind).nodes[one.state["step"]].say) == 1
        )


def test_an_unknown_country_is_asked_for_once_and_understood_typed_or_chosen(answers: Answers) -> None:
    first = answers.first(Danger(Level.ALARM, "danger_overdose"), "")
    assert "which_country" in [value for _, value in first.bubbles[-1].buttons]
    for text, value in (("I'm in Ireland", None), ("", "country:IE")):
        after = answers.follow(first.state, text, value, "")
        assert after.state["country"] == "IE" and after.state["step"] == "first"
        assert "999" in after.bubbles[0].text
    chosen = answers.follow(first.state, "", "which_country", "")
    assert ("Ireland", "country:IE") in chosen.bubbles[-1].buttons


def test_a_country_without_a_confirmed_line_gets_a_text_without_one(answers: Answers) -> None:
    for seed in range(6):
        kenya = " ".join(b.text for b in answers.first(Danger(Level.ALARM, "danger_suicide_self"), "KE", seed).bubbles)
        assert "999" in kenya and "(" not in kenya
        britain = " ".join(
            b.text for b in answers.first(Danger(Level.ALARM, "danger_suicide_self"), "GB", seed).bubbles
        )
        assert "999" in britain and "Samaritans (116 123)" in britain


def test_the_pages_that_are_always_there_carry_the_number(answers: Answers) -> None:
    for page, country in product((answers.urgent, answers.unreadable, answers.fallback), COUNTRIES):
        answer = page(country)
        check_form(answer)
        numbers = [row.number for row in answers.resources.for_country(country, "emergency") if row.service != "police"]
        assert all(number in answer.bubbles[0].text for number in numbers or ["112", "911", "999", "000"])


def test_a_state_from_nowhere_leads_to_the_urgent_page(answers: Answers) -> None:
    assert answers.follow({}, "help", None, "US").state["step"] == "urgent"
    assert answers.follow({"kind": "gone", "step": "gone"}, "", "x", "US").bubbles


def test_no_text_promises_secrecy_blames_or_stigmatises(answers: Answers) -> None:
    for file, step, text in answers.texts():
        assert not re.search(
            r"\b(?:addict|alcoholic|junkie|clean(?! cloth)|enabl\w+|tough love|i promise|our secret|cheer up)\b",
            text,
            re.I,
        ), (
            file.name,
            step,
            text,
        )


def test_somebody_who_moved_on_is_not_held(answers: Answers) -> None:
    state = answers.first(Danger(Level.ALARM, "danger_overdose"), "GB").state
    again = answers.follow(state, "what have i saved", None, "GB")
    check_form(again)
    assert not again.state["done"]
    let_go = answers.follow(again.state, "how do i tell her i love her", None, "GB")
    assert let_go.on == "this" and let_go.state["done"] and "999" in let_go.bubbles[0].text


def test_a_mere_check_lets_go_at_the_first_other_word(answers: Answers) -> None:
    state = answers.first(Danger(Level.CHECK, "danger_overdose"), "GB").state
    assert answers.follow(state, "how do i tell her i love her", None, "GB").state["done"]


def test_ok_is_no_yes_to_danger(answers: Answers) -> None:
    state = answers.first(Danger(Level.CHECK, "danger_overdose"), "GB").state
    again = answers.follow(state, "ok", None, "GB")
    assert again.state["step"] == state["step"] and again.bubbles[-1].text != state["said"][-1], "asked once more"
    assert answers.follow(again.state, "ok", None, "GB").state["done"]


def test_a_story_after_a_mere_guess_is_no_answer_about_their_breath_and_is_let_go() -> None:
    answers = Answers()
    guess = Danger(Level.ALARM, "danger_medical", "", (Reason("words", "gets, nasty", Level.ALARM),))
    first = answers.first(guess, "GB", text="he only drinks beer at weekends and gets nasty with his tongue")
    second = answers.follow(first.state, "not hitting no never", None, "GB")
    assert second.state["step"] == first.state["step"], "not taken for a no"
    assert answers.follow(second.state, "he called me a fat cow in front of my mum", None, "GB").on


@pytest.mark.parametrize("said", ["ok stop", "ok can we go back to naloxone", "can we talk about something else"])
def test_who_wants_to_go_back_is_let_back(answers: Answers, said: str) -> None:
    state = answers.first(Danger(Level.ALARM, "danger_child"), "GB").state
    assert answers.follow(state, said, None, "GB").state["done"]


def test_he_has_never_touched_me_answers_whether_one_is_safe(answers: Answers) -> None:
    state = answers.first(Danger(Level.CHECK, "danger_violence"), "GB").state
    assert answers.follow(state, "He has never touched me", None, "GB").state["done"]
