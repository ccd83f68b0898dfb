"""A limit, its action or its words said anew in the middle: judged and worded again, then on with what is open."""

from __future__ import annotations

from coaching.correcting import Correction, amended
from coaching.dialogue import Context, Heard, State, Step
from coaching.language.values import number
from coaching.limit_answers import (
    could_be_limit,
    deeds,
)
from coaching.limit_sizing import LimitSizing
from coaching.limits import topic


class LimitChanging(LimitSizing):
    """The part of the skill "boundary" that takes back and puts right."""

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
