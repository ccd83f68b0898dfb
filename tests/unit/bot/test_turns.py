from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.door import Delivery, Incoming
from bot.house import House
from bot.turns import TooFast, TooLong, Turns
from store.errors import StoreError

Says = Callable[..., Incoming]
OVERDOSE = "he took something and he is not breathing"


def texts(replies: list[Any]) -> list[str]:
    return [reply.text for reply in replies]


def is_fallback(replies: list[Any]) -> bool:
    return [reply.kind for reply in replies] == ["notice"] and "999" in replies[0].text


async def test_a_message_is_answered_and_both_are_kept(turns: Turns, house: House, says: Says) -> None:
    replies = await turns.handle(says("hello there"))
    assert texts(replies) == ["heard hello there"]
    first, second = house.outbox.history("ann")
    assert first.body["text"] == "hello there" and second.text == "heard hello there"


async def test_turns_of_one_person_run_one_after_the_other(turns: Turns, dialogue: Any, says: Says) -> None:
    running, most = 0, 0

    async def turn(conversation: str, channel: str, message_id: str, text: str, metadata: Any) -> Any:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02 if text == "m 0" else 0)  # the first is the slowest
        running -= 1
        dialogue.asked.append({"text": text})
        return [{"text": text}]

    dialogue.turn = turn
    answers = await asyncio.gather(*(turns.handle(says(f"m {n}")) for n in range(6)))
    assert most == 1
    order = [row["text"] for row in dialogue.asked]
    kept = [m.body["text"] for m in turns.house.outbox.history("ann") if hasattr(m, "body")]
    assert order == kept, "in the order in which they came into the inbox"
    assert sorted(texts([a[0] for a in answers])) == [f"m {n}" for n in range(6)]


async def test_turns_of_different_people_run_side_by_side(turns: Turns, dialogue: Any, says: Says) -> None:
    dialogue.gate = asyncio.Event()
    waiting = [asyncio.ensure_future(turns.handle(says("hi", person))) for person in ("ann", "bob", "eve")]
    while len(dialogue.asked) < 3:
        await asyncio.sleep(0.01)
    dialogue.gate.set()
    assert all(await asyncio.gather(*waiting))


async def test_the_same_id_again_gives_the_same_replies_and_runs_nothing(
    turns: Turns, dialogue: Any, says: Says
) -> None:
    message = says("hello")
    first = await turns.handle(message)
    assert await turns.handle(message) == first
    assert len(dialogue.asked) == 1


async def test_the_same_id_while_the_first_runs_waits_for_its_replies(turns: Turns, dialogue: Any, says: Says) -> None:
    dialogue.gate = asyncio.Event()
    message = says("hello")
    both = [asyncio.ensure_future(turns.handle(message)) for _ in range(2)]
    await asyncio.sleep(0.1)
    dialogue.gate.set()
    one, two = await asyncio.gather(*both)
    assert one == two and len(dialogue.asked) == 1


async def test_a_channel_s_duplicate_is_delivered_once(turns: Turns, mailbox: Any, says: Says, settled: Any) -> None:
    for text in ("hello", OVERDOSE):
        mailbox.sent.clear()
        message = says(text, channel="telegram", address="7")
        await turns.accept(message)
        await settled(turns)
        once = len(mailbox.sent)
        assert once
        assert await turns.accept(message) is None
        await settled(turns)
        assert len(mailbox.sent) == once


async def test_too_many_messages_are_refused_but_danger_never(turns: Turns, says: Says) -> None:
    for n in range(50):
        await turns.handle(says(f"m {n}"))
    with pytest.raises(TooFast):
        await turns.handle(says("one more"))
    assert (await turns.handle(says(OVERDOSE)))[0].kind == "crisis"
    assert (await turns.handle(says(None, command="urgent", kind="command")))[0].kind == "crisis"
    assert await turns.handle(says("somebody else", "bob"))


async def test_a_flood_gets_one_notice_and_then_silence(turns: Turns, mailbox: Any, says: Says, settled: Any) -> None:
    for _ in range(70):
        await turns.accept(says("hello", channel="telegram"))
    await settled(turns)
    notices = [bubble for bubble in mailbox.sent if bubble.kind == "notice"]
    assert len(notices) == 1 and "999" in notices[0].text
    assert len(mailbox.sent) == 51


async def test_a_text_that_is_too_long_is_refused_but_danger_at_its_end_is_seen(turns: Turns, says: Says) -> None:
    story = "it was a long day and then some more of it. " * 200
    with pytest.raises(TooLong):
        await turns.handle(says(story))
    assert (await turns.handle(says(story + OVERDOSE)))[0].kind == "crisis"


@pytest.mark.parametrize("answer", [[], [{"text": "", "do": {"noted": True}}], [{"text": "", "buttons": []}]])
async def test_an_empty_answer_becomes_the_fallback(turns: Turns, dialogue: Any, says: Says, answer: Any) -> None:
    dialogue.answer = lambda turn: answer
    assert is_fallback(await turns.handle(says("hello")))


async def test_a_dialogue_that_is_down_becomes_the_fallback_and_it_is_kept(
    turns: Turns, dialogue: Any, house: House, says: Says, down: Any
) -> None:
    dialogue.answer = down
    message = says("hello")
    replies = await turns.handle(message)
    assert is_fallback(replies) and replies[0].id
    dialogue.answer = lambda turn: [{"text": "better now"}]
    assert await turns.handle(message) == replies
    assert texts(await turns.handle(says("thank you"))) == ["better now"]


async def test_an_error_of_ours_becomes_the_fallback_and_is_not_answered_again(
    turns: Turns, dialogue: Any, house: House, says: Says, settled: Any
) -> None:
    def broken(turn: Any) -> Any:
        raise RuntimeError(turn["text"])

    dialogue.answer = broken
    assert is_fallback(await turns.handle(says("a secret word")))
    await settled(turns)
    assert house.inbox.unfinished() == []


async def test_an_error_s_text_never_reaches_the_log(
    turns: Turns, dialogue: Any, says: Says, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(turn: Any) -> Any:
        raise ValueError(turn["text"])

    dialogue.answer = broken
    await turns.handle(says("canary-5521"))
    assert "A turn failed" in caplog.text and "canary-5521" not in caplog.text


async def test_what_waited_for_consent_gets_its_answer(turns: Turns, dialogue: Any, says: Says) -> None:
    def answer(turn: Any) -> Any:
        if turn["text"] == "yes":
            return [{"text": "thank you", "do": {"replay": "/my son drinks"}}]
        return [{"text": f"now to: {turn['text']}"}]

    dialogue.answer = answer
    assert texts(await turns.handle(says("yes"))) == ["thank you", "now to: my son drinks"]
    assert dialogue.asked[1]["id"].endswith(":replay")


async def test_a_consent_is_not_lost_when_the_first_words_can_t_be_answered(
    turns: Turns, dialogue: Any, says: Says, down: Any
) -> None:
    dialogue.answer = lambda turn: (
        [{"text": "thank you", "do": {"replay": "my son drinks"}}] if turn["text"] == "yes" else down(turn)
    )
    replies = await turns.handle(says("yes"))
    assert replies[0].text == "thank you" and is_fallback(replies[1:])


async def test_a_button_of_ours_becomes_its_intent(turns: Turns, dialogue: Any, says: Says) -> None:
    payload = {"intent": "set_boundary", "value": "menu", "title": "Set a limit"}
    dialogue.answer = lambda turn: [{"text": "pick", "buttons": [{"title": "Set a limit", "payload": payload}]}]
    (offer,) = await turns.handle(says("menu"))
    token = offer.buttons[0][1]
    await turns.handle(says(None, button=token, kind="button"))
    assert dialogue.asked[-1]["text"] == "/set_boundary"
    assert dialogue.asked[-1]["metadata"]["button"] == payload
    assert turns.house.outbox.history("ann")[2].body["title"] == "Set a limit"


@pytest.mark.parametrize("who", ["somebody else's", "invented"])
async def test_a_button_that_is_not_theirs_does_nothing(turns: Turns, dialogue: Any, says: Says, who: str) -> None:
    payload = {"intent": "set_boundary", "value": "", "title": "private title"}
    dialogue.answer = lambda turn: [{"text": "pick", "buttons": [{"title": "private title", "payload": payload}]}]
    (offer,) = await turns.handle(says("menu"))
    token = offer.buttons[0][1] if who == "somebody else's" else "x" * 16
    (reply,) = await turns.handle(says(None, "bob", button=token, kind="button"))
    assert reply.kind == "notice" and len(dialogue.asked) == 1
    assert "private title" not in str(turns.house.outbox.history("bob"))


async def test_an_edited_message_is_told_so_but_danger_in_it_is_answered(
    turns: Turns, dialogue: Any, says: Says
) -> None:
    (reply,) = await turns.handle(says("hello again", kind="edited"))
    assert reply.kind == "notice" and not dialogue.asked
    assert (await turns.handle(says(OVERDOSE, kind="edited")))[0].kind == "crisis"


async def test_a_sticker_gets_a_kind_line(turns: Turns, dialogue: Any, says: Says) -> None:
    (reply, *_) = await turns.handle(says(None, kind="unreadable"))
    assert "999" in reply.text and not dialogue.asked


async def test_slashes_are_words_and_only_our_commands_are_commands(turns: Turns, dialogue: Any, says: Says) -> None:
    await turns.handle(says('/set_boundary{"x": "y"}'))
    assert not dialogue.asked[-1]["text"].startswith("/")
    await turns.handle(says(None, command="help", kind="command"))
    assert dialogue.asked[-1]["text"] == "/ask_help"


async def test_a_restart_answers_what_was_left_in_order_and_sends_what_was_not_sent(
    house: House, turns: Turns, dialogue: Any, mailbox: Any, says: Says, settled: Any
) -> None:
    body = {"button": None, "command": None, "address": "7"}
    for person in ("ann", "bob"):
        house.people.get_or_make(person, "telegram", "7")
        for n in range(3):
            house.inbox.receive(person, "telegram", f"{person}{n}", {**body, "text": f"{person} {n}"})
    house.inbox.start(1)  # it was being worked on when the lights went out
    done = house.inbox.receive("ann", "telegram", "done", {**body, "text": "answered"})
    house.inbox.finish(done.id, [{"text": "one"}, {"text": "two"}])

    after = Turns(house, dialogue)
    after.doors["telegram"] = mailbox
    assert await after.recover() == 8
    await settled(after)
    assert [t for t in dialogue.texts() if t.startswith("ann")] == ["ann 0", "ann 1", "ann 2"]
    assert [t for t in dialogue.texts() if t.startswith("bob")] == ["bob 0", "bob 1", "bob 2"]
    assert [t for t in mailbox.texts if t in ("one", "two")] == ["one", "two"]
    assert len(mailbox.sent) == 8
    again = Turns(house, dialogue)
    again.doors["telegram"] = mailbox
    assert await again.recover() == 0
    await after.close()
    await again.close()


async def test_a_restart_leaves_alone_what_came_after_it(turns: Turns, dialogue: Any, says: Says, settled: Any) -> None:
    dialogue.gate = asyncio.Event()
    running = asyncio.ensure_future(turns.handle(says("fresh")))
    while not dialogue.asked:
        await asyncio.sleep(0.01)
    assert await turns.recover() == 0
    dialogue.gate.set()
    await running
    assert dialogue.texts() == ["fresh"]


async def test_a_danger_message_left_by_a_crash_is_answered(
    house: House, dialogue: Any, mailbox: Any, settled: Any
) -> None:
    house.people.get_or_make("ann", "telegram", "7")
    house.inbox.receive("ann", "telegram", "x", {"text": OVERDOSE, "address": "7", "button": None, "command": None})
    after = Turns(house, dialogue)
    after.doors["telegram"] = mailbox
    await after.recover()
    await settled(after)
    assert mailbox.sent[0].kind == "crisis" and house.inbox.unfinished() == []
    await after.close()


async def test_old_messages_wait_for_rasa_but_danger_does_not(
    house: House, dialogue: Any, mailbox: Any, settled: Any
) -> None:
    house.people.get_or_make("ann", "telegram", "7")
    for number, text in enumerate(("hello", OVERDOSE)):
        body = {"text": text, "address": "7", "button": None, "command": None}
        house.inbox.receive("ann", "telegram", f"x{number}", body)
    after = Turns(house, dialogue)
    after.doors["telegram"] = mailbox
    dialogue.ready_after = 1_000_000
    recovering = asyncio.ensure_future(after.recover())
    while not mailbox.sent:
        await asyncio.sleep(0.01)
    assert mailbox.sent[0].kind == "crisis" and "hello" not in dialogue.texts()
    dialogue.ready_after = 0
    assert await recovering == 2
    await settled(after)
    assert house.inbox.unfinished() == []
    await after.close()


async def test_a_client_that_sends_again_after_a_crash_gets_the_answer(
    house: House, turns: Turns, dialogue: Any, says: Says, settled: Any
) -> None:
    message = says("hello")
    house.people.get_or_make("ann", "web")
    house.inbox.receive("ann", "web", message.message_id, {"text": "hello", "address": ""})
    assert texts(await turns.handle(message)) == ["heard hello"]
    await turns.recover()
    await settled(turns)
    assert dialogue.texts() == ["hello"]


async def test_delete_leaves_nothing_and_is_told_after_it_is_done(
    turns: Turns, house: House, dialogue: Any, says: Says
) -> None:
    await turns.handle(says("canary"))
    dialogue.answer = lambda turn: [{"text": "all is deleted", "do": {"delete": True}}]
    (reply,) = await turns.handle(says("delete everything"))
    assert reply.text == "all is deleted" and reply.id == 0
    assert house.people.get("ann") is None
    assert house.outbox.history("ann") == []


async def test_a_delete_that_fails_is_not_told_as_done(
    turns: Turns, house: House, dialogue: Any, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(person: str) -> bool:
        raise StoreError("locked")

    monkeypatch.setattr(house.people, "delete", fails)
    dialogue.answer = lambda turn: [{"text": "all is deleted", "do": {"delete": True}}]
    assert is_fallback(await turns.handle(says("delete everything")))


async def test_a_message_that_waited_behind_a_delete_begins_anew(
    turns: Turns, house: House, dialogue: Any, says: Says
) -> None:
    dialogue.gate = asyncio.Event()
    dialogue.answer = lambda turn: [
        {"text": turn["text"], "do": {"delete": True} if turn["text"] == "delete" else None}
    ]
    first = asyncio.ensure_future(turns.handle(says("delete")))
    while not dialogue.asked:
        await asyncio.sleep(0.01)
    second = asyncio.ensure_future(turns.handle(says("still there?")))
    await asyncio.sleep(0.1)
    dialogue.gate.set()
    assert texts(await first) == ["delete"] and texts(await second) == ["still there?"]
    person = house.people.get("ann")
    assert person is not None and person.consent_at is None
    assert [m.body["text"] for m in house.outbox.history("ann") if hasattr(m, "body")] == ["still there?"]
    assert turns._running == {} and turns._locks == {}


async def test_an_export_goes_out_as_a_file_before_the_word_about_it(
    turns: Turns, dialogue: Any, mailbox: Any, says: Says, settled: Any
) -> None:
    await turns.accept(says("remember this", channel="telegram"))
    await settled(turns)
    dialogue.answer = lambda turn: [{"text": "here it is", "do": {"export": True}}]
    await turns.accept(says("export", channel="telegram"))
    await settled(turns)
    ((name, data),) = mailbox.files
    assert name == "hearth.json" and "remember this" in str(json.loads(data)["messages"])
    assert mailbox.texts[-1] == "here it is"


async def test_a_person_who_blocked_us_is_marked_and_gets_no_more(
    turns: Turns, house: House, dialogue: Any, mailbox: Any, says: Says, settled: Any
) -> None:
    mailbox.result = Delivery.UNREACHABLE
    dialogue.answer = lambda turn: [{"text": "one"}, {"text": "two"}]
    await turns.accept(says("hello", channel="telegram"))
    await settled(turns)
    assert mailbox.texts == ["one"]
    person = house.people.get("ann")
    assert person is not None and not person.reachable


async def test_a_follow_up_is_said_once_however_often_it_is_tried(turns: Turns, house: House, mailbox: Any) -> None:
    house.people.get_or_make("ann", "telegram", "7")
    for _ in range(2):
        await turns.say("ann", "followup:1", [{"kind": "followup", "text": "how was it?"}])
    assert mailbox.texts == ["how was it?"]


async def test_no_lock_is_left_behind(turns: Turns, says: Says) -> None:
    await asyncio.gather(*(turns.handle(says("hi", f"p{n % 3}")) for n in range(9)))
    assert turns._locks == {} and turns._running == {}
