"""Decides whether to speak: the kind of message and the matches against the policy; leaves the words to replies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.faq.verdict import Answer, AskMore, Decision, Kind, Match, Policy, Route, Silent, Suggest, Verdict

MOST_SUGGESTED = 3
_NEAR = 0.25
"""A suggestion after the first must be at least this share of it."""


@dataclass(frozen=True, kw_only=True)
class Joint:
    """How the match and the gate make one probability: a logistic regression, fitted by `train`."""

    bias: float = 0.0
    match: float = 1.0
    question: float = 1.0
    vague: float = -1.0


def confidence(best: Match | None, kind: Kind, joint: Joint | None = None) -> float:
    """The probability that answering now with the best entry would be right."""
    if best is None:
        return 0.0
    if best.exact:
        return best.score
    how = joint or Joint()
    asks = kind.probabilities.get("question", 0.0)
    told = how.bias + how.match * _logit(best.score) + how.question * math.log(max(asks, 1e-4))
    return min(asks + 1e-3, 1 / (1 + math.exp(-(told + how.vague * kind.probabilities.get("vague", 0.0)))))


def judge(matches: Sequence[Match], kind: Kind, policy: Policy, joint: Joint | None = None) -> Verdict:
    """The verdict on a message; `matches` best first."""
    best = matches[0] if matches else None
    sure = confidence(best, kind, joint)
    return Verdict(
        decision=_softened(_decision(matches, kind, policy, sure), policy),
        kind=kind,
        matches=tuple(matches),
        confidence=sure,
        standalone=bool(best and best.exact) or kind.best == "question",
    )


def _decision(matches: Sequence[Match], kind: Kind, policy: Policy, sure: float) -> Decision:
    if matches and (matches[0].exact or sure >= policy.answer):
        return Answer(entry=matches[0].id)
    if kind.is_question < policy.question or kind.best == "greeting":
        return Silent(unsure=policy.unsure <= kind.is_question < policy.question)
    if matches and sure >= policy.suggest:
        near = [match.id for match in matches if match.score >= _NEAR * matches[0].score]
        return Suggest(entries=tuple(near[:MOST_SUGGESTED]))
    if kind.probabilities.get("vague", 0.0) > kind.probabilities.get("question", 0.0):
        return AskMore()
    return Route()


def _softened(decision: Decision, policy: Policy) -> Decision:
    if isinstance(decision, Answer) and policy.mode == "suggest":
        return Suggest(entries=(decision.entry,))
    return decision


def _logit(share: float) -> float:
    held = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(held / (1 - held))
