"""Rasa graph components, thin over `coaching.language`."""
