"""The probability that something is right, from evidence, and how far a desk's own presses move it; leaves fitting to refit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OwnOdds:
    """A logistic regression that was fitted again on a desk's own presses, with the limits of what these have shown."""

    pulls: Mapping[str, float]
    low: float
    """The least shipped probability at which there were presses: below it nothing gets surer."""
    top: float
    """The surest that it made anything on which there was a press: nothing gets surer than that by presses alone."""

    def chance(self, seen: Mapping[str, float], shipped: float) -> float:
        """The probability for this evidence, for which the shipped regression says `shipped`.

        Presses exist for what the bot has said. So it may always become less sure, but surer only where it was heard.
        """
        surest = shipped if shipped < self.low else max(shipped, self.top)
        return min(chance(self.pulls, seen), surest)


def chance(pulls: Mapping[str, float], seen: Mapping[str, float]) -> float:
    """The probability that a logistic regression gives to evidence."""
    told = sum(pull * seen[name] for name, pull in pulls.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, told))))
