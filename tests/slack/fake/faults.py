"""What goes wrong at the next calls of a method; leaves playing it out to the web side."""

from __future__ import annotations

from dataclasses import dataclass

AFTER_EFFECT = frozenset({"lost", "silent"})
"""The call does its work, then the connection is cut, or no answer ever comes."""


@dataclass
class Fault:
    """`kind`: 429, 500, html, cut (before the effect), lost, silent (after it), timeout (before it), or an error code."""

    kind: str
    times: int
    retry_after: int


class Faults:
    """The planned faults, by method; `*` = whichever method comes."""

    def __init__(self) -> None:
        self._planned: dict[str, list[Fault]] = {}

    def next(self, method: str, kind: str, times: int = 1, *, retry_after: int = 1) -> None:
        """Let the next calls of that method go wrong; planned faults come one after another."""
        self._planned.setdefault(method, []).append(Fault(kind, times, retry_after))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._planned.clear()

    def pending(self) -> bool:
        """Whether a planned fault has not come yet."""
        return any(self._planned.values())

    def take(self, method: str) -> Fault | None:
        """What goes wrong now."""
        for name in (method, "*"):
            planned = self._planned.get(name)
            if planned:
                fault = planned[0]
                fault.times -= 1
                if fault.times <= 0:
                    planned.pop(0)
                return fault
        return None
