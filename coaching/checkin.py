"""Check-ins: opt-in, at the person's own times, in neutral words; changed or stopped at any time.

The worker in the gateway says `checkin.due_<kind>` when one is due; pressing its button comes back here as `start` with
the kind as value, and something to do with it is offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from coaching.asking import Guided, Question
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect, FollowUp, Remember
from coaching.language.plain import plain
from coaching.language.values import every, when
from coaching.resources import country_in, numbers

QUIET_FROM, QUIET_UNTIL = time(21, 30), time(8)
_STOP_ALL = re.compile(
    r"\b(?:stop|no more|turn(?: them| it| these)? off|switch(?: them| it)? off|cancel|end|quit|don'?t|delete|remove|unsubscribe|get rid of)\b"
    r".*\b(?:remind\w*|check.?ins?|messag\w+|text\w*|nudg\w+|ping\w*|writing|asking|alerts?|notifications?|them|all|these|it)\b"
    r"|^(?:turn (?:them|it) off|stop|unsubscribe|no more)\W*$"
)
_PAUSE = re.compile(r"\b(?:pause|hold|skip|break from)\b.*\b(?:check.?ins?|reminders?|messages?|them|it)\b")
_LIST = re.compile(
    r"\b(?:what|which|any|show|list|see|do i have|my)\b.*\b(?:check.?ins?|reminders?)\b(?: (?:do|have) .*)?[ ?.!]*$|\bwhen (?:do|will|are) you (?:write|writ|check|remind)"
)
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
    "week": (("for_me", "strain", "support_myself"), ("went_well", "week", "recognise_progress"),
             ("just_talk", "week", "share_feelings"), ("change", "change", "schedule_check_in")),
}  # fmt: skip


_CLOCK = re.compile(r"\d|\b(?:morning|noon|afternoon|evening|night|midday|lunch\w*|dinner|breakfast|o'?clock)\b")


def out_of_quiet(due: datetime) -> datetime:
    """The time itself, or the next 8:00 when it falls into the quiet hours (21:30 to 8:00)."""
    if due.time() >= QUIET_FROM:
        due = due + timedelta(days=1)
    elif due.time() >= QUIET_UNTIL:
        return due
    return due.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)


def zone_from_clock(clock: datetime, now: datetime) -> str:
    """The time zone in which it is now `clock`'s time of day, as an IANA name by offset from UTC (whole hours)."""
    universal = now.astimezone(timezone.utc)
    minutes = (clock.hour * 60 + clock.minute) - (universal.hour * 60 + universal.minute)
    hours = round(((minutes + 720) % 1440 - 720) / 60)
    return "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"  # the sign is the other way round in these names


class Checkin(Guided):
    """The skill "checkin"."""

    name = "checkin"
    questions = {
        "what": Question(Expects.CHOICE, ("weekly", "daily", "once", "stop_all")),
        "time": Question(Expects.TIME),
        "clock": Question(Expects.TIME),
        "sure": Question(Expects.YES_NO, ("yes", "no")),
    }
    fields = {r"time|day|hour|when": "when"}
    asked_by = {"when": "time"}

    def start(self, heard: Heard, context: Context) -> Step:
        """Opens a check-in that came due; stops all; or takes what the message says (how often, when) and asks the rest."""
        if heard.intent == "open_check_in" or (
            heard.value in _OPENS and heard.value not in ("weekly", "daily", "after_talk")
        ):
            return self._open(_OPENS.get(heard.value or "", "week"))
        state: State = {"kind": "reminder", "every": "", "first": True}
        said = plain(heard.text)
        if heard.value == "stop_all" or _STOP_ALL.search(said):
            return self.ask(state, "sure")
        if heard.value == "after_talk":
            return self.ask({**state, "kind": "after_talk"}, "time")
        if heard.value in ("weekly", "daily", "once"):
            return self.on_what(state, heard, context)
        if _PAUSE.search(said):
            return self.ask(state, "sure", key="ask_pause")
        last = context.profile.notes.get("check_in") or {}
        if _LIST.search(said) and len(said.split()) <= 9 and not every(heard.text):
            if not last:
                return self.ask(state, "what", [self.say(state, "none_set")])
            change = [Choice("checkin.buttons.change", "change", "schedule_check_in")]
            return self.end(state, [self.say(state, "last_set", change, day=last["day"], time=last["time"])])
        state.update(self._how_often(said))
        moving = bool(last) and bool(re.search(r"\b(?:change|move|make|switch|instead|rather)\b", said))
        if moving:  # "make it Mondays": as often as before and at the same hour, unless they say otherwise
            state.update(kind=last["kind"], every=state["every"] or last["every"], replaces=True)
        due = when(heard.text, context.now)
        if due is not None:
            if moving and not _CLOCK.search(said):
                hour, minute = last["time"].split(":")
                due = due.replace(hour=int(hour), minute=int(minute))
            return self._set(state, due, context)
        if heard.value == "change" or not (
            state["every"] or re.search(r"\bremind|\bping\b|\bnudge\b|\bask me\b", said)
        ):
            return self.ask(state, "what")
        return self.ask(state, "time")

    def on_what(self, state: State, heard: Heard, context: Context) -> Step:
        """How often: a button or words; a time in the same words is used."""
        said = plain(heard.text)
        if heard.value == "stop_all" or (heard.value is None and _STOP_ALL.search(said)):
            return self.ask(state, "sure")
        often = {"weekly": "week", "daily": "day", "once": ""}.get(heard.value or "")
        found = (
            {"every": often, "kind": {"week": "weekly", "day": "daily", "": "reminder"}[often]}
            if often is not None
            else self._how_often(said)
        )
        due = when(heard.text, context.now) if heard.text else None
        if (
            due is None
            and often is None
            and not found["every"]
            and not re.search(r"\bonce\b|\bone time\b|\bjust the one\b", said)
        ):
            return self.again(state)
        state.update(found)
        return self.ask(state, "time") if due is None else self._set(state, due, context)

    def on_time(self, state: State, heard: Heard, context: Context) -> Step:
        """A day and time."""
        due = when(heard.text, context.now, asked=True)
        if due is None:
            return self.again(state)
        if every(heard.text):
            state.update(self._how_often(plain(heard.text)))
        return self._set(state, due, context)

    def on_clock(self, state: State, heard: Heard, context: Context) -> Step:
        """What time it is where they are: gives the time zone, and the check-in's time in it."""
        clock = when(heard.text, context.now.replace(hour=0, minute=0), asked=True)
        country = country_in(heard.text)
        if clock is None and not country:
            return self.again(state)
        universal = context.now.astimezone(timezone.utc)
        zone = zone_from_clock(clock, universal) if clock else zone_from_clock(universal, universal)
        wanted = datetime.fromisoformat(state["due"]).replace(tzinfo=ZoneInfo(zone))
        step = self._confirm(state, wanted, context)
        return Step(step.say, step.state, step.expects, [Remember({"timezone": zone}), *step.effects])

    def on_sure(self, state: State, heard: Heard, context: Context) -> Step:
        """Stop all check-ins? Yes, unless it was a clear no."""
        answer = heard.value == "yes" if heard.value in ("yes", "no") else heard.yes
        if answer is None:
            return self.again(state)
        if not answer:
            return self.end(state, [self.say(state, "kept")])
        gone: list[Effect] = [FollowUp("stop_all", context.now), Remember({"notes": {"check_in": {}}})]
        return self.end(state, [self.say(state, "stopped_all")], gone)

    def _how_often(self, said: str) -> dict[str, str]:
        often = every(said)
        return {"every": often, "kind": {"week": "weekly", "day": "daily"}.get(often, "reminder")}

    def _set(self, state: State, due: datetime, context: Context) -> Step:
        if not context.profile.timezone:
            return self.ask({**state, "due": due.replace(tzinfo=None).isoformat()}, "clock")
        return self._confirm(state, due, context)

    def _confirm(self, state: State, due: datetime, context: Context) -> Step:
        moved = out_of_quiet(due)
        if moved <= context.now:
            moved += timedelta(days=7 if state.get("every") == "week" else 1)
        day = moved.strftime("%A")
        values = {"day": day, "time": moved.strftime("%H:%M")}
        often = {"week": "set_week", "day": "set_day"}.get(str(state.get("every")), "set_once")
        says: list[Say] = [self.say(state, "quiet_hours")] if moved.time() != due.time() else []
        choices = [Choice("checkin.buttons.change", "change", "schedule_check_in")]
        every_ = str(state.get("every", ""))
        effects: list[Effect] = []
        if state.get("replaces"):  # only the one that is moved: what was promised after a talk stays
            effects.append(FollowUp("stop_all", context.now, {"kind": str(state["kind"])}))
        effects.append(FollowUp(str(state["kind"]), moved, {}, every_))
        note = {**values, "every": every_, "kind": str(state["kind"])}
        effects.append(Remember({"notes": {"check_in": note}}))
        return self.end(state, [*says, self.say(state, often, choices, **values)], effects)

    def _open(self, what: str) -> Step:
        choices: Sequence[Choice] = [
            Choice(f"checkin.buttons.{b}", value, intent) for b, value, intent in _OFFERS[what]
        ]
        return Step([Say(f"checkin.open_{what}", choices=choices)])


def country_name(code: str) -> str:
    """A country's name as people say it, the code itself when unknown."""
    known = numbers().countries.get(code.upper())
    return known.name if known else code
