"""Measures what the matcher did with labelled messages: lists in, numbers out; leaves asking it to bot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.faq.calibration import brier, calibration_error
from knowledge.faq.curves import area_under, auroc, least_area, right_at_precision

NAN = float("nan")
ASKING = frozenset({"faq", "unanswered", "question", "vague"})
"""Kinds of message that ask the desk something."""
QUIET = frozenset({"answer", "statement", "announce", "followup", "chatter", "other", "greeting"})
"""Kinds of message that deserve silence."""
RIGHT, HELPFUL, USELESS, WRONG = 1.0, 0.5, -0.25, -2.0
"""What a right answer, a suggestion with the right entry, one without it, and a wrong answer are worth."""
_SHOWN, _RANKED = 3, 10


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was right for one message, and what the matcher made of it."""

    expected: frozenset[str] = frozenset()
    """The entries that answer it; empty = none does."""
    ids: tuple[str, ...] = ()
    """Candidates, best first."""
    score: float | None = None
    """The probability that answering with the first one would be right; None without candidates."""
    decision: str = "silent"
    """`answer`, `suggest` or `silent`."""
    question: float = 0.0
    """The gate alone: the probability that it asks the desk something."""
    kind: str = ""
    """What kind of message it is; empty where nobody has said."""

    @property
    def first_right(self) -> bool:
        """Whether the first candidate answers it."""
        return bool(self.ids) and self.ids[0] in self.expected

    @property
    def shown_right(self) -> bool:
        """Whether one of the first three does."""
        return bool(self.expected.intersection(self.ids[:_SHOWN]))

    @property
    def reciprocal(self) -> float:
        """1 / the place of the first right candidate among ten, or 0."""
        ranks = (1 / place for place, one in enumerate(self.ids[:_RANKED], 1) if one in self.expected)
        return next(ranks, 0.0)

    @property
    def asks(self) -> bool | None:
        """Whether it asks the desk something, as far as its label tells."""
        if self.kind in QUIET:
            return False
        return True if self.kind in ASKING or self.expected else None

    @property
    def value(self) -> float:
        """What the decision was worth."""
        if self.decision == "answer":
            return RIGHT if self.first_right else WRONG
        if self.decision == "suggest":
            return HELPFUL if self.shown_right else USELESS
        return 0.0


def measured(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Every measure by its name (docs/commands.md says what each is); NaN where there is nothing to measure on."""
    inside = [one for one in outcomes if one.expected]
    outside = [one for one in outcomes if not one.expected]
    return {
        "queries": len(outcomes),
        "in_scope": len(inside),
        "null": len(outside),
        **_ranking(inside),
        **_decisions(inside, outside),
        **_scores(outcomes, inside, outside),
        **_worth(outcomes, inside),
    }


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """The measures of each kind of message, kinds in alphabetical order."""
    kinds = sorted({one.kind for one in outcomes})
    return {kind: measured([one for one in outcomes if one.kind == kind]) for kind in kinds}


def _ranking(inside: Sequence[Outcome]) -> dict[str, float]:
    count = len(inside)
    return {
        "accuracy_at_1": _share(sum(one.first_right for one in inside), count),
        "recall_at_3": _share(sum(one.shown_right for one in inside), count),
        "mrr_at_10": _share(sum(one.reciprocal for one in inside), count),
    }


def _decisions(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> dict[str, float]:
    answered = [one for one in inside if one.decision == "answer"]
    offered = [one for one in inside if one.decision == "suggest"]
    right = sum(one.first_right for one in answered)
    hits = sum(one.shown_right for one in offered)
    false_answers = sum(one.decision == "answer" for one in outside)
    asked, other = len(inside), len(outside)
    given = len(answered) + false_answers
    return {
        "answer_precision": _share(right, given),
        "coverage": _share(given, asked + other),
        "answered_right": _share(right, asked),
        "answered_wrong": _share(len(answered) - right, asked),
        "suggest_hit": _share(hits, asked),
        "suggest_miss": _share(len(offered) - hits, asked),
        "silent_in_scope": _share(asked - len(answered) - len(offered), asked),
        "false_answer_rate": _share(false_answers, other),
        "false_suggest_rate": _share(sum(one.decision == "suggest" for one in outside), other),
    }


def _scores(outcomes: Sequence[Outcome], inside: Sequence[Outcome], outside: Sequence[Outcome]) -> dict[str, float]:
    scores, good = [sortable(one) for one in outcomes], [one.first_right for one in outcomes]
    chances = [one.score or 0.0 for one in outcomes]
    area = area_under(scores, good)
    return {
        "null_auroc": auroc([sortable(one) for one in inside], [sortable(one) for one in outside]),
        "gate_auroc": auroc(
            [one.question for one in outcomes if one.asks], [one.question for one in outcomes if one.asks is False]
        ),
        "aurc": area,
        "e_aurc": area - least_area(len(outcomes), sum(good)),
        "right_at_p95": right_at_precision(scores, good, len(inside), 0.95),
        "right_at_p90": right_at_precision(scores, good, len(inside), 0.90),
        "calibration_error": calibration_error(chances, good),
        "brier": brier(chances, good),
    }


def _worth(outcomes: Sequence[Outcome], inside: Sequence[Outcome]) -> dict[str, float]:
    value = sum(one.value for one in outcomes)
    return {"value": _share(value, len(outcomes)), "value_share": _share(value, len(inside))}


def sortable(outcome: Outcome) -> float:
    """The score to sort by; one without candidates comes last."""
    return -math.inf if outcome.score is None else outcome.score


def _share(part: float, whole: int) -> float:
    return part / whole if whole else NAN
