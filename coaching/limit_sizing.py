"""Whether a limit can be kept and is one: the number, the smaller version, boundary or ultimatum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coaching.asking import LONGEST_ANSWER, agreed, own_words, rating
from coaching.content import wording
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.values import when
from coaching.limit_answers import (
    could_be_limit,
    firm,
    from_example,
    is_story,
    likes,
    narrowed,
    unhedged,
    unsure,
)
from coaching.limit_beside import LimitBeside
from coaching.limit_kinds import Kind, judge
from coaching.limit_said import (
    EASIER,
    HALF,
    MONEY,
    ONLY_TIME,
    wish_first,
)
from coaching.limit_telling import told_again
from coaching.limits import SURE, Told, read
from coaching.said_back import said_back

KEEP_TRIES = 2  #: how often the number is asked for in vain
SMALLER_ROUNDS = 3  #: after this many rounds of making it smaller the person's choice stands


class LimitSizing(LimitBeside):
    """The part of the skill "boundary" that makes a limit the right size."""

    def _with_examples(self, state: State, at: str, key: str = "") -> Step:
        """An example of what is asked for, to take or to bend; the whole exercise has it."""
        raise NotImplementedError

    def on_keep(self, state: State, heard: Heard, context: Context) -> Step:
        """How sure, 0 to 10. Below 7 it is made smaller, a few rounds at most."""
        if heard.value == "no_number" or (heard.value == "anchors" and state.get("anchored")):
            return self._next({**state, "keep": ""}, context, [self.say(state, "no_number")])
        if heard.value == "anchors":
            bubble = self.say(state, "anchors", [Choice(f"boundary.buttons.sure_{n}", n) for n in ("8", "5", "3")])
            return Step([bubble], {**state, "anchored": True}, Expects.NUMBER)
        narrow = narrowed(str(state["limit"]), heard.text) if MONEY.search(plain(heard.text)) else ""
        if narrow and narrow != state["limit"]:  # "only 10 quid": a smaller limit, and no number for it
            return self.changed({**state, "limit": narrow, "last": "limit"}, "limit", context)
        sure = 5.0 if HALF.fullmatch(plain(heard.text).strip(" .!")) else rating(heard)
        own = ""
        if sure is None and heard.value is None and len(heard.text.split()) >= 4:
            own = firm(read(heard.text).action) or (
                firm(heard.text) if re.match(r"(?:i'll|i will) \w", plain(firm(heard.text))) else ""
            )
        if own:  # more of what they would do: it belongs to the action
            state.update(action=own, last="action")
            return self.ask(state, "keep", [self.say(state, "changed_action")])
        if sure is None and heard.value is None:
            state["keep_missed"] = int(state.get("keep_missed", 0)) + 1
            said = plain(told_again(heard.text)).strip(" .!")
            due = when(said, context.now) if ONLY_TIME.match(said) and len(said.split()) <= 5 else None
            before = []
            if due is not None:  # "tomorrow" says when, and no number
                state.update(when=tidy(told_again(heard.text)), due=due.isoformat())
                before = [self.say(state, "noted_day")]
            if state["keep_missed"] > KEEP_TRIES:  # asked often enough
                return self._next({**state, "keep": ""}, context, [*before, self.say(state, "no_number")][-1:])
            if before:
                return self.again(state, before)
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
        if heard.value == "examples" or (heard.value is None and (unsure(heard.text) or EASIER.fullmatch(said))):
            return self._with_examples(state, "smaller")
        text = from_example(state, heard) or wish_first(unhedged(heard.text))
        narrow = narrowed(str(state["limit"]), heard.text) if heard.value is None else ""
        told = Told(limit=narrow) if narrow else read(text)
        if not told.limit and not told.action and is_story(text) and not state.get("story_at_smaller"):
            said_to = [self.say(state, "story", quote=said_back(heard.text)), *self.ask_again(state, context)]
            return Step(said_to, {**state, "story_at_smaller": True}, Expects.TEXT)
        if (
            not told.limit
            and not told.action
            and heard.value is None
            and text == wish_first(unhedged(heard.text))
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
