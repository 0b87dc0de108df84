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
Vector = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class GateWeights:
    """A multinomial logistic regression over hashed n-grams and named features."""

    kinds: tuple[str, ...]
    hashed: Floats
    """Buckets x kinds."""
    named: Mapping[str, Floats]
    """Feature of form or situation -> a number for each kind."""
    bias: Floats
    meant: Floats | None = None
    """Width of the vectors x kinds, for a message's meaning."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> GateWeights:
        """From the weight file: `kinds`, `hashed` (base64 of int8), `scale`, `named`, `bias`, `meant` (a list of rows)."""
        kinds = tuple(data["kinds"])
        raw = np.frombuffer(base64.b64decode(data["hashed"]), dtype=np.int8)
        hashed = raw.reshape(-1, len(kinds)).astype(np.float64) * float(data["scale"])
        named = {name: np.asarray(row, dtype=np.float64) for name, row in data["named"].items()}
        meant = np.asarray(data["meant"], dtype=np.float64) if data.get("meant") else None
        return cls(
            kinds=kinds, hashed=hashed, named=named, bias=np.asarray(data["bias"], dtype=np.float64), meant=meant
        )


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
class PairWeights:
    """A logistic regression over what is known of two questions; without pulls only equal words are the same."""

    pulls: Mapping[str, float] = field(default_factory=dict)
    """Evidence -> its weight."""
    limit: float = 1.0
    """The least probability with which one question is joined to another."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> PairWeights:
        """From the weight file: `pulls` and `limit`."""
        return cls(pulls={name: float(value) for name, value in data["pulls"].items()}, limit=float(data["limit"]))


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What was learned for one way of comparing: by words alone, or by words and meaning."""

    gate: GateWeights
    rank: RankWeights
    joint: Joint = field(default_factory=Joint)
    pairs: PairWeights = field(default_factory=PairWeights)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Learned:
        """From the contents of the weight files: `gate`, `rank`, `joint`, and `pairs` where there is one."""
        return cls(
            gate=GateWeights.of(data["gate"]),
            rank=RankWeights.of(data["rank"]),
            joint=Joint.of(data["joint"]),
            pairs=PairWeights.of(data["pairs"]) if "pairs" in data else PairWeights(),
        )


@dataclass(frozen=True, kw_only=True)
class Weights:
    """All that the matcher has learned or been told about words."""

    words: Wordbook = field(default_factory=Wordbook)
    lexical: Learned
    """For words alone."""
    meaning: Learned | None = None
    """For words and meaning; None = those for words alone serve for both."""
    centre: Vector | None = None
    """The mean of many vectors of the encoder that `meaning` was learned with."""

    def learned(self, *, meant: bool) -> Learned:
        """What serves when the meaning of a message is known, and when it is not."""
        return self.meaning if meant and self.meaning is not None else self.lexical

    @classmethod
    def of(cls, *, words: Mapping[str, Any], lexical: Mapping[str, Any], meaning: Mapping[str, Any] | None) -> Weights:
        """From the contents of the files; `meaning` has a `centre` too."""
        return cls(
            words=Wordbook.of(words),
            lexical=Learned.of(lexical),
            meaning=Learned.of(meaning) if meaning else None,
            centre=np.asarray(meaning["centre"]["mean"], dtype=np.float32) if meaning else None,
        )
