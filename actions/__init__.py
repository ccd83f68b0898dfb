"""Rasa custom actions: thin adapters between the dialogue and `coaching`, one file a skill."""
