"""What works behind the conversation: sends, fires timers, looks things up; leaves every decision to the handlers."""
