"""What the browser tests do with the page, in words."""

from __future__ import annotations

from typing import Any

PIECE = "document.querySelector('hearth-chat').shadowRoot"


def write(page: Any, text: str) -> None:
    """Writes into the input and presses Enter."""
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def messages(page: Any) -> list[str]:
    """The words of every message on screen, without name and time."""
    texts: list[str] = page.evaluate(f"[...{PIECE}.querySelectorAll('.words')].map((node) => node.innerText)")
    return texts


def wait_for_messages(page: Any, count: int) -> None:
    """Waits until at least so many messages stand there."""
    page.wait_for_function(f"(count) => {PIECE}.querySelectorAll('.message').length >= count", arg=count)


def wait_until(page: Any, condition: str) -> None:
    """Waits for a JavaScript condition. As a function, because the page's policy forbids eval."""
    page.wait_for_function(f"() => {condition}")


def focused(page: Any) -> str:
    """What has the focus inside the widget: its id, role or text; empty when nothing there has it."""
    script = f"(() => {{ const it = {PIECE}.activeElement; return it ? it.id || it.role || it.innerText : '' }})()"
    return str(page.evaluate(script))


def begin(page: Any) -> None:
    """A conversation of three messages, the last with two buttons."""
    write(page, "hello")
    wait_for_messages(page, 3)
