"""Set a limit: from what happened to calm words, and later what became of it.

What happened, what is mine to decide, my limit, my own action, can I keep it (0-10), is it a boundary, the words, when
to say them, practise, save. What a message already holds is not asked. Sources: `coaching.limits`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from coaching.asking import LONGEST_ANSWER, Correction, Question, agreed, amended, own_words, rating
from coaching.content import wording
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.shapes import DAY
from coaching.language.values import number, ordinal_choice, when
from coaching.limit_answers import (
    USES,
    could_be_limit,
    deeds,
    firm,
    from_example,
    is_story,
    likes,
    narrowed,
    unhedged,
    unsure,
)
from coaching.limit_review import outcome
from coaching.limit_telling import LimitTelling, told_again
from coaching.limit_wording import action_words, limit_words
from coaching.limits import SURE, Kind, Told, form, judge, read, topic
from coaching.said_back import said_back

OWN = ("money", "home", "talk", "time", "car")  #: what is one's own to decide; the buttons of `mine`
SMALLER_ROUNDS = 3  #: after this many rounds of making it smaller the person's choice stands


#: "sunday after lunch" says when, not what
_ONLY_TIME = re.compile(rf"(?:(?:on|at|by|next|this) )?(?:\d|{DAY}|tomorrow|tonight|today|weekend|the weekend)")


_ASKED = re.compile(
    r"^(?:can you help me |help me |please )*(?:i (?:want|need|would like|should like) )?(?:to )?(?:set |make |have )?(?:a |some )?(?:limits?|boundar(?:y|ies)) (?:on|with|about|for|around) ",
    re.IGNORECASE,
)


_EASIER = re.compile(
    r"(?:(?:can you|could you|please|just|then|you)[ ,]+)*(?:make|do) (?:it|that) (?:smaller|easier|lighter|less)(?: (?:for me|please|then))*|smaller|easier|lighter"
)
_MOMENT = re.compile(r"(?:when|once|after|as soon as|next time|the next time|if) (?!should|do|can|is|would|shall)\w")
_ONLY_WHO = re.compile(r"(?:(?:it'?s|about|with|for|to|from) )*(?:my|our) (?:[\w-]+ ){0,2}?[\w-]+(?:,? \w+)?")
_ASKS_BACK = re.compile(
    r"(?:do|does|is|are|can|could|would|will|should|have|what|how|where|who) (?:you|i|we|he|she|it|they|that|this|about|do|does|is|are)\b"
)
_MONEY = re.compile(r"[£$€]|\b\d+ ?(?:quid|pounds?|dollars?|euros?|bucks)\b")
_HALF = re.compile(
    r"(?:about |maybe |like |say )?(?:half(?:[- ](?:and[- ]half|way|half))?|halfway|fifty[- ]?fifty|50[-/ ]?50|so[- ]so|in the middle)"
)
_WHAT_IF = re.compile(r"(?:(?:but|and|ok|yes|well|so)[ ,]+)*what if\b")
_DOUBTS = re.compile(
    r"\b(?:is|isn'?t) (?:it|that|this) (?:not )?(?:really |just |even )?(?:an? )?(?:ultimatum|threat|punishment|boundary|blackmail|fair|unfair|mean|cruel|selfish|harsh|cold|too (?:hard|harsh|much|mean|strict|cold))\b"
    r"|\bam i (?:being )?(?:too |so |just )?(?:hard|harsh|mean|unfair|cruel|selfish|strict|cold|controlling|a bad \w+)\b"
)


def _once_more(state: State) -> int:
    """Counts what was said beside the question and met: the state is then another one, and nothing was in vain."""
    return int(state.get("met", 0)) + 1


def _wish_first(text: str) -> str:
    """ "I want to turn my phone off" as the plain "I'll turn my phone off"; a limit that is one already stays."""
    return text if read(text).limit else firm(text)


class Boundary(LimitTelling):
    """The skill "boundary"."""

    name = "boundary"
    questions = {
        **LimitTelling.questions,
        "happened": Question(Expects.TEXT),
        "mine": Question(Expects.CHOICE, OWN),
        "limit": Question(Expects.TEXT, ("examples",)),
        "action": Question(Expects.TEXT, ("examples", "nothing_more")),
        "keep": Question(Expects.NUMBER),
        "smaller": Question(Expects.TEXT, ("examples", "as_it_is")),
        "kind": Question(Expects.TEXT, ("use_version", "keep_mine")),
        "maybe": Question(Expects.YES_NO, ("yes_mine", "not_mine")),
    }
    fields = {
        r"limit|boundary|rule|line": "limit",
        r"action|what i(?:'ll| will)? do|consequence": "action",
        r"words|wording|script|sentence|message": "words",
        r"number|score|rating|confidence": "keep",
        r"when|time|day|date": "when",
        r"what happened|happened|story|situation|beginning": "happened",
    }
    asked_by = {name: name for name in ("limit", "action", "words", "keep", "when", "happened")}
    own_words_at = ("limit", "action", "smaller", "kind", "words")
    skipped = {
        "mine": "other",
        "action": "nothing_more",
        "keep": "no_number",
        "smaller": "as_it_is",
        "kind": "keep_mine",
    }
    skipped |= {"words": "use_words", "when": "not_yet", "gate": "skip", "remind": "no", "happened": "nothing"}
    unknown = {"mine": "other", "limit": "examples", "action": "examples", "smaller": "examples"}
    unknown |= {"keep": "anchors", "kind": "use_version", "words": "use_words", "when": "not_yet"}

    # --- beginning

    def start(self, heard: Heard, context: Context) -> Step:
        """Set a limit, or look at a saved one ("I caved", "change my limit"); uses what the message tells."""
        looked_at = self.review(heard, context)
        if looked_at is not None:
            return looked_at
        told = read(heard.text)
        state: State = {"name": context.profile.loved_one, "topic": topic(heard.text), "last": "limit"}
        self._keep_told(state, told)
        if not (told.happened or told.limit or told.action):
            return self.ask(state, "happened")
        if told.limit and not told.happened:
            return self._next(state, context, [self.say(state, "got_limit")])
        told_back = _ASKED.sub("", told.happened or told.action or heard.text)
        return self._next(state, context, [self.say(state, "reflect", quote=said_back(told_back))])

    def _keep_told(self, state: State, told: Told) -> None:
        for key, words in (("happened", told.happened), ("limit", told.limit), ("action", told.action)):
            if words and not state.get(key):
                state[key] = words

    def values(self, state: State) -> dict[str, str]:
        """The state's texts, and examples for its topic."""
        about = str(state.get("topic") or "other")
        lines, name = wording(), str(state.get("name", ""))
        base = dict.fromkeys(("happened", "limit", "action", "words", "keep", "when"), "")
        examples = {
            f"example_{what}": lines.line(f"boundary.example_{what}_{about}", {})
            for what in ("limit", "action", "smaller")
        }
        version = (
            f"{limit_words(str(state['new_limit']), name)} {action_words(str(state['new_action']), name)}"
            if state.get("new_limit")
            else ""
        )
        known = {**base, **examples, "version": version, **super().values(state)}
        same = known["action"] in ("", known["limit"])
        known["plan"] = lines.line(f"boundary.plan_{'one' if same else 'both'}", known)
        return known

    def _next(self, state: State, context: Context, before: Sequence[Say] = ()) -> Step:
        """Opens the first question whose answer is not known yet."""
        back_to = state.pop("return_to", "")
        state.pop("offered", None)
        if not (state.get("happened") or state.get("limit")):
            return self.ask(state, "happened", before)
        if not state.get("topic") and state.get("limit") and judge(state["limit"], "") in (Kind.BOUNDARY, Kind.WISH):
            state["topic"] = topic(str(state["limit"])) or "other"
        if not state.get("topic"):
            return self.ask(state, "mine", before)
        if not state.get("limit"):
            return self.ask(state, "limit", before)
        if not state.get("kind") and judge(state["limit"], state.get("action", "")) in (
            Kind.ULTIMATUM,
            Kind.PUNISHMENT,
        ):
            return self._judged(state, context, before)
        if not state.get("action"):
            return self.ask(state, "action", before)
        if "keep" not in state:
            return self.ask(state, "keep", before)
        if not state.get("kind"):
            return self._judged(state, context, before)
        if not state.get("words") or not state.get("words_chosen"):
            return self._worded(state, context, before)
        if back_to in ("when", "summary", "gate") and state.get("when"):
            return self.summed_up(state, before)
        if not state.get("when"):
            return self.ask(state, "when", before)
        return self.summed_up(state, before)

    # --- answers

    def on_happened(self, state: State, heard: Heard, context: Context) -> Step:
        """What happened; may hold the limit and the action too."""
        if heard.value == "nothing":
            return self.ask({**state, "topic": state.get("topic") or "other"}, "limit")
        if len(heard.text.split()) <= 3 and (agreed(heard) is not None or _ONLY_TIME.match(plain(heard.text))):
            return self.again(state)
        if heard.value is None and _ONLY_WHO.fullmatch(plain(heard.text).strip(" .!")):
            return self.ask(state, "happened", key="again_happened_who")
        told = read(heard.text)
        if not told.happened and not told.limit:
            told = replace(told, happened=tidy(heard.text)[:300])
        self._keep_told(state, told)
        state["happened"] = told.happened or state.get("happened", "")
        state["topic"] = state.get("topic") or topic(heard.text)
        state["last"] = "limit" if told.limit else "happened"
        if told.limit and not told.happened:
            return self._next(state, context, [self.say(state, "got_limit")])
        return self._next(
            state,
            context,
            [self.say(state, "reflect", quote=said_back(told.happened or heard.text) or tidy(heard.text)[:60])],
        )

    def on_mine(self, state: State, heard: Heard, context: Context) -> Step:
        """Which of one's own things it is about. Other words count as "something else", and may be the limit itself."""
        if heard.value is None and agreed(heard) is not None and len(heard.text.split()) <= 2:
            return self.again(state)
        index = ordinal_choice(heard.text, len(OWN)) if heard.value is None else None
        state["topic"] = heard.value or (OWN[index] if index is not None else topic(heard.text)) or "other"
        if heard.value is None and index is None:
            told = read(firm(heard.text))
            self._keep_told(state, Told(limit=told.limit or told.action, action=told.action))
        return self._next(state, context)

    def on_limit(self, state: State, heard: Heard, context: Context) -> Step:
        """The limit in their words; the own action too if it is told."""
        if heard.value == "examples" or (heard.value is None and unsure(heard.text)):
            return self._with_examples(state, "limit")
        taken = from_example(state, heard)
        text = taken or _wish_first(unhedged(heard.text))
        told = read(text)
        if not told.limit and len(text.split()) > LONGEST_ANSWER:
            return Step([self.say(state, "one_sentence"), *self.ask_again(state, context)], state, Expects.TEXT)
        if not told.limit and len(text.split()) == 1:
            if agreed(heard) is not None:
                return self.again(state)
            state["topic"] = topic(heard.text) or state.get("topic", "")
            return Step(
                [self.say(state, "one_word", quote=tidy(heard.text)), *self.ask_again(state, context)],
                state,
                Expects.TEXT,
            )
        limit, action = told.limit, told.action
        if not limit and not action and not taken and heard.value is None:
            if is_story(text):
                return self._story(state, heard, context)
            if _ASKS_BACK.match(plain(text)):
                return self.again(state)
            if (agreed(heard) is not None and len(text.split()) <= 3) or re.match(
                r"(?:many )?(?:thanks|thank you)", plain(text)
            ):
                return self.again(state)
            if not could_be_limit(text):
                return self._maybe(state, "limit", text)
        if not limit:
            # "I'll leave the room" is the own action, and the limit at once
            limit, action = (told.action, told.action) if told.action else (own_words(text, LONGEST_ANSWER), "")
        changed = bool(state.get("limit"))
        if changed and not action and state.get("action") == state["limit"]:
            action = limit  # "that is all I'll do": the limit is the action too, and changes with it
        state.update(limit=limit, last="limit")
        if action:
            state["action"] = action
        state["topic"] = (
            state.get("topic")
            if state.get("topic") not in ("", "other", None)
            else topic(heard.text) or state.get("topic", "") or "other"
        )
        if changed:
            return self.changed(state, "limit", context)
        return self._next(state, context, [self.say(state, "got_limit")])

    def on_action(self, state: State, heard: Heard, context: Context) -> Step:
        """What the person will do. What the loved one must do is none: asked again once, with examples."""
        if heard.value == "examples" or (heard.value is None and unsure(heard.text)):
            return self._with_examples(state, "action")
        taken = from_example(state, heard)
        text = taken or unhedged(heard.text)
        if heard.value == "nothing_more" or (agreed(heard) is False and len(heard.text.split()) <= 3):
            words = state["limit"]
        else:
            whole = (
                re.match(r"(?:i|i'll|i'd|i won't|i wouldn't|we|we'll)\b", plain(tidy(text))) and len(text.split()) <= 25
            )
            words = own_words(firm(text), LONGEST_ANSWER) if whole else ""
            words = (
                text.strip(" .")
                if text == state.get("offered")
                else words or firm(read(text).action) or own_words(text, LONGEST_ANSWER)
            )
            if len(words.split()) <= 3 and (agreed(heard) is True or likes(words) or _ONLY_TIME.match(plain(words))):
                return self._with_examples(state, "action")
            if is_story(text) and not state.get("asked_own"):
                theirs = "theirs" if re.search(r"\b(?:he|she|they)\b", plain(text)) else ""
                return self._with_examples({**state, "asked_own": True}, "action", theirs)
            if not taken and heard.value is None and not deeds(words):
                return self._maybe(state, "action", text)
        if not state.get("action") and form(words)[0] == "no" and not re.search(r"\bi\b", plain(words)):
            # "maybe just no cash on weekdays": the limit itself, said anew, and all that is to be done
            state.update(limit=words, action=words, last="limit")
            return self._next(state, context, [self.say(state, "changed_limit")])
        changed = bool(state.get("action"))
        state.update(action=words, last="action")
        return self.changed(state, "action", context) if changed else self._next(state, context)

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        """First what may come at any question: a day ("no i said friday"), a number after all, a doubt about the limit."""
        at = str(state.get("at", ""))
        if heard.value is None and at in ("limit", "action", "keep", "smaller", "kind", "words", "summary"):
            beside = self._beside(state, heard, context)
            if beside is not None:
                return beside
        return super().answer(state, heard, context)

    def _beside(self, state: State, heard: Heard, context: Context) -> Step | None:
        at, said = str(state["at"]), plain(heard.text)
        if _WHAT_IF.match(said):
            return self.again({**state, "met": _once_more(state)}, [self.say(state, "what_if")])
        if _DOUBTS.search(said) and state.get("limit"):
            return self.again(
                {**state, "met": _once_more(state)},
                [self.say(state, f"doubt_{judge(str(state['limit']), str(state.get('action', ''))).value}")],
            )
        if state.get("limit") and at in ("words", "kind", "summary") and re.fullmatch(r"(?:10|\d)", said):
            return self.again({**state, "keep": float(said)}, [self.say(state, "noted_keep", number=said)])
        told = told_again(heard.text)
        due = when(told, context.now) if _ONLY_TIME.match(plain(told)) and len(told.split()) <= 5 else None
        if due is not None and (at in ("limit", "action", "kind") or (told != heard.text and at != "summary")):
            state = {**state, "when": tidy(told), "due": due.isoformat()}
            return self.again(state, [self.say(state, "noted_when")])
        return None

    def _maybe(self, state: State, at: str, text: str) -> Step:
        """Words that are no story and not plainly an answer either ("third time", "the dog"): asked, not taken."""
        return self.ask(
            {**state, "maybe": own_words(text, LONGEST_ANSWER), "maybe_at": at},
            "maybe",
            key="ask_maybe" if at == "limit" else f"maybe_{at}",
        )

    def on_maybe(self, state: State, heard: Heard, context: Context) -> Step:
        """Whether those words are to be kept; anything but a yes or a no is the answer itself."""
        at, words = str(state.get("maybe_at", "limit")), str(state.get("maybe", ""))
        meant = heard.value == "yes_mine" if heard.value else agreed(heard) if len(heard.text.split()) <= 5 else None
        if heard.value is None and len(heard.text.split()) > 2 and (could_be_limit(heard.text) or deeds(heard.text)):
            meant = None  # "no more cash from me" is no no
        state = {key: value for key, value in state.items() if key not in ("maybe", "maybe_at")}
        state["at"] = at
        handler = getattr(self, f"on_{at}")
        if meant is None:
            step: Step = handler(state, heard, context)
            return step
        if not meant:
            return self.again(state, [self.say(state, "not_that")])
        state["path"] = [step for step in state.get("path", []) if step != "maybe"]
        taken: Step = handler(state, Heard(text=words, value="as_said"), context)
        return taken

    def again(self, state: State, before: Sequence[Say] = ()) -> Step:
        """The open question in other words; whether words are to be kept names what they would be."""
        if state.get("at") == "words":  # they stand a line above: not said all over again
            return Step([*before, self.say(state, "still_words", self.buttons(state, "words"))], state, Expects.TEXT)
        if state.get("at") == "maybe":
            bubble = self.say(state, "again_maybe", self.buttons(state, "maybe"))
            return Step([*before, bubble], state, Expects.YES_NO)
        return super().again(state, before)

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question once more; after a pause the words are shown again."""
        if state.get("at") == "words":
            return [self.say(state, "again_words", self.buttons(state, "words"))]
        return super().ask_again(state, context)

    def surely_answers(self, state: State, text: str) -> bool:
        """ "use these" takes the words on offer, "when he's sober" says when, a doubt is about this very limit."""
        at, said = state.get("at"), plain(text).strip(" .!")
        if at == "words" and USES.fullmatch(said):
            return True
        if at in ("when", "summary") and _MOMENT.match(said) and not said.endswith("?"):
            return True
        if at == "smaller" and _EASIER.fullmatch(said):
            return True
        return at in ("limit", "action", "keep", "smaller", "kind", "words") and bool(
            _DOUBTS.search(said) or _WHAT_IF.match(said)
        )

    def told(self, state: State, heard: Heard, context: Context) -> Step | None:
        """That they gave in meanwhile is no answer, and no reason to ask again as if nothing had been said."""
        what = outcome(heard.text)
        if what not in ("caved", "crossed") or state.get("at") in ("which", "how", "did", "reset", "sure_retire"):
            return None
        met = self.say(state, f"{what}_meanwhile", quote=said_back(heard.text) or tidy(heard.text)[:60])
        return Step([met, *self.ask_again(state, context)[:2]], state, self.questions[str(state["at"])].expects)

    def _with_examples(self, state: State, at: str, key: str = "") -> Step:
        state = {**state, "offered": self.values(state)[f"example_{at}"]}
        more = {"action": "nothing_more", "smaller": "as_it_is"}.get(at)
        buttons = self.choices(["use_example", *([more] if more else [])])
        return Step([self.say(state, key or f"help_{at}"), self.say(state, "or_own", buttons)], state, Expects.TEXT)

    def _story(self, state: State, heard: Heard, context: Context) -> Step:
        """What is no limit yet is heard; the second time an example on its subject is offered, to take or to bend."""
        told = [self.say(state, "story", quote=said_back(heard.text))]
        if state.get("topic") in ("", "other", None):
            state["topic"] = topic(heard.text) or "other"
        if not state.get("story_heard"):
            return Step([*told, *self.ask_again(state, context)], {**state, "story_heard": True}, Expects.TEXT)
        step = self._with_examples(state, "limit")
        return replace(step, say=[*told, *step.say])

    def on_keep(self, state: State, heard: Heard, context: Context) -> Step:
        """How sure, 0 to 10. Below 7 it is made smaller, a few rounds at most."""
        if heard.value == "no_number" or (heard.value == "anchors" and state.get("anchored")):
            return self._next({**state, "keep": ""}, context, [self.say(state, "no_number")])
        if heard.value == "anchors":
            bubble = self.say(state, "anchors", [Choice(f"boundary.buttons.sure_{n}", n) for n in ("8", "5", "3")])
            return Step([bubble], {**state, "anchored": True}, Expects.NUMBER)
        narrow = narrowed(str(state["limit"]), heard.text) if _MONEY.search(plain(heard.text)) else ""
        if narrow and narrow != state["limit"]:  # "only 10 quid": a smaller limit, and no number for it
            return self.changed({**state, "limit": narrow, "last": "limit"}, "limit", context)
        sure = 5.0 if _HALF.fullmatch(plain(heard.text).strip(" .!")) else rating(heard)
        own = ""
        if sure is None and heard.value is None and len(heard.text.split()) >= 4:
            own = firm(read(heard.text).action) or (
                firm(heard.text) if re.match(r"(?:i'll|i will) \w", plain(firm(heard.text))) else ""
            )
        if own:  # more of what they would do: it belongs to the action
            state.update(action=own, last="action")
            return self.ask(state, "keep", [self.say(state, "changed_action")])
        if sure is None and agreed(heard) is not None:
            return Step([self.say(state, "keep_number")], state, Expects.NUMBER)
        if sure is None or not 0 <= sure <= 10:
            return self.again(state)
        state.update(keep=sure, last="keep")
        if sure < SURE and state.get("rounds", 0) < SMALLER_ROUNDS:
            state["rounds"] = state.get("rounds", 0) + 1
            state["offered"] = self.values(state)["example_smaller"]  # the question names it: "yes" takes it
            return self.ask(state, "smaller", [self.say(state, "low")])
        return self._next(state, context, [self.say(state, "high" if sure >= SURE else "low_kept")])

    def on_smaller(self, state: State, heard: Heard, context: Context) -> Step:
        """A smaller version, or the same one kept."""
        said = plain(heard.text).strip(" .!?")
        if heard.value == "as_it_is" or re.fullmatch(
            r"(?:no|nah|(?:no )?(?:it'?s |that'?s |it is )?(?:fine|ok|okay|good|right) as (?:it )?is|keep (?:it|mine)(?: as (?:it )?is)?|leave it as (?:it )?is|as it is|same|i'?ll "
            r"keep it|it'?s fine)",
            said,
        ):
            state["rounds"] = SMALLER_ROUNDS
            return self._next(state, context, [self.say(state, "low_kept")])
        if heard.value == "examples" or (heard.value is None and (unsure(heard.text) or _EASIER.fullmatch(said))):
            return self._with_examples(state, "smaller")
        text = from_example(state, heard) or _wish_first(unhedged(heard.text))
        narrow = narrowed(str(state["limit"]), heard.text) if heard.value is None else ""
        told = Told(limit=narrow) if narrow else read(text)
        if not told.limit and not told.action and is_story(text) and not state.get("story_at_smaller"):
            said_to = [self.say(state, "story", quote=said_back(heard.text)), *self.ask_again(state, context)]
            return Step(said_to, {**state, "story_at_smaller": True}, Expects.TEXT)
        if (
            not told.limit
            and not told.action
            and heard.value is None
            and text == _wish_first(unhedged(heard.text))
            and not could_be_limit(text)
        ):
            return self._maybe(state, "smaller", text)
        if state.get("action") == state.get("limit") and not told.action:
            state["action"] = told.limit or own_words(text, LONGEST_ANSWER)
        if told.limit or not told.action:
            state["limit"] = told.limit or own_words(text, LONGEST_ANSWER)
        if told.action:
            state["action"] = told.action
        for key in ("keep", "kind", "words", "words_chosen"):
            state.pop(key, None)
        state["last"] = "limit"
        return self._next(
            state, context, [self.say(state, "got_smaller" if told.limit or not told.action else "got_smaller_action")]
        )

    def _judged(self, state: State, context: Context, before: Sequence[Say]) -> Step:
        """Says in a line what the wording is; offers another version when it is no boundary yet."""
        found = judge(state["limit"], state.get("action", ""))
        if found is Kind.BOUNDARY:
            state["kind"] = found.value
            return self._worded(state, context, [*before[-1:], self.say(state, "is_boundary")])
        about = str(state.get("topic") or "other")
        lines = wording()
        state.update(judged=found.value, action=state.get("action", ""))
        # a wish keeps its limit and only gains an own action
        state["new_limit"] = state["limit"] if found is Kind.WISH else lines.line(f"boundary.version_limit_{about}", {})
        state["new_action"] = lines.line(f"boundary.version_action_{about}", {})
        return self.ask(state, "kind", [*before[-1:], self.say(state, f"is_{found.value}")])

    def on_kind(self, state: State, heard: Heard, context: Context) -> Step:
        """The offered version, their own as it is, or one in new words (judged again)."""
        if heard.value is None and unsure(heard.text):
            return self.again(state)
        told = read(heard.text)
        if heard.value is None and not told.limit and not told.action and is_story(heard.text):
            return self.again(state, [self.say(state, "story", quote=said_back(heard.text))])
        accepts = agreed(heard) if len(heard.text.split()) <= 5 else None
        accepts = True if heard.value is None and likes(heard.text) else accepts
        if (
            heard.value is None
            and accepts is None
            and not re.search(r"\bkeep\b", plain(heard.text))
            and not could_be_limit(heard.text)
        ):
            return self.again(state)  # "make it softer" is a wish, and no limit
        if heard.value == "use_version" or (heard.value is None and accepts is True):
            state.update(limit=state["new_limit"], action=state["new_action"], kind=Kind.BOUNDARY.value, last="limit")
        elif heard.value == "keep_mine" or accepts is False or re.search(r"\bkeep (?:mine|it|my)\b", plain(heard.text)):
            state["kind"] = state["judged"]
        else:
            own = told.action or (
                own_words(heard.text, LONGEST_ANSWER)
                if re.match(r"i(?:'ll| will|'m| would|'d)\b", plain(tidy(heard.text)))
                else ""
            )
            state["limit"] = told.limit or (state["limit"] if own else own_words(heard.text, LONGEST_ANSWER))
            state["action"] = own or state["action"]
            if judge(state["limit"], state["action"]) is not Kind.BOUNDARY and state.get("kind_rounds", 0) < 1:
                state["kind_rounds"] = 1
                return self._judged(state, context, [])
            state["kind"] = judge(state["limit"], state["action"]).value
            return self._next(state, context, [self.say(state, "got_limit")])
        return self._next(state, context)

    def changed(self, state: State, field: str, context: Context) -> Step:
        """A changed limit or action is judged and worded anew; then on with the first open question."""
        state = dict(state)
        at = state.get("at", "")
        if field in ("limit", "action"):
            for key in ("kind", "words", "words_chosen"):
                state.pop(key, None)
            state["topic"] = topic(str(state.get("limit", ""))) or state.get("topic") or "other"
        if field == "words":
            state["words_chosen"] = True
        if field == "keep":
            state.pop("keep", None)
        if field == "when":
            return self.on_when(state, Heard(text=str(state["when"])), context)
        say = [self.say(state, f"changed_{field}")]
        if (
            at in ("limit", "action", "mine", "happened")
            and not state.get("return_to")
            and not state.get(at, "")
            and at in [*state.get("path", []), at]
        ):
            return self.again(state, say) if at != field else self._next(state, context, say)
        return self._next(state, context, say)

    def change(self, state: State, wish: Correction, context: Context) -> Step | None:
        """Changes an answer given before. While the very question is open, "i meant ..." is simply its answer."""
        if (
            not wish.field
            and (state.get("at") in ("smaller", "keep") or state.get("last") == "keep")
            and number(wish.words) is None
            and wish.words
        ):
            return None  # "make it smaller" is read by the open question
        if not wish.field and wish.words and state.get("last") in ("limit", "action"):
            old = str(state.get(str(state["last"]), ""))
            if amended(old, wish.words) == wish.words and not (could_be_limit(wish.words) or deeds(wish.words)):
                return None  # "make it softer" names no new limit
        if not wish.field and state.get("at") == "words":
            return None  # "make it softer" is about the words that are read here
        if not wish.field and state.get("at") in ("limit", "action", "words") and not state.get(str(state.get("at"))):
            return super().change(state, wish, context) if state.get("last") in state else None
        return super().change(state, wish, context)
