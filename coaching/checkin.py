"""Check-ins: opt-in, at the person's own times, in neutral words; changed or stopped at any time.

The worker in the gateway says `checkin.due_<kind>` when one is due; pressing its button comes back here as `start` with
the kind as value, and something to do with it is offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from coaching import reminders
from coaching.asking import Question
from coaching.checkin_clock import CheckinClock, just_now
from coaching.checkin_wishes import (
    BEFORE,
    FOR,
    HERE,
    LIST,
    MOVE,
    NOT_DAY,
    PAUSE,
    PLANNED,
    STOP_ALL,
    STOP_ONE,
    adds,
    zone_of,
)
from coaching.content import wording
from coaching.correcting import Correction
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect, FollowUp
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.values import every, when
from coaching.resources import numbers

#: Kinds that come due, by what is offered then. Others may be added by skills; they get the lines of "other".
_OPENS = {
    "after_talk": "talk", "talk": "talk", "limit_review": "limit", "limit": "limit", "after_setback": "setback",
    "talk_later": "later", "not_now": "later", "weekly": "week", "daily": "week", "reminder": "week", "other": "week",
}  # fmt: skip
_OFFERS: dict[str, tuple[tuple[str, str, str], ...]] = {  # button, value, intent
    "talk": (("went_well", "talk", "recognise_progress"), ("was_hard", "talk", "share_feelings"),
             ("practise", "talk", "practise_conversation"), ("not_yet", "once", "schedule_check_in")),
    "limit": (("review_limit", "review", "set_boundary"), ("practise", "limit", "practise_conversation"),
              ("for_me", "strain", "support_myself")),
    "setback": (("for_me", "strain", "support_myself"), ("went_well", "setback", "recognise_progress"),
                ("find_words", "setback", "get_phrasing"), ("just_talk", "setback", "share_feelings")),
    "later": (("find_words", "later", "get_phrasing"), ("practise", "later", "practise_conversation"),
              ("not_yet", "once", "schedule_check_in")),
    "matter": (("not_yet", "once", "schedule_check_in"), ("just_talk", "week", "share_feelings"),
               ("find_words", "later", "get_phrasing")),
    "week": (("for_me", "strain", "support_myself"), ("went_well", "week", "recognise_progress"),
             ("just_talk", "week", "share_feelings"), ("change", "change", "schedule_check_in")),
}  # fmt: skip


SHOWN = 6  #: of those that are set, in one bubble


class Checkin(CheckinClock):
    """The skill "checkin"."""

    name = "checkin"
    questions = {
        "what": Question(Expects.CHOICE, ("weekly", "daily", "once", "stop_all")),
        "time": Question(Expects.TIME),
        "clock": Question(Expects.TIME),
        "half": Question(Expects.CHOICE, ("morning", "evening")),
        "sure": Question(Expects.YES_NO, ("yes", "no")),
    }
    fields = {r"time|day|hour|when": "when"}
    asked_by = {"when": "time"}

    def start(self, heard: Heard, context: Context) -> Step:
        """Opens a check-in that came due; lists, moves or stops what is set; or takes what the message says (what,
        how often, when) and asks the rest. For one that came due, `text` is what to be reminded of."""
        context = replace(context, now=reminders.local(context))
        if heard.intent == "open_check_in" or (
            heard.value in _OPENS and heard.value not in ("weekly", "daily", "after_talk")
        ):
            return self._open(_OPENS.get(heard.value or "", "week"), heard.text if heard.value else "")
        about = reminders.matter(heard.text)
        state: State = {"kind": "reminder", "every": "", "first": True, "matter": about}
        said = plain(heard.text)
        present = reminders.items(context)
        if heard.value == "after_talk":
            return self.ask({**state, "kind": "after_talk"}, "time")
        if heard.value in ("weekly", "daily", "once"):
            return self.on_what(state, heard, context)
        if not about and PAUSE.search(said):
            return self.ask(state, "sure", key="ask_pause")
        if not about and heard.value is None and (step := self._about_present(state, said, present, context)):
            return step
        if heard.value == "stop_all" or (not about and STOP_ALL.search(said)):
            return self.ask(state, "sure") if present or heard.value else self._none()
        timed = reminders.time_part(heard.text)
        state.update(self._how_often(plain(timed), about))
        due = when(timed, context.now)
        if heard.value == "change" and present:
            newest = max(present, key=lambda item: int(item["id"]))
            return self.ask({**state, **_of(newest)}, "what")
        if due is not None:
            return self._set(state, due, context)
        if not (about or state["every"] or re.search(r"\bremind|\bping\b|\bnudge\b|\bask me\b", said)):
            return self.ask(state, "what")
        return self.ask(state, "time", key="ask_time_matter" if about else "")

    def _about_present(
        self, state: State, said: str, present: Sequence[dict[str, Any]], context: Context
    ) -> Step | None:
        """What a message wants with those that are set; None when it wants something else."""
        if (LIST.search(said) or PLANNED.fullmatch(said.strip(" .!?"))) and len(said.split()) <= 9 and not every(said):
            return self._list(present, context)
        found = reminders.named(said, present)
        if step := self._added(state, said, present, context):
            return step
        stops = STOP_ONE.search(said) and not re.search(r"\b(?:all|them|these|every(?:thing)?)\b", said)
        if stops and len(present) == 1 and re.search(r"\b(?:that|the|this) one\W*$|\b(?:stop|cancel) it\W*$", said):
            found = list(present)
        if stops and (re.search(r"\b(?:one|ones)\b", said) or found):
            return self._stop(found, context) if found else self._list(present, context, "not_there")
        move = MOVE.search(said) if present else None
        if move is None:
            return None
        words = re.sub(
            r"[ ,]+(?:instead|please|pls|rather|now)\b.*$", "", (move["to"] or move["rather"] or "").strip(" .!?")
        )
        words = re.sub(r"^(?:to|for|at) ", "", words)
        which = reminders.named(said[: move.start("to")] if move["to"] else "", present)
        item = which[0] if which else max(present, key=lambda item: int(item["id"]))
        due = reminders.moved(words, item, context.now) if words else None
        state = {**state, **_of(item)}
        if every(said):
            state.update(self._how_often(said, str(state["matter"])))
            due = due or item["at"]
        return self.ask(state, "time") if due is None else self._set(state, due, context)

    def _added(self, state: State, said: str, present: Sequence[dict[str, Any]], context: Context) -> Step | None:
        """What goes with the one that was just set: what it is for, another time, or where they are."""
        last = (context.profile.notes.get("check_in") or {}).get("turn")
        if not present or last != context.seed - 1 or not adds(said):
            return None
        newest = max(present, key=lambda item: int(item["id"]))
        state = {**state, **_of(newest)}
        if here := HERE.fullmatch(said.strip(" .!?")):
            return self._in_zone(
                {**state, "due": newest["at"].replace(tzinfo=None).isoformat()}, zone_of(here["where"]), context
            )
        if about := FOR.fullmatch(said.strip(" .!?")):
            words = tidy(about["what"])
            state.update(matter=" ".join(words.split()[: reminders.LONGEST]), kind="reminder")
            return self._set(state, newest["at"], context)
        words = BEFORE.sub("", NOT_DAY.sub("", said))
        if every(words):
            state.update(self._how_often(words, str(state["matter"])))
        due = reminders.moved(words, newest, context.now)
        return None if due is None else self._set(state, due, context)

    def _list(self, present: Sequence[dict[str, Any]], context: Context, before: str = "") -> Step:
        if not present:
            return self._none()
        lines = wording()
        told = []
        for item in present[:SHOWN]:
            key = {"week": "when_week", "day": "when_day"}.get(str(item["every"]), "when_once")
            day = item["at"].strftime("%A" if item["at"] - context.now < timedelta(days=7) else "%A %-d %B")
            time_ = lines.line(f"checkin.{key}", {"day": day, "time": reminders.hour_words(item["at"], context)})
            kind = f"checkin.kind_{item['kind']}"
            what = str(item["about"].get("matter", ""))
            what = f"“{what}”" if what else lines.line(kind if kind in lines.lines else "checkin.kind_other", {})
            told.append(lines.line("checkin.list_line", {"when": time_, "what": what}))
        choices = [
            Choice("checkin.buttons.change", "change", "schedule_check_in"),
            Choice("checkin.buttons.stop_all", "stop_all", "schedule_check_in"),
        ]
        says = [self.say({}, before)] if before else []
        return self.end({}, [*says, self.say({}, "list", choices, list="\n".join(told))], [just_now(context)])

    def _none(self) -> Step:
        choices = [Choice("checkin.buttons.weekly", "weekly", "schedule_check_in"),
                   Choice("checkin.buttons.once", "once", "schedule_check_in")]  # fmt: skip
        return self.end({}, [self.say({}, "none_set", choices)])

    def _stop(self, found: Sequence[dict[str, Any]], context: Context) -> Step:
        gone: list[Effect] = [FollowUp("stop_all", context.now, {"id": int(item["id"])}) for item in found]
        day = found[0]["at"].strftime("%A")
        return self.end({}, [self.say({}, "stopped_one" if len(found) == 1 else "stopped_some", day=day)], gone)

    def on_what(self, state: State, heard: Heard, context: Context) -> Step:
        """How often: a button or words; a time in the same words is used."""
        said = plain(heard.text)
        if heard.value == "stop_all" or (heard.value is None and STOP_ALL.search(said)):
            return self.ask(state, "sure")
        often = {"weekly": "week", "daily": "day", "once": ""}.get(heard.value or "")
        about = reminders.matter(heard.text) or str(state.get("matter", ""))
        found = (
            {"every": often, "kind": {"week": "weekly", "day": "daily", "": "reminder"}[often]}
            if often is not None
            else self._how_often(plain(reminders.time_part(heard.text)), about)
        )
        due = when(reminders.time_part(heard.text), reminders.local(context)) if heard.text else None
        if (
            due is None
            and often is None
            and not found["every"]
            and not re.search(r"\bonce\b|\bone time\b|\bjust the one\b", said)
        ):
            return self.again(state)
        if often is None and not found["every"] and state.get("replaces"):
            found = {}  # "monday": as often as before
        state.update(found, matter=about)
        return self.ask(state, "time") if due is None else self._set(state, due, context)

    def on_time(self, state: State, heard: Heard, context: Context) -> Step:
        """A day and time."""
        now = reminders.local(context)
        if state.get("was"):  # one that is moved keeps the day or the hour that is not said
            was = {"at": datetime.fromisoformat(state["was"]), "every": state.get("every", "")}
            due = reminders.moved(heard.text, was, now)
        else:
            due = when(heard.text, now, asked=True)
        if due is None and (about := re.match(r"(?:to|about|that) (?P<what>\w.+)", heard.text, re.IGNORECASE)):
            state["matter"] = " ".join(about["what"].split()[: reminders.LONGEST]).rstrip(" .!")
            return self.ask({**state, "kind": "reminder"}, "time", key="ask_time_matter")
        if due is None:
            if every(heard.text):
                state.update(self._how_often(plain(heard.text), str(state.get("matter", ""))))
            return self.again(state)
        if every(heard.text):
            state.update(self._how_often(plain(heard.text), str(state.get("matter", ""))))
        return self._set(state, due, context)

    def change(self, state: State, wish: Correction, context: Context) -> Step | None:
        """ "actually make it 8" while their clock is asked for: the wished time changes, and the question stays."""
        if state.get("at") not in ("clock", "half") or not wish.words:
            return super().change(state, wish, context)
        base = datetime.fromisoformat(state["due"]).replace(tzinfo=context.now.tzinfo)
        due = reminders.moved(wish.words, {"at": base, "every": state.get("every", "")}, context.now)
        if due is None:
            return None
        return self.again({**state, "due": due.replace(tzinfo=None).isoformat()}, [self.say(state, "changed_when")])

    def on_sure(self, state: State, heard: Heard, context: Context) -> Step:
        """Stop all check-ins? Yes, unless it was a clear no."""
        answer = heard.value == "yes" if heard.value in ("yes", "no") else heard.yes
        if answer is None and STOP_ALL.search(plain(heard.text)):
            answer = True  # "stop them"
        if answer is None:
            return self.again(state)
        if not answer:
            return self.end(state, [self.say(state, "kept")])
        return self.end(state, [self.say(state, "stopped_all")], [FollowUp("stop_all", context.now)])

    def _how_often(self, said: str, about: str = "") -> dict[str, str]:
        often = every(said)
        kind = {"week": "weekly", "day": "daily"}.get(often, "reminder")
        return {"every": often, "kind": "reminder" if about else kind}

    def _open(self, what: str, about: str = "") -> Step:
        what = "matter" if about else what
        choices: Sequence[Choice] = [
            Choice(f"checkin.buttons.{b}", value, intent) for b, value, intent in _OFFERS[what]
        ]
        return Step([Say(f"checkin.open_{what}", {"matter": about}, choices)])


def _of(item: dict[str, Any]) -> State:
    """The state of one that is to be moved."""
    about = dict(item["about"])
    return {
        "kind": item["kind"],
        "every": item["every"],
        "about": about,
        "matter": about.get("matter", ""),
        "replaces": int(item["id"]),
        "was": item["at"].isoformat(),
    }


def country_name(code: str) -> str:
    """A country's name as people say it, the code itself when unknown."""
    known = numbers().countries.get(code.upper())
    return known.name if known else code
