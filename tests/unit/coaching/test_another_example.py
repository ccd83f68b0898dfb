"""Small things that a tired person says: "ok another", "the kids miss him", "ok"."""

from __future__ import annotations

from render import Walk

from coaching.aside import aside
from coaching.boundary import Boundary


def test_ok_another_offers_another_example_of_what_to_do() -> None:
    walk = Walk(Boundary())
    walk.start("I won't give him cash any more")
    shown = []
    for said in ("give me an example", "ok another", "ok another"):
        walk.say(said)
        shown.append(str(walk.step.state["offered"]))
    assert len(set(shown)) == 3, shown


def test_the_kids_miss_him_is_no_interruption() -> None:
    assert aside("yeah the kids miss him") == ""
    assert aside("sorry the dog") == "interrupted"
    assert aside("the baby is crying") == "interrupted"
