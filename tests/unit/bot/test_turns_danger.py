from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot import at_once
from bot import turns as turns_module
from bot.door import Incoming
from bot.house import House
from bot.settings import Settings
from bot.turns import Turns, Unavailable
from coaching.safety.danger import Danger, Level, Reason
from store.errors import StoreError

Says = Callable[..., Incoming]
OVERDOSE = "he took something and he is not breathing"


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    holder = sqlite3.connect(settings.var / "hearth.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@pytest.fixture
def no_store(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Switches the store off and on."""
    session = house.database.session

    def broken(write: bool = True) -> Any:
        raise StoreError("gone")

    def switch(off: bool) -> None:
        monkeypatch.setattr(house.database, "session", broken if off else session)

    return switch


async def test_danger_gets_its_answer_and_rasa_is_told(turns: Turns, dialogue: Any, says: Says, settled: Any) -> None:
    replies = await turns.handle(says(OVERDOSE))
    assert replies[0].kind == "crisis" and "999" in replies[0].text and replies[0].id
    await settled(turns)
    assert [asked["text"] for asked in dialogue.asked] == ["/danger_overdose"]


async def test_danger_overtakes_what_hangs_and_so_does_the_next_answer(turns: Turns, dialogue: Any, says: Says) -> None:
    dialogue.gate = asyncio.Event()
    hanging = asyncio.ensure_future(turns.handle(says("what can you do")))
    while not dialogue.asked:
        await asyncio.sleep(0.01)
    assert (await turns.handle(says(OVERDOSE)))[0].kind == "crisis"
    assert (await turns.handle(says("no")))[0].kind == "crisis"
    assert not hanging.done()
    dialogue.gate.set()
    await hanging


async def test_danger_split_over_two_messages_is_seen(turns: Turns, says: Says, house: House) -> None:
    await turns.handle(says("he took a lot of heroin"))
    together = house.screen.read("now he wont wake up", ("he took a lot of heroin",))
    replies = await turns.handle(says("now he wont wake up"))
    assert together.level.value == "alarm" and replies[0].kind == "crisis"


async def test_danger_is_answered_without_a_store_and_ordinary_words_are_refused(
    turns: Turns, mailbox: Any, says: Says, no_store: Any
) -> None:
    no_store(True)
    replies = await turns.handle(says(OVERDOSE))
    assert replies[0].kind == "crisis" and "999" in replies[0].text and replies[0].id == 0
    assert (await turns.handle(says("no")))[0].kind == "crisis", "the path goes on"
    assert (await turns.handle(says(None, "bob", command="urgent", kind="command")))[0].kind == "crisis"
    with pytest.raises(Unavailable):
        await turns.handle(says("hello", "eve"))


async def test_the_person_s_own_country_is_known_without_the_store(
    turns: Turns, house: House, says: Says, no_store: Any
) -> None:
    house.people.get_or_make("ann", "web")
    house.people.save_profile("ann", {"country": "US"}, "US")
    await turns.handle(says("hello"))
    no_store(True)
    assert "911" in (await turns.handle(says(OVERDOSE)))[0].text


async def test_a_duplicate_without_a_store_is_delivered_once(
    turns: Turns, mailbox: Any, says: Says, no_store: Any, settled: Any
) -> None:
    no_store(True)
    message = says(OVERDOSE, channel="telegram")
    await turns.accept(message)
    await turns.accept(message)
    await settled(turns)
    assert len(mailbox.sent) == len(set(mailbox.texts)) > 0


async def test_a_locked_database_delays_no_danger_and_keeps_it_later(
    turns: Turns, house: House, settings: Settings, dialogue: Any, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_once, "PATIENCE", 0.2)
    await turns.handle(says("hello"))
    with locked(settings):
        waiting = [asyncio.ensure_future(turns.handle(says("hi", f"p{n}"))) for n in range(40)]
        await asyncio.sleep(0.1)
        began = time.monotonic()
        replies = await turns.handle(says(OVERDOSE))
        assert replies[0].kind == "crisis" and time.monotonic() - began < 2
    await asyncio.gather(*waiting, return_exceptions=True)
    for _ in range(100):
        if any(m.kind == "crisis" for m in house.outbox.history("ann")):
            break
        await asyncio.sleep(0.05)
    kept = house.outbox.history("ann")
    assert sum("not breathing" in m.body["text"] for m in kept if hasattr(m, "body")) == 1
    assert {m.state for m in kept if m.kind == "crisis"} <= {"pending", "sent"}
    state = house.safety_states.get("ann")
    assert state and state["state"]["kind"] == "danger_overdose", "the path goes on from the store"


async def test_an_answer_that_can_t_be_stored_reaches_the_person_and_the_store_later(
    turns: Turns, house: House, says: Says, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns_module, "RETRIES", (0.0, 0.0))
    finish, failures = house.inbox.finish, iter([True])

    def once_locked(message_id: int, replies: Any) -> Any:
        if next(failures, False):
            raise StoreError("locked")
        return finish(message_id, replies)

    monkeypatch.setattr(house.inbox, "finish", once_locked)
    replies = await turns.handle(says("hello"))
    assert [r.text for r in replies] == ["heard hello"] and replies[0].id == 0
    await settled(turns)
    assert [m.text for m in house.outbox.history("ann")[1:]] == ["heard hello"]
    assert house.inbox.unfinished() == [] and house.outbox.history("ann")[1].state == "sent"


async def test_those_who_waited_long_get_their_fallback_soon(
    turns: Turns, dialogue: Any, house: House, says: Says, down: Any
) -> None:
    patience = []

    def answer(turn: Any) -> Any:
        patience.append(turn["metadata"]["answer_by"] - time.time())
        return [{"text": "ok"}]

    dialogue.answer = answer
    dialogue.gate = asyncio.Event()
    both = [asyncio.ensure_future(turns.handle(says(f"m {n}"))) for n in range(2)]
    while not dialogue.asked or len(turns._running) < 2:  # both are in, however slow the machine is
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.5)
    dialogue.gate.set()
    await asyncio.gather(*both)
    assert patience[1] < house.settings.rasa_timeout - 0.4


async def test_after_delete_no_memory_of_danger_is_left(turns: Turns, dialogue: Any, says: Says, settled: Any) -> None:
    await turns.handle(says(OVERDOSE))
    await settled(turns)
    await turns._delete("ann")
    memory = turns._at_once
    assert not memory._states and not memory._countries and not memory._given
    assert not any(vars(turns._pace)[memory] for memory in ("_times", "_warned", "_texts"))


async def test_a_question_is_asked_when_danger_is_only_possible(
    turns: Turns, house: House, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    possible = Danger(Level.CHECK, "danger_suicide_self", reasons=(Reason("self_cannot_go_on", "", Level.CHECK),))
    monkeypatch.setattr(house.screen, "read", lambda *given, **named: possible)  # which words those are is learnt
    replies = await turns.handle(says("I can't do this any more"))
    assert replies[0].kind == "crisis" and replies[-1].text.rstrip().endswith("?")


async def test_danger_in_spanish_is_answered_in_spanish_first(turns: Turns, says: Says) -> None:
    replies = await turns.handle(says("mi hijo no respira y tiene los labios azules"))
    assert replies[0].kind == "crisis" and "999" in replies[0].text and "Llame" in replies[0].text
    assert 1 < len(replies) <= 3
    later = await turns.handle(says("no sé qué hacer, tengo mucho miedo"))
    assert "Llame" in later[0].text or "llame" in later[0].text
    assert len(later) <= 3


async def test_danger_in_spanish_is_answered_in_spanish_without_a_store(
    turns: Turns, says: Says, no_store: Callable[[bool], None]
) -> None:
    no_store(True)
    replies = await turns.handle(says("mi hijo no respira y tiene los labios azules"))
    assert "Llame" in replies[0].text and len(replies) <= 3
