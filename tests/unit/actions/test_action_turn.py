"""What every action shares, with the real store and a skill made for the test."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import base
from actions import exercise as exercise_module
from actions.base import ActionFailed, HearthAction, SkillAction
from actions.exercise import ActionExercise
from actions.rooms import Rooms
from actions.turn import KEEP_PAST, Turn
from coaching.dialogue import Context, Expects, Heard, Say, State, Step
from coaching.effects import FollowUp, Remember, Save

NOW = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)


class Counting:
    """Three questions; each answer is saved."""

    name = "boundary"

    def start(self, heard: Heard, context: Context) -> Step:
        return Step([Say("talk.thank")], {"n": 1}, Expects.LINE)

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        effects = [
            Save("limit", {"text": heard.text}),
            FollowUp("review", NOW + timedelta(days=3), {}),
            Remember({"loved_one": "Sam", "notes": {"seen": state["n"]}}),
        ]
        if state["n"] == 3:
            return Step([Say("talk.goodbye")], {}, Expects.NOTHING, effects)
        return Step([Say("talk.thank")], {"n": state["n"] + 1}, Expects.LINE, effects)

    def ask_again(self, state: State, context: Context) -> list[Say]:
        return [Say("talk.menu")]


class Begin(SkillAction):
    action_name = "action_boundary"
    skill = "boundary"


class Digress(HearthAction):
    action_name = "action_talk"

    def act(self, turn: Turn) -> None:
        base.digress(turn, lambda: turn.say(Say("talk.thank")))


@pytest.fixture
def rooms(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """With Ann in them, in the United Kingdom, and with the counting skill in place of every other."""
    british = replace(rooms, country="GB")
    monkeypatch.setattr(base, "rooms", lambda: british)
    for module in (base, exercise_module):
        monkeypatch.setattr(module, "skill_named", lambda name: Counting())
    british.people.get_or_make("ann", "web")
    british.people.consent("ann", NOW)
    return british


def tracker(text: str = "", message_id: str = "m1", intent: str = "inform", **metadata: Any) -> Tracker:
    message = {
        "text": text,
        "message_id": message_id,
        "metadata": metadata,
        "intent": {"name": intent, "confidence": 0.9},
        "intent_ranking": [{"name": intent, "confidence": 0.9}],
    }
    events = [{"event": "user", "input_channel": "web", **message}]
    return Tracker("ann", {}, message, events, False, None, {}, "action_listen")


def dark(*args: Any, **more: Any) -> None:
    raise SystemError("the lights went out")


async def act(action: HearthAction, *args: Any, **more: Any) -> list[dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    await action.run(dispatcher, tracker(*args, **more), {})
    return dispatcher.messages


async def test_an_exercise_runs_from_its_start_to_its_end_and_keeps_each_answer(rooms: Rooms) -> None:
    assert await act(Begin(), "a limit", "m1")
    for number in range(3):
        assert await act(ActionExercise(), f"answer {number}", f"m{number + 2}")
    assert sorted(item.fields["text"] for item in rooms.items.list("ann")) == ["answer 0", "answer 1", "answer 2"]
    assert rooms.exercises.current("ann") is None
    assert len(rooms.followups.list("ann")) == 3
    person = rooms.people.get("ann")
    assert person is not None and person.profile["loved_one"] == "Sam" and person.profile["notes"]["seen"] == 3


async def test_the_same_message_again_gives_the_same_words_and_does_nothing(rooms: Rooms) -> None:
    await act(Begin(), "a limit", "m1")
    first = await act(ActionExercise(), "my answer", "m2")
    assert await act(ActionExercise(), "my answer", "m2") == first
    assert len(rooms.items.list("ann")) == 1 and len(rooms.followups.list("ann")) == 1
    current = rooms.exercises.current("ann")
    assert current is not None and current.state["now"] == {"n": 2}


@pytest.mark.parametrize("lost", ["items.add", "followups.add", "exercises.update", "people.save_profile"])
async def test_a_crash_at_any_point_of_an_answer_leaves_the_same_step_and_saves_once(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    await act(Begin(), "a limit", "m1")
    room, method = lost.split(".")
    with monkeypatch.context() as patch:
        patch.setattr(getattr(rooms, room), method, dark)
        with pytest.raises(ActionFailed):
            await act(ActionExercise(), "my answer", "m2")
    assert await act(ActionExercise(), "my answer", "m2")
    assert len(rooms.items.list("ann")) == 1 and len(rooms.followups.list("ann")) == 1
    current = rooms.exercises.current("ann")
    assert current is not None and current.state["now"] == {"n": 2} and len(current.state["past"]) == 1


@pytest.mark.parametrize("lost", ["people.save_profile", "exercises.finish"])
async def test_a_crash_at_the_last_answer_ends_the_exercise_once(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    await act(Begin(), "a limit", "m1")
    for number in range(2):
        await act(ActionExercise(), "answer", f"n{number}")
    room, method = lost.split(".")
    with monkeypatch.context() as patch:
        patch.setattr(getattr(rooms, room), method, dark)
        with pytest.raises(ActionFailed):
            await act(ActionExercise(), "the last one", "m9")
    assert await act(ActionExercise(), "the last one", "m9")
    assert rooms.exercises.current("ann") is None and len(rooms.items.list("ann")) == 3


async def test_a_crash_at_the_first_question_begins_one_exercise(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rooms.people, "save_profile", dark)
        with pytest.raises(ActionFailed):
            await act(Begin(), "a limit", "m1")
    assert await act(Begin(), "a limit", "m1")
    assert rooms.exercises.paused("ann") == [] and rooms.exercises.current("ann") is not None


async def test_nobody_waits_any_more_so_nothing_is_done(rooms: Rooms) -> None:
    await act(Begin(), "a limit", "m1")
    with pytest.raises(ActionFailed):
        await act(ActionExercise(), "my answer", "m2", answer_by=time.time() - 1)
    assert rooms.items.list("ann") == []
    assert await act(ActionExercise(), "my answer", "m3", answer_by=time.time() + 5)


async def test_a_failure_tells_where_but_not_what_was_said(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await act(Begin(), "a limit", "m1")

    def broken(person: str, kind: str, fields: Any, source: Any) -> None:
        raise ValueError(fields)

    monkeypatch.setattr(rooms.items, "add", broken)
    with pytest.raises(ActionFailed) as caught:
        await act(ActionExercise(), "canary-771", "m2")
    assert "canary" not in caplog.text + str(caught.value) and "ValueError" in caplog.text


async def test_without_consent_nothing_is_begun_and_the_words_wait(rooms: Rooms) -> None:
    rooms.people.consent("ann", None)
    assert await act(Begin(), "my son drinks", "m1", intent="set_boundary")
    assert rooms.exercises.current("ann") is None
    person = rooms.people.get("ann")
    assert person is not None and person.profile["notes"]["pending"] == "my son drinks"


async def test_a_second_exercise_pauses_the_first_which_is_offered_at_the_end(rooms: Rooms) -> None:
    await act(Begin(), "one", "m1")
    await act(Begin(), "two", "m2")
    assert len(rooms.exercises.paused("ann")) == 1
    for number in range(3):
        said = await act(ActionExercise(), "answer", f"n{number}")
    offered = [button["payload"] for bubble in said for button in bubble["buttons"]]
    assert {"intent": "resume", "value": str(rooms.exercises.paused("ann")[0].id)}.items() <= offered[0].items()


async def test_a_digression_is_answered_and_the_open_question_asked_again(rooms: Rooms) -> None:
    await act(Begin(), "one", "m1")
    said = await act(Digress(), "a question", "m2")
    assert len(said) == 2
    current = rooms.exercises.current("ann")
    assert current is not None and current.state["now"] == {"n": 1}


async def test_a_button_of_an_exercise_that_is_over_does_nothing(rooms: Rooms) -> None:
    await act(Begin(), "one", "m1")
    said = await act(ActionExercise(), "", "m2", button={"intent": "inform", "value": "x", "exercise": 999})
    assert len(said) == 1 and rooms.items.list("ann") == []


async def test_going_back_undoes_answers_as_far_as_they_are_kept(rooms: Rooms) -> None:
    await act(Begin(), "one", "m1")
    await act(ActionExercise(), "first", "m2")
    turn = Turn(rooms, tracker("back", "m3"))
    assert turn.step_back() == {"n": 1}
    turn.finish(CollectingDispatcher())
    assert Turn(rooms, tracker("back", "m4")).step_back() is None
    assert KEEP_PAST >= 1


def test_what_a_skill_sees_of_the_saved_items_is_read_once(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms.items.add("ann", "limit", {"text": "no cash"}, None)
    turn = Turn(rooms, tracker("x"))
    calls, listed = [], rooms.items.list
    monkeypatch.setattr(rooms.items, "list", lambda person: calls.append(person) or listed(person))
    assert calls == []
    assert turn.context.saved["limit"][0]["text"] == "no cash" and turn.context.saved["note"] == []
    assert calls == ["ann"]
    turn.saved.forget()
    assert len(turn.saved) == 1 and len(calls) == 2
