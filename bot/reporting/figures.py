"""The figures of a report under their names; leaves how they look to markdown, workbook and picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.conversation import times
from knowledge.conversation.texts import Texts
from knowledge.support.directory import Directory
from knowledge.support.periods import by_weeks
from knowledge.support.statistics import Fate, Report, Tally, part_of

COUNTS = ("asked", "confirmed", "assumed", "people", "linked", "itself", "unsaid", "waiting", "resting", "reopened",
          "wrong")  # fmt: skip
TIMES = ("median", "most", "median_people", "most_people")
"""Minutes within which half had help, and nine of ten; all, and those whom a person helped."""
SHARES = {"median": 0.5, "most": 0.9}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a report needs to speak: phrases in one language, and the names of schools."""

    texts: Texts
    language: str
    directory: Directory

    def say(self, key: str, **blanks: object) -> str:
        """The phrase `report.<key>`."""
        return self.texts.say(self.language, f"report.{key}", **blanks)

    def school(self, school: str) -> str:
        """Its name."""
        known = self.directory.school(school)
        return known.name if known else school or self.say("no_school")

    def category(self, category: str) -> str:
        """A category as the FAQ calls it."""
        return category or self.say("no_category")

    def worked(self, minutes: float | None) -> str:
        """So much working time, or a dash where too few had help."""
        return "–" if minutes is None else times.worked(minutes, self.language)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a report: its heading, what its rows are, and the rows."""

    kind: str
    """`parts`, `schools`, `categories`, or the two that are crossed."""
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], Tally], ...]


def count(tally: Tally, name: str) -> int:
    """One of COUNTS."""
    if name == "asked":
        return tally.asked
    if name in {"reopened", "wrong"}:
        return tally.reopened if name == "reopened" else tally.wrong
    return tally.fates[Fate(name)]


def minutes(tally: Tally, name: str) -> float | None:
    """One of TIMES."""
    share = SHARES[name.removesuffix("_people")]
    return part_of(tally.waits_for_people if name.endswith("_people") else tally.waits, share)


def tables(report: Report, words: Words) -> Iterator[Table]:
    """By part, by school and by category; with `--by`, the parts crossed with one of the two instead of these."""
    unit = "week" if by_weeks(report.period) else "month"
    part = words.say(f"head.{unit}")
    rows = tuple(((name,), tally) for name, tally in report.parts.items())
    yield Table(kind="parts", title=words.say(f"by.{unit}"), heads=(part,), rows=rows)
    named = {"school": words.school, "category": words.category}
    if report.crossed:
        name = named[report.crossed]
        cells = sorted(report.cells.items(), key=lambda cell: (cell[0][0], name(cell[0][1])))
        crossed = tuple(((one, name(group)), tally) for (one, group), tally in cells)
        title = words.say(f"by.{unit}_{report.crossed}")
        yield Table(kind=report.crossed, title=title, heads=(part, words.say(f"head.{report.crossed}")),
                    rows=crossed)  # fmt: skip
        return
    for group, found in (("school", report.schools), ("category", report.categories)):
        ordered = sorted(found.items(), key=lambda pair: (-pair[1].asked, named[group](pair[0])))
        yield Table(kind=group, title=words.say(f"by.{group}"), heads=(words.say(f"head.{group}"),),
                    rows=tuple(((named[group](one),), tally) for one, tally in ordered))  # fmt: skip
