from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.door import Delivery, Incoming, Outgoing
from bot.telegram import TelegramDoor
from bot.telegram_api import ApiBot
from bot.telegram_send import Patience
from bot.telegram_typing import Typing
from bot.turns import TooLong, Unavailable
from coaching.content import wording
from store.errors import Gone
from tests.fakes.telegram_api import (
    ANNA,
    TOKEN,
    FakeTelegram,
    accepted_but_silent,
    bad_gateway,
    bad_request,
    too_many_requests,
)

BEN = 1002
HOOK = "https://hearth.example.org/telegram/x7"
SECRET = "a-secret-of-the-test"


class FakeHouse:
    """The gateway's own lines."""

    def __init__(self) -> None:
        self.wording = wording()

    def line(self, key: str) -> str:
        return f"[{key}]" if key in self.wording.lines else ""


class FakeTurns:
    """An inbox, unique by message id, and an echo. `trouble` is raised by the next `accept` calls, one each."""

    def __init__(self) -> None:
        self.house = FakeHouse()
        self.door: TelegramDoor | None = None
        self.stored: list[Incoming] = []
        self.offered: list[str] = []
        self.blocked: list[str] = []
        self.trouble: list[Exception | None] = []
        self.slow_turn = 0.0
        self.slow_store = 0.0
        self.store_down = False
        self.stranger = False
        self.delivered: list[Delivery] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def accept(self, incoming: Incoming) -> int | None:
        self.offered.append(incoming.message_id)
        await asyncio.sleep(self.slow_store)
        error = self.trouble.pop(0) if self.trouble else None
        if error is not None:
            raise error
        if self.store_down and "danger" not in (incoming.text or ""):
            raise Unavailable
        ids = [known.message_id for known in self.stored]
        if incoming.message_id in ids:
            await asyncio.shield(self.tasks[ids.index(incoming.message_id)])  # as the real one does
            return None
        self.stored.append(incoming)
        self.tasks.append(asyncio.create_task(self._turn(incoming)))
        return len(self.stored)

    async def _turn(self, incoming: Incoming) -> None:
        await asyncio.sleep(self.slow_turn)
        text = f"you said {incoming.text or incoming.button or incoming.command or incoming.kind}"
        outgoing = Outgoing(1, incoming.person, incoming.address, "message", text, (("Yes", "t-yes"), ("No", "t-no")))
        assert self.door is not None
        self.delivered.append(await self.door.deliver(outgoing))

    async def unreachable(self, person_id: str) -> None:
        if self.stranger:
            raise Gone("There is no such person.")
        self.blocked.append(person_id)


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def turns() -> FakeTurns:
    return FakeTurns()


Made = Callable[..., TelegramDoor]


@pytest.fixture
async def make(telegram: FakeTelegram, turns: FakeTurns) -> AsyncIterator[Made]:
    """Makes doors, and starts them unless told otherwise; stops all at the end."""
    doors: list[tuple[TelegramDoor, asyncio.Task[None] | None]] = []

    def one(start: bool = True, **more: Any) -> TelegramDoor:
        door = TelegramDoor(
            TOKEN,
            turns,  # type: ignore[arg-type]
            base_url=telegram.url,
            person_id=lambda chat: f"person-{chat}",
            patience=Patience(first=0.05, longest=0.2, give_up=5),
            **more,
        )
        turns.door = door
        doors.append((door, asyncio.create_task(door.start()) if start else None))
        return door

    yield one
    for door, task in doors:
        await door.stop()
        if task is not None:
            await asyncio.wait_for(task, 5)


async def soon(true: Callable[[], Any], seconds: float = 20.0) -> None:
    """Waits, without blocking the door's own loop."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not happen"
        await asyncio.sleep(0.01)


async def reply(telegram: FakeTelegram, count: int = 1, chat: int = ANNA) -> dict[str, Any]:
    return await asyncio.to_thread(telegram.wait_for_reply, chat, count)


# -- receiving --------------------------------------------------------------------------------------------------------


async def test_a_message_gets_its_reply(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    make()
    update = telegram.user_says("hello")
    assert (await reply(telegram))["text"] == "you said hello"
    assert turns.stored[0].message_id == f"u{update['update_id']}"
    await soon(lambda: turns.delivered == [Delivery.SENT])


async def test_only_what_we_understand_is_asked_for_and_nothing_pending_is_dropped(
    telegram: FakeTelegram, make: Made
) -> None:
    telegram.user_says("written while Hearth was down")
    make()
    assert (await reply(telegram))["text"] == "you said written while Hearth was down"
    assert telegram.calls_of("deleteWebhook")[0].params == {"drop_pending_updates": "false"}
    assert telegram.calls_of("getUpdates")[0].params["allowed_updates"] == [
        "message", "edited_message", "callback_query", "my_chat_member",
    ]  # fmt: skip


async def test_the_menu_has_the_five_commands_in_words_from_the_content(telegram: FakeTelegram, make: Made) -> None:
    make()
    await asyncio.to_thread(telegram.wait_for_call, "getUpdates")
    assert [c["command"] for c in telegram.commands] == ["start", "help", "urgent", "stop", "delete"]
    assert all(c["description"] for c in telegram.commands)


async def test_an_update_is_confirmed_only_after_it_is_stored(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    turns.slow_store = 0.4
    make()
    update = telegram.user_says("hello")
    await soon(lambda: turns.offered)
    await asyncio.sleep(0.2)
    assert telegram.is_pending(update) and not turns.stored
    await asyncio.to_thread(telegram.wait_until_confirmed, update)
    assert turns.stored


async def test_what_can_not_be_stored_stays_with_telegram_until_it_can(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    turns.store_down = True
    make()
    update = telegram.user_says("hello")
    await soon(lambda: len(turns.offered) >= 3)
    assert telegram.is_pending(update)
    assert [m["text"] for m in telegram.sent_to()] == ["[talk.unavailable]"], "once, however often it is tried"
    turns.store_down = False
    assert (await reply(telegram, 2))["text"] == "you said hello"
    await asyncio.to_thread(telegram.wait_until_confirmed, update)
    assert len(turns.stored) == 1


async def test_danger_is_answered_though_the_message_before_can_not_be_stored(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    turns.store_down = True
    make()
    with telegram.held():
        telegram.user_says("hello")
        telegram.user_says("danger")
    await soon(lambda: "you said danger" in [m["text"] for m in telegram.sent_to()])
    await asyncio.sleep(0.5)
    assert [m["text"] for m in telegram.sent_to()].count("you said danger") == 1


async def test_a_duplicate_is_answered_once(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    make()
    update = telegram.user_says("hello")
    await reply(telegram)
    telegram.repeat(update)
    telegram.user_says("next")
    assert (await reply(telegram, 2))["text"] == "you said next"
    assert [incoming.text for incoming in turns.stored] == ["hello", "next"]


async def test_a_duplicate_of_a_message_still_worked_on_holds_up_nobody(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    turns.slow_turn = 8
    make()
    update = telegram.user_says("hello")
    await soon(lambda: turns.stored)
    turns.slow_turn = 0
    telegram.repeat(update)
    await asyncio.sleep(0.1)
    telegram.user_says("hello", BEN)
    await reply(telegram, chat=BEN)
    assert not telegram.sent_to(ANNA)


async def test_after_a_restart_the_inbox_stops_the_duplicate(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    first = make()
    update = telegram.user_says("hello")
    await reply(telegram)
    await first.stop()
    make()
    telegram.repeat(update)
    await soon(lambda: len(turns.offered) == 2)
    await asyncio.sleep(0.1)
    assert len(turns.stored) == 1 and len(telegram.sent_to()) == 1


async def test_updates_in_the_wrong_order_are_put_right(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    telegram.reverse_next()
    with telegram.held():
        make()
        for n in range(5):
            telegram.user_says(f"{n}")
            telegram.user_says(f"{n}", BEN)
    await soon(lambda: len(turns.stored) == 10)
    for chat in ("1001", "1002"):
        assert [i.text for i in turns.stored if i.address == chat] == ["0", "1", "2", "3", "4"]


async def test_update_numbers_that_begin_again_after_a_quiet_week_are_read(
    telegram: FakeTelegram, turns: FakeTurns, make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram_api.ApiBot.raw_updates", _impatient)
    make()
    telegram.user_says("before")
    await reply(telegram)
    await asyncio.to_thread(telegram.wait_for_call, "getUpdates", 4)
    telegram._next_update = 17
    telegram.user_says("after")
    assert (await reply(telegram, 2))["text"] == "you said after"


async def _impatient(bot: ApiBot, offset: int | None, timeout: int = 0) -> Any:
    await asyncio.sleep(0.05)
    return await bot._post("getUpdates", {"offset": offset, "timeout": 0})


async def test_an_update_without_a_message_is_passed_over(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    make()
    empty = telegram.push()
    telegram.user_says("hello")
    await reply(telegram)
    await asyncio.to_thread(telegram.wait_until_confirmed, empty)
    assert len(turns.stored) == 1


async def test_a_malformed_update_stops_nobody_else(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    make()
    with telegram.held():
        broken = [
            telegram.push(message={"text": "no chat, no date"}),
            telegram.push(message="a string"),
            telegram.push(callback_query={"id": 1}),
            telegram.push(my_chat_member={"chat": {"id": 5, "type": "private"}}),
        ]
        telegram.user_says("hello", BEN)
    await reply(telegram, chat=BEN)
    for update in broken:
        await asyncio.to_thread(telegram.wait_until_confirmed, update)
    assert len(turns.stored) == 1


async def test_an_error_of_ours_is_tried_three_times_and_then_said(
    telegram: FakeTelegram, turns: FakeTurns, make: Made, caplog: pytest.LogCaptureFixture
) -> None:
    turns.trouble = [ValueError("he said canary")] * 3
    make()
    update = telegram.user_says("he said canary")
    await asyncio.to_thread(telegram.wait_until_confirmed, update)
    assert (await reply(telegram))["text"] == "[talk.unavailable]"
    assert len(turns.offered) == 3
    assert "ValueError" in caplog.text and "canary" not in caplog.text


async def test_one_passing_error_of_ours_loses_nothing(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    turns.trouble = [ValueError()]
    make()
    telegram.user_says("hello")
    assert (await reply(telegram))["text"] == "you said hello"


async def test_a_message_too_long_after_cleaning_is_told_so(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    turns.trouble = [TooLong()]
    make()
    update = telegram.user_says("\ufdfa" * 4000)
    assert (await reply(telegram))["text"] == "[talk.too_long]"
    await asyncio.to_thread(telegram.wait_until_confirmed, update)


async def test_an_album_is_answered_once_but_its_caption_is_read(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    make()
    for caption in (None, None, "This is what I found", None):
        telegram.user_sends("photo", media_group_id="g", **({"caption": caption} if caption else {}))
    telegram.user_says("end")
    await soon(lambda: turns.stored and turns.stored[-1].text == "end")
    assert [i.kind for i in turns.stored] == ["unreadable", "caption", "text"]


# -- buttons ----------------------------------------------------------------------------------------------------------


async def test_a_press_is_answered_at_once_and_its_keyboard_removed(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    make()
    telegram.user_says("hello")
    asked = await reply(telegram)
    turns.slow_store = 0.5
    began = time.monotonic()
    telegram.user_presses("No")
    answered = await asyncio.to_thread(telegram.wait_for_call, "answerCallbackQuery")
    assert answered.at - began < 0.4, "before the press is even stored"
    await asyncio.to_thread(telegram.wait_for_call, "editMessageReplyMarkup")
    assert turns.stored[-1].button == "t-no"
    await soon(lambda: "reply_markup" not in telegram.sent_to()[0])
    assert telegram.sent_to()[0]["message_id"] == asked["message_id"]
    assert "reply_markup" in await reply(telegram, 2)


async def test_a_press_that_could_not_be_stored_keeps_its_keyboard(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    make()
    telegram.user_says("hello")
    await reply(telegram)
    turns.store_down = True
    telegram.user_presses("No")
    await soon(lambda: len(turns.offered) >= 3)
    assert "reply_markup" in telegram.sent_to()[0]


async def test_a_press_that_telegram_no_longer_knows_is_still_a_turn(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    make()
    telegram.fail("answerCallbackQuery", bad_request())
    telegram.fail("editMessageReplyMarkup", bad_request())
    telegram.user_says("hello")
    await reply(telegram)
    telegram.user_presses("Yes")
    assert (await reply(telegram, 2))["text"] == "you said t-yes"


# -- groups and blocks ------------------------------------------------------------------------------------------------


async def test_a_group_gets_one_sentence_and_is_left(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    make()
    telegram.group_adds_the_bot(-500)
    telegram.group_says("hello bot", -500)
    left = await asyncio.to_thread(telegram.wait_for_call, "leaveChat")
    await asyncio.sleep(0.1)
    assert left.params["chat_id"] == "-500"
    assert [m["text"] for m in telegram.sent_to(-500)] == ["[talk.group_refused]"]
    assert len(telegram.calls_of("leaveChat")) == 1 and not turns.stored


async def test_a_channel_where_we_may_not_write_is_left_too(telegram: FakeTelegram, make: Made) -> None:
    make()
    telegram.fail("sendMessage", bad_request())
    telegram.group_adds_the_bot(-700, "channel")
    assert (await asyncio.to_thread(telegram.wait_for_call, "leaveChat")).params["chat_id"] == "-700"


@pytest.mark.parametrize("stranger", [False, True])
async def test_a_block_is_noted(telegram: FakeTelegram, turns: FakeTurns, make: Made, stranger: bool) -> None:
    turns.stranger = stranger
    make()
    update = telegram.user_blocks()
    await asyncio.to_thread(telegram.wait_until_confirmed, update)
    assert turns.blocked == ([] if stranger else ["person-1001"])


# -- typing -----------------------------------------------------------------------------------------------------------


async def test_typing_is_shown_only_for_slow_turns_and_ends_with_the_reply(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    door = make()
    door._typing._after, door._typing._every = 0.5, 0.4
    telegram.user_says("quick")
    await reply(telegram)
    await asyncio.sleep(0.8)
    assert telegram.calls_of("sendChatAction") == []
    turns.slow_turn = 1.6
    telegram.user_says("slow")
    await reply(telegram, 2)
    shown = telegram.calls_of("sendChatAction")
    assert 2 <= len(shown) <= 4 and shown[0].params == {"chat_id": "1001", "action": "typing"}
    await asyncio.sleep(0.8)
    assert len(telegram.calls_of("sendChatAction")) == len(shown)


def test_the_pace_of_typing() -> None:
    typing = Typing(None)  # type: ignore[arg-type]
    assert (typing._after, typing._every) == (0.7, 4.0)


async def test_trouble_with_typing_harms_nothing(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    door = make()
    door._typing._after = 0.1
    turns.slow_turn = 0.4
    telegram.fail("sendChatAction", too_many_requests(30))
    telegram.user_says("slow")
    assert (await reply(telegram))["text"] == "you said slow"


# -- trouble with Telegram --------------------------------------------------------------------------------------------


async def test_telegram_down_at_start_is_waited_for(telegram: FakeTelegram, make: Made) -> None:
    await asyncio.to_thread(telegram.stop)
    door = make()
    await asyncio.sleep(0.4)
    assert not door.alive()
    await asyncio.to_thread(telegram.start)
    telegram.user_says("hello")
    await reply(telegram)
    assert door.alive()


async def test_telegram_going_away_and_coming_back_loses_nothing(telegram: FakeTelegram, make: Made) -> None:
    make()
    telegram.user_says("one")
    await reply(telegram)
    await asyncio.to_thread(telegram.stop)
    telegram.user_says("two")
    await asyncio.sleep(0.3)
    await asyncio.to_thread(telegram.start)
    assert (await reply(telegram, 2))["text"] == "you said two"


async def test_bad_answers_to_polling_are_survived(telegram: FakeTelegram, make: Made) -> None:
    telegram.fail("getUpdates", bad_gateway(), too_many_requests(1), bad_request(), bad_gateway(200))
    make()
    telegram.user_says("hello")
    await reply(telegram)


async def test_another_program_polling_with_our_token_is_survived(telegram: FakeTelegram, make: Made) -> None:
    make()
    await asyncio.to_thread(telegram.wait_for_call, "getUpdates")
    async with httpx.AsyncClient() as other:
        await other.post(f"{telegram.url}/bot{TOKEN}/getUpdates", data={"timeout": 0})
    telegram.user_says("hello")
    await reply(telegram)


async def test_a_refused_token_is_said_without_showing_it(
    telegram: FakeTelegram, make: Made, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.token = "another"
    make()
    await asyncio.to_thread(telegram.wait_for_call, "deleteWebhook", 2)
    assert "TELEGRAM_BOT_TOKEN" in caplog.text and TOKEN not in caplog.text


async def test_neither_token_nor_words_are_logged(
    telegram: FakeTelegram, make: Made, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.fail("sendMessage", bad_gateway(), bad_request())
    telegram.fail("getUpdates", bad_gateway(200))
    make()
    telegram.user_says("my canary died")
    await reply(telegram)
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("asyncio"))
    assert ours and TOKEN not in ours and TOKEN.split(":")[1] not in ours and "canary" not in ours


async def test_the_watchdog_notices_silence_and_takes_new_connections(
    telegram: FakeTelegram, make: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = make()
    await asyncio.to_thread(telegram.wait_for_call, "getUpdates")
    assert door.alive()
    renewed: list[int] = []
    real = ApiBot.renew_polling

    async def renew(bot: ApiBot) -> None:
        renewed.append(1)
        await real(bot)

    monkeypatch.setattr(ApiBot, "renew_polling", renew)
    door.alive_for = 1.0
    await asyncio.to_thread(telegram.stop)
    await soon(lambda: renewed)
    assert not door.alive()
    await asyncio.to_thread(telegram.start)
    telegram.user_says("hello")
    await reply(telegram)
    await soon(door.alive)


async def test_stopping_is_quick_and_lets_the_last_replies_out(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    door = make()
    turns.slow_turn = 2.0
    telegram.user_says("hello")
    await soon(lambda: turns.stored)
    began = time.monotonic()
    await door.stop()
    assert time.monotonic() - began < 1.5
    assert (await reply(telegram))["text"] == "you said hello"
    await soon(lambda: turns.delivered == [Delivery.SENT])
    assert all(request._client.is_closed for request in door._bot._request)  # type: ignore[attr-defined]


async def test_a_lost_answer_to_polling_is_asked_for_again(
    telegram: FakeTelegram, turns: FakeTurns, make: Made
) -> None:
    telegram.fail("getUpdates", bad_gateway(504))
    make()
    telegram.user_says("hello")
    await reply(telegram)
    assert len(turns.stored) == 1


# -- webhook ----------------------------------------------------------------------------------------------------------

Post = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def post(make: Made) -> AsyncIterator[Post]:
    """Posts to the webhook's route, as Telegram does."""
    door = make(webhook_url=HOOK, webhook_secret=SECRET)
    transport = httpx.ASGITransport(Starlette(routes=[door.webhook_route()]))
    async with httpx.AsyncClient(transport=transport, base_url="https://hearth.example.org") as client:

        async def send(update: Any, secret: str | None = SECRET) -> httpx.Response:
            headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
            body = {"content": update} if isinstance(update, bytes) else {"json": update}
            return await client.post("/telegram/x7", headers=headers, **body)

        yield send


async def test_the_webhook_is_registered_with_its_secret(telegram: FakeTelegram, make: Made) -> None:
    door = make(webhook_url=HOOK, webhook_secret=SECRET)
    await soon(door.alive)
    assert telegram.webhook is not None
    assert (telegram.webhook["url"], telegram.webhook["secret_token"]) == (HOOK, SECRET)
    assert telegram.webhook["drop_pending_updates"] == "false" and telegram.webhook["max_connections"] == "1"
    assert telegram.calls_of("getUpdates") == []


async def test_a_posted_update_is_stored_before_200(telegram: FakeTelegram, turns: FakeTurns, post: Post) -> None:
    turns.slow_turn = 2.0
    response = await post(telegram.user_says("hello"))
    assert response.status_code == 200 and len(turns.stored) == 1 and not telegram.sent_to()
    assert (await reply(telegram))["text"] == "you said hello"


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ü"])
async def test_a_forged_update_is_refused(
    telegram: FakeTelegram, turns: FakeTurns, post: Post, secret: str | None
) -> None:
    update = telegram.user_says("forged")
    given = secret.encode() if secret else secret  # headers are bytes; not all are ASCII
    assert (await post(update, given)).status_code == 403
    assert not turns.stored


async def test_a_webhook_without_a_secret_takes_nothing(telegram: FakeTelegram, turns: FakeTurns, make: Made) -> None:
    door = make(start=False, webhook_url=HOOK, webhook_secret="")
    transport = httpx.ASGITransport(Starlette(routes=[door.webhook_route("/other")]))
    async with httpx.AsyncClient(transport=transport, base_url="https://hearth.example.org") as client:
        header = {"X-Telegram-Bot-Api-Secret-Token": ""}
        response = await client.post("/other", json=telegram.user_says("hello"), headers=header)
    assert response.status_code == 403 and not turns.stored


async def test_a_posted_update_that_can_not_be_stored_is_asked_for_again(
    telegram: FakeTelegram, turns: FakeTurns, post: Post
) -> None:
    turns.store_down = True
    update = telegram.user_says("hello")
    assert (await post(update)).status_code == 503
    turns.store_down = False
    assert (await post(update)).status_code == 200
    assert (await post(update)).status_code == 200
    assert len(turns.stored) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'"x"', b'{"update_id": "x"}', b"[" * 100_000])
async def test_a_body_that_is_no_update_is_refused(turns: FakeTurns, post: Post, body: bytes) -> None:
    assert (await post(body)).status_code == 400
    assert not turns.stored


async def test_a_huge_body_is_refused(turns: FakeTurns, post: Post) -> None:
    assert (await post(b'{"x":"' + b"y" * 1_000_000 + b'"}')).status_code == 413


# -- replies ----------------------------------------------------------------------------------------------------------


async def test_replies_go_out_before_start_and_after_stop(telegram: FakeTelegram, make: Made) -> None:
    door = make(start=False)
    bubble = Outgoing(1, "p", str(ANNA), "message", "hello")
    assert await door.deliver(bubble) is Delivery.SENT
    await door.stop()
    assert await door.deliver(bubble) is Delivery.SENT
    assert await door.send_file("p", str(ANNA), "hearth.json", b"{}", "") is Delivery.SENT
    assert all(request._client.is_closed for request in door._bot._request)  # type: ignore[attr-defined]


async def test_a_slow_chat_does_not_hold_up_receiving(telegram: FakeTelegram, make: Made) -> None:
    make()
    telegram.fail("sendMessage", accepted_but_silent(5))
    telegram.user_says("hello")
    await asyncio.to_thread(telegram.wait_for_call, "sendMessage")
    began = time.monotonic()
    telegram.user_says("hello", BEN)
    await reply(telegram, chat=BEN)
    assert time.monotonic() - began < 4
