"""The practice room after a scene: what it showed, as picture and text; what can be done next; keeping a sentence."""

from __future__ import annotations

from abc import ABC, abstractmethod

from coaching.casting import listed
from coaching.content import MAX_WORDS
from coaching.debrief import Debrief, debrief, path_text, picture
from coaching.dialogue import Choice, Context, Expects, Image, Say, State, Step
from coaching.effects import Change, Effect, Remember, Save
from coaching.feedback import short
from coaching.growth import grown
from coaching.practice_rules import rules
from coaching.practice_sides import choice
from coaching.rehearsal import Session
from coaching.retelling import debrief_lines, line
from coaching.scenario import scenarios


class LookingBack(ABC):
    """The part of the exercise "practice" that looks back on a scene."""

    @staticmethod
    @abstractmethod
    def _name(session: Session) -> str: ...

    @staticmethod
    @abstractmethod
    def _practised(context: Context) -> list[str]: ...

    def _end(self, session: Session, state: State, context: Context, said: list[Say]) -> Step:
        done = debrief(session, {s.id: s for s in listed(scenarios())}, self._practised(context))
        after: State = {"at": "after", "debrief": done.fields(), "offered": [done.next]}
        if "own" in state:
            after["own"] = state["own"]
        if not done.turns:
            return Step([*said, Say("practice.debrief_short", {}, self._after_choices(after))], after, Expects.CHOICE)
        if not session.ended:
            after["open"] = {key: value for key, value in state.items() if key != "looked_back"}
        say = self._look_back(done, self._name(session), context, self._after_choices(after))
        kept = context.saved.get("practice", ())
        again = bool(state.get("looked_back") and kept and kept[-1].get("scenario") == done.scenario)
        item: Effect = Change(int(kept[-1]["id"]), done.fields()) if again else Save("practice", done.fields())
        effects = [item, Remember({"notes": {"last_scenario": done.scenario}})]
        return Step([*said, say], after, Expects.CHOICE, effects)

    def _look_back(self, done: Debrief, name: str, context: Context, choices: tuple[Choice, ...]) -> Say:
        values = debrief_lines(done, name, context.seed)
        skill = grown([*context.saved.get("practice", ()), done.fields()])
        values["grown_line"] = line("grown", {"skill": rules().names[skill]}) if skill else ""
        earlier = [i for i in context.saved.get("practice", ()) if i.get("scenario") == done.scenario and i.get("path")]
        if earlier:
            before = {"before": path_text([earlier[-1]["path"][-1]]), "now": path_text([done.path[-1]])}
            values["path_line"] = line("before", before)
        if len(" ".join(values[k] for k in ("path_line", "best_line", "work_line", "grown_line")).split()) > MAX_WORDS:
            values["grown_line"] = ""
        top, bottom = line("picture_top", {}), line("picture_bottom", {})
        png = picture(done.path, scenarios()[done.scenario].title, top, bottom)
        return Say("practice.debrief", values, choices, Image(png, values["alt"]))

    def _after_choices(self, state: State) -> tuple[Choice, ...]:
        back = state.get("debrief", {})
        found = [choice("carry_on" if "open" in state else "restart")]
        if back.get("next"):
            found.append(Choice("practice.buttons.next", "next", values={"title": scenarios()[back["next"]].title}))
        if back.get("best"):
            found.append(choice("save"))
        return (*found, choice("swap"), choice("done"))

    def _save(self, state: State) -> Step:
        best = state.get("debrief", {}).get("best", "")
        kept = {**state, "debrief": {**state.get("debrief", {}), "best": ""}}
        if not best:
            return Step([Say("practice.nothing_to_save", {}, self._after_choices(kept))], state, Expects.CHOICE)
        say = Say("practice.saved", {"quote": short(best, 30)}, self._after_choices(kept))
        return Step([say], kept, Expects.CHOICE, [Save("wording", {"text": best, "from": "practice"})])
