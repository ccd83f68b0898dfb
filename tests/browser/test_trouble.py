"""Bad networks, refusals and restarts: nothing is lost, nothing runs twice, and every sentence is plain."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.widget import PIECE, begin, focused, messages, wait_for_messages, write
from tests.fakes.web_server import FakeHearth


def test_without_network_the_message_waits_and_goes_out_by_itself(
    hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.context.set_offline(True)
    write(page, "first")
    page.get_by_text("Not sent yet. Trying again.").wait_for()
    write(page, "second")
    page.get_by_role("link", name="112").wait_for()
    page.context.set_offline(False)
    wait_for_messages(page, 9)
    assert [body["text"] for body in hearth.received] == ["hello", "first", "second"]
    assert page.get_by_text("Not sent yet").count() == 0


def test_try_again_sends_at_once_and_the_focus_is_not_lost(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.route("**/api/messages", lambda route: route.abort())
    write(page, "hold on")
    again = page.get_by_role("button", name="Try again")
    again.wait_for()
    page.wait_for_timeout(3000)  # several tries, so that the next one is seconds away
    page.unroute("**/api/messages")
    again.focus()
    page.keyboard.press("Enter")
    wait_for_messages(page, 6)
    assert again.count() == 0
    assert focused(page) == "input"


def test_an_answer_lost_on_the_way_is_fetched_with_the_same_id(
    hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.faults.append("drop")
    write(page, "did you get this")
    wait_for_messages(page, 6)
    page.wait_for_timeout(1500)
    assert [body.get("text") for body in hearth.received] == ["hello", "did you get this"]
    assert len(messages(page)) == 6


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("503", "Hearth is not ready just now."), ("429", "That was a lot at once."), ("500", "Hearth is not ready")],
)
def test_a_passing_refusal_is_said_plainly_and_sent_again(
    status: str, sentence: str, hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.faults.append(status)
    write(page, "one more")
    page.get_by_text(sentence).wait_for()
    wait_for_messages(page, 6)
    assert page.get_by_text(sentence).count() == 0
    assert len(hearth.received) == 2


def test_a_message_that_is_too_long_comes_back_into_the_input(
    hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.faults.append("413")
    write(page, "a" * 4097)
    page.get_by_text("That message is too long to send.").wait_for()
    assert page.get_by_role("textbox").input_value() == "a" * 4097
    assert len(messages(page)) == 3


def test_a_megabyte_is_not_even_sent(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.evaluate(f"{PIECE}.querySelector('textarea').value = 'a'.repeat(1_000_000)")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("That message is too long to send.").wait_for()
    assert len(hearth.received) == 1


def test_a_refused_button_leaves_a_way_on(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.faults.append("404")
    page.get_by_role("button", name="Say it better").click()
    page.get_by_text("That could not be sent.").wait_for()
    write(page, "then in words")
    wait_for_messages(page, 6)
    assert page.get_by_text("That could not be sent.").count() == 0


def test_a_session_that_ended_is_replaced_and_the_message_still_goes_out(
    hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.sessions.clear()
    write(page, "still there?")
    wait_for_messages(page, 6)
    page.get_by_text("A new conversation starts here.").wait_for()
    assert [body["text"] for body in hearth.received] == ["hello", "still there?"]


def test_two_quick_first_messages_share_one_session(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    hearth.session_seconds = 0.6
    page = page_at(hearth_url)
    write(page, "first")
    write(page, "second")
    wait_for_messages(page, 6)
    assert hearth.requests.count("POST /api/session") == 1
    assert [body["text"] for body in hearth.received] == ["first", "second"]


def test_a_browser_that_keeps_no_cookie_is_told_so(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    page.get_by_role("textbox").wait_for()
    hearth.keeps_sessions = False
    write(page, "hello")
    page.get_by_text("Your browser blocks the cookie").wait_for()
    assert hearth.requests.count("POST /api/session") <= 3


def test_a_service_that_is_down_at_first_is_reached_later(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    hearth.history_down = True
    page = page_at(hearth_url)
    page.get_by_text("Hearth cannot be reached just now.").wait_for()
    page.get_by_role("link", name="911").wait_for()
    hearth.history_down = False
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("Hearth cannot be reached").wait_for(state="hidden")
    begin(page)


def test_a_call_for_help_does_not_wait_for_a_slow_turn(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.faults.append("held")
    write(page, "a slow one")
    write(page, "crisis")
    page.get_by_role("alert").filter(has_text="Call 911 now").wait_for()
    hearth.let_go.set()


def test_replies_without_an_id_are_shown_once_and_never_swallowed(
    hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    """With its database gone the service still answers danger, with the id 0 each time."""
    page = page_at(hearth_url)
    begin(page)
    replies = iter(["Call 911 now.", "Stay with them."])
    page.route(
        "**/api/messages",
        lambda route: route.fulfill(json={"replies": [{"id": 0, "kind": "crisis", "text": next(replies)}]}),
    )
    write(page, "he is not breathing")
    wait_for_messages(page, 5)
    write(page, "what now")
    wait_for_messages(page, 7)
    assert messages(page)[-3:] == ["Call 911 now.", "what now", "Stay with them."]


def test_no_answer_at_all_leaves_no_indicator_behind(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    hearth.faults.append("held")
    write(page, "nothing")
    page.get_by_text("Hearth is writing").wait_for()
    hearth.let_go.set()
    page.get_by_text("Hearth is writing").wait_for(state="hidden")
