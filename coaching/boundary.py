"""Set a limit: from what happened to calm words, and later what became of it.

What happened, what is mine to decide, my limit, my own action, can I keep it (0-10), is it a boundary, the words, when
to say them, practise, save. What a message already holds is not asked. Sources: `coaching.limits`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from coaching.asking import LONGEST_ANSWER, Question, agreed, own_words
from coaching.content import wording
from coaching.dialogue import Context, Expects, Heard, Say, State, Step
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.values import ordinal_choice
from coaching.limit_answers import (
    could_be_limit,
    deeds,
    firm,
    from_example,
    is_story,
    likes,
    unhedged,
    unsure,
)
from coaching.limit_changing import LimitChanging
from coaching.limit_forms import form
from coaching.limit_kinds import Kind, judge
from coaching.limit_said import (
    ASKED,
    ASKS_BACK,
    ONLY_TIME,
    ONLY_WHO,
    wish_first,
)
from coaching.limit_telling import LimitTelling
from coaching.limit_wording import action_words, limit_words
from coaching.limits import Told, read, topic
from coaching.phrasing_wishes import few_words, left_to_us, points_at
from coaching.said_back import said_back

OWN = ("money", "home", "talk", "time", "car")  #: what is one's own to decide; the buttons of `mine`


#: "I pour it away every time": what one does as yet, and no plan
_SO_FAR = re.compile(r"\b(?:every time|always|each time|keep on|end up|usually)\b")


def _to_us(text: str) -> bool:
    """What points at something shown, leaves it to us or is a bare "why" or "both": no story and no limit."""
    ordinal = re.fullmatch(
        r"(?:the )?(?:first|second|third|fourth|last)(?: one)?(?: please| pls)?", plain(text).strip(" .!")
    )
    return bool(ordinal) or few_words(text) or points_at(text) or left_to_us(text)


class Boundary(LimitChanging):
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
        told_back = ASKED.sub("", told.happened or told.action or heard.text)
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
            f"example_{what}": lines.line(f"boundary.example_{what}_{about}", {}, seed=int(state.get("examples", 0)))
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
        if heard.value is None and _to_us(heard.text):
            return self.again(state)
        if len(heard.text.split()) <= 3 and (agreed(heard) is not None or ONLY_TIME.match(plain(heard.text))):
            return self.again(state)
        if heard.value is None and ONLY_WHO.fullmatch(plain(heard.text).strip(" .!")):
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
        if heard.value is None and index is None and not _SO_FAR.search(plain(heard.text)):
            told = read(firm(heard.text))
            self._keep_told(state, Told(limit=told.limit or told.action, action=told.action))
        return self._next(state, context)

    def on_limit(self, state: State, heard: Heard, context: Context) -> Step:
        """The limit in their words; the own action too if it is told."""
        if heard.value == "examples" or (
            heard.value is None and not state.get("offered") and (unsure(heard.text) or _to_us(heard.text))
        ):
            return self._with_examples(state, "limit")
        taken = from_example(state, heard)
        text = taken or wish_first(unhedged(heard.text))
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
            if ASKS_BACK.match(plain(text)):
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
        pointing = heard.value is None and _to_us(heard.text) and agreed(heard) is not False
        if heard.value == "examples" or (heard.value is None and unsure(heard.text)):
            return self._with_examples(state, "action")
        if pointing and not state.get("offered"):
            return self._with_examples(state, "action")
        one = heard.value is None and len(heard.text.split()) == 1 and agreed(heard) is None
        if one and not state.get("one_word_at_action"):  # "money" is no deed
            return self._with_examples({**state, "one_word_at_action": True}, "action")
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
            if len(words.split()) <= 3 and (agreed(heard) is True or likes(words) or ONLY_TIME.match(plain(words))):
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

    def _with_examples(self, state: State, at: str, key: str = "") -> Step:
        state = {**state, "examples": int(state.get("examples", 0)) + 1}  # "ok another" gets another one
        state["offered"] = self.values(state)[f"example_{at}"]
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
