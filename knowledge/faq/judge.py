"""Decides whether to speak: the kind of message and the matches against the policy; leaves the words to replies."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.faq.joint import Joint
from knowledge.faq.verdict import Answer, AskMore, Decision, Kind, Match, Policy, Route, Silent, Suggest, Verdict

MOST_SUGGESTED = 3
_NEAR = 0.2
"""A suggestion after the first must be at least this share of it."""
_FITS, _AHEAD = 0.6, 0.4
"""An answer needs a match that is at least this probable and this much ahead of the next, however sure the question."""


def judge(matches: Sequence[Match], kind: Kind, policy: Policy, joint: Joint | None = None) -> Verdict:
    """The verdict on a message; `matches` best first, `joint` as trained (a plain product without)."""
    best, second = (*matches[:2], None, None)[:2]
    sure = (joint or Joint()).confidence(best, second, kind)
    return Verdict(
        decision=_softened(_decision(matches, kind, policy, sure), policy),
        kind=kind,
        matches=tuple(matches),
        confidence=sure,
        useful=min(1.0, kind.is_question * sum(match.score for match in matches[:MOST_SUGGESTED])),
        standalone=bool(best and best.exact) or kind.best == "question",
    )


def _decision(matches: Sequence[Match], kind: Kind, policy: Policy, sure: float) -> Decision:
    if matches and (matches[0].exact or (sure >= policy.answer and kind.best == "question" and _stands_out(matches))):
        return Answer(entry=matches[0].id)
    if kind.is_question < policy.question or kind.best == "greeting":
        return Silent(unsure=policy.unsure <= kind.is_question < policy.question)
    if kind.probabilities.get("vague", 0.0) > kind.probabilities.get("question", 0.0):
        return AskMore()
    if matches and sure >= policy.suggest:
        near = [match.id for match in matches if match.score >= _NEAR * matches[0].score]
        return Suggest(entries=tuple(near[:MOST_SUGGESTED]))
    return Route()


def _stands_out(matches: Sequence[Match]) -> bool:
    next_best = matches[1].score if len(matches) > 1 else 0.0
    return matches[0].score >= _FITS and matches[0].score - next_best >= _AHEAD


def _softened(decision: Decision, policy: Policy) -> Decision:
    if isinstance(decision, Answer) and policy.mode == "suggest":
        return Suggest(entries=(decision.entry,))
    return decision
