"""The practice room the other way round: a scene of the person's own, and roles swapped."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from coaching import swapped
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.feedback import short
from coaching.language.people import nickname
from coaching.practice_rules import rules
from coaching.replies import kind_of
from coaching.scenario import Scenario, scenarios

MOST_NAME = 3  #: words of a nickname
OWN = "own"  #: the scene that frames a person's own situation
CALLED = re.compile(r"(?i)^(please )?(call (him|her|them) |(his|her|their) name(?: is|'s) |it's |just )")

#: Relatives whom one calls so to their face: no name has to be asked for
_CALLED_SO = re.compile(r"\b(?:my|our) (?P<who>mum|mom|mam|dad|gran|nan|grandma|grandad|grandpa)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"^\W*(?:well |oh |usually |always )?(?:she|he|they|my \w+)(?:'d| would| will|'ll| always| usually| just| normally)* (?:says?|said|goes|go|tells me|start with|starts with|be like|is like|shouts?)\b[,:]?\s*(?:that )?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\W*(?:yes|yeah|yep|ok|okay|no|nope|sure|please|(?:yes )?(?:that|this|the (?:first|top)) one|that|this|go on|mine|own)\b",
    re.IGNORECASE,
)


def _missing(own: Mapping[str, str]) -> str:
    """The question about a person's own scene that is still open, "" when all is told."""
    asked = {"name": "own_name", "about": "own_about", "opening": "own_first", "manner": "own_how"}
    return next((question for key, question in asked.items() if not own.get(key)), "")


def _waits(at: str) -> Expects:
    return Expects.CHOICE if at == "own_how" else Expects.TEXT


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

    @abstractmethod
    def _list(self) -> Step: ...

    def _own_begin(self, context: Context, about: str = "") -> Step:
        """A scene of the person's own: what was told already isn't asked again."""
        called = _CALLED_SO.search(about)
        own = {
            "name": context.profile.loved_one or (called["who"].capitalize() if called else ""),
            "about": short(about, 24) if about else "",
        }
        at = _missing(own)
        buttons = (choice("list"),) if about else ()
        say = [Say("practice.own_begin" if about else "practice.own_gladly"), self._own_asks(at, own, buttons)]
        return Step(say, {"at": at, "own": own}, _waits(at))

    @staticmethod
    def _own_asks(at: str, own: Mapping[str, str], buttons: tuple[Choice, ...] = ()) -> Say:
        manners = tuple(choice(f"manner_{m}") for m in rules().manners) if at == "own_how" else buttons
        return Say(f"practice.{at}", {"name": own.get("name", "")}, manners)

    def _own(self, state: State, heard: Heard, context: Context) -> Step:
        own, text, at = dict(state.get("own", {})), " ".join(heard.text.split()), state["at"]
        if not heard.value and not re.search(r"\w", text):
            return Step(self.ask_again(state, context), state, _waits(at))
        wish = heard.value or rules().command(text, ("stop", "list", "own", "asks_bot"))
        if wish == "stop":
            return Step([Say("practice.bye")])
        if wish in ("list", "own"):  # "none of these": what is ready, by number
            return self._list()
        if wish == "asks_bot":
            return Step(
                [Say("practice.bot", {"name": own.get("name") or "them"}), self._own_asks(at, own)], state, _waits(at)
            )
        if at == "own_name":
            name = nickname(text) or CALLED.sub("", text).strip(" .!,")
            if (
                len(name.split()) > MOST_NAME or kind_of(text) or _NO_NAME.match(text)
            ):  # a sentence is no name, and neither is "yes"
                return Step(self.ask_again(state, context), state, _waits(at))
            own["name"] = name[:1].upper() + name[1:]
        elif at == "own_about":
            own["about"] = short(text, 24)
        elif at == "own_first":
            if re.match(rf"{re.escape(own['name'])},? (?:i|we|can|could|please|you)\b", text, re.IGNORECASE):
                return Step([Say("practice.own_first_theirs", {"name": own["name"]})], state, _waits(at))
            own["opening"] = short(_SAYS.sub("", text) or text, 40).strip('"“”')
        else:
            own["manner"] = (heard.value or rules().manner(text) or "manner_other").removeprefix("manner_")
        if following := _missing(own):
            return Step([self._own_asks(following, own)], {"at": following, "own": own}, _waits(following))
        return self._play(OWN, context, own=own)

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
