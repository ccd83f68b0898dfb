"""The person asks a question."""

from __future__ import annotations

from actions.base import SkillAction
from actions.dispatch import action_for
from actions.turn import Turn
from coaching.asked import to_weigh


class ActionLearn(SkillAction):
    """Starts `coaching.learn`. A question about one concrete help is weighed with them instead (`decide`)."""

    action_name = "action_learn"
    skill = "learn"

    def act(self, turn: Turn) -> None:
        """Answers; "should I pay his rent" goes to help-or-not."""
        decide = action_for("help_or_not")
        if decide is not None and not turn.button and to_weigh(turn.text):
            turn.intent = "help_or_not"
            decide.act(turn)
        else:
            super().act(turn)
