"""Loads what the first turn would have to wait for: the encoder, the skills and their content, in the background."""

from __future__ import annotations

import logging
import os
import threading
from datetime import datetime, timezone

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Makes every skill once. A skill that can't be made says so in the log, and again when it is needed."""
    from actions.rooms import rooms
    from coaching.dialogue import Context, Heard, Profile
    from coaching.language.encoder import encoder
    from coaching.skills import SKILLS, skill_named

    try:
        rooms()
        encoder().encode(["hello"])
        for name in SKILLS:
            skill_named(name)
        from coaching.bank import bank
        from coaching.learn import library

        library().find("hello")
        bank().likely("hello")
        # what is loaded only by use: the acts, the spans and the pipeline for a draft, the scenes for a practice
        here = Context(Profile(), datetime.now(timezone.utc))
        skill_named("phrasing").start(Heard(text="You never call me back and you are always late."), here)
        skill_named("practice").start(Heard(text="I want to practise a talk about money"), here)
    except Exception as error:
        logger.error("Warming up failed: %s: %s", type(error).__name__, error)


if os.environ.get("HEARTH_SUPERVISED"):  # in the service only; tests import actions without it
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
