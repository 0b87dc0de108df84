"""Decides whether to speak: the kind of message and the matches against the policy; leaves the words to replies."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.faq.joint import MOST_SUGGESTED, Joint
from knowledge.faq.verdict import Answer, AskMore, Decision, Kind, Match, Policy, Route, Silent, Suggest, Verdict
from knowledge.faq.worth import CAUTION, least_for_answer, least_for_suggestion

_NEAR = 0.2
"""A suggestion after the first must be at least this share of it."""


def judge(matches: Sequence[Match], kind: Kind, policy: Policy, joint: Joint | None = None) -> Verdict:
    """The verdict on a message; `matches` best first, `joint` as trained (a plain product without).

    What is done is what is worth most on the average (`worth`), unless the policy names thresholds of its own.
    """
    joint = joint or Joint()
    sure, useful = joint.confidence(matches, kind), joint.usefulness(matches, kind)
    return Verdict(
        decision=_softened(_decision(matches, kind, policy, sure, useful), policy),
        kind=kind,
        matches=tuple(matches),
        confidence=sure,
        useful=useful,
        standalone=bool(matches and matches[0].exact) or kind.best == "question",
    )


def _decision(matches: Sequence[Match], kind: Kind, policy: Policy, sure: float, useful: float) -> Decision:
    if matches and matches[0].exact:
        return Answer(entry=matches[0].id)
    if kind.is_question < policy.question or kind.best == "greeting":
        return Silent(unsure=policy.unsure <= kind.is_question < policy.question)
    if matches and kind.best == "question" and sure >= answers_from(policy, useful):
        return Answer(entry=matches[0].id)
    if kind.probabilities.get("vague", 0.0) > kind.probabilities.get("question", 0.0):
        return AskMore()
    if matches and _is_worth_suggesting(policy, sure, useful):
        near = [match.id for match in matches if match.score >= _NEAR * matches[0].score]
        return Suggest(entries=tuple(near[:MOST_SUGGESTED]))
    return Route()


def answers_from(policy: Policy, useful: float) -> float:
    """The least probability of being right for an answer, where suggesting would be useful with this probability."""
    return least_for_answer(useful, CAUTION[policy.caution]) if policy.answer is None else policy.answer


def _is_worth_suggesting(policy: Policy, sure: float, useful: float) -> bool:
    if policy.suggest is None:
        return useful >= least_for_suggestion(CAUTION[policy.caution])
    return sure >= policy.suggest


def _softened(decision: Decision, policy: Policy) -> Decision:
    if isinstance(decision, Answer) and policy.mode == "suggest":
        return Suggest(entries=(decision.entry,))
    return decision
