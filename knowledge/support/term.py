"""Terms of the school year, by the long breaks of the calendar; leaves what is said when one begins to the handlers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.support.directory import Closed

_DAY = timedelta(days=1)
_LONG = timedelta(days=6)
"""From its first day to its last: a break that is shorter parts no terms."""
_SUMMER, _WINTER = ((6, 20), (9, 15)), ((12, 24), (1, 31))
"""Within these days, both inclusive, the summer's and the winter's break end."""


@dataclass(frozen=True, kw_only=True, order=True)
class Term:
    """Half a school year; later ones are greater."""

    year: int
    half: int
    """1 = the spring term, 2 = the autumn term."""

    @property
    def name(self) -> str:
        """`2026-ht`, `2027-vt`."""
        return f"{self.year}-{'ht' if self.half == 2 else 'vt'}"

    @property
    def next(self) -> Term:
        """The one after it."""
        return Term(year=self.year, half=2) if self.half == 1 else Term(year=self.year + 1, half=1)

    @property
    def before(self) -> Term:
        """The one before it."""
        return Term(year=self.year, half=1) if self.half == 2 else Term(year=self.year - 1, half=2)


def term_named(name: str) -> Term:
    """`2026-ht` as a term; ValueError for anything else."""
    year, _, half = name.partition("-")
    return Term(year=int(year), half=("vt", "ht").index(half) + 1)


def begins(term: Term, closed: Iterable[Closed]) -> date:
    """Its first day: the one after the long break before it; without such a break 1 January or 1 August."""
    first, last = _window(term)
    ends = [
        one.last for one in closed if not one.schools and one.last - one.first >= _LONG and first <= one.last <= last
    ]
    return max(ends) + _DAY if ends else date(term.year, 1 if term.half == 1 else 8, 1)


def _window(term: Term) -> tuple[date, date]:
    if term.half == 2:
        return date(term.year, *_SUMMER[0]), date(term.year, *_SUMMER[1])
    return date(term.year - 1, *_WINTER[0]), date(term.year, *_WINTER[1])


def term_of(day: date, closed: Iterable[Closed]) -> Term:
    """The term that the day is in; a break belongs to the term before it."""
    breaks = tuple(closed)
    term = Term(year=day.year, half=2)
    while begins(term, breaks) > day:
        term = term.before
    return term
