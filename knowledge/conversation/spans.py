"""Parts of a text that were found; leaves the finding to its neighbours."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int, str]
"""Start, end and kind of what was found."""


def without(spans: Iterable[Span], marks: Iterable[Span]) -> list[Span]:
    """The spans that touch none of the marks, in order."""
    kept: list[Span] = []
    ordered = sorted(marks)
    position = 0
    for span in sorted(spans):
        while position < len(ordered) and ordered[position][1] <= span[0]:
            position += 1
        if position == len(ordered) or ordered[position][0] >= span[1]:
            kept.append(span)
    return kept


def merged(new: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The taken spans and those of the new ones that touch none of them, in order."""
    held = sorted(taken)
    return sorted([*held, *without(new, held)])
