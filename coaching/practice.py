"""The practice room: rehearse a hard talk with a simulated loved one, with feedback on every line.

The engine is `coaching.rehearsal.Session`; this is the exercise around it: choosing a scene, playing it, looking back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from coaching.casting import about, fitting, listed, named, told, unlike
from coaching.content import MAX_WORDS
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.feedback import ActReader, Meaning, Suggester, Turn, short
from coaching.language.plain import plain
from coaching.practice_after import LookingBack
from coaching.practice_rules import Rules, rules
from coaching.practice_sides import OWN, OtherSides, choice
from coaching.rehearsal import Session
from coaching.retelling import line, list_scenarios, render, roleplay_lines
from coaching.scenario import scenarios

__all__ = ["Practice", "Session", "list_scenarios", "roleplay_lines"]

FITS = 1.2  #: how well a scene must fit the words found (`coaching.casting.about`) to be started without asking
PLAYING = (
    "hint", "again", "stop", "scene", "harder", "easier", "swap", "they_say", "asks_really", "asks_bot", "asks_help",
    "asks_upset",
)  # fmt: skip
CHOOSING = ("surprise", "list", "own", "swap", "done")
FIRST = ("surprise", "list", "own", "swap")  #: wishes that the first message may already hold
AFTER = ("carry_on", "restart", "next", "save", "swap", "done", "surprise", "list", "own", "easier", "harder")
LEVELS = ("easy", "medium", "hard")
LEVELLED = {"easier": -1, "harder": 1}
BUTTONS = ("hint", "again", "stop")

_THAT_ONE = re.compile(
    r"(?:(?:yes|yeah|ok|okay|sure|fine),? )?(?:yes|yeah|yep|yup|ok|okay|sure|fine|please|yes please|go|go on|let'?s go|start|(?:that|this|the first|the top)(?: one)?|that'?s (?:it|the one)|the one)(?: please| then)?"
)
_GO_ON = re.compile(
    r"(?:yes|ok|okay|sure|please|let'?s)?\s*(?:go on|carry on|continue|keep going|back to (?:it|the scene)|yes|ok|okay)(?: please)?"
)
_NO_GOOD = re.compile(r"\bat (?:this|it|talking)$|\bdo (?:this|it)\b")


class Practice(OtherSides, LookingBack):
    """The exercise "practice". `reader`, `suggest` and `meaning` as in `Session`."""

    name = "practice"

    def __init__(self, reader: ActReader, suggest: Suggester | None = None, meaning: Meaning | None = None) -> None:
        self.reader, self.suggest, self.meaning = reader, suggest, meaning

    # -- the three doors of a skill --------------------------------------------------------------------------------

    def start(self, heard: Heard, context: Context) -> Step:
        """Offers three fitting scenes; starts at once when the message names one."""
        if heard.value and heard.value.startswith("play:"):
            return self._play(heard.value[5:], context)
        if scene := named(heard.text, [], scenarios()):
            return self._play(scene, context)
        if heard.value == "fitting":  # somebody has the words already and wants to try them now
            ids = fitting(heard.text, context.profile, self._practised(context), scenarios(), self.meaning)
            if about(heard.text, scenarios(), self.meaning).get(ids[0], 0.0) >= FITS:
                return self._play(ids[0], context)
        elif not heard.value and unlike(heard.text, scenarios(), self.meaning):
            return self._own_begin(context, told(heard.text))
        offer = self._offer("offer", heard.text, context)
        if heard.value in FIRST or rules().command(heard.text, FIRST):
            return self._choosing(offer.state, heard, context)
        return offer

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        """Takes a line of the scene, a command, or a choice around it."""
        if heard.value and heard.value.startswith("play:"):
            return self._play(heard.value[5:], context)
        at = state.get("at", "choosing")
        if at == "playing":
            return self._playing(state, heard, context)
        if at == "swap":
            return self._swapping(state, heard, context)
        if at.startswith("own_"):
            return self._own(state, heard, context)
        return self._choosing(state, heard, context)

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question in other words."""
        at = state.get("at", "choosing")
        if at == "playing":
            session = self._session(state)
            values = {"name": self._name(session), "line": self._last(session)}
            buttons = tuple(choice(b) for b in BUTTONS)
            return [Say("practice.your_turn", values), Say("practice.last_said", values, buttons)]
        if at == "swap":
            scene = scenarios()[state["swap"]["scenario"]]
            return [Say("practice.your_turn", {"name": scene.persona.name}, (choice("stop"),))]
        if at.startswith("own_"):
            return [self._own_asks(at, state.get("own", {}))]
        if at == "after":
            return [Say("practice.after_choice", {}, self._after_choices(state))]
        return [Say("practice.offer_again", {}, self._offers(state.get("offered", [])))]

    # -- choosing --------------------------------------------------------------------------------------------------

    def _offer(self, key: str, text: str, context: Context) -> Step:
        ids = fitting(text, context.profile, self._practised(context), scenarios(), self.meaning)
        state = {"at": "choosing", "offered": ids}
        return Step([Say(f"practice.{key}", {}, self._offers(ids))], state, Expects.CHOICE)

    def _offers(self, ids: Iterable[str]) -> tuple[Choice, ...]:
        plays = [Choice("practice.buttons.play", f"play:{i}", values={"title": scenarios()[i].title}) for i in ids]
        return (*plays[:3], choice("surprise"), choice("own"))

    def _choosing(self, state: State, heard: Heard, context: Context) -> Step:
        """Both before a scene and after one; what was just looked back on is in `state["debrief"]`."""
        after = state.get("at") == "after"
        wish = heard.value or rules().command(heard.text, AFTER if after else CHOOSING)
        back = state.get("debrief", {})
        if wish == "done":
            return Step([Say("practice.bye")])
        if wish == "carry_on":
            return self._carry_on(state, context)
        if wish == "surprise":
            others = [s.id for s in listed(scenarios()) if s.id not in self._practised(context)[-3:]]
            return self._play(others[context.seed % len(others)], context)
        if wish == "list":
            return self._list()
        if wish == "own":
            return self._own_begin(context)
        if wish == "swap":
            return self._swap(back.get("scenario") or state["offered"][0], context)
        if wish in LEVELLED and back:
            level = LEVELS[max(0, min(2, LEVELS.index(back["level"]) + LEVELLED[wish]))]
            return self._play(back["scenario"], context, level=level, own=state.get("own"))
        if wish == "restart" and back:
            return self._play(back["scenario"], context, level=back["level"], own=state.get("own"))
        if wish == "next" and back:
            return self._play(back["next"], context)
        if wish == "save":
            return self._save(state)
        if scene := named(heard.text, state.get("offered", []), scenarios(), self._number(heard)):
            return self._play(scene, context)
        if not after and state.get("offered") and _THAT_ONE.fullmatch(plain(heard.text).strip(" .!")):
            return self._play(state["offered"][0], context)
        if not after and unlike(heard.text, scenarios(), self.meaning):
            return self._own_begin(context, told(heard.text))
        if len(heard.text.split()) >= 1:
            return self._offer("offer_again", heard.text, context)
        return Step(self.ask_again(state, context), state, Expects.CHOICE)

    def _carry_on(self, state: State, context: Context) -> Step:
        """After a scene stopped half-way, on with it; after one that was played to its end, the next."""
        if "open" not in state:
            return self._play(state["debrief"]["next"], context)
        playing: State = {**state["open"], "looked_back": True}
        return Step(self.ask_again(playing, context), playing, Expects.LINE)

    def _list(self) -> Step:
        """All scenes by number, in at most three bubbles."""
        scenes = listed(scenarios())
        parts: list[list[str]] = [[]]
        for i, scene in enumerate(scenes, 1):
            row = f"{i}. {scene.title}"
            if sum(len(r.split()) for r in (*parts[-1], row)) > MAX_WORDS:
                parts.append([])
            parts[-1].append(row)
        bubbles = [Say("practice.offer_list", {"list": "\n".join(part)}) for part in parts]
        return Step(bubbles, {"at": "choosing", "offered": [s.id for s in scenes]}, Expects.CHOICE)

    @staticmethod
    def _number(heard: Heard) -> float | None:
        found = re.search(r"\d+", heard.text)
        return heard.number if heard.number is not None else float(found.group()) if found else None

    @staticmethod
    def _practised(context: Context) -> list[str]:
        return [str(item.get("scenario", "")) for item in context.saved.get("practice", ())]

    # -- playing ---------------------------------------------------------------------------------------------------

    def _session(self, state: State) -> Session:
        return Session(state["session"], self.reader, self.suggest, self.meaning)

    @staticmethod
    def _name(session: Session) -> str:
        return str(session.state.get("name") or session.scenario.persona.name)

    @staticmethod
    def _last(session: Session) -> str:
        history = session.state["history"]
        return str(history[-1]["loved_one"] if history else session.opening)

    def _play(self, scene: str, context: Context, level: str = "", own: Mapping[str, str] | None = None) -> Step:
        if scene not in scenarios():
            return self._offer("offer_again", scene.replace("_", " "), context)
        session = Session.open(scene, self.reader, self.suggest, self.meaning, level=level, seed=context.seed)
        setting = session.scenario.setting
        if own:
            session.as_told(own["name"], own["opening"], own.get("manner", ""))
            setting = line("own_setting", own)
        values = {"name": self._name(session), "setting": setting, "line": session.opening}
        say = [
            Say("practice.scene", values),
            Say("practice.scene_own" if own else "practice.scene_how", values),
            Say("practice.says", values, tuple(choice(b) for b in ("hint", "stop"))),
        ]
        state: State = {"at": "playing", "session": session.state, "setting": setting}
        if own:
            state["own"] = dict(own)
        return Step(say, state, Expects.LINE)

    def _playing(self, state: State, heard: Heard, context: Context) -> Step:
        session = self._session(state)
        wish = heard.value or rules().command(heard.text, PLAYING)
        if wish == "stop":
            return self._end(session, state, context, [])
        if wish == "swap":
            return self._swap(session.scenario.id, context)
        if wish == "go_on" or (state.pop("aside", False) and not wish and _GO_ON.fullmatch(plain(heard.text))):
            return Step(self.ask_again(state, context), state, Expects.LINE)
        if wish in PLAYING:
            return self._aside(wish, session, state, heard)
        turn = session.say(heard.text)
        seed = session.state["seed"] + turn.number
        feedback = self._feedback(turn, session.rules, seed)
        values = {"name": self._name(session), "line": turn.loved_one, "then": turn.then}
        if turn.ended:
            last = Say("practice.says" if session.scenario.id == OWN else "practice.after", values)
            return self._end(session, state, context, [feedback, last])
        buttons = tuple(choice(b) for b in BUTTONS)
        return Step([feedback, Say("practice.says", values, buttons)], state, Expects.LINE)

    @staticmethod
    def _feedback(turn: Turn, shared: Rules, seed: int) -> Say:
        good = turn.acts and all(shared.weights.get(label, 0) > 0 for label in turn.acts)
        other = line("alternative_next" if good else "alternative", {"alternative": turn.alternative}, seed)
        return Say("practice.feedback", {"note": render(turn.note, seed), "other": other})

    def _aside(self, wish: str, session: Session, state: State, heard: Heard) -> Step:
        """What is said outside the scene; the scene stays where it is."""
        values = {"name": self._name(session), "setting": state["setting"], "line": self._last(session)}
        buttons = tuple(choice(b) for b in BUTTONS)
        if wish in ("hint", "asks_help"):
            skill, sentence = session.hint()
            values |= {"skill": session.rules.names[skill], "sentence": sentence}
            say = [Say("practice.hint" if wish == "hint" else "practice.help", values, buttons)]
        elif wish == "again":
            if not session.state["history"]:
                say = [Say("practice.nothing_to_undo", values, buttons)]
            else:
                undone = session.undo()
                values |= {"line": short(undone)}
                again = Say("practice.says", {"name": values["name"], "line": self._last(session)}, buttons)
                say = [Say("practice.undone", values), again]
        elif wish == "scene":
            say = [Say("practice.remind", values), Say("practice.last_said", values, buttons)]
        elif wish in ("harder", "easier"):
            place = max(0, min(2, LEVELS.index(session.state["level"]) + LEVELLED[wish]))
            session.state["level"] = LEVELS[place]
            say = [Say(f"practice.{wish}", values), Say("practice.last_said", values, buttons)]
        elif wish == "they_say":
            theirs = re.sub(r"^.*?\bsay\b\W*", "", heard.text, count=1, flags=re.I | re.S).strip(" \"'“”")
            if session.state["history"]:
                session.state["history"][-1]["loved_one"] = theirs
            else:
                session.state["opening"] = theirs
            say = [Say("practice.as_they_would"), Say("practice.says", values | {"line": theirs}, buttons)]
        elif wish == "asks_really":
            say = [Say("practice.really", values, buttons)]
        elif wish == "asks_upset" and _NO_GOOD.search(plain(heard.text)):
            skill, sentence = session.hint()
            values |= {"skill": session.rules.names[skill], "sentence": sentence}
            say = [Say("practice.upset_hard", values, (choice("go_on"), choice("stop")))]
        else:
            buttons = (choice("go_on"), choice("stop"))
            say = [Say("practice.bot" if wish == "asks_bot" else "practice.upset", values, buttons)]
        return Step(say, {**state, "aside": wish.startswith("asks_")}, Expects.LINE)
