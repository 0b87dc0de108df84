"""Which answers want looking after, as overdue or expired ones; leaves telling their owners to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from knowledge.faq.entry import FaqEntry


def overdue(entries: Iterable[FaqEntry], today: date) -> list[FaqEntry]:
    """The entries that should have been reviewed before today, longest ago first."""
    found = [entry for entry in entries if entry.review_by and entry.review_by < today]
    return sorted(found, key=lambda entry: (entry.review_by or today, entry.id))


def expired(entries: Iterable[FaqEntry], today: date) -> list[FaqEntry]:
    """The entries that are no longer valid, in the order given."""
    return [entry for entry in entries if entry.valid_to and entry.valid_to < today]


def unknown_fields(entries: Iterable[FaqEntry]) -> dict[str, int]:
    """Field that this version does not know -> how many entries have it."""
    return dict(Counter(name for entry in entries for name in entry.extra))
