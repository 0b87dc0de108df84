"""Joins the match and the gate to one probability that answering is right; leaves what to do with it to judge."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.faq.odds import OwnOdds, chance
from knowledge.faq.verdict import Kind, Match

MOST_SUGGESTED = 3
_SURELY_NOT = 1e-4


@dataclass(frozen=True, kw_only=True)
class Joint:
    """Two logistic regressions over `evidence`, fitted by `train`."""

    pulls: Mapping[str, float] = field(default_factory=lambda: {"match": 1.0, "question": 1.0})
    """Whether the best entry is right."""
    useful: Mapping[str, float] = field(default_factory=lambda: {"any": 1.0, "question": 1.0})
    """Whether one of the three best is."""
    own_pulls: OwnOdds | None = None
    """What the desk's own presses have made of `pulls`, if they serve."""
    own_useful: OwnOdds | None = None
    """The same of `useful`."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Joint:
        """From the weight file: `answer` and `useful`, each name of the evidence -> its weight."""
        pulls, useful = ({name: float(value) for name, value in data[which].items()} for which in ("answer", "useful"))
        return cls(pulls=pulls, useful=useful)

    def confidence(self, matches: Sequence[Match], kind: Kind) -> float:
        """The probability that answering now with the best entry would be right."""
        if not matches:
            return 0.0
        return matches[0].score if matches[0].exact else _chance(self.pulls, self.own_pulls, matches, kind)

    def usefulness(self, matches: Sequence[Match], kind: Kind) -> float:
        """The probability that one of the three best entries would be right; never less than for the best alone."""
        if not matches:
            return 0.0
        some = matches[0].score if matches[0].exact else _chance(self.useful, self.own_useful, matches, kind)
        return max(some, self.confidence(matches, kind))


def evidence(scores: Sequence[float], kind: Kind) -> dict[str, float]:
    """What is known: how well the best entries fit (three scores, best first), and what kind of message it seems to be."""
    best, second, third = scores
    share = kind.probabilities.get
    asks = share("question", 0.0)
    return {
        "bias": 1.0,
        "match": logit(best),
        "any": logit(min(best + second + third, 0.999)),
        "lead": math.log((best + 0.01) / (second + 0.01)),
        "question": math.log(max(asks, _SURELY_NOT)),
        "question share": asks,
        "both": best * asks,
        "vague": math.log(max(share("vague", 0.0), 0.01)),
        "other": math.log(max(share("other", 0.0), 0.01)),
        "followup": math.log(max(share("followup", 0.0), 0.01)),
        "length": math.log1p(kind.words),
    }


def logit(share: float) -> float:
    """The log-odds of a probability, held within ±14."""
    held = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(held / (1 - held))


def _scores(matches: Sequence[Match]) -> list[float]:
    return ([match.score for match in matches[:MOST_SUGGESTED]] + [0.0, 0.0])[:MOST_SUGGESTED]


def _chance(pulls: Mapping[str, float], own: OwnOdds | None, matches: Sequence[Match], kind: Kind) -> float:
    seen = evidence(_scores(matches), kind)
    shipped = chance(pulls, seen)
    return shipped if own is None else own.chance(seen, shipped)
