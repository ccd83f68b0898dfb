"""The Telegram door of the whole stack, against a Bot API server of our own: polling, buttons, commands, odd things."""

from __future__ import annotations

import pytest

from tests.fakes.telegram_api import FakeTelegram, blocked, too_many_requests
from tests.service import Service, said
from tests.texter import Texter


@pytest.fixture
def texter(service: Service, telegram: FakeTelegram) -> Texter:
    return Texter(telegram)


def test_starts_agrees_by_button_and_sets_a_limit(texter: Texter) -> None:
    welcome = texter.says("/start")
    assert said(welcome, "talk.welcome") and "Telegram" in welcome
    assert said(texter.presses("consent_yes"), "talk.consent_thanks")
    assert "cash" in texter.says("i want to stop giving my son cash, ill buy food instead")
    assert texter.says("8")


def test_buttons_stand_one_in_a_row_and_carry_nothing_readable(texter: Texter) -> None:
    texter.says("/start")
    keyboard = texter.telegram.sent_to(texter.chat)[-1]["reply_markup"]["inline_keyboard"]
    assert all(len(row) == 1 for row in keyboard)
    assert all(len(row[0]["callback_data"]) <= 64 and "consent" not in row[0]["callback_data"] for row in keyboard)


def test_danger_is_answered_with_the_number_before_anything_else(texter: Texter) -> None:
    assert "999" in texter.says("he isnt breathing, lips are blue")


def test_urgent_help_and_stop_are_always_there(texter: Texter) -> None:
    texter.agrees()
    assert "999" in texter.says("/urgent")
    assert texter.says("/stop")


def test_a_sticker_a_voice_note_and_a_photo_are_answered(texter: Texter) -> None:
    for kind in ("sticker", "voice", "photo"):
        before = len(texter.telegram.sent_to(texter.chat))
        texter.telegram.user_sends(kind, texter.chat)
        assert "999" in texter.settle(before)[0]["text"]


def test_danger_in_a_caption_is_danger(texter: Texter) -> None:
    before = len(texter.telegram.sent_to(texter.chat))
    texter.telegram.user_sends("photo", texter.chat, caption="she wont wake up and she took all the pills")
    assert "999" in texter.settle(before)[0]["text"]


def test_an_edited_message_is_not_run_again(texter: Texter) -> None:
    texter.agrees()
    texter.says("it was such a long week")
    before = len(texter.telegram.sent_to(texter.chat))
    texter.telegram.user_edits("it was such a very long week", texter.chat)
    assert said(texter.settle(before)[0]["text"], "talk.edited")


def test_the_same_update_twice_is_answered_once(texter: Texter) -> None:
    texter.agrees()
    update = texter.telegram.user_says("thank you", texter.chat)
    before = len(texter.telegram.sent_to(texter.chat))
    texter.settle(before)
    count = len(texter.telegram.sent_to(texter.chat))
    texter.telegram.repeat(update)
    texter.telegram.wait_until_confirmed(update)
    texter.says("goodbye")
    texts = [m["text"] for m in texter.telegram.sent_to(texter.chat)[count:]]
    assert sum(said(text, "talk.thank") for text in texts) == 0


def test_a_group_is_refused_politely_and_left(service: Service, telegram: FakeTelegram) -> None:
    telegram.group_adds_the_bot(-901)
    telegram.group_says("hello bot, my son drinks", -901)
    telegram.wait_for_call("leaveChat")
    texts = [m["text"] for m in telegram.sent_to(-901)]
    assert len(texts) == 1 and said(texts[0], "talk.group_refused")


def test_too_many_requests_delay_an_answer_and_lose_nothing(texter: Texter) -> None:
    texter.agrees()
    texter.telegram.fail("sendMessage", too_many_requests(1))
    assert said(texter.says("thank you so much"), "talk.thank")


def test_somebody_who_blocked_hearth_is_answered_again_when_they_are_back(texter: Texter) -> None:
    texter.agrees()
    tried = len(texter.telegram.calls_of("sendMessage"))
    texter.telegram.fail("sendMessage", blocked())
    texter.telegram.user_says("thank you", texter.chat)
    texter.telegram.wait_for_call("sendMessage", tried + 1)
    assert said(texter.says("goodbye"), "talk.goodbye")


def test_deletes_everything(texter: Texter) -> None:
    texter.agrees()
    texter.says("i want to stop giving my brother money")
    texter.says("/delete")
    assert texter.presses("space.buttons.delete_yes")
    assert said(texter.says("/start"), "talk.welcome")
