from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import yaml

from actions.dispatch import ACTIONS, WISHES, action_for

STORIES = Path(__file__).resolve().parents[3] / "data" / "stories"


def _rules() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(STORIES.glob("*.yml")):
        for rule in yaml.safe_load(path.read_text("utf-8")).get("rules") or ():
            steps = rule["steps"]
            for step, after in pairwise(steps):
                if "intent" in step and "action" in after:
                    found[step["intent"]] = after["action"]
    return found


def test_every_intent_leads_to_the_action_that_the_rules_name() -> None:
    rules = _rules()
    for intent in ACTIONS:
        action = action_for(intent)
        assert action is not None
        if intent == "aside":
            continue  # told by its words alone: Rasa knows of none
        assert rules[intent] == action.name(), intent


def test_small_talk_is_no_wish() -> None:
    assert action_for("thank") is None
    assert not {"inform", "deny", "ask_help", "stop_activity"} & set(WISHES)
