"""What became of a limit: kept, crossed or given in, without shame; changed or laid to rest; the list of them.

Caving is answered with a reset, not a reproach (domain.md 1.9 corevaluesrecovery.com: "if you cave, reset
without shame").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from coaching.asking import Question, agreed
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Change, Effect
from coaching.language.plain import plain
from coaching.language.values import ordinal_choice
from coaching.limit_outcome import outcome
from coaching.limit_wording import limit_words
from coaching.limits import read, topic
from coaching.said_back import said_back, shortened
from coaching.timing import Gated

Bubbles = list[Say]  #: named, because the class below has a method `list`

SHOWN = 4  #: limits offered as buttons, newest first; older ones by their words

_TO_SET = re.compile(
    r"\b(?:set|make|need|want|draw|have|find)\b[^.!?]{0,30}\b(?:limits?|boundar\w+|rules?|lines?)\b|\b(?:always|usually|just|keep|end up) (?:cav|giv)(?:e|ing)\b"
)


def active(context: Context) -> list[Mapping[str, Any]]:
    """Saved limits that are not retired, newest first."""
    return [item for item in reversed(context.saved.get("limit", ())) if item.get("status", "active") == "active"]


def kept_of(item: Mapping[str, Any]) -> tuple[int, int]:
    """How often a limit was kept, of how often it came up."""
    log = [entry.get("what") for entry in item.get("log", ())]
    return log.count("kept"), len(log)


def match_item(text: str, items: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The one saved limit that `text` means: by its place ("the second one") or by shared words; None when unsure."""
    index = ordinal_choice(text, len(items)) if len(text.split()) <= 5 else None
    if index is not None:
        return items[index]
    words = set(re.findall(r"\w{4,}", plain(text)))
    scores = [
        len(words & set(re.findall(r"\w{4,}", plain(f"{item.get('limit', '')} {item.get('topic', '')}"))))
        for item in items
    ]
    best = max(scores, default=0)
    return items[scores.index(best)] if best and scores.count(best) == 1 else None


class LimitReview(Gated):
    """The part of the skill "boundary" about limits that are there already."""

    name = "boundary"
    questions = {
        "which": Question(Expects.CHOICE),
        "how": Question(Expects.CHOICE, ("kept", "caved", "crossed", "change", "retire")),
        "did": Question(Expects.YES_NO, ("yes", "no")),
        "reset": Question(Expects.CHOICE, ("smaller", "same", "retire")),
        "sure_retire": Question(Expects.YES_NO, ("yes", "no")),
    }

    @classmethod
    def list(cls, context: Context) -> list[Say]:
        """Saved limits read back in the person's own words, at most two bubbles' worth, newest first."""
        items = active(context)
        if not items:
            return [Say("boundary.list_none", {}, [Choice("boundary.buttons.new", "new", intent="set_boundary")])]
        says = []
        for item in items[:2]:
            kept, times = kept_of(item)
            key = "list_item_log" if times else "list_item"
            if item.get("action") in ("", item.get("limit")):
                key = "list_item_one_log" if times else "list_item_one"
            says.append(Say(f"boundary.{key}", _fields(item, kept, times)))
        more = "list_more" if len(items) > 2 else "list_end"
        rest = " · ".join(shortened(str(item.get("limit", "")), 10) for item in items[2:6])
        return [
            *says,
            Say(
                f"boundary.{more}",
                {"count": str(len(items)), "rest": rest},
                [
                    Choice("boundary.buttons.review", "review", intent="set_boundary"),
                    Choice("boundary.buttons.new", "new", intent="set_boundary"),
                ],
            ),
        ]

    def review(self, heard: Heard, context: Context) -> Step | None:
        """A first message about a limit that is there; None when it is about a new one."""
        what = heard.value if heard.value in ("kept", "caved", "crossed", "change", "retire") else outcome(heard.text)
        if heard.value == "review":
            what = "review"
        items = active(context)
        if not what or heard.value == "new":
            return None
        if what == "list":
            return self.end({}, self.list(context))
        if what == "caved" and _TO_SET.search(plain(heard.text)):
            return None  # "he keeps asking and I always cave": the reason for a limit, not the end of one
        if not items and what == "caved":
            return self._caved_unsaved(heard, context)
        if not items:
            if what not in ("kept", "crossed"):
                return self.ask({"name": context.profile.loved_one}, "happened", [self.say({}, "none_saved")])
            return self.ask(
                {"name": context.profile.loved_one},
                "limit",
                [self.say({}, f"{what}_unsaved", quote=said_back(heard.text) or heard.text[:60])],
                key="ask_which_unsaved",
            )
        state: State = {"name": context.profile.loved_one, "how": "" if what == "review" else what}
        found = items[0] if len(items) == 1 else match_item(heard.text, items)
        if found is None:
            opened = self.ask(state, "which")
            opened.say[-1] = self._which(opened.state, "ask_which", context)
            return opened
        return self._chosen(state, found, context)

    def _caved_unsaved(self, heard: Heard, context: Context) -> Step:
        """Given in to what was never saved: no shame, then a smaller limit for the next time."""
        state: State = {"name": context.profile.loved_one, "topic": topic(heard.text), "last": "limit"}
        if not state["topic"]:
            said = [self.say(state, "caved_unsaved", quote=said_back(heard.text) or heard.text[:60])]
            return self.ask(state, "limit", said, key="ask_which_unsaved")
        state["happened"] = read(heard.text).happened or heard.text[:200]
        state["offered"] = self.values(state)["example_smaller"]
        said = [self.say(state, "caved_unsaved", quote=said_back(heard.text))]
        return self.ask(state, "limit", said, key="ask_next_smaller")

    def _which(self, state: State, key: str, context: Context) -> Say:
        choices = [
            Choice("boundary.buttons.limit", str(item["id"]), values={"limit": str(item.get("limit", ""))})
            for item in active(context)[:SHOWN]
        ]
        return self.say(state, key, choices)

    def ask_again(self, state: State, context: Context) -> Bubbles:
        """The open question once more; the one for a limit shows the limits again."""
        if state.get("at") == "which":
            return [self._which(state, "again_which", context)]
        return super().ask_again(state, context)

    def on_which(self, state: State, heard: Heard, context: Context) -> Step:
        """Which of the saved limits, by button, place or words."""
        items = active(context)
        by_id = next((item for item in items if heard.value is not None and str(item["id"]) == heard.value), None)
        found = by_id or match_item(heard.text, items)
        if found is None:
            return Step(self.ask_again(state, context), state, Expects.CHOICE)
        return self._chosen(state, found, context)

    def _chosen(self, state: State, item: Mapping[str, Any], context: Context) -> Step:
        kept, times = kept_of(item)
        state = {**state, **_fields(item, kept, times), "item": item["id"]}
        return self._react(state, str(state["how"]), context) if state.get("how") else self.ask(state, "how")

    def on_how(self, state: State, heard: Heard, context: Context) -> Step:
        """Kept, gave in, crossed, to change or to retire."""
        what = heard.value or outcome(heard.text)
        if not what:
            said = agreed(heard)
            what = "" if said is None else "kept" if said else "caved"
        return (
            self._react(state, what, context)
            if what in ("kept", "caved", "crossed", "change", "retire")
            else self.again(state)
        )

    def _react(self, state: State, what: str, context: Context) -> Step:
        if what == "crossed":
            return self.ask(state, "did")
        if what == "retire":
            return self.ask(state, "sure_retire")
        if what == "change":
            return self.ask({**state, "path": []}, "smaller", key="ask_change")
        effect, state = self._logged(state, what, context)
        if what == "kept":
            choices = [
                Choice("boundary.buttons.progress", "progress", intent="recognise_progress"),
                Choice("boundary.buttons.list", "list", intent="review_history"),
            ]
            return self.end(state, [self.say(state, "kept"), self.say(state, "kept_step", choices)], [effect])
        words = limit_words(str(state["limit"]), str(state.get("name", "")))
        before = [
            self.say(state, "caved" if state["kept"] != "0" else "caved_first"),
            self.say(state, "reset_words", sentence=words),
        ]
        return self.ask(state, "reset", before, [effect])

    def _logged(self, state: State, what: str, context: Context) -> tuple[Effect, State]:
        """The change that adds a line to the limit's log, and the state with its new counts."""
        item = next((i for i in context.saved.get("limit", ()) if i["id"] == state["item"]), {})
        log = [*item.get("log", ()), {"at": context.now.isoformat(), "what": what}]
        kept = sum(1 for entry in log if entry.get("what") == "kept")
        return Change(int(state["item"]), {"log": log}), {**state, "kept": str(kept), "times": str(len(log))}

    def on_did(self, state: State, heard: Heard, context: Context) -> Step:
        """The loved one crossed it: whether the person did what they had said."""
        did = agreed(heard)
        if did is None:
            did = {"kept": True, "caved": False}.get(outcome(heard.text))
        return self.again(state) if did is None else self._react(state, "kept" if did else "caved", context)

    def on_reset(self, state: State, heard: Heard, context: Context) -> Step:
        """After giving in: a smaller version, the same again, or lay it to rest."""
        said = plain(heard.text)
        choice = heard.value or ""
        if not choice:
            choice = (
                "smaller"
                if re.search(r"small|easier|less|change|different|too (?:big|hard|much)", said)
                else "retire"
                if re.search(r"drop|retire|end it|give up|stop", said)
                else ""
            )
            choice = choice or ("same" if re.search(r"same|again|keep|try|carry on", said) or agreed(heard) else "")
        if choice == "smaller":
            return self.ask({**state, "path": []}, "smaller")
        if choice == "retire":
            return self.ask(state, "sure_retire")
        if choice == "same":
            practise = Choice("boundary.buttons.practise", "practise", intent="practise_conversation")
            return self.end(state, [self.say(state, "same_again", [practise])])
        return self.again(state)

    def on_sure_retire(self, state: State, heard: Heard, context: Context) -> Step:
        """Laid to rest only after a yes; its log stays."""
        sure = agreed(heard)
        if sure is None:
            return self.again(state)
        if not sure:
            return self.end(state, [self.say(state, "still_there")])
        return self.end(
            state,
            [self.say(state, "retired")],
            [Change(int(state["item"]), {"status": "retired", "retired_at": context.now.isoformat()})],
        )


def _fields(item: Mapping[str, Any], kept: int, times: int) -> dict[str, str]:
    words = {key: str(item.get(key, "")) for key in ("limit", "action", "words", "topic")}
    return {
        **words,
        "topic": words["topic"] or topic(words["limit"]) or "other",
        "kept": str(kept),
        "times": str(times),
    }
