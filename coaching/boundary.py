"""Set a limit: from what happened to calm words, and later what became of it.

What happened, what is mine to decide, my limit, my own action, can I keep it (0-10), is it a boundary, the words, when
to say them, practise, save. What a message already holds is not asked. Sources: `coaching.limits`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from coaching.asking import LONGEST_ANSWER, Correction, Question, agreed, own_words, rating
from coaching.content import wording
from coaching.dialogue import Context, Expects, Heard, Say, State, Step
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.shapes import DAY
from coaching.language.values import ordinal_choice
from coaching.limit_answers import firm, from_example, is_story, likes, narrowed, unhedged, unsure
from coaching.limit_telling import LimitTelling
from coaching.limit_wording import action_words, limit_words
from coaching.limits import SURE, Kind, Told, judge, read, topic
from coaching.said_back import said_back

OWN = ("money", "home", "talk", "time", "car")  #: what is one's own to decide; the buttons of `mine`
SMALLER_ROUNDS = 3  #: after this many rounds of making it smaller the person's choice stands


#: "sunday after lunch" says when, not what
_ONLY_TIME = re.compile(rf"(?:(?:on|at|by|next|this) )?(?:\d|{DAY}|tomorrow|tonight|today|weekend|the weekend)")


_ASKED = re.compile(
    r"^(?:can you help me |help me |please )*(?:i (?:want|need|would like|should like) )?(?:to )?(?:set |make |have )?(?:a |some )?(?:limits?|boundar(?:y|ies)) (?:on|with|about|for|around) ",
    re.IGNORECASE,
)


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
            return self.ask(state, "summary", before)
        if not state.get("when"):
            return self.ask(state, "when", before)
        return self.ask(state, "summary", before)

    # --- answers

    def on_happened(self, state: State, heard: Heard, context: Context) -> Step:
        """What happened; may hold the limit and the action too."""
        if len(heard.text.split()) <= 3 and (agreed(heard) is not None or _ONLY_TIME.match(plain(heard.text))):
            return self.again(state)
        told = read(heard.text)
        if not told.happened and not told.limit:
            told = replace(told, happened=tidy(heard.text)[:300])
        self._keep_told(state, told)
        state["happened"] = told.happened or state.get("happened", "")
        state["topic"] = state.get("topic") or topic(heard.text)
        state["last"] = "limit" if told.limit else "happened"
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
        if not limit and not action and is_story(text):
            return self._story(state, heard, context)
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
        text = from_example(state, heard) or unhedged(heard.text)
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
        changed = bool(state.get("action"))
        state.update(action=words, last="action")
        return self.changed(state, "action", context) if changed else self._next(state, context)

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
        sure = rating(heard)
        own = (
            firm(read(heard.text).action)
            if sure is None and heard.value is None and len(heard.text.split()) >= 5
            else ""
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
        if heard.value == "examples" or (heard.value is None and unsure(heard.text)):
            return self._with_examples(state, "smaller")
        text = from_example(state, heard) or _wish_first(unhedged(heard.text))
        narrow = narrowed(str(state["limit"]), heard.text) if heard.value is None else ""
        told = Told(limit=narrow) if narrow else read(text)
        if not told.limit and not told.action and is_story(text) and not state.get("story_at_smaller"):
            said_to = [self.say(state, "story", quote=said_back(heard.text)), *self.ask_again(state, context)]
            return Step(said_to, {**state, "story_at_smaller": True}, Expects.TEXT)
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
        if not wish.field and state.get("at") == "words":
            return None  # "make it softer" is about the words that are read here
        if not wish.field and state.get("at") in ("limit", "action", "words") and not state.get(str(state.get("at"))):
            return super().change(state, wish, context) if state.get("last") in state else None
        return super().change(state, wish, context)
