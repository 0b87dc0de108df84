"""What is special about a workshop: until when one signs up, who came, what people thought; leaves its life to Meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LEAST_ANSWERS = 3
"""Of fewer answers nothing is told but how many there are: they would be somebody's own."""
USEFUL = ("yes", "partly", "no")
LONGEST_MISSED = 500


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What somebody who took part thought; kept without who it was."""

    useful: str
    """One of USEFUL."""
    missed: str = ""


def useful_counts(found: Iterable[Evaluation]) -> Counter[str]:
    """How many said what."""
    return Counter(one.useful for one in found)


def with_evaluation(found: Iterable[Evaluation], one: Evaluation) -> tuple[Evaluation, ...]:
    """One more, in an order that does not tell who came when."""
    return tuple(sorted((*found, one), key=lambda each: (USEFUL.index(each.useful), each.missed)))


def is_late(last_day: date | None, today: date) -> bool:
    """Whether the last day for signing up is past."""
    return last_day is not None and today > last_day
