"""Keyboard, screen reader, zoom, contrast: reference/engineering.md section 4, line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.widget import PIECE, begin, focused, wait_for_messages, wait_until, write
from tests.fakes.web_server import FakeHearth

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

FOR_AXE = {"bypass_csp": True}  # axe itself sets a style, which the page's policy refuses


def _talk(page: Any, hearth: FakeHearth) -> None:
    begin(page)
    page.get_by_role("button", name="Say it better").click()
    wait_for_messages(page, 6)


def _crisis(page: Any, hearth: FakeHearth) -> None:
    write(page, "crisis")
    wait_for_messages(page, 2)


def _notice(page: Any, hearth: FakeHearth) -> None:
    write(page, "notice")
    wait_for_messages(page, 2)
    write(page, "image")
    wait_for_messages(page, 4)


def _error(page: Any, hearth: FakeHearth) -> None:
    begin(page)
    hearth.faults.extend(["503"] * 20)
    write(page, "are you there")
    page.get_by_role("button", name="Try again").wait_for()


def _slow(page: Any, hearth: FakeHearth) -> None:
    hearth.faults.append("slow")
    write(page, "slow")
    page.get_by_text("Hearth is writing").wait_for()
    page.get_by_role("textbox").fill("a" * 4100)
    page.get_by_text("Too long by").wait_for()


def _hidden(page: Any, hearth: FakeHearth) -> None:
    page.get_by_role("button", name="Hide").click()


def _fresh(page: Any, hearth: FakeHearth) -> None:
    page.get_by_role("textbox").wait_for()


STATES: dict[str, Callable[[Any, FakeHearth], None]] = {
    "fresh": _fresh, "talk": _talk, "crisis": _crisis, "notice": _notice, "error": _error, "slow": _slow,
    "hidden": _hidden,
}  # fmt: skip


def _violations(page: Any, axe_source: str) -> list[str]:
    page.evaluate(axe_source)
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    return [f"{v['id']}: {[n['target'] for n in v['nodes']]}" for v in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 320])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(
    state: str, width: int, scheme: str, hearth: FakeHearth, hearth_url: str, page_at: Any, axe_source: str
) -> None:
    page = page_at(hearth_url, color_scheme=scheme, viewport={"width": width, "height": 720}, **FOR_AXE)
    STATES[state](page, hearth)
    assert _violations(page, axe_source) == []


@pytest.mark.parametrize("opened", [False, True])
def test_axe_finds_nothing_in_the_corner_of_another_page(
    opened: bool, hearth_url: str, page_at: Any, axe_source: str
) -> None:
    page = page_at(hearth_url, "/host", **FOR_AXE)
    launcher = page.get_by_role("button", name="Talk with Hearth")
    launcher.wait_for()
    if opened:
        launcher.click()
        begin(page)
    assert _violations(page, axe_source) == []


def test_axe_finds_nothing_without_script(hearth_url: str, page_at: Any, axe_source: str) -> None:
    page = page_at(hearth_url, "/urgent", **FOR_AXE)
    page.route("**/hearth-chat.js", lambda route: route.abort())
    page.goto(hearth_url)
    page.get_by_role("link", name="Urgent help").wait_for()
    page.wait_for_timeout(1000)
    assert _violations(page, axe_source) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_of_numbers(scheme: str, hearth_url: str, page_at: Any, axe_source: str) -> None:
    page = page_at(hearth_url, "/urgent", color_scheme=scheme, viewport={"width": 320, "height": 640}, **FOR_AXE)
    assert _violations(page, axe_source) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_a_whole_exercise_works_with_the_keyboard_alone(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    page.get_by_role("textbox").wait_for()
    order = []
    for _ in range(7):
        page.keyboard.press("Tab")
        order.append(focused(page))
    assert order == ["Urgent help", "Leave quickly", "Hide", "log", "Begin", "input", "Send"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    wait_for_messages(page, 3)
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Set a limit I can keep"
    page.keyboard.press("Enter")
    wait_for_messages(page, 6)
    assert focused(page).startswith("Set a limit I can keep")
    page.keyboard.press("Tab")
    assert focused(page) == "Say it better"
    page.keyboard.press("Space")
    wait_for_messages(page, 9)
    assert [body.get("button") for body in hearth.received] == [None, "t-limit", "t-phrase"]


def test_the_focus_never_moves_when_a_message_arrives(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.get_by_role("button", name="Say it better").focus()
    page.wait_for_timeout(200)
    hearth.push("A check-in.")
    hearth.push("Call 911.", kind="crisis")
    wait_for_messages(page, 5)
    assert focused(page) == "Say it better"


def test_the_begin_button_hands_its_focus_on(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    page.get_by_role("button", name="Begin").press("Enter")
    wait_for_messages(page, 3)
    assert focused(page) == "log"


def test_opening_the_page_does_not_take_the_focus(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    page.get_by_role("textbox").wait_for()
    assert focused(page) == ""


def test_the_launcher_opens_focuses_the_input_and_gets_the_focus_back(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, "/host")
    launcher = page.get_by_role("button", name="Talk with Hearth")
    assert launcher.get_attribute("aria-expanded") == "false"
    controlled = launcher.get_attribute("aria-controls")
    assert page.evaluate(f"{PIECE}.getElementById('{controlled}') !== null")
    launcher.focus()
    page.keyboard.press("Enter")
    wait_until(page, f"{PIECE}.activeElement?.id === 'input'")
    assert page.evaluate(f"{PIECE}.querySelector('.launcher').ariaExpanded") == "true"
    page.keyboard.press("Escape")
    assert "Talk with Hearth" in focused(page)
    assert launcher.get_attribute("aria-expanded") == "false"


def test_a_closed_launcher_tells_of_a_new_message(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, "/host")
    page.get_by_role("button", name="Talk with Hearth").click()
    begin(page)
    page.wait_for_timeout(200)
    page.get_by_role("button", name="Hide").click()
    hearth.push("How are you today?")
    page.get_by_role("status").filter(has_text="New message").wait_for()
    page.get_by_role("button", name="Talk with Hearth").click()
    assert page.get_by_text("How are you today?").is_visible()


def test_an_unopened_launcher_asks_the_service_for_nothing(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, "/host")
    page.get_by_role("button", name="Talk with Hearth").wait_for()
    page.wait_for_timeout(200)
    assert [line for line in hearth.requests if "/api/" in line] == []
    assert page.context.cookies() == []


def test_the_log_has_a_name_and_its_messages_are_no_tab_stops(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    assert page.get_by_role("log", name="Conversation").count() == 1
    assert page.evaluate(f"{PIECE}.querySelectorAll('.message[tabindex]').length") == 0
    assert page.evaluate(f"{PIECE}.querySelector('[role=log] [role=status]')") is None


def test_the_history_is_loaded_while_the_log_is_silent(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    page.add_init_script(
        """
        window.spoken = [];
        Node.prototype.insertBefore = new Proxy(Node.prototype.insertBefore, {
          apply(target, self, values) {
            if (self.className === "thread") window.spoken.push(self.closest("[role=log]").getAttribute("aria-live"));
            return Reflect.apply(target, self, values);
          },
        });
        """
    )
    page.reload()
    wait_for_messages(page, 3)
    wait_until(page, f"!{PIECE}.querySelector('[role=log]').hasAttribute('aria-live')")
    write(page, "more")
    wait_for_messages(page, 6)
    assert page.evaluate("window.spoken") == ["off"] * 3 + [None] * 3


def test_each_message_says_who_speaks_its_language_and_direction(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url)
    begin(page)
    said = page.evaluate(f"[...{PIECE}.querySelectorAll('.message')].map((node) => node.textContent)")
    assert [text.split(" ")[0] for text in said] == ["You", "Hearth", "Hearth"]
    words = page.evaluate(f"[...{PIECE}.querySelectorAll('.hearth .words')].map((node) => [node.lang, node.dir])")
    assert words == [["en", "auto"]] * 2
    assert page.evaluate(f"{PIECE}.querySelector('.frame').lang") == "en"


def test_right_to_left_pages_are_mirrored(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, "/host?attributes=dir=rtl")
    page.get_by_role("button", name="Talk with Hearth").click()
    begin(page)
    own = page.locator(".you").bounding_box()
    log = page.get_by_role("log").bounding_box()
    assert own["x"] - log["x"] < log["width"] / 3


@pytest.mark.parametrize("path", ["/", "/host"])
def test_everything_to_press_is_at_least_44_pixels(
    path: str, hearth: FakeHearth, hearth_url: str, page_at: Any
) -> None:
    page = page_at(hearth_url, path, viewport={"width": 320, "height": 640})
    if path == "/host":
        page.get_by_role("button", name="Talk with Hearth").click()
    begin(page)
    write(page, "crisis")
    wait_for_messages(page, 5)
    hearth.faults.extend(["503"] * 20)
    write(page, "more")
    page.get_by_role("button", name="Try again").wait_for()
    small = page.evaluate(
        f"""[...{PIECE}.querySelectorAll("button, a, textarea")]
          .filter((node) => node.checkVisibility())
          .map((node) => [node.textContent, node.getBoundingClientRect()])
          .filter(([, box]) => box.width < 43.9 || box.height < 43.9).map(([text]) => text)"""
    )
    assert small == []


SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.mark.parametrize("case", ["narrow", "zoomed", "low", "big letters", "spaced"])
def test_nothing_is_cut_off_or_scrolls_sideways(case: str, hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    width, height = {"zoomed": (640, 360), "low": (320, 256)}.get(case, (320, 640))
    page = page_at(hearth_url, viewport={"width": width, "height": height})
    if case == "big letters":
        page.evaluate("document.querySelector('hearth-chat').style.fontSize = '200%'")
    if case == "spaced":
        page.evaluate(
            f"""(css) => {{ const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
                {PIECE}.adoptedStyleSheets = [sheet] }}""",
            SPACING,
        )
    begin(page)
    write(page, "crisis")
    wait_for_messages(page, 5)
    wide = page.evaluate(
        f"""[...{PIECE}.querySelectorAll(".frame, .log, .foot, header, .words, button, a, h2")]
          .filter((node) => node.checkVisibility() && !node.closest(".unseen"))
          .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth
            || node.getBoundingClientRect().right > innerWidth + 1)
          .map((node) => node.className || node.textContent)"""
    )
    assert [one for one in wide if one != "name"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.get_by_role("textbox")
    box.scroll_into_view_if_needed()
    assert box.bounding_box()["width"] > 90


def test_less_motion_is_respected(hearth: FakeHearth, hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, reduced_motion="reduce")
    hearth.faults.append("slow")
    write(page, "slow")
    page.get_by_text("Hearth is writing").wait_for()
    name = page.evaluate(f"getComputedStyle({PIECE}.querySelector('.typing'), '::after').animationName")
    assert name == "none"


def test_forced_colours_keep_the_borders(hearth_url: str, page_at: Any) -> None:
    page = page_at(hearth_url, forced_colors="active")
    begin(page)
    assert page.evaluate(f"getComputedStyle({PIECE}.querySelector('.you .words')).borderTopStyle") == "solid"
