"""What the bot knows: the answers, the rules of the desk, the news and the words; pure, so that every rule can be tested by calling it."""
