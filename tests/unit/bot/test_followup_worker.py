from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.followups import FollowUpWorker, next_time
from bot.house import House
from bot.turns import Turns
from store.errors import StoreError

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
NIGHT = datetime(2026, 11, 21, 23, 0, tzinfo=timezone.utc)


@pytest.fixture
def worker(house: House, turns: Turns) -> FollowUpWorker:
    house.people.get_or_make("ann", "telegram", "7")
    house.people.consent("ann", NOON)
    return FollowUpWorker(house, turns)


async def test_a_due_one_is_said_once_with_a_button_that_opens_it(
    worker: FollowUpWorker, house: House, mailbox: Any
) -> None:
    house.followups.add("ann", "review", NOON - timedelta(minutes=1), {"limit": 3})
    assert await worker.work(NOON) == 1
    assert await worker.work(NOON + timedelta(minutes=10)) == 0
    (bubble,) = mailbox.sent
    assert bubble.kind == "followup" and len(bubble.buttons) == 1
    assert house.buttons.look_up("ann", bubble.buttons[0][1]) == {
        "intent": "open_check_in", "value": "review", "about": {"limit": 3}, "title": bubble.buttons[0][0],
    }  # fmt: skip
    assert house.followups.list("ann") == []


async def test_one_that_is_not_due_waits(worker: FollowUpWorker, house: House, mailbox: Any) -> None:
    house.followups.add("ann", "review", NOON + timedelta(minutes=1))
    assert await worker.work(NOON) == 0 and not mailbox.sent


async def test_at_night_it_waits_for_the_person_s_own_morning(
    worker: FollowUpWorker, house: House, mailbox: Any
) -> None:
    house.people.save_profile("ann", {"timezone": "Asia/Tokyo"}, "")
    house.followups.add("ann", "review", NOON)
    await worker.work(NOON + timedelta(hours=1))  # ten in the evening in Tokyo
    assert not mailbox.sent
    (waiting,) = house.followups.list("ann")
    assert waiting.due_at == datetime(2026, 11, 21, 23, 0, tzinfo=timezone.utc)  # eight in the morning there
    await worker.work(waiting.due_at)
    assert len(mailbox.sent) == 1


async def test_a_repeating_one_comes_again(worker: FollowUpWorker, house: House, mailbox: Any) -> None:
    house.followups.add("ann", "checkin", NOON, every="week")
    await worker.work(NOON)
    (waiting,) = house.followups.list("ann")
    assert waiting.due_at == NOON + timedelta(days=7)
    await worker.work(NOON + timedelta(days=7))
    assert len(mailbox.sent) == 2


async def test_what_was_missed_while_nothing_ran_is_said_once_not_five_times(
    worker: FollowUpWorker, house: House, mailbox: Any
) -> None:
    house.followups.add("ann", "checkin", NOON, every="day")
    later = NOON + timedelta(days=5, hours=2)
    for _ in range(6):
        await worker.work(later)
    assert len(mailbox.sent) == 1
    assert house.followups.list("ann")[0].due_at == NOON + timedelta(days=6)


def test_the_next_time_lies_ahead_and_keeps_the_hour() -> None:
    assert next_time(NOON, "day", NOON) == NOON + timedelta(days=1)
    assert next_time(NOON, "week", NOON + timedelta(days=8)) == NOON + timedelta(days=14)


async def test_somebody_who_can_t_be_reached_gets_none_until_they_write_again(
    worker: FollowUpWorker, house: House, mailbox: Any
) -> None:
    house.followups.add("ann", "review", NOON)
    house.people.unreachable("ann")
    assert await worker.work(NOON) == 0
    house.people.touch("ann")
    assert await worker.work(NOON) == 1 and len(mailbox.sent) == 1


async def test_without_consent_nothing_is_said(worker: FollowUpWorker, house: House, mailbox: Any) -> None:
    house.people.consent("ann", None)
    house.followups.add("ann", "review", NOON)
    await worker.work(NOON)
    assert not mailbox.sent and house.followups.list("ann") == []


async def test_a_worker_that_died_between_saying_and_noting_does_not_say_it_twice(
    worker: FollowUpWorker, house: House, mailbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.followups.add("ann", "review", NOON)
    done = house.followups.done

    def dies(followup: int) -> None:
        raise StoreError("dark")

    monkeypatch.setattr(house.followups, "done", dies)
    with pytest.raises(StoreError):
        await worker.work(NOON)
    monkeypatch.setattr(house.followups, "done", done)
    assert await worker.work(NOON + timedelta(minutes=6)) == 1
    assert len(mailbox.sent) == 1 and house.followups.list("ann") == []


async def test_one_for_somebody_who_deleted_everything_meanwhile_stops_no_other(
    worker: FollowUpWorker, house: House, mailbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.people.get_or_make("bob", "telegram", "8")
    house.people.consent("bob", NOON)
    house.followups.add("ann", "review", NOON - timedelta(hours=1))
    house.followups.add("bob", "review", NOON)
    line = house.line

    def deletes(key: str, **values: str) -> str:
        house.people.delete("ann")
        return line(key, **values)

    monkeypatch.setattr(house, "line", deletes)
    await worker.work(NOON)
    assert [bubble.person_id for bubble in mailbox.sent] == ["bob"]


async def test_the_words_name_nothing_that_a_stranger_may_read(
    worker: FollowUpWorker, house: House, mailbox: Any
) -> None:
    for kind in ("checkin", "review", "debrief", "unheard of"):
        house.followups.add("ann", kind, NOON, {"secret": "whisky"})
    await worker.work(NOON)
    assert len(mailbox.sent) == 4
    for bubble in mailbox.sent:
        assert not any(word in bubble.text.lower() for word in ("whisky", "drink", "drug", "addict", "alcohol"))
