"""Help or not: a concrete ask looked at by what it does, not by who asks; then yes, no and partly in words.

What would it reward, what safety is at stake, what does it cost me. Help that makes use easier rewards it; help towards
healthy acts does not (CRAFT; drugfree.org "Am I enabling ..."; domain.md 5.2 nos. 7-16).
"""

from __future__ import annotations

import re

from coaching.asking import Question, agreed, own_words, rating
from coaching.content import wording
from coaching.correcting import Correction
from coaching.decide_signs import COSTS, already_told, kind_of, lean
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Save
from coaching.language.plain import plain
from coaching.language.reflect import blank, quote, tidy
from coaching.language.values import ordinal_choice
from coaching.timing import Gated, Timing, judge

SCRIPTS = ("yes_script", "partly_script", "no_script")  #: in the order shown

_AMOUNT = re.compile(
    r"[£$€₹]\s?\d[\d,.]*k?|\b\d[\d,.]*k?\s?(?:£|€|\$|quid|bucks|dollars?|pounds?|euros?|rupees"
    r"|pesos|naira|rand|usd|gbp)\b|\b(?:a|one|two|three|few|couple of) (?:hundred|thousand"
    r"|grand)(?: (?:quid|pounds?|dollars?|euros?))?\b",
    re.IGNORECASE,
)
_USE = re.compile(
    r"\b(?:use|using|easier to (?:use|drink)|drugs?|drink\w*|gambl\w+|dealer|reward\w*|same "
    r"again|keeps? (?:it )?going|worse|nothing changes|spend it|booze|goes on|carry on|weed"
    r"|up (?:his|her) nose)\b"
)
_HEALTHY = re.compile(
    r"\b(?:recover\w*|healthy|better|treatment|work\b|job|meetings?|doctor|safe|stable|stability"
    r"|food|sober|rehab|appointments?|good|helps? (?:him|her|them)|progress|kids)\b"
)


class Decide(Gated):
    """The skill "decide"."""

    name = "decide"
    skipped = {"rewards": "both", "safety": "unsure", "cost": "some", "gate": "skip", "words": "done"}
    unknown = {"rewards": "both", "safety": "unsure", "cost": "some"}
    questions = {
        "asked": Question(Expects.TEXT, ("cash", "rent", "phone", "car", "rehab")),
        "rewards": Question(Expects.CHOICE, ("use", "healthy", "both")),
        "safety": Question(Expects.YES_NO, ("yes", "no", "unsure")),
        "cost": Question(Expects.CHOICE, ("little", "some", "lot")),
        "gate": Question(Expects.CHOICE),
        "scripts": Question(Expects.TEXT, SCRIPTS),
        "words": Question(Expects.YES_NO, ("save", "other_script", "done")),
    }
    fields = {
        r"ask|asked|request|what (?:he|she|they) (?:wants?|asked)": "asked",
        r"number|cost|score": "cost",
        r"reward\w*": "rewards",
        r"safety|safe": "safety",
    }
    asked_by = {"asked": "asked", "cost": "cost", "rewards": "rewards", "safety": "safety"}

    def start(self, heard: Heard, context: Context) -> Step:
        """Uses the ask in the first message, else asks for it."""
        state: State = {"name": context.profile.loved_one}
        if blank(heard.text) or (not kind_of(heard.text) and len(heard.text.split()) < 6):
            return self.ask(state, "asked")
        return self._asked(state, heard.text)

    def _asked(self, state: State, text: str) -> Step:
        kind = kind_of(text) or "other"
        amount = _AMOUNT.search(text)
        thing = wording().line(f"decide.thing_{kind}", {})
        # "£200 for the rent"; cash is its own amount
        item = (
            thing
            if not amount
            else tidy(amount.group())
            if kind == "cash"
            else wording().line("decide.amount_for", {"amount": tidy(amount.group()), "thing": thing})
        )
        state = {**already_told(text), **state, "kind": kind, "item": item, "asked": quote(text), "last": "asked"}
        return self._next(state, [self.say(state, "reflect", quote=quote(text) or tidy(text)[:60])])

    def _next(self, state: State, before: list[Say] | None = None) -> Step:
        for at in ("asked", "rewards", "safety", "cost"):
            if at not in state:
                return self.ask(state, at, before or [])
        found = lean(str(state["rewards"]), _safety(state), float(state["cost"]))
        state = {**state, "lean": found}
        leaning = self.say(state, f"lean_{found}")
        if not state.get("gated"):  # the scripts are for a live talk: is now the time?
            return self.open_gate(state, [*(before or [])[-1:], leaning])
        return self.ask(state, "scripts", [*(before or [])[-1:], leaning])

    def on_gate(self, state: State, heard: Heard, context: Context) -> Step:
        """Is now the time? The words come anyway, for later; only danger ends it."""
        verdict = judge(heard.text, heard.value)
        if verdict.unclear and not state.get("gate_missed"):
            return self.again({**state, "gate_missed": True})
        if verdict.danger:
            return self.end(state, Timing.not_now(verdict))
        state["gated"] = True
        before = (
            [Say(f"timing.go_{verdict.reason}")] if verdict.go else [] if verdict.unclear else Timing.not_now(verdict)
        )
        return self.ask(state, "scripts", before)

    def values(self, state: State) -> dict[str, str]:
        """The state's texts and, once the ask is known, the three scripts."""
        values = super().values(state)
        if state.get("lean"):
            turn = int(state.get("turn", 0))
            kind = str(state["kind"])
            for script in SCRIPTS:
                values[script] = wording().line(f"decide.{script}_{kind}", {"item": str(state["item"])}, seed=turn)
        return values

    def on_asked(self, state: State, heard: Heard, context: Context) -> Step:
        """The ask, by button or in words."""
        if heard.value:
            item = wording().line(f"decide.thing_{heard.value}", {})
            return self._next({**state, "kind": heard.value, "item": item, "asked": item, "last": "asked"})
        if agreed(heard) is not None and len(heard.text.split()) <= 2:
            return self.again(state)
        return self._asked(state, heard.text)

    def on_rewards(self, state: State, heard: Heard, context: Context) -> Step:
        """What a yes would make easier tomorrow. What is told beside it is not asked later."""
        state = {**already_told(heard.text), **state}
        said = plain(heard.text)
        index = ordinal_choice(heard.text, 3) if heard.value is None else None
        found = heard.value or (("use", "healthy", "both")[index] if index is not None else "")
        if not found:
            use, healthy = bool(_USE.search(said)), bool(_HEALTHY.search(said))
            unsure = re.search(
                r"\bboth\b|not sure|don'?t know|dont know|dunno|idk|bit of|depends|maybe|mixed|either", said
            )
            found = "both" if unsure or (use and healthy) else "use" if use else "healthy" if healthy else ""
        if found not in ("use", "healthy", "both"):
            if state.get("missed") != "rewards":
                return self.again({**state, "missed": "rewards"})
            found = "both"  # asked twice: who can't say is not held up
        return self._next({**state, "rewards": found, "last": "rewards"})

    def on_safety(self, state: State, heard: Heard, context: Context) -> Step:
        """Whether somebody's safety hangs on it."""
        state = {**already_told(heard.text), **state}
        said = plain(heard.text)
        found = agreed(heard)
        if found is None and re.search(
            r"\b(?:street|homeless|kids|children|baby|cold|hungry|starv\w+|danger\w*|threat\w*|beat\w*"
            r"|medic\w+|overdos\w+|die|evict\w*|insulin|nowhere to)\b",
            said,
        ):
            found = True
        unsure = heard.value == "unsure" or bool(
            re.search(r"not sure|don'?t know|dont know|maybe|idk|dunno|unsure|possibly|depends|no idea", said)
        )
        if found is None and not unsure and state.get("missed") != "safety":
            return self.again({**state, "missed": "safety"})
        return self._next(
            {**state, "safety": "yes" if found else "no" if found is False else "unsure", "last": "safety"}
        )

    def on_cost(self, state: State, heard: Heard, context: Context) -> Step:
        """What it costs oneself, 0 to 10: money, sleep, peace."""
        cost = COSTS.get(heard.value or "", rating(heard))
        if cost is None:
            said = plain(heard.text)
            cost = (
                8.0
                if re.search(
                    r"\b(?:a lot|too much|loads|everything|massive|huge|very much|can'?t afford|cant afford|more than i have)\b",
                    said,
                )
                else 2.0
                if re.search(r"\b(?:not much|a little|a bit|barely|hardly|nothing)\b", said)
                else COSTS["some"]
                if re.search(
                    r"\b(?:fair bit|some|not sure|(?:don'?t|dont) know|idk|dunno|no idea|depends|unsure)\b", said
                )
                else None
            )
        if cost is None or not 0 <= cost <= 10:
            if state.get("missed") != "cost":
                return self.again({**state, "missed": "cost"})
            cost = COSTS["some"]
        return self._next({**state, "cost": cost, "last": "cost"})

    def on_scripts(self, state: State, heard: Heard, context: Context) -> Step:
        """One of the three, or their own sentence."""
        said = plain(heard.text)
        script = heard.value if heard.value in SCRIPTS else ""
        if not script and len(said.split()) <= 5:
            found = agreed(heard)
            index = ordinal_choice(heard.text, 3)
            if re.search(r"\bother\b|\banother\b|\bdifferent\b|\bagain\b", said):
                return self.ask({**state, "turn": int(state.get("turn", 0)) + 1}, "scripts")
            script = (
                SCRIPTS[index]
                if index is not None
                else "partly_script"
                if re.search(r"\bpart\w*|\bmiddle|\bbit of", said)
                else "yes_script"
                if found
                else "no_script"
                if found is False
                else ""
            )
            if not script:
                return self.again(state)
        words = self.values(state)[script] if script else own_words(heard.text)
        return self.ask({**state, "chosen": words}, "words")

    def on_words(self, state: State, heard: Heard, context: Context) -> Step:
        """Save it, take another, or enough."""
        said = plain(heard.text)
        if heard.value == "other_script" or re.search(r"\b(?:other|another|different|back)\b", said):
            return self.ask({**state, "turn": int(state.get("turn", 0)) + 1}, "scripts")
        if (
            heard.value == "save"
            or re.search(r"\bsave\b|\bkeep\b", said)
            or (heard.value is None and agreed(heard) is True)
        ):
            effect = Save("wording", {"text": state["chosen"], "form": "aloud", "situation": f"decide_{state['kind']}"})
            return self.end(state, [self.say(state, "saved"), self._step(state)], [effect])
        if heard.value == "done" or agreed(heard) is False or re.search(r"\bdone\b|\bthanks?\b", said):
            return self.end(state, [self._step(state)])
        if len(said.split()) >= 4:  # their own words for it
            return self.ask({**state, "chosen": own_words(heard.text)}, "words")
        return self.again(state)

    def _step(self, state: State) -> Say:
        practise = Choice("decide.buttons.practise", "practise", intent="practise_conversation")
        return self.say(state, "step", [practise, Choice("decide.buttons.limit", "limit", intent="set_boundary")])

    def change(self, state: State, wish: Correction, context: Context) -> Step | None:
        """Changes an answer: in words it is read like an answer to its question."""
        if wish.field and wish.words and wish.field in self.questions:
            handler = getattr(self, f"on_{wish.field}")
            step: Step = handler({**state, "at": wish.field}, Heard(text=wish.words), context)
            return step
        if not wish.field and wish.words and state.get("last") in self.questions:
            handler = getattr(self, f"on_{state['last']}")
            answered: Step = handler({**state, "at": state["last"]}, Heard(text=wish.words), context)
            return answered
        if wish.field:
            return self.ask({key: value for key, value in state.items() if key not in (wish.field, "lean")}, wish.field)
        return None


def _safety(state: State) -> bool | None:
    return {"yes": True, "no": False}.get(str(state.get("safety")))
