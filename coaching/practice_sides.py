"""The practice room the other way round: a scene of the person's own, and roles swapped."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from coaching import swapped
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.feedback import short
from coaching.practice_rules import rules
from coaching.scenario import Scenario, scenarios

OWN = "own"  #: the scene that frames a person's own situation
CALLED = re.compile(r"(?i)^(please )?(call (him|her|them) |(his|her|their) name(?: is|'s) |it's |just )")


def choice(value: str, **values: str) -> Choice:
    """A button of the practice room."""
    return Choice(f"practice.buttons.{value.split(':')[0]}", value, values=values)


class OtherSides(ABC):
    """The part of the exercise "practice" for a person's own situation and for roles swapped."""

    @abstractmethod
    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question in other words."""

    @abstractmethod
    def _play(self, scene: str, context: Context, level: str = "", own: Mapping[str, str] | None = None) -> Step: ...

    def _own(self, state: State, heard: Heard, context: Context) -> Step:
        own, text = dict(state.get("own", {})), " ".join(heard.text.split())
        if not re.search(r"\w", text):
            return Step(self.ask_again(state, context), state, Expects.TEXT)
        if rules().command(text, ("stop",)):
            return Step([Say("practice.bye")])
        if state["at"] == "own_name":
            own["name"] = short(CALLED.sub("", text), 3).strip(" .!,")
        elif state["at"] == "own_about":
            own["about"] = short(text, 24)
        else:
            own["opening"] = short(text, 40).strip('"“”')
            return self._play(OWN, context, own=own)
        following = "own_about" if state["at"] == "own_name" else "own_first"
        return Step([Say(f"practice.{following}", {"name": own["name"]})], {"at": following, "own": own}, Expects.TEXT)

    def _swap(self, scene: str, context: Context) -> Step:
        play = scenarios()[scene]
        values = {"name": play.persona.name, "setting": play.setting}
        state: State = {"at": "swap", "swap": swapped.open_swap(scene)}
        say = [Say("practice.scene", values), Say("practice.swap_start", values, (choice("stop"),))]
        return Step(say, state, Expects.LINE)

    def _swapping(self, state: State, heard: Heard, context: Context) -> Step:
        swap = state["swap"]
        scene: Scenario = scenarios()[swap["scenario"]]
        wish = heard.value or rules().command(heard.text, ("stop", "done"))
        if wish in ("stop", "done"):
            return self._swap_end(swap, scene, [])
        skill, sentence = swapped.model(swap, heard.text, scene, rules())
        said = [
            Say("practice.swap_says", {"line": sentence}),
            Say("practice.swap_note", {"skill": rules().names[skill], "name": scene.persona.name}, (choice("stop"),)),
        ]
        return self._swap_end(swap, scene, said[:1]) if swapped.over(swap) else Step(said, state, Expects.LINE)

    def _swap_end(self, swap: Mapping[str, Any], scene: Scenario, said: list[Say]) -> Step:
        if not swap["skills"]:
            return Step([Say("practice.bye")])
        skills = ", ".join(rules().names[s] for s in dict.fromkeys(swap["skills"]))
        buttons = (choice(f"play:{scene.id}", title=scene.title), choice("done"))
        state: State = {"at": "choosing", "offered": [scene.id]}
        return Step([*said, Say("practice.swap_end", {"skills": skills}, buttons)], state, Expects.CHOICE)
