"""What the bot knows: the answers, the rules of the desk, the news and the words; pure, so tested by calling it."""
