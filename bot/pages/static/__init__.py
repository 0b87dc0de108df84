"""Style sheets, scripts and icons of the pages, as files; leaves serving them to `bot.pages.assets`."""
