import pytest

from store.errors import Gone
from store.exercises import Exercises


def test_an_open_exercise_comes_back_with_its_state(db):
    made = Exercises(db).open("ann", "boundary", {"step": "why", "so_far": ["é"]}, "text")
    assert Exercises(db).current("ann") == made
    assert Exercises(db).current("bob") is None


def test_a_new_state_replaces_the_old_one(db):
    made = Exercises(db).open("ann", "boundary", {"step": 1}, "text")
    Exercises(db).update(made.id, {"step": 2}, "number")
    now = Exercises(db).current("ann")
    assert (now.state, now.expects) == ({"step": 2}, "number") and now.updated_at >= made.updated_at


def test_opening_another_pauses_the_first_and_resuming_swaps_them(db):
    limit = Exercises(db).open("ann", "boundary", {"l": 1}, "text")
    talk = Exercises(db).open("ann", "practice", {"t": 1}, "line")
    assert Exercises(db).current("ann").id == talk.id
    assert [e.id for e in Exercises(db).paused("ann")] == [limit.id]
    back = Exercises(db).resume(limit.id)
    assert (back.state, back.status) == ({"l": 1}, "open") and Exercises(db).current("ann") == back
    assert [e.id for e in Exercises(db).paused("ann")] == [talk.id]


def test_one_persons_exercise_leaves_anothers_open(db):
    theirs = Exercises(db).open("bob", "boundary", {}, "text")
    Exercises(db).open("ann", "boundary", {}, "text")
    assert Exercises(db).current("bob").id == theirs.id


def test_the_one_paused_last_comes_first(db):
    made = [Exercises(db).open("ann", skill, {}, "text") for skill in ("a", "b", "c")]
    Exercises(db).pause(made[2].id)
    assert [e.skill for e in Exercises(db).paused("ann")] == ["c", "b", "a"]
    assert Exercises(db).current("ann") is None


def test_a_finished_one_is_neither_open_nor_paused_nor_resumable(db):
    made = Exercises(db).open("ann", "boundary", {}, "text")
    Exercises(db).finish(made.id)
    Exercises(db).pause(made.id)
    assert Exercises(db).current("ann") is None and Exercises(db).paused("ann") == []
    other = Exercises(db).open("ann", "practice", {}, "line")
    with pytest.raises(Gone):
        Exercises(db).resume(made.id)
    assert Exercises(db).current("ann").id == other.id, "a refused resume pauses nothing"


def test_what_is_not_there_is_gone(db):
    for call in (
        lambda: Exercises(db).open("eve", "boundary", {}, "text"),
        lambda: Exercises(db).update(999, {}, "text"),
        lambda: Exercises(db).resume(999),
    ):
        with pytest.raises(Gone):
            call()


def test_resuming_the_open_one_keeps_it_open(db):
    made = Exercises(db).open("ann", "boundary", {}, "text")
    assert Exercises(db).resume(made.id).status == "open"
    assert Exercises(db).current("ann").id == made.id and Exercises(db).paused("ann") == []
