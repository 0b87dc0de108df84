"""Which thresholds to set for a wished precision, with what may come of them; leaves choosing them to knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.evaluation.asking import Asked
from knowledge.faq import thresholds
from knowledge.faq.curves import Cut
from knowledge.faq.measures import Outcome, sortable
from knowledge.faq.thresholds import Spread

SAMPLES = 200
"""How often the messages are drawn anew for the interval."""
FEW = 20
"""Fewer answers than this prove little."""
_SEED = 7
_HALF_A_STEP = 0.00005
"""Scores are shown with four decimals; a threshold between two of them cannot be rounded past one."""


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Thresholds for a wished precision, as far as these messages allow."""

    wish: float
    answer: Cut | None
    """Where to begin to answer; None when no threshold reaches the wish."""
    nearest: Cut | None
    """The most precise threshold of all, to tell when the wish is not reached."""
    promise: Spread | None
    """The precision on messages that the threshold was not chosen on."""
    suggest: Cut | None
    """Where to begin to suggest, below `answer`."""
    in_scope: int


def advise(asked: Asked, wish: float) -> Advice:
    """What these messages say; the same messages give the same advice."""
    able = [one for one, free in zip(asked.outcomes, asked.free, strict=True) if free == "answer"]
    scores, good = [sortable(one) for one in able], [one.first_right for one in able]
    answer = thresholds.answering(scores, good, wish)
    offers = [
        one
        for one, free in zip(asked.outcomes, asked.free, strict=True)
        if free == "suggest" or (free == "answer" and (answer is None or sortable(one) < answer.score))
    ]
    return Advice(
        wish=wish,
        answer=answer,
        nearest=thresholds.nearest(scores, good),
        promise=thresholds.kept_promises(scores, good, wish, _samples(len(able))) if answer else None,
        suggest=_below(answer, offers),
        in_scope=sum(bool(one.expected) for one in asked.outcomes),
    )


def _below(answer: Cut | None, offers: Sequence[Outcome]) -> Cut | None:
    able = [one for one in offers if answer is None or sortable(one) < answer.score]
    return thresholds.suggesting([sortable(one) for one in able], [one.shown_right for one in able])


def _samples(count: int) -> Iterator[Sequence[int]]:
    random = Random(_SEED)  # noqa: S311 - the same numbers each time, and no secret
    return ([random.randrange(count) for _ in range(count)] for _ in range(SAMPLES))


def told(advice: Advice) -> list[str]:
    """Lines of a settings file to paste, with what is known about them as remarks."""
    return ["[matching]", *_answer(advice), *_suggest(advice)]


def _answer(advice: Advice) -> list[str]:
    cut = advice.answer
    if cut is None:
        best = advice.nearest
        near = f"; the nearest is {best.precision:.3f}, {best.right} of {best.taken}" if best else ""
        return [f"# answer: no threshold answers {advice.wish:g} rightly on these messages{near}"]
    low, high = thresholds.wilson(cut.right, cut.taken)
    lines = [
        f"answer = {threshold(cut):.5f}",
        f"# {cut.right} of {cut.taken} answers right, {cut.precision:.3f} (95 % interval {low:.2f}–{high:.2f}); "
        f"{cut.right / advice.in_scope if advice.in_scope else 0:.0%} of the questions that have an entry",
    ]
    if advice.promise:
        kept = advice.promise
        lines.append(
            f"# on messages that it was not chosen on (bootstrap): {kept.middle:.3f} ({kept.low:.2f}–{kept.high:.2f})"
        )
    if cut.taken < FEW:
        lines.append(f"# {cut.taken} answers prove little: measure on more messages before you rely on it")
    return lines


def _suggest(advice: Advice) -> list[str]:
    cut = advice.suggest
    if cut is None:
        return ["# suggest: on these messages no suggestions do more good than harm"]
    return [f"suggest = {threshold(cut):.5f}", f"# {cut.right} of {cut.taken} suggestions hold the right entry"]


def as_json(advice: Advice) -> dict[str, Any]:
    """The same for programs; null where there is nothing to advise."""
    cut, kept = advice.answer, advice.promise
    return {
        "wish": advice.wish,
        "answer": round(threshold(cut), 5) if cut else None,
        "answers": cut.taken if cut else None,
        "precision": cut.precision if cut else None,
        "precision_interval": list(thresholds.wilson(cut.right, cut.taken)) if cut else None,
        "bootstrap": [kept.low, kept.middle, kept.high] if kept else None,
        "best_precision": advice.nearest.precision if advice.nearest else None,
        "suggest": round(threshold(advice.suggest), 5) if advice.suggest else None,
    }


def threshold(cut: Cut) -> float:
    """What to write into the settings for this cut."""
    return max(0.0, cut.score - _HALF_A_STEP)
