"""Questions without an entry, gathered by what they ask; leaves how alike two are to the FAQ, and the agenda to `agenda`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from knowledge.faq.index import Index
from knowledge.faq.likeness import likeness, nearest, plain
from knowledge.faq.text import normal
from knowledge.support.agenda import OFTEN, Heard, Line

ALIKE = 0.55
"""So alike two questions must be to be the same matter."""
MOST_GATHERED = 300
"""So many of the newest are compared."""
_COMPARED = 3


def missing(heard: Iterable[Heard], since: datetime, index: Index) -> list[Line]:
    """The matters that several have asked about from then on and no entry answers, the most asked first.

    Who waits together with another's question counts with it.
    """
    asked = [one for one in heard if one.counts and one.asked_at >= since]
    also = Counter(one.linked_to for one in asked if one.linked_to is not None)
    own = sorted(
        (one for one in asked if one.text and not one.entry and one.linked_to is None), key=lambda one: one.number
    )
    groups: dict[int, list[Heard]] = {}
    # The quick look reads each of them once: there may be hundreds, each against all before it.
    heads: dict[int, str] = {}
    for one in own[-MOST_GATHERED:]:
        told = plain(one.text, index.weights.words.frames)
        number = _group_of(one, told, heads, groups, index)
        heads.setdefault(number, told)
        groups.setdefault(number, []).append(one)
    lines = []
    for number, group in groups.items():
        count = len(group) + sum(also[one.number] for one in group)
        if count >= OFTEN:
            first = group[0]
            lines.append(Line(text=first.text, key=f"question/{number}/card", number=number, count=count,
                              school=first.school, at=first.asked_at))  # fmt: skip
    return sorted(lines, key=lambda line: (-line.count, line.number))


def _group_of(one: Heard, told: str, heads: dict[int, str], groups: dict[int, list[Heard]], index: Index) -> int:
    """The number of the first question that asks the same; its own where nobody has."""
    found = (
        [(_alike(one.text, groups[number][0].text, index), number) for number in nearest(told, heads, _COMPARED)]
        if heads
        else []
    )
    best, number = max(found, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
    return number if best >= ALIKE else one.number


def _alike(text: str, other: str, index: Index) -> float:
    return 1.0 if normal(text) == normal(other) else likeness(text, other, index)
