"""The exercise around the scene: choosing, asides, looking back, roles swapped. Typing works wherever a button does."""

from __future__ import annotations

import io
import json
import zlib
from datetime import datetime, timezone
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from coaching.content import MAX_WORDS, wording
from coaching.debrief import picture
from coaching.dialogue import Context, Expects, Heard, Profile, Step
from coaching.effects import Change, Save
from coaching.practice import Practice
from coaching.scenario import plain, scenarios
from tests.unit.coaching.practice_players import HARSH, MIXED, SUPPORTIVE, stand_in

NOW = datetime(2026, 3, 4, 20, 0, tzinfo=timezone.utc)
PRACTICE = Practice(stand_in)


def context(seed: int = 0, saved: dict | None = None, **profile: str) -> Context:
    return Context(Profile(**profile), NOW, saved or {}, seed)


def texts(step: Step) -> list[str]:
    """The bubbles as a person reads them; fails for a missing key, value or title, and for one that is too long."""
    found = []
    assert 1 <= len(step.say) <= 3
    for say in step.say:
        text = wording().line(say.key, {"loved_one": "your loved one", **say.values}, {}, 0)
        assert "{" not in text and len(text.split()) <= MAX_WORDS, text
        assert len(say.choices) <= 5
        assert all(wording().title(c.key, c.values) for c in say.choices)
        found.append(text)
    return found


def hear(step: Step, text: str = "", value: str | None = None, ctx: Context | None = None, **more) -> Step:
    state = json.loads(json.dumps(step.state))
    answer = PRACTICE.answer(state, Heard(text, value, **more), ctx or context())
    texts(answer)
    return answer


def begun(scenario: str = "money") -> Step:
    step = PRACTICE.start(Heard(value=f"play:{scenario}"), context())
    texts(step)
    return step


def after(lines: list[str] = SUPPORTIVE, scenario: str = "money") -> Step:
    step = begun(scenario)
    for line in lines:
        if step.expects is Expects.CHOICE:
            break
        step = hear(step, line)
    assert step.expects is Expects.CHOICE
    return step


def offered(text: str, **profile: str) -> list[str]:
    return PRACTICE.start(Heard(text), context(**profile)).state["offered"]


def test_the_first_message_decides_which_three_are_offered():
    assert offered("I want to practise saying no when he asks for cash")[0] == "money"
    assert offered("can we rehearse, she wants to leave rehab and begs me to pick her up")[0] == "leave_rehab"
    assert offered("let me practise an apology")[0] == "apology"
    assert len(set(offered("practise"))) == 3


def test_the_profile_decides_when_the_words_do_not():
    first = scenarios()[offered("let's rehearse", relation="sister", stage="recovery", substance="alcohol")[0]]
    assert first.persona.relation == "sister"


def test_a_scene_starts_with_the_setting_and_the_loved_ones_first_line():
    step = begun()
    setting, how, opening = texts(step)
    assert "your kitchen" in setting and "hint" in how.lower() and opening.startswith("Danny: ")
    assert step.expects is Expects.LINE


@pytest.mark.parametrize("said", ["money", "Can you lend me two hundred?", "1", "the first one", "surprise me"])
def test_a_scene_can_be_chosen_by_name_number_or_left_to_hearth(said):
    step = PRACTICE.start(Heard("cash again"), context())
    number = 1.0 if said == "the first one" else None
    assert hear(step, said, number=number).expects is Expects.LINE


def test_the_list_shows_every_scene_and_takes_its_number():
    step = hear(PRACTICE.start(Heard("practise"), context()), "list")
    shown = " ".join(texts(step))
    assert all(s.title in shown for s in scenarios().values() if s.listed)
    assert "Danny" not in texts(hear(step, "number 19"))[2]


def test_a_line_gets_a_note_an_alternative_and_an_answer_in_character():
    step = hear(begun(), "It sounds like a hard month.")
    feedback, answer = texts(step)
    assert "“It sounds" in feedback and feedback.count("“") == 2
    assert answer.startswith("Danny: ")


def test_no_two_notes_in_a_row_use_the_same_words():
    step, seen = begun(), []
    for line in ["It sounds hard.", "It sounds sad.", "It sounds long.", "It sounds grim."]:
        step = hear(step, line)
        seen.append(texts(step)[0].split("\n")[0].replace("It sounds", ""))
    assert all(a != b for a, b in pairwise(seen))


def test_a_hint_leaves_the_scene_where_it_is():
    step = hear(begun(), "It sounds hard.")
    hinted = hear(step, "can I have a hint?")
    assert hinted.state["session"]["core"]["turn"] == 1
    assert hinted.expects is Expects.LINE


@pytest.mark.parametrize("said", ["try again", "undo", "what if", "let me rephrase"])
def test_try_again_takes_the_last_line_back(said):
    step = hear(hear(begun(), "It sounds hard."), HARSH[0])
    undone = hear(step, said)
    assert len(undone.state["session"]["history"]) == 1
    assert HARSH[0][:10] in texts(undone)[0]


def test_try_again_at_the_start_says_that_there_is_nothing():
    assert hear(begun(), value="again").say[0].key == "practice.nothing_to_undo"


@pytest.mark.parametrize(
    "line", ["Stop lying to me", "Go back to work then", "I need help with the shopping", "scene?"]
)
def test_lines_that_look_a_little_like_commands_are_lines(line):
    step = hear(begun(), line)
    assert len(step.state["session"]["history"]) == (0 if line == "scene?" else 1)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("is this how he'd really answer?", "practice.really"),
        ("he would never say that", "practice.really"),
        ("this exercise is stupid", "practice.bot"),
        ("are you a bot?", "practice.bot"),
        ("I don't know what to say", "practice.help"),
        ("help", "practice.help"),
        ("this is too much for me", "practice.upset"),
        ("harder", "practice.harder"),
        ("make him easier please", "practice.easier"),
        ("remind me", "practice.remind"),
    ],
)
def test_asides_are_answered_outside_the_scene(said, key):
    step = hear(hear(begun(), "It sounds hard."), said)
    assert step.say[0].key == key
    assert len(step.state["session"]["history"]) == 1 and step.expects is Expects.LINE


def test_their_own_version_of_the_loved_ones_answer_is_taken_over():
    step = hear(hear(begun(), "It sounds hard."), "he'd say: whatever, I'm off")
    assert texts(step)[-1] == "Danny: whatever, I'm off"
    assert PRACTICE.ask_again(step.state, context())[1].values["line"] == "whatever, I'm off"


@pytest.mark.parametrize("said", ["...", "asdfghjk", "", "🙂", "ok " * 400, "Ça va mal, je t'aime", "x"])
def test_silence_nonsense_and_odd_lines_get_an_answer_and_a_note(said):
    assert len(hear(begun(), said).say) == 2


def test_stop_looks_back_on_what_was_said_and_keeps_it():
    step = hear(hear(hear(begun(), SUPPORTIVE[0]), SUPPORTIVE[1]), "stop")
    assert [e.kind for e in step.effects if isinstance(e, Save)] == ["practice"]
    assert step.state["debrief"]["turns"] == 2
    assert "Your strongest sentence" in texts(step)[0]


def test_stop_before_the_first_line_saves_nothing():
    step = hear(begun(), value="stop")
    assert step.effects == [] and step.expects is Expects.CHOICE


def test_the_end_brings_the_last_words_what_happens_then_and_a_picture():
    step = after()
    assert len(step.say) == 3
    image = step.say[-1].image
    assert image is not None and Image.open(io.BytesIO(image.png)).size == (720, 400)
    path = step.state["debrief"]["path"]
    assert "open" in image.alt and ", ".join(f"{p:+d}" if p else "0" for p in path) in image.alt
    json.dumps([dict(e.fields) for e in step.effects])


def test_the_thing_to_work_on_follows_from_what_hurt_and_leads_to_the_next_scene():
    done = after(HARSH).state["debrief"]
    assert done["problem"] == "shaming"
    assert done["work_on"] in scenarios()[done["next"]].trains
    assert done["next"] != "money"


def test_after_the_end_again_next_save_swap_and_done():
    step = after()
    assert hear(step, "again").state["session"]["scenario"] == "money"
    assert hear(step, "next").state["session"]["scenario"] == step.state["debrief"]["next"]
    assert hear(step, "swap roles").state["at"] == "swap"
    assert hear(step, "no thanks").expects is Expects.NOTHING


def test_the_best_sentence_is_saved_once():
    step = hear(after(), "save it")
    assert [e.fields["text"] for e in step.effects] == [after().state["debrief"]["best"]]
    assert hear(step, "save").effects == []


def test_the_same_scene_again_tells_how_it_went_last_time():
    ctx = context(saved={"practice": [{"scenario": "money", "path": [0, -2], "turns": 1, "skills": {}}]})
    step = hear(begun(), "It sounds hard.")
    assert "-2" in texts(hear(step, "stop", ctx=ctx))[0]


def test_a_persons_own_situation_in_four_questions():
    step = hear(PRACTICE.start(Heard("practise"), context()), "my own situation")
    step = hear(step, "call him Bear")
    step = hear(step, "He sleeps all day and I want him to see a doctor")
    step = hear(step, "“Leave me alone, I'm tired.”")
    assert step.expects is Expects.CHOICE
    step = hear(step, "he starts shouting")
    assert step.state["session"]["facts"] == ["manner_loud"]
    assert texts(step)[-1] == "Bear: Leave me alone, I'm tired."
    step = hear(step, "It sounds like you're worn out.")
    assert texts(step)[-1].startswith("Bear: ")


def test_roles_swapped_shows_a_skill_for_each_line_without_repeating():
    step = hear(begun(), "swap roles")
    said = []
    for line in ["Lend me money!", "Leave me alone", "I'm so tired", "Why do you care", "You always nag", "Whatever"]:
        step = hear(step, line)
        said.append(texts(step)[0])
    assert len(set(said)) == 6 and "lend" in said[0]
    assert step.say[-1].key == "practice.swap_end"


@pytest.mark.parametrize("at", ["choosing", "playing", "after", "swap", "own_name"])
def test_the_open_question_can_be_asked_again_everywhere(at):
    start = PRACTICE.start(Heard("practise"), context())
    step = {
        "choosing": lambda: start,
        "playing": begun,
        "after": after,
        "swap": lambda: hear(begun(), "swap"),
        "own_name": lambda: hear(start, "my own"),
    }[at]()
    assert step.state["at"] == at
    texts(Step(PRACTICE.ask_again(step.state, context())))


def test_the_picture_is_drawn_for_any_path():
    for path in [[0], [-3, 3], [0] * 11]:
        assert picture(path, "A title", "open", "shut").startswith(b"\x89PNG")


def test_a_mixed_session_through_the_skill_ends_with_a_debrief():
    assert after(MIXED, "told_return").state["debrief"]["ending"] == "mixed"


@pytest.mark.parametrize(("said", "at"), [("surprise me", "playing"), ("swap roles", "swap"), ("my own", "own_name")])
def test_the_first_message_may_already_hold_the_wish(said, at):
    assert PRACTICE.start(Heard(said), context()).state["at"] == at


@pytest.mark.parametrize("said", ["thanks", "ok thank you so much", "cheers, that helped", "bye", "that was helpful"])
def test_thanks_after_the_look_back_ends_it(said):
    step = hear(after(), said.replace(",", ""))
    assert step.say[0].key == "practice.bye" and step.expects is Expects.NOTHING


def test_carry_on_after_a_scene_that_was_stopped_goes_on_with_it_and_is_kept_once():
    step = hear(hear(hear(begun(), SUPPORTIVE[0]), SUPPORTIVE[1]), "stop")
    first = next(e for e in step.effects if isinstance(e, Save))
    assert "carry_on" in [c.value for c in step.say[-1].choices]
    ctx = context(saved={"practice": [{**first.fields, "id": 7, "at": NOW.isoformat()}]})
    step = hear(step, "carry on", ctx=ctx)
    assert len(step.state["session"]["history"]) == 2 and step.expects is Expects.LINE
    step = hear(hear(step, SUPPORTIVE[2], ctx=ctx), "stop", ctx=ctx)
    assert [(e.item, e.fields["turns"]) for e in step.effects if isinstance(e, Change)] == [(7, 3)]
    assert not [e for e in step.effects if isinstance(e, Save)]


def test_carry_on_after_a_finished_scene_plays_the_next():
    step = after()
    assert hear(step, "carry on please").state["session"]["scenario"] == step.state["debrief"]["next"]


def test_one_line_is_said_to_be_one():
    assert "over one line (" in texts(hear(hear(begun(), "It sounds like a hard month."), "stop"))[-1]
    two = hear(hear(hear(begun(), SUPPORTIVE[0]), SUPPORTIVE[1]), "stop")
    assert "over 2 lines (" in texts(two)[-1]


def test_a_skill_that_grew_is_named_in_the_look_back():
    ctx = context(saved={"practice": [{"scenario": "lying", "path": [0, 1], "turns": 8, "skills": {"blame": 2}}]})
    step = hear(begun(), "It sounds like a hard month.")
    assert "More often than in your first talks: saying back what you heard." in texts(hear(step, "stop", ctx=ctx))[0]
    assert "More often" not in texts(hear(step, "stop"))[0]


@pytest.mark.parametrize("said", ["yes", "that one", "ok", "the first one"])
def test_a_yes_to_the_scenes_offered_starts_the_first(said: str) -> None:
    offer = PRACTICE.start(Heard("i want to practise"), context())
    step = PRACTICE.answer(offer.state, Heard(said), context())
    assert step.state["at"] == "playing" and step.state["session"]["scenario"] == offer.state["offered"][0]


@pytest.mark.parametrize("said", ["that was too hard", "this is too hard for me"])
def test_a_scene_that_is_too_hard_gets_easier(said: str) -> None:
    step = PRACTICE.start(Heard(value="play:money"), context())
    before = step.state["session"]["level"]
    easier = PRACTICE.answer(step.state, Heard(said), context())
    assert easier.expects is Expects.LINE and easier.state["session"]["level"] in ("easy", before)
    assert easier.say[0].key == "practice.easier"


def test_somebody_who_thinks_they_are_no_good_at_it_is_met_kindly() -> None:
    step = PRACTICE.start(Heard(value="play:money"), context())
    met = PRACTICE.answer(step.state, Heard("im shit at this"), context())
    assert met.say[0].key == "practice.upset_hard" and texts(met)


def by_words(texts):
    """A stand-in for meaning: texts with the same words point the same way."""
    vectors = np.zeros((len(texts), 512))
    for i, text in enumerate(texts):
        for word in plain(text).split():
            vectors[i, zlib.crc32(word.encode()) % 512] += 1
    return vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))


def test_a_talk_that_no_scene_is_becomes_ones_own_and_what_was_told_is_not_asked_again():
    room = Practice(stand_in, meaning=by_words)
    step = room.start(Heard("I want to practise asking my boyfriend to move out"), context())
    assert step.state["at"] == "own_name" and step.state["own"]["about"] == "asking my boyfriend to move out"
    step = room.answer(step.state, Heard("call him Jay please"), context())
    assert step.state["at"] == "own_first" and step.state["own"]["name"] == "Jay"


def test_the_name_that_hearth_knows_is_not_asked_for_a_scene_of_ones_own():
    room = Practice(stand_in, meaning=by_words)
    step = room.start(Heard("practise asking my boyfriend to move out"), context(loved_one="Bo"))
    assert step.state["at"] == "own_first"


@pytest.mark.parametrize("said", ["none of these", "list", "show me all"])
def test_who_would_rather_have_a_ready_scene_gets_the_list(said):
    step = hear(PRACTICE.start(Heard("my own situation"), context()), said)
    assert step.state["at"] == "choosing" and len(step.state["offered"]) >= 24


def test_a_sentence_is_no_name():
    step = hear(PRACTICE.start(Heard("my own situation"), context()), "well that is what i would like to know")
    assert step.state["at"] == "own_name" and not step.state["own"].get("name")


@pytest.mark.parametrize(
    ("told", "manner"),
    [
        ("she goes quiet", "quiet"),
        ("he promises me the moon", "promises"),
        ("jokes, always", "jokes"),
        ("depends", "other"),
    ],
)
def test_how_they_take_it_is_kept_for_the_scene(told, manner):
    step = PRACTICE.start(Heard("my own situation"), context(loved_one="Bo"))
    for line in ("her drinking", "leave me alone", told):
        step = hear(step, line)
    assert step.state["session"]["facts"] == [f"manner_{manner}"]


@pytest.mark.parametrize("said", ["can you make her angrier", "she's too nice", "make it harder please"])
def test_a_scene_that_is_too_easy_gets_harder(said):
    assert hear(begun(), said).say[0].key == "practice.harder"


@pytest.mark.parametrize("said", ["can i stop for today", "i need to stop here", "could we stop now"])
def test_stopping_is_understood_in_many_words(said):
    assert hear(begun(), said).state["at"] == "after"


def test_carry_on_after_an_aside_goes_back_to_the_scene_and_is_no_line_of_it():
    step = hear(begun(), "im crying")
    assert step.say[0].key == "practice.upset"
    assert hear(step, "carry on").state["session"]["core"]["turn"] == 0
