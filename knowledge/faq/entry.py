"""FaqEntry: one answer with the ways people ask for it; leaves matching to the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class FaqEntry:
    """One known question with its answer (the FAQ file of DESIGN 4)."""

    id: str
    answer: str
    """Markdown subset."""
    question: str = ""
    alternatives: tuple[str, ...] = ()
    """Other wordings of the question."""
    category: str = ""
    area: str = ""
    """`technical`, `pedagogical`, or empty."""
    audience: str = ""
    language: str = "sv"
    source: str = ""
    """Address of a help page."""
    confidence: str = ""
    owner: str = ""
    review_by: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    local: str = ""
    """The municipality's own addition."""
    guardian_sv: str = ""
    """What may be sent to guardians as it stands, in Swedish; its first line is its heading."""
    guardian_en: str = ""
    """The same in English."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; kept for the way back out."""
    wordings: tuple[str, ...] = ()
    """Wordings learned from people, apart from the author's own."""

    @property
    def title(self) -> str:
        """What the entry is called on cards: its question, or the start of its answer."""
        return self.question or self.answer.split(".")[0][:75]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every way of asking, the author's own first."""
        return tuple(text for text in (self.question, *self.alternatives, *self.wordings) if text)

    def is_valid(self, day: date) -> bool:
        """Whether the entry may be used that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
