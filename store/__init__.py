"""Everything that is kept: people, messages, exercises and what they saved, encrypted per person."""
