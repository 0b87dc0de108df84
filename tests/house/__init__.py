"""Rules on the house itself: whoever breaks one is told where and why; leaves what the bot does to the other tests."""
