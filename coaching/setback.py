"""After a setback: safety first, then a steady first minute, what can wait, own care, and a check-in tomorrow.

Safe now, breathing and awake, alone? come before any words (domain.md 5.2 nos. 1-5, 5.3). The words thank for telling,
hold no "how could you" and let earlier progress count; a natural consequence is neither taken away nor added to
(CRAFT).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from coaching.asking import Guided, Question, agreed, is_question
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect, FollowUp, Save
from coaching.language.plain import plain
from coaching.language.reflect import blank, quote
from coaching.language.values import number, when
from coaching.setback_signs import (
    ALONE,
    AWAY,
    CALLED,
    NOT_HERE,
    NOT_SAFE_ME,
    ON_THE_WAY,
    URGENT_NO,
    WITH,
    fresh_use,
    kind_of,
    mild,
    safety,
)

KINDS = ("told", "found", "missed", "left", "lied", "fear")  #: what kind of setback; lines first_minute_<kind> ...
LIGHT = ("missed", "lied", "left")  #: nothing need have been taken: a lighter first question
FOLLOW_UP = "after_setback"  #: kind of tomorrow's message, in data/content/checkin.yml


_MERE_OK = re.compile(r"(?:ok(?:ay)?|k|right|sure|alright|please|go on)[ .!]*")
#: Enough for an answer where nothing need have been taken.
_AS_FAR_AS = re.compile(
    r"\b(?:as far as i know|(?:i )?(?:think|hope|guess|suppose) so|staying (?:with|at)|at (?:his|her|their|my|a|the) \w+|with (?:his|her|their|a) \w+)\b"
)

_TO_COME = re.compile(
    r"\b(?:when|once|after|if) (?:he|she|they)(?:'s|'re| is| are)? (?:finally |eventually )?(?:comes?|gets?|walks?|back|home|rolls?|turns? up|wakes?)\b"
)


class Setback(Guided):
    """The skill "setback"."""

    name = "setback"
    skipped = {"later": "no", "tomorrow": "no", "log": "no"}
    unknown = {"later": "yes", "tomorrow": "no", "log": "no"}
    questions = {
        "safe": Question(Expects.CHOICE, ("safe", "unknown", "urgent")),
        "wake": Question(Expects.YES_NO, ("yes", "no")),
        "called": Question(Expects.YES_NO, ("yes", "no")),
        "alone": Question(Expects.CHOICE, ("with_someone", "alone", "not_safe")),
        "what": Question(Expects.TEXT),
        "later": Question(Expects.YES_NO, ("yes", "no")),
        "tomorrow": Question(Expects.YES_NO, ("yes", "no")),
        "log": Question(Expects.YES_NO, ("yes", "no")),
    }
    fields = {r"what happened|happened|story": "told"}
    asked_by = {"told": "what"}

    def start(self, heard: Heard, context: Context) -> Step:
        """Safety questions first, whatever was told; what was told is kept for after."""
        state: State = {"name": context.profile.loved_one, "kind": kind_of(heard.text)}
        if not blank(heard.text) and len(heard.text.split()) >= 3:
            state["told"] = heard.text[:600]
            state["kind"] = (
                state["kind"] or "found"
            )  # told, but of no kind we know: the words for what one saw fit best
        if NOT_SAFE_ME.search(plain(heard.text)):
            return self.end(state, [self.say(state, "not_safe"), self.say(state, "not_safe_step")])
        if safety(heard.text, None) == "urgent":
            return self.ask(state, "called", [self.say(state, "emergency")])
        asks = is_question(heard.text)  # a question said back is no reflection
        before = [self.say(state, "reflect", quote=quote(heard.text))] if state.get("told") and not asks else []
        if state["kind"] in ("lied", "missed") and not fresh_use(heard.text):
            # nothing was taken that we know of: the question would be out of place
            return self.ask(state, "later", [*before, self.say(state, f"first_minute_{state['kind']}")])
        if mild(heard.text) and state.get("told"):
            return self.ask(state, "later", [*before, self.say(state, f"first_minute_{state['kind']}")])
        if asks and _TO_COME.search(plain(heard.text)) and not fresh_use(heard.text):
            state["kind"] = "found"  # "what should i do when he comes home": asked about what is to come
            return self.ask(state, "later", [self.say(state, "first_minute_found")])
        state["light"] = state["kind"] in LIGHT or (bool(state.get("told")) and not fresh_use(heard.text))
        key = "ask_safe_light" if state["light"] else ""
        return self.ask(state, "safe", before, key=key)

    def buttons(self, state: State, at: str) -> list[Choice]:
        """To the lighter question about safety the answers are lighter too."""
        if at == "safe" and state.get("light") and not state.get("asked_fully"):
            titles = {"safe": "light_safe", "unknown": "unknown", "urgent": "light_urgent"}
            return [Choice(f"setback.buttons.{title}", value) for value, title in titles.items()]
        return super().buttons(state, at)

    def again(self, state: State, before: Sequence[Say] = ()) -> Step:
        """The lighter question stays the lighter one when it is asked again."""
        if state["at"] == "safe" and state.get("light") and not state.get("asked_fully"):
            bubble = self.say(state, "again_safe_light", self.buttons(state, "safe"))
            return Step([*before, bubble], state, self.questions["safe"].expects)
        return super().again(state, before)

    def on_safe(self, state: State, heard: Heard, context: Context) -> Step:
        """Awake and breathing normally? An unclear answer is asked again, never taken for a yes."""
        if heard.value is None and _MERE_OK.fullmatch(plain(heard.text)):
            return self.again(state)  # a nod is no word on how they are
        found = heard.value or safety(heard.text, agreed(heard))
        if not found and state.get("light") and not state.get("asked_fully") and _AS_FAR_AS.search(plain(heard.text)):
            found = "safe"
        if not state.get("told") and len(heard.text.split()) >= 4 and kind_of(heard.text):
            # they told what happened instead of answering: it is not asked again later
            state.update(told=heard.text[:600], kind=kind_of(heard.text))
        if NOT_SAFE_ME.search(plain(heard.text)):
            return self.end(state, [self.say(state, "not_safe"), self.say(state, "not_safe_step")])
        if (
            found == "urgent"
            and state.get("light")
            and not state.get("asked_fully")
            and not URGENT_NO.search(plain(heard.text))
        ):
            return self.ask(
                {**state, "asked_fully": True}, "safe"
            )  # "not safe" may mean many things here: ask what counts
        if found == "urgent":
            return self.ask(state, "called", [self.say(state, "emergency")])
        if found == "asleep":
            return self.ask(state, "wake")
        if found == "unknown":
            state["unknown"] = True
            return self._told_or_ask(state, [self.say(state, "unknown")])
        if heard.value is None and mild(heard.text):  # "on weed": the question was for other things
            return self._told_or_ask({**state, "kind": state.get("kind") or "found"}, [self.say(state, "mild")])
        if found == "safe":
            return (
                self._told_or_ask(state, [self.say(state, "glad")])
                if state.get("light") and state.get("kind") != "left"
                else self.ask(state, "alone")
            )
        if state.get("safe_missed"):  # asked twice: it is no answer, and asking on would hear nothing of what is told
            return self._told_or_ask({**state, "unknown": True}, [self.say(state, "safe_left")])
        return self.again({**state, "safe_missed": True})

    def on_wake(self, state: State, heard: Heard, context: Context) -> Step:
        """Can be woken and breathes normally? Anything but a yes is treated as an emergency."""
        found = safety(heard.text, agreed(heard))
        if heard.value == "yes" or found == "safe":
            return self.ask(state, "alone", [self.say(state, "recovery")])
        if heard.value == "no" or found == "urgent":
            return self.ask(state, "called", [self.say(state, "emergency")])
        if found == "unknown" and state.get("wake_asked"):  # they can't look: what to do then, and no false alarm
            return self._told_or_ask({**state, "unknown": True}, [self.say(state, "unknown_asleep")])
        return self.again({**state, "wake_asked": True})

    def on_called(self, state: State, heard: Heard, context: Context) -> Step:
        """Help is on the way? Until then the same first action stays on top."""
        # "ok" is no call yet
        done = heard.value == "yes" or (agreed(heard) is True and bool(CALLED.search(plain(heard.text))))
        if not done and agreed(heard) is not False:
            done = bool(ON_THE_WAY.search(plain(heard.text)))
        if re.search(
            r"\b(?:awake|woke|breathing (?:fine|ok|normally|again)|false alarm|misread|not what i "
            r"meant|(?:he|she|they)(?:'s| is|'re) (?:fine|ok|okay|safe))\b",
            plain(heard.text),
        ):
            return self.ask(state, "alone", [self.say(state, "glad")])
        if done:
            follow = FollowUp(FOLLOW_UP, _tomorrow(context), {})
            return self.end(state, [self.say(state, "stay"), self.say(state, "stay_step")], [follow])
        return self.again(state, [self.say(state, "emergency")])

    def on_alone(self, state: State, heard: Heard, context: Context) -> Step:
        """Somebody with them? After a break the body bears less, so being alone is the danger."""
        said = plain(heard.text)
        if heard.value == "not_safe" or NOT_SAFE_ME.search(said):
            return self.end(state, [self.say(state, "not_safe"), self.say(state, "not_safe_step")])
        if URGENT_NO.search(said):
            return self.ask(state, "called", [self.say(state, "emergency")])
        if heard.value is None and NOT_HERE.search(said):
            return self._told_or_ask({**state, "unknown": True}, [self.say(state, "unknown")])
        if heard.value == "with_someone" or (
            heard.value is None and WITH.search(said) and not re.search(r"\b(?:nobody|no one)\b", said)
        ):
            return self._told_or_ask(state, [self.say(state, "not_alone")])
        if heard.value == "alone" or ALONE.search(said) or AWAY.search(said) or agreed(heard) is True:
            return self._told_or_ask(state, [self.say(state, "alone")])
        if agreed(heard) is False:  # "no" to "are they alone"
            return self._told_or_ask(state, [self.say(state, "not_alone")])
        if state.get("alone_missed"):
            return self._told_or_ask(state, [self.say(state, "safe_left")])
        return self.again({**state, "alone_missed": True})

    def _told_or_ask(self, state: State, before: list[Say]) -> Step:
        return self._steady(state, before) if state.get("kind") else self.ask(state, "what", before)

    def on_what(self, state: State, heard: Heard, context: Context) -> Step:
        """What happened, if the first message did not say."""
        if number(heard.text) is not None and len(heard.text.split()) == 1:
            return self.again(state)
        state["told"] = heard.text[:600]
        state["kind"] = kind_of(heard.text) or "found"
        return self._steady(state, [self.say(state, "reflect_more", quote=quote(heard.text))])

    def _steady(self, state: State, before: list[Say]) -> Step:
        """The first minute: three wordings to choose from."""
        return self.ask(state, "later", [*before[-1:], self.say(state, f"first_minute_{state['kind']}")])

    def on_later(self, state: State, heard: Heard, context: Context) -> Step:
        """What can wait and which consequence to leave alone, then own care; or straight to tonight."""
        wanted = agreed(heard)
        if wanted is None and re.search(
            r"\b(?:anything|something) else|other (?:words|wording)|another\b", plain(heard.text)
        ):
            return self.ask(state, "later", [self.say(state, f"first_minute_{state['kind']}")])
        if wanted is None and heard.value is None:
            return self.again(state)
        before = (
            [self.say(state, "wait"), self.say(state, f"consequence_{state['kind']}")]
            if wanted
            else [self.say(state, "care")]
        )
        return self.ask(state, "tomorrow", before, key="ask_tomorrow_care" if wanted else "")

    def on_tomorrow(self, state: State, heard: Heard, context: Context) -> Step:
        """A check-in tomorrow, if wanted."""
        wanted = agreed(heard)
        if wanted is None and heard.text and when(heard.text, context.now) is not None:
            wanted = True  # "tomorrow morning"
        if wanted is None:
            return self.again(state)
        effects: list[Effect] = [FollowUp(FOLLOW_UP, _tomorrow(context), {})] if wanted else []
        before = [self.say(state, "will_ask" if wanted else "wont_ask")]
        if not wanted or state["kind"] == "fear":  # who wants no more is asked no more; a fear is nothing to log
            return self.end(state, [*before, self.say(state, "step", self._next_steps())], effects)
        return self.ask(state, "log", before, effects)

    def on_log(self, state: State, heard: Heard, context: Context) -> Step:
        """One more line in the record, which wipes nothing."""
        wanted = agreed(heard)
        if wanted is None:
            return self.again(state)
        step = self.say(state, "step", self._next_steps())
        if not wanted:
            return self.end(state, [step])
        what = quote(str(state.get("told", ""))) or str(state["kind"])
        kind = "return_to_use" if state["kind"] in ("told", "found") else "setback"
        return self.end(
            state,
            [self.say(state, "logged"), step],
            [Save("progress", {"what": what, "who": "them", "kind": kind, "affirmation": ""})],
        )

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question once more; in an emergency the action comes again first."""
        says = super().ask_again(state, context)
        return [self.say(state, "emergency"), *says] if state.get("at") == "called" else says

    @staticmethod
    def _next_steps() -> list[Choice]:
        return [
            Choice("setback.buttons.words", "words", intent="get_phrasing"),
            Choice("setback.buttons.practise", "practise", intent="practise_conversation"),
            Choice("setback.buttons.support", "support", intent="support_myself"),
        ]


def _tomorrow(context: Context) -> datetime:
    return (context.now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
