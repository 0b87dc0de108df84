"""What a look at a service found, for `check`; leaves looking to each platform's doctor, and telling to bot/commands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One thing to do something about."""

    kind: str
    words: str
    """What is the matter; what would help."""
    is_wrong: bool = True
    """Whether the desk does not work as it should; else it is a risk, or a hint."""
