"""The danger screen and its answers. Needs no database, no network, no Rasa and no trained model.

screen = Screen();  danger = screen.read(text, recent)
answers = Answers(); answer = answers.first(danger, country)
"""

from coaching.safety.danger import KINDS, SAFE, Danger, Level, Reason

__all__ = ["KINDS", "SAFE", "Danger", "Level", "Reason"]
