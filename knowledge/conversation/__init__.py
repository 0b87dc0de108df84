"""What people and the bot say to each other, without any platform: events in, messages out, and the words of both."""
