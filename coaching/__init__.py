"""What Hearth knows about coaching: plain Python and YAML that imports no Rasa, no channel and no SQL."""
