from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.door import Delivery, Outgoing
from bot.telegram_api import ApiBot, Transport
from bot.telegram_send import Patience, Sender
from tests.fakes.telegram_api import (
    ANNA,
    TOKEN,
    FakeTelegram,
    accepted_but_silent,
    bad_gateway,
    bad_request,
    blocked,
    too_many_requests,
)

BEN = 1002


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def sender(telegram: FakeTelegram) -> AsyncIterator[Sender]:
    bot = ApiBot(TOKEN, telegram.url)
    bot._request = (bot._request[0], Transport(read_timeout=0.4))  # patience of a test, not of a service
    yield Sender(bot, Patience(first=0.05, longest=0.2, give_up=5))
    await bot.close_connections()


def bubble(text: str, kind: str = "message", chat: int = ANNA, **more: object) -> Outgoing:
    return Outgoing(1, "p", str(chat), kind, text, **more)  # type: ignore[arg-type]


async def test_a_text_is_sent_plain_and_without_previews(telegram: FakeTelegram, sender: Sender) -> None:
    text = "*Not* <b>bold</b>, _really_: https://example.org [x](y)"
    assert await sender.bubble(bubble(text)) is Delivery.SENT
    call = telegram.calls_of("sendMessage")[0]
    assert call.params["text"] == text
    assert "parse_mode" not in call.params
    assert call.params["link_preview_options"] == {"is_disabled": True}


async def test_buttons_stand_one_in_a_row_and_carry_only_their_token(telegram: FakeTelegram, sender: Sender) -> None:
    await sender.bubble(bubble("Which?", buttons=(("Softer", "t1"), ("Firmer", "t2"))))
    assert telegram.sent_to()[0]["reply_markup"]["inline_keyboard"] == [
        [{"text": "Softer", "callback_data": "t1"}],
        [{"text": "Firmer", "callback_data": "t2"}],
    ]


async def test_a_long_text_goes_in_parts_with_the_buttons_under_the_last(
    telegram: FakeTelegram, sender: Sender
) -> None:
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 300 for n in range(5))
    assert await sender.bubble(bubble(text, buttons=(("OK", "t"),))) is Delivery.SENT
    sent = telegram.sent_to()
    assert ["reply_markup" in message for message in sent] == [False, False, True]
    assert all(message["text"].startswith("Paragraph") for message in sent)
    assert " ".join(m["text"] for m in sent).split() == text.split()


async def test_a_picture_has_its_description_as_caption_and_comes_before_the_text(
    telegram: FakeTelegram, sender: Sender
) -> None:
    outgoing = bubble("Your record.", image=b"\x89PNG picture", image_alt="Five good weeks.", buttons=(("OK", "t"),))
    assert await sender.bubble(outgoing) is Delivery.SENT
    photo, text = telegram.sent_to()
    assert photo["caption"] == "Five good weeks." and "reply_markup" not in photo
    assert text["text"] == "Your record." and "reply_markup" in text
    assert b"\x89PNG picture" in telegram.calls_of("sendPhoto")[0].files.values()


async def test_a_picture_that_telegram_refuses_becomes_its_description(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendPhoto", bad_request())
    assert await sender.bubble(bubble("", image=b"x", image_alt="Five good weeks.")) is Delivery.SENT
    assert [m["text"] for m in telegram.sent_to()] == ["Five good weeks."]


async def test_a_file_is_sent_with_its_name(telegram: FakeTelegram, sender: Sender) -> None:
    assert await sender.document(str(ANNA), "hearth.json", b"{}", "") is Delivery.SENT
    assert telegram.calls_of("sendDocument")[0].files == {"hearth.json": b"{}"}


async def test_429_is_waited_for_in_that_chat_only(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", too_many_requests(3))
    began = time.monotonic()
    slow = asyncio.create_task(sender.bubble(bubble("for Anna")))
    await asyncio.to_thread(telegram.wait_for_call, "sendMessage")
    assert await sender.bubble(bubble("for Ben", chat=BEN)) is Delivery.SENT
    assert time.monotonic() - began < 2.5
    assert await slow is Delivery.SENT
    assert time.monotonic() - began >= 3.0
    assert len(telegram.sent_to(ANNA)) == 1


async def test_replies_of_one_chat_keep_their_order_through_trouble(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", bad_gateway(), bad_gateway())
    results = await asyncio.gather(*(sender.bubble(bubble(f"part {n}")) for n in range(4)))
    assert set(results) == {Delivery.SENT}
    assert [m["text"] for m in telegram.sent_to()] == [f"part {n}" for n in range(4)]


async def test_a_crisis_answer_does_not_queue_behind_a_reply_in_trouble(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", bad_gateway(), bad_gateway(), bad_gateway())
    ordinary = asyncio.create_task(sender.bubble(bubble("ordinary")))
    await asyncio.to_thread(telegram.wait_for_call, "sendMessage", 3)
    assert await sender.bubble(bubble("Call 112 now.", "crisis")) is Delivery.SENT
    assert await ordinary is Delivery.SENT
    assert [m["text"] for m in telegram.sent_to()] == ["Call 112 now.", "ordinary"]


async def test_a_block_is_unreachable_and_ends_the_bubble(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", blocked())
    assert await sender.bubble(bubble("word " * 2000)) is Delivery.UNREACHABLE
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_a_refused_message_goes_once_more_in_its_plainest_form(telegram: FakeTelegram, sender: Sender) -> None:
    refused = bubble("Is she breathing?", "crisis", buttons=(("Yes", "y" * 65), ("No", "n")))
    assert await sender.bubble(refused) is Delivery.SENT
    (message,) = telegram.sent_to()
    assert message["text"] == "Is she breathing?\n- Yes\n- No" and "reply_markup" not in message


async def test_a_message_refused_twice_has_failed(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", bad_request(), bad_request())
    assert await sender.bubble(bubble("hello")) is Delivery.FAILED
    assert len(telegram.calls_of("sendMessage")) == 2


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_is_repeated(telegram: FakeTelegram, sender: Sender, status: int) -> None:
    telegram.fail("sendMessage", bad_gateway(status))
    assert await sender.bubble(bubble("hello")) is Delivery.SENT
    assert len(telegram.sent_to()) == 1


async def test_an_ordinary_reply_that_may_have_arrived_is_not_repeated(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", accepted_but_silent(0.8))
    assert await sender.bubble(bubble("hello")) is Delivery.FAILED
    await asyncio.sleep(0.6)
    assert len(telegram.sent_to()) == 1


async def test_a_gateway_timeout_may_have_been_done_as_well(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", bad_gateway(504))
    assert await sender.bubble(bubble("hello")) is Delivery.FAILED
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_a_crisis_answer_that_may_not_have_arrived_is_repeated(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", accepted_but_silent(0.8), bad_gateway(504), bad_gateway(200))
    assert await sender.bubble(bubble("Call 112 now.", "crisis")) is Delivery.SENT
    assert [m["text"] for m in telegram.sent_to()] == ["Call 112 now."] * 2


async def test_a_crisis_answer_is_not_left_hanging(telegram: FakeTelegram, sender: Sender) -> None:
    sender._patience.crisis = 0.1
    telegram.fail("sendMessage", accepted_but_silent(3))
    began = time.monotonic()
    assert await sender.bubble(bubble("Call 112 now.", "crisis")) is Delivery.SENT
    assert time.monotonic() - began < 2.5


async def test_crisis_answers_keep_their_order_among_themselves(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.fail("sendMessage", bad_gateway(), bad_gateway())
    await asyncio.gather(*(sender.bubble(bubble(f"step {n}", "crisis")) for n in range(4)))
    assert [m["text"] for m in telegram.sent_to()] == [f"step {n}" for n in range(4)]


async def test_no_connection_is_retried_until_there_is_one(telegram: FakeTelegram, sender: Sender) -> None:
    await asyncio.to_thread(telegram.stop)
    waiting = asyncio.create_task(sender.bubble(bubble("hello")))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    await asyncio.to_thread(telegram.start)
    assert await waiting is Delivery.SENT
    assert len(telegram.sent_to()) == 1


async def test_it_is_given_up_some_day(telegram: FakeTelegram, sender: Sender) -> None:
    await asyncio.to_thread(telegram.stop)
    sender._patience.give_up = 0.2
    assert await sender.bubble(bubble("hello")) is Delivery.FAILED


async def test_a_lone_surrogate_does_not_stop_an_answer(telegram: FakeTelegram, sender: Sender) -> None:
    assert await sender.bubble(bubble("Call 112. You wrote: \ud800", "crisis")) is Delivery.SENT
    assert telegram.sent_to()[0]["text"].startswith("Call 112.")


async def test_nothing_to_say_and_nobody_to_say_it_to(telegram: FakeTelegram, sender: Sender) -> None:
    assert await sender.bubble(bubble(" ")) is Delivery.SENT
    assert await sender.bubble(Outgoing(1, "p", "", "message", "hello")) is Delivery.FAILED
    assert telegram.calls == []


async def test_chats_are_forgotten_when_nothing_waits_for_them(telegram: FakeTelegram, sender: Sender) -> None:
    await asyncio.gather(*(sender.bubble(bubble("hello", chat=n)) for n in range(1, 20)))
    assert sender._chats == {}
