"""A report's picture: what became of the questions, and how long help took; leaves drawing to bars and svg."""

from __future__ import annotations

from bot.evaluation.bars import Bars, nice
from bot.evaluation.svg import Panel, Point, picture
from bot.reporting.figures import Words, minutes
from knowledge.support.periods import by_weeks
from knowledge.support.statistics import Fate, Report, Tally

_KINDS = (
    ("confirmed", (Fate.CONFIRMED,)), ("assumed", (Fate.ASSUMED,)), ("people", (Fate.PEOPLE,)),
    ("linked", (Fate.LINKED, Fate.ITSELF)), ("open", (Fate.UNSAID, Fate.WAITING, Fate.RESTING)),
)  # fmt: skip
"""The parts of a bar, from below, and the fates in each."""
_ROOMY = 6
"""With so many parts at most the points have their times beside them."""


def drawn(report: Report, words: Words) -> str:
    """One SVG file with both; the same is told in words for whoever hears it."""
    title = words.say("picture.title", period=report.period.name)
    return picture(title, _described(report, words), [_fates(report, words), _times(report, words)])


def _described(report: Report, words: Words) -> str:
    """Each bar and each point, in words."""
    told = [words.say("picture.about")]
    for name, tally in report.parts.items():
        parts = [f"{words.say(f'picture.{kind}')} {_sum(tally, fates)}" for kind, fates in _KINDS]
        told.append(words.say("picture.part", name=name, asked=tally.asked, parts=", ".join(parts),
                              median=words.worked(minutes(tally, "median_people")),
                              most=words.worked(minutes(tally, "most_people"))))  # fmt: skip
    return " ".join(told)


def _sum(tally: Tally, fates: tuple[Fate, ...]) -> int:
    return sum(tally.fates[fate] for fate in fates)


def _names(report: Report) -> list[str]:
    """`46` of `2026-W46`, `10` of `2026-10`; the year stands under the axis."""
    return [name.rpartition("-")[2].removeprefix("W") for name in report.parts]


def _label(report: Report, words: Words) -> str:
    first, last = report.period.first.year, report.period.last.year
    years = f"{first}" if first == last else f"{first}–{last}"
    return words.say("picture.weeks" if by_weeks(report.period) else "picture.months", years=years)


def _fates(report: Report, words: Words) -> Panel:
    most = max(tally.asked for tally in report.parts.values())
    panel = Bars(
        words.say("picture.fates"), _label(report, words), words.say("picture.questions"),
        x_most=len(report.parts), x_names=_names(report), y_most=max(nice(most), 5.0),
        kinds=[words.say(f"picture.{kind}") for kind, _ in _KINDS],
    )  # fmt: skip
    for number, tally in enumerate(report.parts.values()):
        panel.stack(number, [_sum(tally, fates) for _, fates in _KINDS])
    return panel


def _times(report: Report, words: Words) -> Panel:
    """Hours until half, and until nine of ten, of those whom a person helped had help; a part with too few has no point."""
    hours = {name: _hours(report, name) for name in ("median", "most")}
    most = max((y for points in hours.values() for _, y in points), default=1.0)
    panel = Panel(
        words.say("picture.times"), _label(report, words), words.say("picture.hours"),
        x_most=len(report.parts), x_names=_names(report), y_most=nice(most),
        remark="" if hours["median"] else words.say("picture.few"),
    )  # fmt: skip
    for name, points in hours.items():
        if points:
            told = words.say(f"picture.{name}")
            panel.line(points, told, marks=True)
            _say(panel, points, told if len(report.parts) == 1 else "", words)
    return panel


def _say(panel: Panel, points: list[Point], name: str, words: Words) -> None:
    """The times at their points, where there is room; `name`: what a single point is."""
    if panel.x_most <= _ROOMY:
        for x, y in points:
            panel.note(f"{name} {words.worked(60 * y)}".strip(), (x, y + 0.03 * panel.y_most), "middle")


def _hours(report: Report, name: str) -> list[Point]:
    found = ((number + 0.5, minutes(tally, f"{name}_people")) for number, tally in enumerate(report.parts.values()))
    return [(x, y / 60) for x, y in found if y is not None]
