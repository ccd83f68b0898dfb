"""Reading language: the sentence encoder, spaCy pipeline, speech acts and values in free text."""
