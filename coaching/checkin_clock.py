"""When a check-in comes: the clock where the person is, the quiet hours, and what is said once it is set."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from coaching import reminders
from coaching.asking import Guided
from coaching.dialogue import Choice, Context, Heard, Say, State, Step
from coaching.effects import Effect, FollowUp, Remember
from coaching.language.plain import plain
from coaching.language.times import clock_said
from coaching.resources import country_in
from coaching.zones import only_zone, place, zone_for, zone_from_city, zones_from_clock

QUIET_FROM, QUIET_UNTIL = time(21, 30), time(8)


def out_of_quiet(due: datetime) -> datetime:
    """The time itself, or the next 8:00 when it falls into the quiet hours (21:30 to 8:00)."""
    if due.time() >= QUIET_FROM:
        due = due + timedelta(days=1)
    elif due.time() >= QUIET_UNTIL:
        return due
    return due.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)


def just_now(context: Context) -> Remember:
    """The next message may be about what was just set or listed ("move it to monday")."""
    return Remember({"notes": {"check_in": {"turn": context.seed}}})


class CheckinClock(Guided):
    """The part of the skill "checkin" that finds the hour and sets it."""

    def on_clock(self, state: State, heard: Heard, context: Context) -> Step:
        """What time it is where they are, or where that is: gives the time zone, and the check-in's time in it."""
        country = country_in(heard.text)
        at = only_zone(country) if country else ""
        found = [at] if at else [city] if (city := zone_from_city(heard.text)) else []
        found = found or zones_from_clock(heard.text, context.now, country or context.profile.country)
        if not found:
            return self.again(state)
        if len(found) > 1:
            return self.ask({**state, "said_clock": heard.text[:40]}, "half")
        return self._in_zone(state, found[0], context)

    def on_half(self, state: State, heard: Heard, context: Context) -> Step:
        """Morning or evening, when the hour alone did not tell."""
        said = heard.value or plain(heard.text)
        half = (
            "am"
            if re.search(r"\bam\b|a\.m|morning", said)
            else "pm"
            if re.search(r"\bpm\b|p\.m|evening|night|afternoon", said)
            else ""
        )
        clock = clock_said(str(state["said_clock"])) if half else None
        if clock is None:
            return self.on_clock(state, heard, context) if clock_said(heard.text) else self.again(state)
        written = f"{clock.hour}:{clock.minute:02} {half}"
        return self._in_zone(state, zones_from_clock(written, context.now, context.profile.country)[0], context)

    def _in_zone(self, state: State, zone: str, context: Context) -> Step:
        there = replace(
            context, now=context.now.astimezone(place(zone)), profile=replace(context.profile, timezone=zone)
        )
        wanted = datetime.fromisoformat(state["due"]).replace(tzinfo=place(zone))
        step = self._confirm(state, wanted, there)
        return replace(step, effects=[Remember({"timezone": zone}), *step.effects])

    def _set(self, state: State, due: datetime, context: Context) -> Step:
        if not zone_for(context.profile.timezone, context.profile.country):
            return self.ask({**state, "due": due.replace(tzinfo=None).isoformat()}, "clock")
        return self._confirm(state, due, context)

    def _confirm(self, state: State, due: datetime, context: Context) -> Step:
        moved = out_of_quiet(due)
        if moved <= context.now:
            moved += timedelta(days=7 if state.get("every") == "week" else 1)
        about = str(state.get("matter", ""))
        values = {"day": moved.strftime("%A"), "time": reminders.hour_words(moved, context), "matter": about}
        often = {"week": "set_week", "day": "set_day"}.get(str(state.get("every")), "set_once")
        says: list[Say] = [self.say(state, "quiet_hours")] if moved.time() != due.time() else []
        choices = [Choice("checkin.buttons.change", "change", "schedule_check_in")]
        effects: list[Effect] = []
        if state.get("replaces"):  # only the one that is moved: what was promised after a talk stays
            effects.append(FollowUp("stop_all", context.now, {"id": int(state["replaces"])}))
        kept = {**state.get("about", {}), **({"matter": about} if about else {})}
        effects += [FollowUp(str(state["kind"]), moved, kept, str(state.get("every", ""))), just_now(context)]
        key = f"{often}_matter" if about else often
        return self.end(state, [*says, self.say(state, key, choices, **values)], effects)
