"""All that the platform needs to show in Teams what the desk says; leaves how it looks to `cards` and `views`."""

from __future__ import annotations

from bot.platforms.shared.marks import Known, Needs, needs
from bot.platforms.teams.cards import CARD, attachment, message
from bot.platforms.teams.views import fetch, form_card, home, home_card, told_in_window

__all__ = [
    "CARD", "Known", "Needs", "attachment", "fetch", "form_card", "home", "home_card", "message", "needs",
    "told_in_window",
]  # fmt: skip
