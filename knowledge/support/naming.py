"""Which name somebody meant when they spelt it otherwise; leaves asking them to the replies."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process


def nearest(typed: str, names: Sequence[str]) -> str | None:
    """The name that is spelt most like what was typed; None when there are no names."""
    if not names:
        return None
    _spelt, _score, place = process.extractOne(typed.casefold(), [name.casefold() for name in names])
    return names[place]
