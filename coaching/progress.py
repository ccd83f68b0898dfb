"""See progress: something good is told, comes back as one specific affirmation, and stays in a record
that never resets.

A return to use adds a line and wipes nothing (domain.md 7.7). Source of the affirmation's rules: `coaching.affirming`.
"""

from __future__ import annotations

import re

from coaching.affirming import (
    FORMS,
    deed,
    doubtful,
    feeling_in,
    hard_news,
    is_return,
    praiseworthy,
    tells_little,
    wants_to_answer,
    without_salutation,
)
from coaching.asking import Question, agreed
from coaching.correcting import Correction
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Change, Effect, Remember, Save
from coaching.language.plain import plain
from coaching.language.reflect import blank, quote, tidy
from coaching.language.values import ordinal_choice
from coaching.progress_forms import ProgressForms
from coaching.progress_told import (
    ASKS_HOW,
    FORM,
    OTHERWISE,
    SHORTER,
    TO_THEIR_FACE,
    corrected_of,
    one_feeling,
    tells_of,
)
from coaching.said_back import said_back
from coaching.said_well import not_like_me

FEELINGS = ("relieved", "hopeful", "grateful", "skip")  #: buttons of the question about its effect

_RECORD = re.compile(
    r"\b(?:show|see|look at|read|open|what'?s in|my|the|view)\b.*\b(?:record|progress|timeline"
    r"|log|journal|diary)\b[ ?.!]*$|^(?:record|timeline|progress)[ ?.!]*$"
)

#: "no he's just out drinking": puts right what was taken for something good
_NOT_GOOD = re.compile(
    r"(?:no|nope|not really|like|but|well|actually)[ ,]+(?:like |but )?(?:he|she|they|he's|hes|she's|shes|they're|it|it's|its|that|that's|yesterday|i mean)\b(?!.*\b(?:sober|clean|proud|better|good|happy|glad)\b)"
)


class Progress(ProgressForms):
    """The skill "progress"."""

    name = "progress"
    skipped = {"effect": "skip", "forms": "done", "return": "done"}
    unknown = {"effect": "skip"}
    questions = {
        "what": Question(Expects.TEXT),
        "effect": Question(Expects.TEXT, FEELINGS),
        "forms": Question(Expects.CHOICE, ("another_wording", "save_wording", "another", "record", "done")),
        "which": Question(Expects.CHOICE, FORMS),
        "return": Question(Expects.CHOICE, ("record", "setback", "done")),
    }
    fields = {
        r"what|moment|story|entry|it": "what",
        r"who": "who",
        r"feeling|effect": "feeling",
        r"wording|words|text": "text",
    }
    asked_by = {"what": "what", "feeling": "effect"}

    def start(self, heard: Heard, context: Context) -> Step:
        """Uses what the first message tells; asks only when it tells of nothing."""
        if heard.value == "record" or (len(heard.text.split()) <= 10 and _RECORD.search(plain(heard.text))):
            return self.end({}, self.record(context))
        state: State = {"name": context.profile.loved_one}
        text = without_salutation(heard.text)
        if is_return(text):
            return self._returned(state, text, context)
        if heard.value is None and doubtful(text):
            return self._doubted(state, text)
        told = deed(text, context.profile.loved_one)
        if blank(text) or len(told.what.split()) < 2 or (ASKS_HOW.search(plain(text)) and not tells_of(text)):
            return self.ask(state, "what")
        return self._told(state, text, context)

    def on_what(self, state: State, heard: Heard, context: Context) -> Step:
        """The good moment. A story of a return to use is logged as such."""
        if is_return(heard.text):
            return self._returned(state, heard.text, context)
        if (agreed(heard) is not None and len(heard.text.split()) <= 3) or tells_little(heard.text):
            return self.again(state)
        if doubtful(heard.text):
            return self._doubted(state, heard.text)
        return self._told(state, heard.text, context)

    def _hard(self) -> list[Choice]:
        words = Choice("progress.buttons.words", "words", intent="get_phrasing")
        return [words, Choice("progress.buttons.listen", "listen", intent="share_feelings")]

    def _doubted(self, state: State, text: str) -> Step:
        """Nothing good in it that could be seen: it is not logged, still less praised; asked what they meant."""
        hard = [
            Choice("progress.buttons.setback", "setback", intent="cope_with_setback"),
            Choice("progress.buttons.listen", "listen", intent="share_feelings"),
        ]
        step = self.ask(state, "what", key="ask_what_doubt")
        step.say[-1] = self.say(step.state, "ask_what_doubt", hard, quote=quote(text))
        return step

    def _told(self, state: State, text: str, context: Context) -> Step:
        told = deed(text, str(state.get("name", "")))
        what = told.what or " ".join(tidy(text).split()[:22])
        state = {**state, "what": what, "who": told.who, "feeling": told.feeling, "last": "what"}
        before = [self.say(state, f"reflect_{told.who}", quote=said_back(what) or quote(text))]
        if told.who == "them" and wants_to_answer(text):
            return self._forms({**state, "reply": "yes"}, context, before)
        if told.feeling or told.who == "me":
            return self._forms(state, context, before)
        return self.ask(state, "effect", before)

    def _misread(self, state: State, context: Context) -> Step:
        """What was told was nothing good: it goes into no record, and they are listened to."""
        listens = Remember({"notes": {"listening": context.seed}})
        return self.end(state, [self.say(state, "misread")], [listens])

    def on_effect(self, state: State, heard: Heard, context: Context) -> Step:
        """What it did to the person; skipped as one likes."""
        said = plain(heard.text)
        if heard.value is None and OTHERWISE.search(said):
            return self._forms({**state, "feeling": ""}, context, [])
        told = heard.value is None and len(said.split()) >= 4 and not feeling_in(heard.text)
        if told and (hard_news(heard.text) or _NOT_GOOD.match(said)):  # no feeling, and nothing good either
            return self._misread(state, context)
        if heard.value == "skip" or re.fullmatch(
            r"(?:skip|no|none|nothing|don'?t know|dont know|idk|not sure|dunno|pass|next)[ .!]*.*", said
        ):
            felt = ""
        elif heard.value in FEELINGS:
            felt = str(heard.value)
        else:
            felt = feeling_in(heard.text) or one_feeling(heard.text)
            if not felt and len(said.split()) >= 3 and TO_THEIR_FACE.search(said) and not praiseworthy(heard.text):
                return self.end(
                    state, [self.say(state, "hard_words", self._hard())]
                )  # nothing is noted, still less praised
            if not felt and doubtful(heard.text):  # "he won't last": the doubt is heard, and no praise put on top
                return self._forms(
                    {**state, "feeling": "", "last": "feeling"},
                    context,
                    [self.say(state, "heard_doubt", quote=said_back(heard.text) or quote(heard.text))],
                )
            if right := corrected_of(str(state["what"]), said):
                return self._told({"name": state.get("name", "")}, right, context)
            if not felt and re.match(r"(?:it'?s |he'?s |she'?s )?my \w+", said) and len(said.split()) <= 4:
                return self.again(
                    {**state, "told_who": "yes"}, [self.say(state, "noted_who")]
                )  # "my husband, Tom": who, and no feeling
            if wants_to_answer(heard.text):
                state = {**state, "reply": "yes"}
        return self._forms({**state, "feeling": felt, "last": "feeling"}, context, [])

    def _forms(self, state: State, context: Context, before: list[Say]) -> Step:
        """The three forms, and the entry in the record (once)."""
        state = {**state, "turn": int(state.get("turn", context.seed))}  # "another" is one further, never the same
        made = self._made(state, context)
        state = {**state, **made}
        effects: list[Effect] = []
        if state.get("logged") != state["what"]:
            fields = {
                "what": state["what"],
                "who": state["who"],
                "kind": "good",
                "affirmation": made["text"],
                "feeling": state.get("feeling", ""),
            }
            # a corrected moment replaces the entry made a turn ago
            old = next(
                (
                    item
                    for item in reversed(context.saved.get("progress", ()))
                    if state.get("logged") and item.get("what") == state["logged"]
                ),
                None,
            )
            effects.append(Change(int(old["id"]), fields) if old else Save("progress", fields))
            state["logged"] = state["what"]
        key = "ask_forms_me" if state["who"] == "me" else "ask_forms" if effects else "ask_forms_again"
        if state.get("reply") and effects:
            key = "ask_forms_reply"
        return self.ask(state, "forms", before, effects, key=key)

    def on_forms(self, state: State, heard: Heard, context: Context) -> Step:
        """Another wording, save one, log another, the record, or enough."""
        said = plain(heard.text)
        if is_return(heard.text) and len(said.split()) >= 3:
            return self._returned({"name": state.get("name", "")}, heard.text, context)
        if re.search(
            r"\b(?:it was|that was|i meant?) (?:her|him|them|me|my \w+|he|she),? not (?:me|her|him|them|i)\b", said
        ):
            mine = bool(re.search(r"\b(?:it was|that was|i meant?) me\b", said))
            return self._forms(
                {**state, "who": "me" if mine else "them", "feeling": state.get("feeling", "")}, context, []
            )
        if heard.value is None and not state.get("own") and (right := corrected_of(str(state["what"]), said)):
            return self._told({"name": state.get("name", ""), "logged": state.get("logged", "")}, right, context)
        if (
            heard.value is None
            and re.match(r"(?:i|he|she|we|they) also\b|also\b|and (?:i|he|she)\b", said)
            and praiseworthy(heard.text)
        ):
            return self._told({"name": state.get("name", "")}, heard.text, context)
        if (
            heard.value == "done"
            or (heard.value is None and agreed(heard) is False and len(said.split()) <= 4 and not not_like_me(said))
            or re.fullmatch(r"(?:that'?s (?:all|it|enough)|done|thanks?|thank you|enough|bye|good)[ .!]*.*", said)
        ):
            return self.end(
                state, [self.say(state, "step_me" if state["who"] == "me" else "step", self._practise(state))]
            )
        if heard.value == "record" or re.search(r"\brecord\b|\btimeline\b", said):
            return self.end(state, self.record(context))
        if heard.value == "save_wording" or re.search(r"\bsave\b|\bkeep\b", said):
            index = ordinal_choice(heard.text, 3) if heard.value is None else None
            named = next(
                (form for form in FORMS if re.search(rf"\b{form}\b", said)), FORMS[index] if index is not None else ""
            )
            return self._save(state, named) if named else self.ask(state, "which")
        if heard.value is None and (form := FORM.fullmatch(said)):
            return self._save(state, "aloud" if form["form"] == "spoken" else str(form["form"]))
        if heard.value is None and SHORTER.search(said) and len(said.split()) <= 9:
            short = self.say(state, "only_short", self.buttons(state, "forms"))
            return Step([short], {**state, "only": "short"}, Expects.CHOICE)
        if heard.value is None and (not_like_me(said) or OTHERWISE.search(said)) and len(said.split()) <= 14:
            other = self._made({**state, "turn": int(state.get("turn", context.seed)) + 1}, context)
            turn = int(state.get("turn", context.seed)) + 1
            barer = self.say({**state, **other}, "not_like_you", self.buttons(state, "forms"))
            return Step([barer], {**state, **other, "turn": turn}, Expects.CHOICE)
        if wants_to_answer(heard.text) and state["who"] == "them":
            return self._forms({**state, "reply": "yes"}, context, [])
        felt = feeling_in(heard.text)
        if (
            felt
            and len(said.split()) <= 6
            and re.match(r"(?:i|it|we|so|made|very|really|just)\b|" + felt.split()[0], said)
        ):
            return self._forms({**state, "feeling": felt}, context, [])
        if heard.value == "another" or re.search(
            r"\blog\b|\banother (?:one|moment|thing|entry)\b|\bsomething else\b|\balso\b.*\w{4}", said
        ):
            return self.ask({"name": state.get("name", "")}, "what", key="ask_what_more")
        if heard.value == "another_wording" or re.search(
            r"\bword|\bdifferent|\bother|\banother\b|\bwarmer|\bshorter|\bagain\b|\bagain|\belse", said
        ):
            return self._forms({**state, "turn": int(state.get("turn", context.seed)) + 1}, context, [])
        index = ordinal_choice(heard.text, 3)
        if index is not None:
            return self._save(state, FORMS[index])
        if doubtful(heard.text):
            formal = re.search(r"\b(?:say|put|make|word|formal\w*|simpl\w+|polite\w*|nicer|softer)\b", said)
            return (
                self._forms({**state, "turn": int(state.get("turn", context.seed)) + 1}, context, [])
                if formal
                else self.again(state)
            )
        if len(said.split()) >= 4 and not praiseworthy(heard.text) and not TO_THEIR_FACE.search(said):
            heard_so = self.say(state, "heard_doubt", quote=said_back(heard.text) or quote(heard.text))
            return self.again(state, [heard_so])
        if len(said.split()) >= 4:  # a new good moment, or their own wording of this one
            return (
                self._told({"name": state.get("name", "")}, heard.text, context)
                if not TO_THEIR_FACE.search(said) or re.search(r"\b(?:he|she|him|her|his)\b", said)
                else self._save({**state, "own": tidy(heard.text)}, "own")
            )
        return self.again(state)

    def buttons(self, state: State, at: str) -> list[Choice]:
        """Buttons; the one that leads to "after a setback" starts something new."""
        if at != "return":
            return super().buttons(state, at)
        setback = Choice("progress.buttons.setback", "setback", intent="cope_with_setback")
        return [self.choices(["record"])[0], setback, self.choices(["done"])[0]]

    def changed(self, state: State, field: str, context: Context) -> Step:
        """A changed moment or feeling makes the affirmation anew."""
        if field == "what" or not state.get("what"):
            return self._told(
                {"name": state.get("name", ""), "logged": state.get("logged", "")}, str(state["what"]), context
            )
        return self._forms(state, context, [])

    def change(self, state: State, wish: Correction, context: Context) -> Step | None:
        """ "Reword it" asks for another wording and changes no answer."""
        return (
            None
            if wish.field == "text" or (state.get("at") == "forms" and not wish.words)
            else super().change(state, wish, context)
        )
