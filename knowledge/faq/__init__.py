"""The answers: entries, their index, and the decision whether to speak."""
