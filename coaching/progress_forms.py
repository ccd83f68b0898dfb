"""The three wordings of an affirmation: made, and one of them kept."""

from __future__ import annotations

import re

from coaching.affirming import (
    FORMS,
    Deed,
    affirm,
)
from coaching.dialogue import Context, Heard, State, Step
from coaching.effects import Save
from coaching.language.plain import plain
from coaching.language.values import ordinal_choice
from coaching.progress_record import ProgressRecord


class ProgressForms(ProgressRecord):
    """The part of the skill "progress" that makes and saves the wordings."""

    def _made(self, state: State, context: Context) -> dict[str, str]:
        told = Deed(str(state["what"]), str(state["who"]), str(state.get("feeling", "")))
        return affirm(
            told,
            told.feeling,
            str(state.get("name", "")),
            int(state.get("turn", context.seed)),
            bool(state.get("reply")),
        )

    def on_which(self, state: State, heard: Heard, context: Context) -> Step:
        """Which of the three to save."""
        index = ordinal_choice(heard.text, 3) if heard.value is None else None
        form = heard.value or (
            FORMS[index]
            if index is not None
            else next((f for f in FORMS if re.search(rf"\b{f}\b", plain(heard.text))), "")
        )
        return self._save(state, form) if form in FORMS else self.again(state)

    def _save(self, state: State, form: str) -> Step:
        effect = Save(
            "wording", {"text": state[form], "form": form if form in FORMS else "text", "situation": "progress"}
        )
        return self.end(
            state,
            [
                self.say(state, "saved_wording"),
                self.say(state, "step_me" if state["who"] == "me" else "step", self._practise(state)),
            ],
            [effect],
        )
