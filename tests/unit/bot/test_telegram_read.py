from __future__ import annotations

from typing import Any

import pytest

from bot.telegram_api import ApiBot
from bot.telegram_read import Read, What, read
from tests.fakes.telegram_api import TOKEN, FakeTelegram


def understood(update: dict[str, Any]) -> Read:
    return read(update, ApiBot(TOKEN, "http://127.0.0.1:9"), lambda chat: f"person-{chat}")


@pytest.fixture
def people() -> FakeTelegram:
    """Not started: only makes updates."""
    return FakeTelegram()


def test_a_text_becomes_a_turn_with_the_update_s_id(people: FakeTelegram) -> None:
    update = people.user_says("He came home late again.")
    found = understood(update)
    assert found.what is What.TURN and found.incoming is not None
    incoming = found.incoming
    assert (incoming.channel, incoming.person, incoming.address) == ("telegram", "person-1001", "1001")
    assert (incoming.kind, incoming.text) == ("text", "He came home late again.")
    assert incoming.message_id == f"u{update['update_id']}"
    assert incoming.sent_at is not None and incoming.sent_at.tzinfo is not None


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/start", "start", None),
        ("/HELP", "help", None),
        ("/stop@hearth_test_bot", "stop", None),
        ("/delete ", "delete", None),
        ("/urgent he is not breathing", "urgent", "he is not breathing"),
        ("/start from-leaflet", "start", "from-leaflet"),
    ],
)
def test_commands_are_recognised(people: FakeTelegram, text: str, command: str, rest: str | None) -> None:
    incoming = understood(people.user_says(text)).incoming
    assert incoming is not None and (incoming.kind, incoming.command, incoming.text) == ("command", command, rest)


@pytest.mark.parametrize(
    "text", ["/restart", "/stop it", "/delete everything", "/greet{}", "/helper", "/help my son is not breathing"]
)
def test_other_slashes_stay_words_and_so_reach_the_danger_screen(people: FakeTelegram, text: str) -> None:
    incoming = understood(people.user_says(text)).incoming
    assert incoming is not None and (incoming.kind, incoming.command, incoming.text) == ("text", None, text)


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "video", "document", "location"])
def test_what_has_no_words_is_unreadable(people: FakeTelegram, kind: str) -> None:
    incoming = understood(people.user_sends(kind)).incoming
    assert incoming is not None and (incoming.kind, incoming.text) == ("unreadable", None)


def test_content_of_a_kind_not_invented_yet_is_unreadable_too(people: FakeTelegram) -> None:
    update = people.user_says("x")
    del update["message"]["text"]
    update["message"]["hologram"] = {"file_id": "h"}
    incoming = understood(update).incoming
    assert incoming is not None and incoming.kind == "unreadable"


def test_a_caption_is_read(people: FakeTelegram) -> None:
    incoming = understood(people.user_sends("photo", caption="This is what I found.")).incoming
    assert incoming is not None and (incoming.kind, incoming.text) == ("caption", "This is what I found.")


def test_an_edit_is_told_apart_and_keeps_its_text(people: FakeTelegram) -> None:
    incoming = understood(people.user_edits("I can't wake him.")).incoming
    assert incoming is not None and (incoming.kind, incoming.text) == ("edited", "I can't wake him.")


def test_a_moving_live_location_is_no_edit(people: FakeTelegram) -> None:
    update = people.user_sends("location")
    update["edited_message"] = update.pop("message")
    assert understood(update).what is What.NOTHING


def test_a_service_message_asks_for_nothing(people: FakeTelegram) -> None:
    update = people.user_says("x")
    del update["message"]["text"]
    update["message"]["message_auto_delete_timer_changed"] = {"message_auto_delete_time": 86400}
    assert understood(update).what is What.NOTHING


def test_an_update_without_a_message_asks_for_nothing(people: FakeTelegram) -> None:
    assert understood(people.push()).what is What.NOTHING
    assert understood(people.push(poll_of_the_future={})).what is What.NOTHING


def test_a_press_carries_its_token_and_where_the_keyboard_is(people: FakeTelegram) -> None:
    message = people.user_says("x")["message"]
    found = understood(people.press("token-7", message))
    assert found.what is What.PRESS and found.incoming is not None
    assert (found.incoming.kind, found.incoming.button, found.incoming.text) == ("button", "token-7", None)
    assert found.keyboard_of == message["message_id"] and found.query_id


def test_a_press_under_a_message_that_telegram_forgot_still_counts(people: FakeTelegram) -> None:
    old = {"chat": {"id": 1001, "type": "private", "first_name": "A"}, "message_id": 5, "date": 0}
    assert understood(people.press("token-7", old)).what is What.PRESS


def test_a_press_in_a_group_is_no_turn(people: FakeTelegram) -> None:
    message = people.group_says("x")["message"]
    found = understood(people.press("token-7", message))
    assert found.what is What.NOTHING and found.query_id


def test_groups_and_channels_are_told_apart_from_people(people: FakeTelegram) -> None:
    assert understood(people.group_says("hello")).what is What.GROUP
    assert understood(people.group_adds_the_bot()).what is What.GROUP
    assert understood(people.group_adds_the_bot(-7, "channel")).what is What.GROUP


def test_leaving_a_group_does_not_make_us_refuse_it_again(people: FakeTelegram) -> None:
    update = people.group_adds_the_bot()
    update["my_chat_member"]["new_chat_member"]["status"] = "left"
    assert understood(update).what is What.NOTHING


def test_a_block_and_its_end(people: FakeTelegram) -> None:
    blocked = people.user_blocks()
    assert understood(blocked).what is What.BLOCKED
    again = people.user_blocks()
    again["my_chat_member"]["new_chat_member"] = again["my_chat_member"]["old_chat_member"]
    assert understood(again).what is What.NOTHING
