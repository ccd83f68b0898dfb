"""Danger, leaving quickly, and what a watched person leaves behind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.widget import PIECE, begin, focused, wait_for_messages, write


def test_a_crisis_reply_is_an_alert_with_numbers_to_tap(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    write(page, "crisis")
    alert = page.get_by_role("alert").filter(has_text="Call 911 now")
    alert.wait_for()
    links = alert.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == ["tel:911", "tel:988", "sms:741741"]
    assert "Please read this first" in alert.inner_text()


def test_a_crisis_reply_of_yesterday_raises_no_alarm_after_a_reload(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    write(page, "crisis")
    wait_for_messages(page, 2)
    page.reload()
    wait_for_messages(page, 2)
    assert page.get_by_role("alert").filter(has_text="Call 911").count() == 0
    assert page.get_by_role("link", name="911").get_attribute("href") == "tel:911"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 999 or 112 now.", ["tel:999", "tel:112"]),
        ("Samaritans: 116 123, free, 24/7.", ["tel:116123"]),
        ("Lifeline 13 11 14 24 hours a day", ["tel:131114"]),
        ("Call 1-800-662-4357 24/7", ["tel:18006624357"]),
        ("Frank: 0300 123 6600 (free)", ["tel:03001236600"]),
        ("Abroad: +44 20 7946 0018", ["tel:+442079460018"]),
        ("TelefonSeelsorge 0800 111 0 111 or 116 123", ["tel:08001110111", "tel:116123"]),
        ("1-800-799-7233, or text START to 88788", ["tel:18007997233", "sms:88788"]),
        ("Call or text 988.", ["tel:988"]),
        ("Text or call 1737", ["tel:1737"]),
        ("Triple zero: 000", ["tel:000"]),
        ("Give 1 breath every 5 seconds for 2-3 minutes, 30-40 times.", []),
        ("Between 24 and 72 hours, or 24-72 hours, up to day 10.", []),
        ("In 2019 he took 800mg, 100 % of it, at 10:30, for 100 days.", []),
        ("1. Call 911\n2. Stay", ["tel:911"]),
    ],
)
def test_only_phone_numbers_become_links(text: str, numbers: list[str], hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    found = page.evaluate(
        "async (text) => (await import('/widget/hearth-chat.js')).phoneParts(text)",
        text,
    )
    assert [part["href"] for part in found if "href" in part] == numbers
    assert "".join(part["text"] for part in found) == text


def test_urgent_help_is_a_plain_link_in_the_same_window(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    link = page.get_by_role("link", name="Urgent help")
    assert link.get_attribute("href") == f"{hearth_url}/urgent"
    link.click()
    page.get_by_role("heading", name="Urgent help").wait_for()


def test_urgent_help_keeps_its_place(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    link = page.get_by_role("link", name="Urgent help")
    before = link.bounding_box()
    write(page, "long")
    wait_for_messages(page, 2)
    write(page, "crisis")
    wait_for_messages(page, 4)
    assert link.bounding_box() == before


def test_without_script_urgent_help_and_leaving_still_work(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, java_script_enabled=False)
    assert "needs JavaScript" in page.locator("noscript p").text_content()
    assert page.get_by_role("link", name="Leave quickly").get_attribute("href") == "about:blank"
    page.get_by_role("link", name="Urgent help").click()
    page.get_by_role("heading", name="Urgent help").wait_for()


def test_a_script_that_does_not_come_leaves_the_same_links(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, "/urgent")
    page.route("**/hearth-chat.js", lambda route: route.abort())
    page.goto(hearth_url)
    page.get_by_role("link", name="Urgent help").wait_for()
    page.get_by_text("call your local emergency number now").wait_for()


@pytest.mark.parametrize("way", ["button", "escape"])
def test_leaving_quickly_clears_the_screen_and_back_does_not_return(way: str, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, "/urgent")
    page.goto(hearth_url)
    begin(page)
    if way == "button":
        page.get_by_role("button", name="Leave quickly").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    assert page.inner_text("body") == ""
    page.go_back()
    page.wait_for_url("**/urgent")


def test_leaving_goes_where_the_organisation_says_but_never_runs_a_script(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    page.evaluate("document.querySelector('hearth-chat').setAttribute('leave-to', 'javascript:document.title=1')")
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("about:blank")
    page.goto(hearth_url)
    page.evaluate(f"document.querySelector('hearth-chat').setAttribute('leave-to', '{hearth_url}/urgent')")
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("**/urgent")


def test_one_escape_hides_the_conversation_and_a_late_second_one_does_not_leave(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.keyboard.press("Escape")
    assert not page.get_by_text("That sounds like a long night").is_visible()
    show = page.get_by_role("button", name="Show the conversation")
    assert "Show the conversation" in focused(page)
    page.wait_for_timeout(1600)
    page.keyboard.press("Escape")
    assert show.is_visible()
    show.click()
    assert page.get_by_text("That sounds like a long night").is_visible()
    assert focused(page) == "input"


def test_the_help_text_says_how_to_leave(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    page.get_by_text("choose Leave quickly, or press Escape twice").wait_for()
    described = page.get_by_role("textbox").get_attribute("aria-describedby")
    assert "leaves the page" in page.evaluate(f"{PIECE}.getElementById('{described}').textContent")


def test_the_service_serves_the_widget_under_the_strict_policy(hearth_url: str, page_at: Any) -> None:
    """The fixture fails on any policy violation; this makes sure that the policy is there to be broken."""
    page = page_at(hearth_url)
    policy = page.request.get(hearth_url).headers["content-security-policy"]
    assert "require-trusted-types-for 'script'" in policy and "default-src 'none'" in policy
