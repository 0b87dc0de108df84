"""A report as Markdown, to read and to print; leaves the figures to figures and the picture to picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.reporting import workshops
from bot.reporting.figures import COUNTS, Table, Words, count, minutes, tables
from knowledge.support.statistics import LEAST, Report, Tally

_SHOWN = ("asked", "confirmed", "assumed", "people", "linked", "unsaid", "waiting", "other", "reopened", "wrong", "share",
          "median", "most", "median_people")  # fmt: skip
"""The columns; from `confirmed` to `other` they come to all questions."""
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def written(report: Report, words: Words, today: date, picture: str = "", held: Sequence[workshops.Held] = ()) -> str:
    """The whole report; `picture`: where its picture lies, from where the report is read; `held`: workshops."""
    lines = [f"# {_plain(words.say('title', period=report.period.name))}", "", _head(report, words, today), ""]
    if not report.whole.asked:
        return "\n".join([*lines, words.say("none"), "", *_workshops(held, words)])
    lines += [*_summary(report.whole, words), ""]
    if picture:
        lines += [f"![{_plain(words.say('picture.title', period=report.period.name))}](<{picture}>)", ""]
    for table in tables(report, words):
        lines += [f"## {table.title}", "", *_table(table, report.whole, words), ""]
    lines += _workshops(held, words)
    lines += [f"## {words.say('how')}", "", *words.say("how.lines", least=LEAST).splitlines(), ""]
    return "\n".join(lines)


def _workshops(held: Sequence[workshops.Held], words: Words) -> list[str]:
    if not held:
        return []
    return [f"## {words.say('workshops')}", "", *(f"- {_plain(one)}" for one in workshops.lines(held, words)), ""]


def _head(report: Report, words: Words, today: date) -> str:
    name = _plain(words.directory.organisation.name)
    days = words.say("days", first=report.period.first, last=report.period.last, today=today)
    return f"{name}. {days}" if name else days


def _summary(whole: Tally, words: Words) -> Iterator[str]:
    share = round(100 * (whole.share_of_bot or 0))
    yield "- " + words.say("summary.asked", count=whole.asked)
    yield "- " + words.say("summary.bot", count=whole.by_bot, share=share)
    for key, half, most in (("time", "median", "most"), ("time_people", "median_people", "most_people")):
        found = minutes(whole, half)
        if found is not None:
            yield "- " + words.say(
                f"summary.{key}", median=words.worked(found), most=words.worked(minutes(whole, most))
            )


def _table(table: Table, whole: Tally, words: Words) -> Iterator[str]:
    """A head, a row for each, and the sum."""
    heads = [*table.heads, *(words.say(f"head.{name}") for name in _SHOWN)]
    yield _row(heads)
    yield _row(["---"] * len(table.heads) + ["--:"] * len(_SHOWN))
    for names, tally in table.rows:
        yield _row([*map(_plain, names), *_figures(tally, words)])
    total = [f"**{words.say('total')}**", *[""] * (len(table.heads) - 1)]
    yield _row([*total, *(f"**{one}**" for one in _figures(whole, words))])


def _figures(tally: Tally, words: Words) -> Iterator[str]:
    for name in _SHOWN:
        if name == "other":
            yield str(count(tally, "itself") + count(tally, "resting"))
        elif name == "share":
            yield "–" if tally.share_of_bot is None else f"{round(100 * tally.share_of_bot)} %"
        elif name in COUNTS:
            yield str(count(tally, name))
        else:
            yield words.worked(minutes(tally, name))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """A name that means itself, whatever signs are in it."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
