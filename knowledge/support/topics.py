"""What is asked most, by topic and school, with nobody singled out; leaves reading the questions to storage and showing it to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.conversation.fold import EDGE, fold

FEWEST, ASKERS = 3, 2
"""Fewer questions, or fewer people who asked them, are no topic: it would be somebody's own."""
EXAMPLES = 2
"""So many entries of a topic are named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """What is read of one question that somebody asked."""

    asked_at: datetime
    asker: str | None
    school: str | None = None
    entry: str | None = None
    """The entry that answers it."""
    near: str | None = None
    """That entry, else the nearest one; none for sensitive questions."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Something that is asked about so often that a workshop may help."""

    name: str
    """The category, or the entry where it has none."""
    questions: int
    askers: int
    entries: tuple[str, ...] = ()
    """What of it is asked most, the most asked first."""


@dataclass
class _Count:
    questions: int = 0
    askers: set[str | None] = field(default_factory=set)
    by_entry: Counter[str] = field(default_factory=Counter)
    askers_of: dict[str, set[str | None]] = field(default_factory=dict)

    def add(self, one: Asking, entry: str) -> None:
        """Count one more."""
        self.questions += 1
        self.askers.add(one.asker)
        self.by_entry[entry] += 1
        self.askers_of.setdefault(entry, set()).add(one.asker)

    @property
    def is_enough(self) -> bool:
        """Whether nobody is pointed out by it."""
        return self.questions >= FEWEST and len(self.askers) >= ASKERS

    def most_asked(self) -> tuple[str, ...]:
        """The entries that at least two people asked about."""
        ordered = sorted(self.by_entry.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(entry for entry, _ in ordered if len(self.askers_of[entry]) >= ASKERS)[:EXAMPLES]


def proposed(
    askings: Iterable[Asking], topic_of: Callable[[str], str | None], schools: frozenset[str] | None = None
) -> list[Topic]:
    """The topics that are asked about most (at these schools; None = anywhere), the most asked first.

    `topic_of`: the category of an entry, else the entry's own id; None for an entry that is no more.
    """
    counts: dict[str, _Count] = {}
    for one in askings:
        if schools is not None and one.school not in schools:
            continue
        name = topic_of(one.near) if one.near else None
        if one.near and name:
            counts.setdefault(name, _Count()).add(one, one.near)
    found = [
        Topic(name=name, questions=count.questions, askers=len(count.askers), entries=count.most_asked())
        for name, count in counts.items() if count.is_enough
    ]  # fmt: skip
    return sorted(found, key=lambda topic: (-topic.questions, topic.name))


def spelt(category: str, texts: Iterable[str]) -> str:
    """A category as people write it, with a capital letter: ”Bedömning” for `bedomning`, where its entries say the word."""
    wanted = fold(category)
    words = (word.strip(EDGE) for text in texts for word in text.split())
    found = next((word for word in words if fold(word) == wanted), category)
    return found[:1].upper() + found[1:]


def bar(count: int, most: int, width: int = 10) -> str:
    """A count drawn beside the greatest: `█████░░░░░`."""
    full = max(1, round(width * count / most)) if count and most else 0
    return "█" * full + "░" * (width - full)
