"""A desk's own calibration: the odds that its presses have made, joined to the weights; leaves keeping it to storage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zlib import crc32

from knowledge.faq.odds import OwnOdds
from knowledge.faq.presses import ANSWER, LEXICAL, MEANING, USEFUL
from knowledge.faq.weights import Learned, Weights


@dataclass(frozen=True, kw_only=True)
class OwnPart:
    """The odds of one thing, by one way of comparing."""

    way: str
    """LEXICAL or MEANING."""
    what: str
    """ANSWER or USEFUL."""
    since: datetime
    made_from: str
    """The shipped weights that it was fitted from: for others it means nothing."""
    odds: OwnOdds

    @property
    def name(self) -> tuple[str, str]:
        """What it stands for."""
        return self.way, self.what


def read_parts(stored: Mapping[str, Any] | None) -> tuple[OwnPart, ...]:
    """From the stored value; nothing when there is none."""
    return tuple(_part(one) for one in (stored or {}).get("parts", ()))


def as_json(parts: Iterable[OwnPart]) -> dict[str, Any]:
    """The value to store."""
    return {
        "parts": [
            {
                "way": one.way, "what": one.what, "since": one.since.isoformat(), "made_from": one.made_from,
                "pulls": dict(one.odds.pulls), "low": one.odds.low, "top": one.odds.top,
            }
            for one in parts
        ]
    }  # fmt: skip


def in_use(parts: Iterable[OwnPart], weights: Weights) -> tuple[OwnPart, ...]:
    """Those that fit to these shipped weights; the others came from another version."""
    return tuple(one for one in parts if one.made_from == mark(shipped(weights, one.way, one.what)))


def with_own(weights: Weights, parts: Iterable[OwnPart]) -> Weights:
    """The shipped weights with the desk's own odds where there are some that fit."""
    used = {one.name: one.odds for one in in_use(parts, weights)}
    meaning = None if weights.meaning is None else _joined(weights.meaning, MEANING, used)
    return replace(weights, lexical=_joined(weights.lexical, LEXICAL, used), meaning=meaning)


def shipped(weights: Weights, way: str, what: str) -> Mapping[str, float]:
    """The shipped regression of one thing, by one way of comparing."""
    joint = weights.learned(meant=way == MEANING).joint
    return joint.pulls if what == ANSWER else joint.useful


def merged(before: Sequence[OwnPart], new: Sequence[OwnPart], weights: Weights) -> tuple[OwnPart, ...]:
    """What is stored after a training: the new parts, and of the old ones those that are still in use."""
    fresh = {one.name for one in new}
    return (*new, *(one for one in in_use(before, weights) if one.name not in fresh))


def mark(pulls: Mapping[str, float]) -> str:
    """A short mark of weights: others have another one."""
    return f"{crc32(json.dumps(dict(pulls), sort_keys=True).encode()):08x}"


def _joined(learned: Learned, way: str, used: Mapping[tuple[str, str], OwnOdds]) -> Learned:
    joint = replace(learned.joint, own_pulls=used.get((way, ANSWER)), own_useful=used.get((way, USEFUL)))
    return replace(learned, joint=joint)


def _part(one: Mapping[str, Any]) -> OwnPart:
    pulls = {name: float(value) for name, value in one["pulls"].items()}
    return OwnPart(
        way=one["way"],
        what=one["what"],
        since=datetime.fromisoformat(one["since"]),
        made_from=one["made_from"],
        odds=OwnOdds(pulls=pulls, low=float(one["low"]), top=float(one["top"])),
    )
