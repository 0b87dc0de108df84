"""What the recorded days say about a bot that only watched: how much it would have said, how much of it rightly; leaves reading them to storage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.faq.agreement import MISTAKEN, RECOGNISED, SAME, agreement, corrected
from knowledge.faq.index import Index
from knowledge.faq.thresholds import wilson
from storage.shadow import Watched

QUESTIONS = ("answer", "suggest", "ask_more", "route", "sensitive")
"""Decisions on what was judged to be a question."""
_SHOWN = 160


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """How many of the entries that would have been shown say what a person answered."""

    shown: int
    compared: int
    """Of them those to which a person answered something that can be compared."""
    agreeing: int

    @property
    def share(self) -> float | None:
        """The share of agreeing ones; None when nothing could be compared."""
        return self.agreeing / self.compared if self.compared else None

    @property
    def precision(self) -> tuple[float, float, float] | None:
        """(lowest, likeliest, highest): the share that was right, the estimate's own errors taken out."""
        if self.share is None:
            return None
        low, high = wilson(self.agreeing, self.compared)
        return corrected(low), corrected(self.share), corrected(high)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A message where the entry and the person say different things, to be read by people; all texts are masked."""

    decision: str
    text: str
    entries: tuple[str, ...]
    answer: str
    role: str
    likeness: float


@dataclass(frozen=True, kw_only=True)
class Report:
    """The recorded days."""

    days: int
    """On how many days something was heard."""
    heard: int
    decisions: dict[str, int]
    answered_by_people: int
    """Questions to which a person's answer was found."""
    answers: Estimate
    suggestions: Estimate
    differences: tuple[Difference, ...]

    @property
    def questions(self) -> int:
        """How many messages were judged to be questions to the desk."""
        return sum(self.decisions.get(one, 0) for one in QUESTIONS)


def report(rows: Sequence[Watched], index: Index) -> Report:
    """What the rows say, with the entries as they are now."""
    likeness = {row.ref: agreement(row.answer, row.entries, index) for row in rows if row.answer and row.entries}
    known = {ref: like for ref, like in likeness.items() if like is not None}
    differing = [row for row in rows if row.ref in known and known[row.ref] < SAME]
    decisions = Counter(row.decision for row in rows)
    return Report(
        days=len({row.at.date() for row in rows}),
        heard=len(rows),
        decisions=dict(sorted(decisions.items())),
        answered_by_people=sum(bool(row.answer) for row in rows if row.decision in QUESTIONS),
        answers=_estimate([row for row in rows if row.decision == "answer"], known),
        suggestions=_estimate([row for row in rows if row.decision == "suggest"], known),
        differences=tuple(_difference(row, known[row.ref]) for row in differing),
    )


def _estimate(rows: Sequence[Watched], known: dict[Any, float]) -> Estimate:
    compared = [known[row.ref] for row in rows if row.ref in known]
    return Estimate(shown=len(rows), compared=len(compared), agreeing=sum(like >= SAME for like in compared))


def _difference(row: Watched, likeness: float) -> Difference:
    return Difference(
        decision=row.decision,
        text=row.text,
        entries=row.entries,
        answer=row.answer,
        role=row.answer_role,
        likeness=round(likeness, 3),
    )


def told(found: Report) -> list[str]:
    """The report in words, with what it rests on."""
    asked = found.questions
    lines = [
        f"{found.heard} messages heard on {found.days} days, {asked} of them judged to be questions to the desk"
        f" ({found.decisions.get('unsure', 0)} unsure).",
        "",
        *(f"  {words:32s} {_share(found.decisions.get(name, 0), asked)}" for name, words in _WOULD.items()),
        "",
        f"A person's answer was found for {_share(found.answered_by_people, asked)} of the questions.",
        *_estimated("answers", found.answers),
        *_estimated("suggestions", found.suggestions),
        "These are estimates: an answer counts as right when a colleague's words are nearer to its entry than to almost any "
        f"other. On samples that finds {RECOGNISED:.0%} of the right ones and takes {MISTAKEN:.0%} of the wrong for right, "
        "which is allowed for above.",
    ]
    return [*lines, *_differences(found.differences)]


_WOULD = {
    "answer": "would have been answered",
    "suggest": "would have got suggestions",
    "ask_more": "would have been asked back",
    "route": "would have gone to a person",
    "sensitive": "would have got the safe answer",
}


def _share(part: int, whole: int) -> str:
    return f"{part:5d} ({part / whole:.0%})" if whole else f"{part:5d}"


def _estimated(name: str, estimate: Estimate) -> list[str]:
    if estimate.precision is None:
        return [
            f"Of {estimate.shown} {name} none can be compared with a person's answer, so their precision is unknown."
        ]
    low, middle, high = estimate.precision
    return [
        f"Of {estimate.shown} {name} {estimate.compared} can be compared: {estimate.agreeing} agree; "
        f"estimated precision {middle:.2f} ({low:.2f}–{high:.2f})."
    ]


def _differences(found: Sequence[Difference]) -> list[str]:
    if not found:
        return []
    lines = ["", "To read: the entry and the person seem to say different things."]
    for one in found:
        lines += [
            "",
            f"  asked:    {_short(one.text)}",
            f"  {one.decision + ':':9s} {', '.join(one.entries)}",
            f"  {one.role + ':':9s} {_short(one.answer)}",
        ]
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def as_json(found: Report) -> dict[str, Any]:
    """The same for programs."""
    names = {"answers": found.answers, "suggestions": found.suggestions}
    estimates = {name: {**asdict(one), "share": one.share, "precision": one.precision} for name, one in names.items()}
    return {**asdict(found), **estimates, "questions": found.questions}
