"""The pictures of an evaluation: risk against coverage, reliability, learning; leaves drawing to svg."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.evaluation.svg import Panel, Point, picture
from knowledge.faq.calibration import bins
from knowledge.faq.curves import cuts
from knowledge.faq.measures import Outcome, sortable
from knowledge.faq.thresholds import wilson


def quality(outcomes: Sequence[Outcome], figures: Mapping[str, float], wish: float) -> str:
    """Risk against coverage, and what the scores promise against what they hold."""
    described = (
        f"Left: the share of wrong answers against the share of messages answered, {len(outcomes)} messages; "
        f"the area under it is {figures['aurc']:.3f}. At the thresholds in use {figures['coverage']:.0%} are answered. "
        f"Right: the share that came true against the score, in ten bins; the mean distance is "
        f"{figures['calibration_error']:.3f}."
    )
    panels = [_risk(outcomes, figures, wish), _reliability(outcomes, figures)]
    return picture("How often the matcher is right, and whether it knows", described, panels)


def _risk(outcomes: Sequence[Outcome], figures: Mapping[str, float], wish: float) -> Panel:
    panel = Panel(
        "Risk and coverage",
        "share of all messages answered",
        "share of the answers that are wrong",
        remark=f"area {figures['aurc']:.3f}; {figures['e_aurc']:.3f} above the best possible",
    )
    good = [one.first_right for one in outcomes]
    found = cuts([sortable(one) for one in outcomes], good)
    panel.line([(cut.taken / len(outcomes), 1 - cut.precision) for cut in found], "by score, best first")
    panel.line(_ideal(len(outcomes), sum(good)), "best possible")
    panel.aid([(0, 1 - wish), (1, 1 - wish)], f"wished: {wish:g} right", (1, 1 - wish + 0.02), "end")
    if figures["coverage"] > 0:
        now = (figures["coverage"], 1 - figures["answer_precision"])
        panel.dot(now, colour=1)
        panel.note(f"now: {figures['answer_precision']:.3f} right", (now[0] + 0.025, now[1] + 0.045))
    return panel


def _ideal(count: int, right: int) -> list[Point]:
    """The least risk for each coverage: all right ones first."""
    steps = [right + (count - right) * part / 40 for part in range(41)]
    return [(0, 0), *((step / count, max(0.0, 1 - right / step)) for step in steps if step)]


def _reliability(outcomes: Sequence[Outcome], figures: Mapping[str, float]) -> Panel:
    panel = Panel(
        "Reliability",
        "score: the probability promised",
        "share that came true",
        remark=f"ten bins of equal size; mean distance {figures['calibration_error']:.3f}, Brier {figures['brier']:.3f}",
    )
    panel.aid([(0, 0), (1, 1)], "as promised", (0.62, 0.55))
    for one in bins([one.score or 0.0 for one in outcomes], [one.first_right for one in outcomes]):
        panel.dot((one.score, one.right), wilson(round(one.right * one.count), one.count))
    return panel


def learning(rows: Sequence[Mapping[str, Sequence[float]]]) -> str:
    """Ranking and answers against learned wordings per entry; each row has `wordings` and (low, mean, high) of figures."""
    most = max((row["wordings"][0] for row in rows), default=1.0) or 1.0
    first, last = rows[0], rows[-1]
    described = (
        f"From 0 to {most:.1f} learned wordings an entry: right entry first {first['accuracy_at_1'][1]:.2f} to "
        f"{last['accuracy_at_1'][1]:.2f}, among three {first['recall_at_3'][1]:.2f} to {last['recall_at_3'][1]:.2f}, "
        f"questions answered rightly {first['answered_right'][1]:.2f} to {last['answered_right'][1]:.2f}."
    )
    label = "learned wordings per entry (mean)"
    across = math.ceil(most)
    ranks = Panel("Finding the entry", label, "share of the questions", x_most=across, x_steps=across)
    speaks = Panel("Answering", label, "share", x_most=across, x_steps=across)
    _drawn(ranks, rows, {"accuracy_at_1": "right entry first", "recall_at_3": "among the first three"})
    _drawn(speaks, rows, {"answered_right": "rightly answered", "answer_precision": "answers that are right"})
    return picture("What the matcher learns from confirmed answers", described, [ranks, speaks])


def _drawn(panel: Panel, rows: Sequence[Mapping[str, Sequence[float]]], names: Mapping[str, str]) -> None:
    for number, (name, words) in enumerate(names.items()):
        known = [row for row in rows if row[name][1] == row[name][1]]  # NaN, where nothing was answered, is left out
        edges = [[(row["wordings"][0], row[name][place]) for row in known] for place in (0, 1, 2)]
        panel.band(edges[0], edges[2], number)
        panel.line(edges[1], words, marks=True)
    panel.remark = "lines: mean of the rounds; areas: lowest and highest round"
