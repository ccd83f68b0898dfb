"""Writing, buttons, history, events: what a person does on a good day."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from tests.browser.widget import PIECE, begin, messages, wait_for_messages, wait_until, write
from tests.fakes.web_server import FakeHearth


def test_opening_the_page_leaves_no_cookie_and_the_first_message_makes_a_session(
    hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url)
    page.get_by_role("textbox").wait_for()
    page.wait_for_timeout(200)
    assert page.context.cookies() == []
    begin(page)
    assert [cookie["name"] for cookie in page.context.cookies()] == ["hearth"]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_shows_own_words_at_once_and_the_replies_in_order(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    hearth.faults.append("held")
    page = page_at(hearth_url)
    write(page, "He lied to me again")
    wait_for_messages(page, 1)
    assert messages(page) == ["He lied to me again"]
    hearth.let_go.set()
    wait_for_messages(page, 3)
    assert messages(page)[1:] == [
        "That sounds like a long night. It makes sense that you are worn out.",
        "What would help most just now?",
    ]


def test_every_message_has_its_own_id(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    for number in range(3):
        write(page, f"message {number}")
    wait_for_messages(page, 9)
    ids = [body["id"] for body in hearth.received]
    assert len(set(ids)) == 3 and all(len(one) >= 32 for one in ids)
    assert [body["text"] for body in hearth.received] == ["message 0", "message 1", "message 2"]


def test_enter_sends_and_shift_enter_starts_a_new_line(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    page.get_by_role("textbox").press_sequentially("one")
    page.keyboard.press("Shift+Enter")
    page.get_by_role("textbox").press_sequentially("two")
    page.keyboard.press("Enter")
    wait_for_messages(page, 3)
    assert hearth.received[0]["text"] == "one\ntwo"


def test_an_empty_message_is_not_sent(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    write(page, "  \n ")
    page.get_by_role("button", name="Send").click()
    begin(page)
    assert len(hearth.received) == 1


def test_the_input_grows_with_its_text(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    box = page.get_by_role("textbox")
    low = box.bounding_box()["height"]
    box.fill("line\n" * 6)
    high = box.bounding_box()["height"]
    box.fill("line\n" * 400)
    assert low < high < box.bounding_box()["height"] <= 800 * 0.4


def test_a_button_sends_its_token_and_typing_stays_possible(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.get_by_role("button", name="Set a limit I can keep").click()
    wait_for_messages(page, 6)
    assert hearth.received[1] == {"id": hearth.received[1]["id"], "button": "t-limit"}
    assert messages(page)[3] == "Set a limit I can keep"
    write(page, "I would rather type")
    wait_for_messages(page, 9)


def test_used_buttons_stay_readable_with_the_chosen_one_marked_and_do_nothing(
    hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.get_by_role("button", name="Set a limit I can keep").click()
    wait_for_messages(page, 6)
    chosen = page.get_by_role("button", name="Set a limit I can keep (chosen)")
    other = page.get_by_role("button", name="Say it better").first
    for button in (chosen, other):
        assert button.get_attribute("aria-disabled") == "true"
        button.click(force=True)
    page.wait_for_timeout(200)
    assert len(hearth.received) == 2
    assert page.get_by_role("button", name="Say it better").last.get_attribute("aria-disabled") is None


def test_typing_instead_closes_the_buttons_without_a_choice(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    write(page, "something else")
    wait_for_messages(page, 6)
    assert page.get_by_role("button", name="Say it better").first.get_attribute("aria-disabled") == "true"
    assert page.get_by_text("(chosen)").count() == 0


def test_the_history_is_back_after_a_reload_with_only_the_last_buttons_open(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.get_by_role("button", name="Say it better").click()
    wait_for_messages(page, 6)
    before = messages(page)
    page.reload()
    wait_for_messages(page, 6)
    assert messages(page) == before
    page.get_by_role("button", name="Say it better (chosen)").wait_for()
    assert page.get_by_role("button", name="Say it better").last.get_attribute("aria-disabled") is None


def test_a_reply_that_comes_twice_is_shown_once(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.faults.append("event first")
    write(page, "again")
    wait_for_messages(page, 6)
    page.wait_for_timeout(500)
    assert len(messages(page)) == 6


def test_something_that_hearth_says_by_itself_appears(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.wait_for_timeout(200)
    hearth.push("How did the talk go?")
    wait_for_messages(page, 4)
    assert messages(page)[-1] == "How did the talk go?"


def test_what_was_said_while_the_stream_was_down_is_fetched(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.remember("hearth", "Said while nobody listened.", datetime.now(timezone.utc))
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.evaluate("Object.defineProperty(document, 'hidden', {value: false})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_for_messages(page, 4)
    assert messages(page).count("hello") == 1


def test_own_messages_without_words_leave_no_empty_bubble(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    hearth.remember("you", "", datetime.now(timezone.utc), kind="button")
    page.reload()
    wait_for_messages(page, 3)
    page.wait_for_timeout(200)
    assert len(messages(page)) == 3


def test_days_are_told_apart(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    now = datetime.now(timezone.utc)
    hearth.reset_history()
    for days in (400, 1, 0):
        hearth.remember("hearth", f"{days} days ago", now - timedelta(days=days))
    page.reload()
    wait_for_messages(page, 3)
    days = page.evaluate(f"[...{PIECE}.querySelectorAll('.day')].map((node) => node.innerText)")
    assert days[1:] == ["Yesterday", "Today"]
    assert str((now - timedelta(days=400)).year) in days[0]


def test_the_typing_indicator_comes_only_on_a_slow_turn(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    indicator = page.get_by_text("Hearth is writing")
    begin(page)
    assert indicator.count() == 0
    hearth.faults.append("held")
    write(page, "slow one")
    indicator.wait_for()
    hearth.let_go.set()
    wait_for_messages(page, 6)
    assert indicator.count() == 0


def test_a_picture_has_its_words(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    write(page, "image")
    picture = page.get_by_role("img", name="Five good weeks.")
    picture.wait_for()
    wait_until(page, f"{PIECE}.querySelector('img').naturalWidth === 480")


def test_a_picture_that_comes_late_is_in_view_as_a_whole(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, viewport={"width": 500, "height": 600})
    begin(page)
    write(page, "image")
    wait_until(page, f"{PIECE}.querySelector('img')?.naturalWidth === 480")
    page.wait_for_timeout(200)
    picture = page.get_by_role("img").bounding_box()
    log = page.get_by_role("log").bounding_box()
    assert picture["y"] + picture["height"] <= log["y"] + log["height"]


def test_a_picture_from_elsewhere_is_never_fetched_and_its_words_stand_there(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    write(page, "foreign image")
    page.get_by_text("A picture.").wait_for()
    assert page.get_by_role("img").count() == 0


def test_markup_is_shown_as_text(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    write(page, "script")
    wait_for_messages(page, 2)
    assert "<b>bold</b>" in messages(page)[1]
    assert page.title() == "Hearth"
    write(page, "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>")
    wait_for_messages(page, 5)
    assert page.title() == "Hearth"


def test_a_long_answer_is_read_from_its_beginning(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    write(page, "long")
    wait_for_messages(page, 5)
    page.wait_for_timeout(100)
    top = page.evaluate(
        f"{PIECE}.querySelector('.message:last-child').getBoundingClientRect().top"
        f" - {PIECE}.querySelector('.log').getBoundingClientRect().top"
    )
    assert 0 <= top < 200


def test_a_person_reading_further_up_is_left_there_and_told(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    write(page, "long")
    wait_for_messages(page, 2)
    page.evaluate(f"{PIECE}.querySelector('.log').scrollTop = 0")
    page.wait_for_timeout(100)
    hearth.push("A word from below.")
    newer = page.get_by_role("button", name="New message below")
    newer.wait_for()
    assert page.evaluate(f"{PIECE}.querySelector('.log').scrollTop") == 0
    newer.click()
    assert page.get_by_text("A word from below.").is_visible()
    assert newer.count() == 0


@pytest.mark.parametrize("count", [3600, 4096])
def test_the_counter_shows_near_the_end_only(count: int, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    box = page.get_by_role("textbox")
    box.fill("a" * 3599)
    page.wait_for_timeout(500)
    assert page.get_by_text("characters left").count() == 0
    box.fill("é" * count)
    page.get_by_text(f"{4096 - count} characters left").wait_for()
    box.fill("a" * 4100)
    page.get_by_text("Too long by 4 characters").wait_for()


def test_the_widget_talks_to_the_service_it_came_from_when_embedded_elsewhere(
    hearth: FakeHearth, hearth_url: str, other_site: str, page_at: Any
) -> None:
    page = page_at(other_site, f"/host?service={hearth_url}", also=hearth_url)
    page.get_by_role("button", name="Talk with Hearth").click()
    begin(page)
    write(page, "image")
    wait_until(page, f"{PIECE}.querySelector('img')?.naturalWidth === 480")
    hearth.push("By the stream.")
    wait_for_messages(page, 6)
    page.reload()
    page.get_by_role("button", name="Talk with Hearth").click()
    wait_for_messages(page, 6)
    urgent = page.get_by_role("link", name="Urgent help (opens in a new tab)")
    assert urgent.get_attribute("href") == f"{hearth_url}/urgent"
