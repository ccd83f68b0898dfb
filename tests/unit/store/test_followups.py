import threading
from datetime import datetime, timedelta, timezone

import pytest

from store.errors import Gone
from store.followups import FollowUps
from store.people import People

NOW = datetime(2026, 6, 1, 9, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)


def test_only_what_is_due_is_claimed_the_longest_due_first_and_once(db):
    late = FollowUps(db).add("ann", "checkin", NOW - MINUTE)
    later = FollowUps(db).add("bob", "debrief", NOW - 2 * MINUTE, {"talk": "money"}, "week")
    FollowUps(db).add("ann", "checkin", NOW + MINUTE)
    claimed = FollowUps(db).claim_due(NOW)
    assert [f.id for f in claimed] == [later, late]
    assert (claimed[0].person_id, claimed[0].about, claimed[0].every, claimed[0].attempts) == (
        "bob",
        {"talk": "money"},
        "week",
        1,
    )
    assert claimed[0].due_at == NOW - 2 * MINUTE
    assert FollowUps(db).claim_due(NOW) == []


def test_no_more_than_the_limit_are_claimed(db):
    for _ in range(3):
        FollowUps(db).add("ann", "checkin", NOW)
    assert [len(FollowUps(db).claim_due(NOW, 2)), len(FollowUps(db).claim_due(NOW, 2))] == [2, 1]


def test_a_claim_whose_worker_died_is_taken_again_under_the_same_external_id(db):
    FollowUps(db).add("ann", "checkin", NOW)
    (first,) = FollowUps(db).claim_due(NOW)
    assert FollowUps(db).claim_due(NOW + 5 * MINUTE) == []
    (again,) = FollowUps(db).claim_due(NOW + 5 * MINUTE + timedelta(seconds=1))
    assert (again.id, again.attempts, again.external_id) == (first.id, 2, first.external_id)


def test_workers_at_the_same_time_share_without_overlap(db):
    for _ in range(30):
        FollowUps(db).add("ann", "checkin", NOW)
    claimed, errors = [], []
    gate = threading.Barrier(2)

    def work():
        try:
            gate.wait()
            while found := FollowUps(db).claim_due(NOW, 4):
                claimed.extend(f.id for f in found)
        except Exception as error:  # a thread's exception would be lost otherwise
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(claimed) == len(set(claimed)) == 30


def test_done_and_failed_ones_do_not_come_back(db):
    a, b = FollowUps(db).add("ann", "checkin", NOW), FollowUps(db).add("ann", "checkin", NOW)
    FollowUps(db).claim_due(NOW)
    FollowUps(db).done(a)
    FollowUps(db).failed(b)
    assert FollowUps(db).claim_due(NOW + timedelta(days=1)) == [] == FollowUps(db).list("ann")


def test_a_rescheduled_one_comes_back_at_its_new_time_under_a_new_external_id(db):
    FollowUps(db).add("ann", "checkin", NOW, every="day")
    (first,) = FollowUps(db).claim_due(NOW)
    FollowUps(db).reschedule(first.id, NOW + timedelta(days=1))
    assert FollowUps(db).claim_due(NOW + 10 * MINUTE) == []
    (second,) = FollowUps(db).claim_due(NOW + timedelta(days=1))
    assert second.id == first.id and second.external_id != first.external_id


def test_stopping_stops_all_of_this_person_even_a_claimed_one(db):
    FollowUps(db).add("ann", "checkin", NOW)
    FollowUps(db).add("ann", "checkin", NOW + MINUTE)
    FollowUps(db).add("bob", "checkin", NOW + MINUTE)
    (claimed,) = FollowUps(db).claim_due(NOW)
    assert FollowUps(db).stop_all("ann") == 2
    FollowUps(db).reschedule(claimed.id, NOW)
    FollowUps(db).done(claimed.id)
    assert [f.person_id for f in FollowUps(db).claim_due(NOW + MINUTE)] == ["bob"]
    assert FollowUps(db).list("ann") == []


def test_people_who_cannot_be_reached_are_left_alone_until_they_write(db):
    FollowUps(db).add("ann", "checkin", NOW)
    People(db).unreachable("ann")
    assert FollowUps(db).claim_due(NOW) == []
    People(db).touch("ann")
    assert len(FollowUps(db).claim_due(NOW)) == 1


def test_the_same_promise_twice_is_one(db):
    first = FollowUps(db).add("ann", "checkin", NOW, idempotency="m7")
    assert FollowUps(db).add("ann", "checkin", NOW + MINUTE, idempotency="m7") == first
    assert FollowUps(db).add("bob", "checkin", NOW, idempotency="m7") != first
    assert [f.due_at for f in FollowUps(db).list("ann")] == [NOW]
    with pytest.raises(Gone):
        FollowUps(db).add("eve", "checkin", NOW)


def test_a_due_time_in_another_zone_is_the_same_moment(db):
    FollowUps(db).add("ann", "checkin", NOW.astimezone(timezone(timedelta(hours=-7))))
    assert FollowUps(db).claim_due(NOW - MINUTE) == []
    assert FollowUps(db).claim_due(NOW)[0].due_at == NOW


def test_stopping_one_kind_leaves_the_others(db):
    FollowUps(db).add("ann", "weekly", NOW + MINUTE)
    FollowUps(db).add("ann", "after_talk", NOW + MINUTE)
    assert FollowUps(db).stop_all("ann", "weekly") == 1
    assert [f.kind for f in FollowUps(db).list("ann")] == ["after_talk"]
