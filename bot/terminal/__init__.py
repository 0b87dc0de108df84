"""The local chat in a terminal: one person's view, line by line; leaves the desk behind it to bot/demo."""
