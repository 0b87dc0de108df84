"""Joins the match and the gate to one probability that answering is right; leaves what to do with it to judge."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.faq.verdict import Kind, Match

_SURELY_NOT = 1e-4


@dataclass(frozen=True, kw_only=True)
class Joint:
    """A logistic regression over `evidence`, fitted by `train`."""

    pulls: Mapping[str, float] = field(default_factory=lambda: {"match": 1.0, "question": 1.0})

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Joint:
        """From the weight file: name of the evidence -> its weight."""
        return cls(pulls={name: float(value) for name, value in data.items()})

    def confidence(self, best: Match | None, second: Match | None, kind: Kind) -> float:
        """The probability that answering now with the best entry would be right."""
        if best is None:
            return 0.0
        if best.exact:
            return best.score
        seen = evidence(best.score, second.score if second else 0.0, kind)
        told = sum(pull * seen[name] for name, pull in self.pulls.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, told))))


def evidence(score: float, second: float, kind: Kind) -> dict[str, float]:
    """What is known: how well the best entry fits, how far the next one is, and what kind of message it seems to be."""
    chance = kind.probabilities.get
    asks = chance("question", 0.0)
    return {
        "bias": 1.0,
        "match": logit(score),
        "lead": math.log((score + 0.01) / (second + 0.01)),
        "question": math.log(max(asks, _SURELY_NOT)),
        "question share": asks,
        "vague": math.log(max(chance("vague", 0.0), 0.01)),
        "other": math.log(max(chance("other", 0.0), 0.01)),
        "followup": math.log(max(chance("followup", 0.0), 0.01)),
    }


def logit(share: float) -> float:
    """The log-odds of a probability, held within ±14."""
    held = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(held / (1 - held))
