"""The widget against the whole of Hearth: real gateway, Rasa, actions and store."""

from __future__ import annotations

import json
from typing import Any

from tests.service import Service, title_of


def say(page: Any, text: str) -> None:
    before = page.locator("hearth-chat .message.hearth").count()
    box = page.get_by_role("textbox")
    box.fill(text)
    box.press("Enter")
    page.wait_for_function(
        "n => document.querySelector('hearth-chat').shadowRoot.querySelectorAll('.message.hearth').length > n",
        arg=before,
        timeout=20_000,
    )


def agree(page: Any) -> None:
    say(page, "hello")
    page.get_by_role("button", name=title_of("consent_yes")).click()
    page.get_by_role("button", name=title_of("talk.buttons.menu_boundary")).wait_for(timeout=20_000)


def test_a_mother_agrees_sets_a_limit_and_finds_it_after_a_reload(service: Service, page_at: Any) -> None:
    page = page_at(service.address)
    agree(page)
    say(page, "i want to stop giving my son cash, i'll buy him food instead")
    page.reload()
    page.get_by_text("i want to stop giving my son cash, i'll buy him food instead").first.wait_for(timeout=20_000)


def test_danger_is_answered_with_a_number_to_tap(service: Service, page_at: Any) -> None:
    page = page_at(service.address)
    say(page, "he is not breathing and his lips are blue")
    alert = page.get_by_role("alert").first
    assert "999" in alert.inner_text()
    assert alert.locator("a[href='tel:999']").count() == 1


def test_a_copy_of_all_data_can_be_downloaded(service: Service, page_at: Any) -> None:
    page = page_at(service.address)
    agree(page)
    say(page, "please export my data")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download your copy").click()
    data = json.loads(started.value.path().read_text(encoding="utf-8"))
    assert any(message["text"] == "please export my data" for message in data["messages"])


def test_urgent_help_works_step_by_step_without_javascript(service: Service, page_at: Any) -> None:
    page = page_at(service.address, "/urgent", java_script_enabled=False)
    assert page.locator("a[href='tel:999']").count() >= 1
    page.get_by_role("link", name="Someone won't wake or is very ill").click()
    page.get_by_role("link", name="No", exact=True).click()
    assert "999" in page.locator("main").inner_text() and "breath" in page.locator("main").inner_text()
