"""What the desk can do in Teams beside sending; leaves doing it to platform, and is read where the SDK is not loaded."""

from __future__ import annotations

from bot.platforms.base import FORMS, PROFILES, REACTIONS

ABILITIES = frozenset({FORMS, REACTIONS, PROFILES})
"""No notices: words for one reader come in the personal chat. No finding: a bot cannot read back."""
