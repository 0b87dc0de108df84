"""What a form for an entry holds, and the entry that comes of it; leaves the form's look and the storing to handlers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from knowledge.conversation.clean import clean
from knowledge.conversation.pasted import from_word
from knowledge.faq.entry import FaqEntry
from knowledge.faq.text import normal

AREAS = ("technical", "pedagogical")
_MOST_WAYS = 100
_LONGEST_SOURCE = 2000
_LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
FOR_EVERYBODY = frozenset({"faq_entry", "vendor_answer"})
"""The forms whose texts are written for all to read: a helpdesk's number may stand there, and its author is asked about it."""
_PLAIN = (
    "question",
    "answer",
    "local",
    "guardian_sv",
    "guardian_en",
    "category",
    "area",
    "audience",
    "source",
    "owner",
)
DAYS = ("review_by", "valid_from", "valid_to")
"""The fields that hold a day."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a form for an entry is about, as it stands in the form."""

    entry: str = ""
    """The entry that is changed; empty = a new one."""
    version: int = 0
    """The number of the version that its author had before their eyes."""
    proposal: str = ""
    """`proposal/3`, if it comes from one."""
    question: str = ""
    """`question/42`, if it comes from one."""
    sure: bool = False
    """Whether its author has been asked about the contact details in it."""

    @classmethod
    def read(cls, written: str) -> About:
        """What `written` gave."""
        sure, left = written.startswith("sure/"), written.removeprefix("sure/")
        parts = left.split("/", 3)
        if parts[0] == "entry" and len(parts) == 4 and parts[1].isdecimal():
            proposal = f"proposal/{parts[2]}" if parts[2] not in {"", "0"} else ""
            return cls(entry=parts[3], version=int(parts[1]), proposal=proposal, sure=sure)
        proposal = left if parts[0] == "proposal" else ""
        return cls(proposal=proposal, question="" if proposal else left, sure=sure)

    @property
    def written(self) -> str:
        """As it stands in the form."""
        number = self.proposal.removeprefix("proposal/") or "0"
        left = f"entry/{self.version}/{number}/{self.entry}" if self.entry else self.proposal or self.question
        return f"sure/{left}" if self.sure else left


def edited(before: FaqEntry, values: Mapping[str, object]) -> FaqEntry:
    """The entry with what the form's values say; what the form did not ask for stays. A day that is none is left out."""
    given = {name: str(values[name] or "") for name in values if values[name] is not None}
    lines: dict[str, Any] = {}
    for name in given.keys() & {"category", "audience", "source", "owner"}:
        sent = one_line(given[name], _LONGEST_SOURCE if name == "source" else 80)
        lines[name] = _whole(sent, getattr(before, name))
    for name in given.keys() & set(DAYS):
        lines[name] = day_of(given[name])
    for name in given.keys() & {"answer", "local", "guardian_sv", "guardian_en"}:
        lines[name] = _whole(clean(from_word(given[name])), getattr(before, name))
    found = replace(before, wordings=(), **lines)
    if "question" in given:
        found = replace(found, question=one_line(given["question"], 300))
    if "ways" in given:
        found = replace(found, alternatives=_ways(given["ways"], found.question, before))
    if "area" in given:
        found = replace(found, area=given["area"] if given["area"] in AREAS else "")
    return found


def _whole(sent: str, stored: str) -> str:
    """What was stored, where a service showed only its beginning with a dot-dot-dot and that came back."""
    begun = sent.removesuffix("…").rstrip()
    return stored if sent.endswith("…") and len(stored) > len(begun) and stored.startswith(begun) else sent


def _ways(sent: str, question: str, before: FaqEntry) -> tuple[str, ...]:
    """The ways of the form; those that were there, as many as there were, when they came back as they were shown."""
    shown = "\n".join(before.alternatives)
    return before.alternatives if _whole(clean(sent), shown) == shown and shown else ways(sent, question)


def values_of(entry: FaqEntry) -> dict[str, str]:
    """What stands in the form for an entry: each field as text."""
    days = {name: day.isoformat() if (day := getattr(entry, name)) else "" for name in DAYS}
    plain = {name: getattr(entry, name) for name in _PLAIN}
    return {**plain, "ways": "\n".join(entry.alternatives), **days}


def day_of(written: str) -> date | None:
    """The day in ISO form, or None."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    first = day.month - 1 + months
    after = date(day.year + (first + 1) // 12, (first + 1) % 12 + 1, 1)
    last = after - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def one_line(value: object, limit: int) -> str:
    """The value on one line."""
    return " ".join(clean(str(value or ""), limit).split())


def ways(value: object, question: str) -> tuple[str, ...]:
    """The lines of a text, each a way of asking: without list marks, each once, and not the question itself."""
    found: dict[str, str] = {}
    for line in clean(str(value or "")).splitlines():
        way = one_line(_LIST_MARK.sub("", line), 200)
        form = normal(way)
        if form and form != normal(question):
            found.setdefault(form, way)
    return tuple(found.values())[:_MOST_WAYS]
