"""Templates of the pages, as files; leaves filling them in to `bot.pages.paint`."""
