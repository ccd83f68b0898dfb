"""One turn as an action sees it: who speaks, what was heard, what is open; and the saying and keeping that follow."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.rooms import Rooms
from actions.saved import Saved
from coaching.dialogue import Choice, Context, Expects, Heard, Profile, Say, State, Step
from coaching.effects import Change, FollowUp, Remember, Remove, Save
from coaching.knowing import is_story, spoken_of, told_about
from coaching.language import values
from coaching.language.plain import plain
from coaching.zones import place, zone_for
from store.exercises import Exercise

TOLD = 200  #: characters of a story that are kept for the next turns
KEEP_PAST = 6  #: how many answers "go back" can undo
#: A sentence that a yes or a no answers, and no choice between two things.
_YES_NO = re.compile(
    r"(?!.*\bor\b)(?:and |so )?(?:shall|would|do|does|did|is|are|may|can|could|should|want|will|carry on|was|have|has)\b.*\?$",
    re.I,
)
#: "ok bye" is no yes to an offer
_NO_ANSWERS = ("goodbye", "thank", "stop_activity", "manage_data", "ask_bot")
_PUTS_RIGHT = re.compile(r"\W*(?:no|nope|nah|not really|yes|yeah|well no)\b", re.I)
Bubble = dict[str, Any]


class Turn:
    """Made at the start of an action; `finish` writes back what changed."""

    def __init__(self, rooms: Rooms, tracker: Tracker) -> None:
        self.rooms = rooms
        self.person_id: str = tracker.sender_id
        self.channel: str = tracker.get_latest_input_channel() or "web"
        message = tracker.latest_message
        self.message_id: str = str(message.get("message_id") or "")
        self.metadata: dict[str, Any] = message.get("metadata") or {}
        self.intent: str = (message.get("intent") or {}).get("name") or ""
        self.ranking = [(r["name"], r["confidence"]) for r in message.get("intent_ranking") or []]
        person = rooms.people.get(self.person_id)
        self.person = person or rooms.people.get_or_make(self.person_id, self.channel)
        self.profile = _profile(self.person.profile, self.person.country or rooms.country)
        #: The installation's country is only assumed: it never becomes what the person is said to have told.
        self._country_assumed = not (self.person.country or self.person.profile.get("country"))
        self.exercise: Exercise | None = rooms.exercises.current(self.person_id)
        self.button: dict[str, Any] = self.metadata.get("button") or {}
        text = str(message.get("text") or "")
        self.text = "" if text.startswith("/") else text
        if self.button.get("value") == "guess":  # what was not understood is the first message of what was meant
            self.text = str(self.profile.notes.pop("unread", ""))
        self.saved = Saved(rooms, self.person_id)
        self.bubbles: list[Bubble] = []
        #: The move of the open exercise. Made after the answer is kept, and made again when a crash came between: a
        #: message that is run once more meets the exercise as it was, and moves it one step, not two.
        self._then: Sequence[Any] = ()

    @property
    def too_late(self) -> bool:
        """Whether the gateway has given up on this message already, as after the action server hung for a while."""
        return time.time() > float(self.metadata.get("answer_by", math.inf))

    @property
    def just_finished(self) -> bool:
        """Whether the answer before this message was the last of an exercise."""
        last = self.profile.notes.get("last") or {}
        return last.get("turn") == self.person.turn - 1 and list(last.get("then") or ())[:1] == ["finish"]

    # -- what was meant ---------------------------------------------------------------------------------------------

    def notice(self) -> None:
        """Remembers who is spoken of, once it is said. A line of a role-play or a draft tells nothing about anybody."""
        in_a_role = self.exercise is not None and self.exercise.expects is Expects.LINE
        if self.text and not in_a_role and self.intent not in ("ask_question", "out_of_scope"):
            self.remember(told_about(self.text, self.profile))
            # "no, he's only out with his mates" puts something right; what it is all about was told before
            puts_right = bool(_PUTS_RIGHT.match(self.text)) and "told" in self.profile.notes
            if (
                self.exercise is None and is_story(self.text) and not puts_right
            ):  # "what would you say to him?" may come next
                self.profile.notes["told"] = {"text": self.text[:TOLD], "turn": self.person.turn}

    def typed_button(self) -> dict[str, Any] | None:
        """The payload of a button of the last answer that was typed instead of pressed: its title; outside an exercise
        also a yes (the first button) or a no (the one that declines) to an offer that was a question."""
        last = self.profile.notes.get("last") or {}
        if not self.text or self.button or last.get("turn") != self.person.turn - 1:
            return None
        offers = [bubble for bubble in last.get("bubbles") or () if bubble.get("buttons")]
        said = _bare(self.text)
        for button in (button for bubble in offers for button in bubble["buttons"]):
            payload: dict[str, Any] = button["payload"]
            if _bare(button["title"]) == said and self._open_still(payload):
                return payload
        if self.exercise is not None or not offers or len(said.split()) > 4 or self.intent in _NO_ANSWERS:
            return None
        bubble = offers[-1]
        question = bool(_YES_NO.match(re.split(r"(?<=[.!?…:]) ", bubble["text"].strip())[-1]))
        answer = values.yes(self.text)
        payloads = [button["payload"] for button in bubble["buttons"]]
        if not question or answer is None or any(p["value"] in ("menu", "guess", "more") for p in payloads):
            return None
        wanted = payloads[:1] if answer else [p for p in payloads if p["intent"] == "deny"]
        return wanted[0] if wanted and wanted[0]["intent"] != "inform" else None

    def _open_still(self, payload: Mapping[str, Any]) -> bool:
        if payload["intent"] != "inform":
            return True
        return self.exercise is not None and payload.get("exercise") == self.exercise.id

    def press(self, payload: dict[str, Any]) -> None:
        """Goes on as if that button had been pressed."""
        self.button, self.intent = payload, str(payload["intent"])
        self.text = str(self.profile.notes.pop("unread", "")) if payload.get("value") == "guess" else ""

    # -- what skills get --------------------------------------------------------------------------------------------

    @property
    def heard(self) -> Heard:
        """The message, as understood."""
        confidence = dict(self.ranking).get(self.intent, 1.0)
        return Heard(
            text=self.text,
            value=self.button.get("value"),
            intent=self.intent,
            confidence=confidence,
            number=values.number(self.text) if self.text else None,
            yes=values.yes(self.text) if self.text else None,
        )

    @property
    def context(self) -> Context:
        """Profile, time and saved items."""
        return Context(
            self.profile,
            datetime.now(place(zone_for(self.profile.timezone, self.profile.country))),
            self.saved,
            self.person.turn,
            self.channel,
        )

    @property
    def state(self) -> State:
        """The open exercise's own state."""
        return dict(self.exercise.state.get("now") or {}) if self.exercise else {}

    @property
    def looked_back(self) -> bool:
        """Whether a practice talk is over and only its "what next?" is open."""
        return self.exercise is not None and self.exercise.skill == "practice" and self.state.get("at") == "after"

    # -- saying -----------------------------------------------------------------------------------------------------

    def line(self, key: str, **more: str) -> str:
        """A line of content, filled from the profile, never the variant that was said last."""
        known = spoken_of(self.profile)
        name = self.profile.loved_one or (
            self.rooms.wording.line("talk.loved_one_known", {"relation": known})
            if known
            else self.rooms.wording.line("talk.loved_one", {})
        )
        country = self.profile.country
        always = {
            "loved_one": name,
            "Loved_one": name[:1].upper() + name[1:],
            **self.rooms.answers.values(country),
        }
        return self.rooms.wording.line(key, {**always, **more}, self.profile.said, self.person.turn)

    def say(self, *says: Say) -> None:
        """Adds bubbles."""
        self.bubbles += [self.bubble(say) for say in says]

    def bubble(self, say: Say) -> Bubble:
        """One bubble, its line filled and its picture kept."""
        bubble: Bubble = {
            "text": self.line(say.key, **say.values),
            "buttons": [self._button(c) for c in say.choices],
        }
        if say.image is not None:
            token = self.rooms.images.add(self.person_id, say.image.png, say.image.alt)
            bubble["image"] = {"id": token, "alt": say.image.alt}
        return bubble

    def _button(self, choice: Choice) -> dict[str, Any]:
        payload: dict[str, Any] = {"intent": choice.intent, "value": choice.value}
        if choice.intent == "inform" and self.exercise is not None:
            payload["exercise"] = self.exercise.id
        payload["title"] = self.rooms.wording.title(choice.key, choice.values)
        return {"title": payload["title"], "payload": payload}

    # -- exercises --------------------------------------------------------------------------------------------------

    def begin(self, skill: str, step: Step) -> None:
        """A skill's first step: its effects, its exercise (another open one is paused), its bubbles."""
        self.keep(step)
        if not step.done:
            state = {"now": step.state, "past": [], "by": self.message_id}
            begun = self.exercise
            if begun and begun.skill == skill and self.message_id and begun.state.get("by") == self.message_id:
                self._then = ("update", begun.id, state, step.expects.value)  # a crash came before its first words
            else:
                self.exercise = self.rooms.exercises.open(self.person_id, skill, state, step.expects)
        self.say(*step.say)
        self._order(step)
        if step.done:
            self.offer_paused()

    def aside(self, step: Step) -> None:
        """A skill that is done in one step, in the middle of something else."""
        self.keep(step)
        self.say(*step.say)
        self._order(step)

    def _order(self, step: Step) -> None:
        """What only the gateway can do (delete, export) goes out with the last bubble."""
        if step.done and step.state.get("do") and self.bubbles:
            self.bubbles[-1]["do"] = {step.state["do"]: True}

    def go_on(self, step: Step) -> None:
        """A later step of the open exercise."""
        assert self.exercise is not None
        self.keep(step)
        if step.done:
            self._then = ("finish", self.exercise.id)
            self.exercise = None
        else:
            past = list(self.exercise.state.get("past", []))
            if step.state != self.state:  # a question that was only asked again is no step to go back to
                past.append([self.state, self.exercise.expects])
            past = past[-KEEP_PAST:]
            self._then = ("update", self.exercise.id, {"now": step.state, "past": past}, step.expects.value)
        self.say(*step.say)
        self._order(step)
        if step.done:
            self.offer_paused()

    def step_back(self) -> State | None:
        """Undoes the last answer; gives the state before it, or None when there is nothing to undo."""
        if self.exercise is None or not self.exercise.state.get("past"):
            return None
        past = list(self.exercise.state["past"])
        state, expects = past.pop()
        self._then = ("update", self.exercise.id, {"now": state, "past": past}, expects)
        return dict(state)

    def offer_paused(self) -> None:
        """Something was left half done: it is kept, and offered once, when its successor is over or they are back."""
        waiting = self.rooms.exercises.paused(self.person_id)
        if waiting and len(self.bubbles) < 3 and self.profile.notes.get("offered") != waiting[0].id:
            self.profile.notes["offered"] = waiting[0].id
            carry_on = Choice("talk.buttons.carry_on", str(waiting[0].id), "resume")
            not_now = Choice("talk.buttons.not_now", "later", "deny")
            self.say(Say("talk.paused_kept", {"skill": self.skill_name(waiting[0].skill)}, (carry_on, not_now)))

    def skill_name(self, skill: str) -> str:
        """The exercise's name in plain words."""
        return self.rooms.wording.line(f"talk.skill_{skill}", {})

    # -- keeping ----------------------------------------------------------------------------------------------------

    def keep(self, step: Step) -> None:
        """Carries out the step's effects. A turn that is run again after a crash keeps nothing twice."""
        for number, effect in enumerate(step.effects):
            source = f"{self.message_id}:{number}" if self.message_id else None
            if isinstance(effect, Save):
                self.rooms.items.add(self.person_id, effect.kind, dict(effect.fields), source)
                self.saved.forget()
            elif isinstance(effect, Change):
                self.rooms.items.change(self.person_id, effect.item, dict(effect.fields))
                self.saved.forget()
            elif isinstance(effect, Remove):
                self.rooms.items.remove(self.person_id, effect.item)
                self.saved.forget()
            elif isinstance(effect, FollowUp):
                if effect.kind == "stop_all" and effect.about.get("id"):
                    self.rooms.followups.stop(self.person_id, int(effect.about["id"]))
                elif effect.kind == "stop_all":
                    self.rooms.followups.stop_all(self.person_id, str(effect.about.get("kind", "")))
                else:
                    due = effect.due.astimezone(timezone.utc)
                    self.rooms.followups.add(self.person_id, effect.kind, due, effect.about, effect.every, source)
            elif isinstance(effect, Remember):
                self.remember(effect.fields)

    def remember(self, facts: Mapping[str, Any]) -> None:
        """Sets fields of the profile; `notes` are merged, an unknown field is an error of ours."""
        for name, value in facts.items():
            if name == "notes":
                self.profile.notes.update(value)
            elif hasattr(self.profile, name):
                setattr(self.profile, name, value)
                self._country_assumed = self._country_assumed and name != "country"
            else:
                raise AttributeError(f"the profile has no field {name!r}")

    def answered_before(self) -> bool:
        """Whether this very message was answered, but the answer got lost in a crash: then it is given again, and
        nothing is done twice."""
        last = self.profile.notes.get("last") or {}
        if not self.message_id or last.get("id") != self.message_id:
            return False
        self.bubbles = last["bubbles"]
        self._then = last.get("then", ())
        self._move()
        return True

    def finish(self, dispatcher: CollectingDispatcher) -> None:
        """Writes the profile back, with this answer, and hands the bubbles over."""
        self.profile.notes["last"] = {
            "id": self.message_id,
            "bubbles": self.bubbles,
            "then": self._then,
            "turn": self.person.turn,
            # what else it may have meant, without its words: those go after 30 days
            "else": [name for name, _ in self.ranking if name != self.intent][:4],
        }
        kept = asdict(self.profile)
        if self._country_assumed:
            kept["country"] = ""
        self.rooms.people.save_profile(self.person_id, kept, kept["country"])
        self._move()
        self.hand_over(dispatcher)

    def _move(self) -> None:
        match self._then:
            case ["update", exercise_id, state, expects]:
                self.rooms.exercises.update(exercise_id, state, expects)
            case ["finish", exercise_id]:
                self.rooms.exercises.finish(exercise_id)

    def hand_over(self, dispatcher: CollectingDispatcher) -> None:
        """Gives the bubbles to Rasa, each whole."""
        for bubble in self.bubbles:
            custom = {k: bubble[k] for k in ("image", "do", "kind") if bubble.get(k)}
            dispatcher.utter_message(
                text=bubble.get("text"), buttons=bubble.get("buttons") or None, json_message=custom or None
            )


def _profile(stored: Mapping[str, Any], country: str) -> Profile:
    known = {f.name for f in fields(Profile)}
    profile = Profile(**{k: v for k, v in stored.items() if k in known})
    profile.country = profile.country or country
    return profile


def _bare(text: str) -> str:
    return plain(text).strip(" .,!?…'\"")
