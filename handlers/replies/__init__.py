"""What is said: pure functions from what happened to a neutral Message; leaves the wording to the text files."""
