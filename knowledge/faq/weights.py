"""What was learned, as frozen numbers: gate, ranking, joint and word lists; leaves learning and files to bot."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.joint import Joint
from knowledge.faq.words import Wordbook

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class GateWeights:
    """A multinomial logistic regression over hashed n-grams and named features."""

    kinds: tuple[str, ...]
    hashed: Floats
    """Buckets x kinds."""
    named: Mapping[str, Floats]
    """Feature of form or situation -> a number for each kind."""
    bias: Floats

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> GateWeights:
        """From the weight file: `kinds`, `hashed` (base64 of int8), `scale`, `named`, `bias`."""
        kinds = tuple(data["kinds"])
        raw = np.frombuffer(base64.b64decode(data["hashed"]), dtype=np.int8)
        hashed = raw.reshape(-1, len(kinds)).astype(np.float64) * float(data["scale"])
        named = {name: np.asarray(row, dtype=np.float64) for name, row in data["named"].items()}
        return cls(kinds=kinds, hashed=hashed, named=named, bias=np.asarray(data["bias"], dtype=np.float64))


@dataclass(frozen=True, kw_only=True)
class RankWeights:
    """A softmax over the candidates and "none of them"."""

    candidate: Mapping[str, float]
    """Feature of a candidate -> its weight."""
    none: Mapping[str, float]
    """Feature of the whole message -> its weight for "none of them"."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> RankWeights:
        """From the weight file: `candidate` and `none`, name -> number."""
        return cls(
            candidate={name: float(value) for name, value in data["candidate"].items()},
            none={name: float(value) for name, value in data["none"].items()},
        )


@dataclass(frozen=True, kw_only=True)
class Weights:
    """All that the matcher has learned or been told about words."""

    words: Wordbook = field(default_factory=Wordbook)
    gate: GateWeights
    rank: RankWeights
    joint: Joint = field(default_factory=Joint)

    @classmethod
    def of(
        cls,
        *,
        words: Mapping[str, Any],
        gate: Mapping[str, Any],
        rank: Mapping[str, Any],
        joint: Mapping[str, Any],
    ) -> Weights:
        """From the contents of the four files."""
        return cls(
            words=Wordbook.of(words), gate=GateWeights.of(gate), rank=RankWeights.of(rank), joint=Joint.of(joint)
        )
