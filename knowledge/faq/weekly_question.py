"""Veckans fråga: which entry is the next, and what central has said about it; leaves when it is posted to the handlers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from knowledge.faq.entry import FaqEntry
from knowledge.support.topics import Asking

AGAIN_AFTER = timedelta(weeks=26)
"""An entry is the week's once in so long a time."""
LATELY = timedelta(weeks=8)
"""What was asked most in this time comes first."""
FEWEST = 2
"""So many people must have asked it in half a year: nobody's own question is posted."""
_FOR_TEACHERS = frozenset({"", "any", "all", "alla", "teacher", "lärare"})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What has been the week's, and what central wants."""

    asked: Mapping[str, date] = field(default_factory=dict)
    """Entry id -> the day on which it was posted."""
    done: str = ""
    """The last week that has had its question, or was passed over."""
    chosen: str = ""
    """The entry that central wants next."""
    skipped: str = ""
    """The week that central wants none in."""

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> Plan:
        """As it is stored; nothing stored = nothing has been."""
        known = dict(stored or {})
        asked = {entry: date.fromisoformat(day) for entry, day in known.pop("asked", {}).items()}
        return cls(asked=asked, **known)

    def stored(self) -> dict[str, Any]:
        """As it is to be stored."""
        asked = {entry: day.isoformat() for entry, day in self.asked.items()}
        return {"asked": asked, "done": self.done, "chosen": self.chosen, "skipped": self.skipped}


def had(plan: Plan, entry: str, week: str, today: date) -> Plan:
    """That entry was posted; what was so long ago that it may come again is forgotten."""
    asked = {one: day for one, day in plan.asked.items() if today - day < AGAIN_AFTER}
    return Plan(asked={**asked, entry: today}, done=week)


def passed_over(plan: Plan, week: str) -> Plan:
    """That week has none, as central wants."""
    return replace(plan, done=week, skipped="")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the choice is made of."""

    askings: Sequence[Asking]
    """Of half a year."""
    now: datetime
    today: date
    language: str
    """The organisation's."""
    doubted: Collection[str] = ()
    """Entries with wordings that central has to look at."""


def candidates(entries: Iterable[FaqEntry], asked: Asked, plan: Plan) -> list[FaqEntry]:
    """The entries that may be the week's, in order: what central chose, then what was asked most lately, then in half a year."""
    lately: dict[str, int] = {}
    in_all: dict[str, int] = {}
    askers: dict[str, set[str | None]] = {}
    for one in asked.askings:
        if one.entry:
            in_all[one.entry] = in_all.get(one.entry, 0) + 1
            lately[one.entry] = lately.get(one.entry, 0) + (asked.now - one.asked_at <= LATELY)
            askers.setdefault(one.entry, set()).add(one.asker)
    fit = [one for one in entries if len(askers.get(one.id, ())) >= FEWEST and _may_be(one, asked, plan)]
    return sorted(fit, key=lambda one: (one.id != plan.chosen, -lately[one.id], -in_all[one.id], one.id))


def _may_be(entry: FaqEntry, asked: Asked, plan: Plan) -> bool:
    """Whether it holds, is looked after, is for teachers, and has not been the week's for long."""
    before = plan.asked.get(entry.id)
    return (
        bool(entry.question)
        and entry.language == asked.language
        and entry.audience.strip().casefold() in _FOR_TEACHERS
        and entry.is_valid(asked.today)
        and not (entry.review_by and entry.review_by < asked.today)
        and entry.id not in asked.doubted
        and (before is None or asked.today - before >= AGAIN_AFTER)
    )


def other(entries: Iterable[FaqEntry], asked: Asked, plan: Plan) -> Plan | None:
    """The one that comes after the first in line; after the last comes the most asked again. None when there is no other."""
    ids = [one.id for one in candidates(entries, asked, replace(plan, chosen=""))]
    if len(ids) < 2:
        return None
    here = ids.index(plan.chosen) if plan.chosen in ids else 0
    return replace(plan, chosen=ids[(here + 1) % len(ids)])
