"""Outage and its life, from put on to over, and what is wrong with a draft of one; leaves what matches it to `trouble`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from knowledge.conversation.clean import clean, is_empty
from knowledge.conversation.lengths import parse_duration_words
from knowledge.faq.editing import ways as ways_of
from knowledge.faq.text import normal

LONGEST_TITLE, LONGEST_BODY = 80, 1000
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=7)
"""How soon, and how late, central is asked whether it goes on."""
GRACE = timedelta(minutes=30)
"""How long central has to answer before it ends by itself (wall time)."""
_ADDRESS = re.compile(r"https://[\w.-]+(?::\d+)?(?:[/?#][^\s()<>\[\]|\"\\]*)?\Z", re.ASCII)
_LINK = re.compile(r"<?(https?://[^\s<>|]+)>?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?\Z")
_LABEL_WORDS = 2
"""So many words beside an address still make the line one about the status page."""


class Over(ValueError):  # noqa: N818 - reads as what it is
    """The outage has ended, and nothing changes it any more."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An outage as somebody wrote it, faults and all."""

    title: str
    body: str = ""
    ways: tuple[str, ...] = ()
    """How people ask about it."""
    status_page: str = ""
    lasts: timedelta | None = None
    """How long until central is asked; None = what was written is no length of time."""


@dataclass(frozen=True, kw_only=True)
class Outage:
    """Something that does not work for many, told on a banner."""

    number: int
    title: str
    body: str = ""
    ways: tuple[str, ...] = ()
    status_page: str = ""
    by: str
    """The person who put it on."""
    since: datetime
    """When it began, as far as anybody has said."""
    lasts: timedelta
    """How long it stands between two questions whether it goes on."""
    look_at: datetime
    """When central is asked, or, once asked, when it ends by itself."""
    asked: bool = False
    """Whether central has been asked and has not answered."""
    over_at: datetime | None = None
    over_by: str = ""
    """Who ended it; empty = it ended by itself."""

    @property
    def is_on(self) -> bool:
        """Whether it stands."""
        return self.over_at is None

    @property
    def key(self) -> str:
        """The beginning of the keys of its messages and timers, and the name under which it is kept."""
        return f"outage/{self.number}"

    @property
    def told(self) -> tuple[str, ...]:
        """What its banner says, and what people say: each may be what somebody asks about."""
        return (self.title, *self.ways, *((self.body,) if self.body else ()))


def begun(number: int, draft: Draft, by: str, now: datetime, since: datetime | None = None) -> Outage:
    """It is on from now."""
    lasts = draft.lasts or SHORTEST
    return Outage(number=number, title=draft.title, body=draft.body, ways=draft.ways, status_page=draft.status_page,
                  by=by, since=min(since or now, now), lasts=lasts, look_at=now + lasts)  # fmt: skip


def extended(outage: Outage, now: datetime) -> Outage:
    """It goes on: central is asked again after as long a time. Raises Over."""
    return replace(_on(outage), asked=False, look_at=now + outage.lasts)


def ended(outage: Outage, now: datetime, by: str = "") -> Outage:
    """It is over; `by`: nobody when it ended by itself. Raises Over."""
    return replace(_on(outage), over_at=max(now, outage.since), over_by=by)


def looked(outage: Outage, now: datetime) -> Outage:
    """What has become of it when its moment comes: first central is asked, then it ends by itself. Raises Over."""
    if _on(outage).look_at > now:
        return outage
    if outage.asked:
        return ended(outage, now)
    return replace(outage, asked=True, look_at=now + GRACE)


def reworded(outage: Outage, draft: Draft) -> Outage:
    """The same outage in the words of a draft; a time that was not written stays. Raises Over."""
    return replace(_on(outage), title=draft.title, body=draft.body, ways=draft.ways, status_page=draft.status_page,
                   lasts=draft.lasts or outage.lasts)  # fmt: skip


def _on(outage: Outage) -> Outage:
    if not outage.is_on:
        raise Over(outage.key)
    return outage


def has_title(outage: Outage, title: str) -> bool:
    """Whether the words are its title, whatever the capitals and signs."""
    return bool(normal(title)) and normal(title) == normal(outage.title)


def typed(text: str, status_page: str, lasts: timedelta) -> Draft:
    """What somebody typed after the command: the title, then lines of news; a line with an address names the status page."""
    first, *rest = clean(text).splitlines() or [""]
    body: list[str] = []
    for line in rest:
        found = _LINK.search(line)
        if found and len(_LINK.sub(" ", line).split()) <= _LABEL_WORDS:
            status_page = found[1]
        else:
            body.append(line)
    return Draft(title=_one_line(first), body="\n".join(body).strip(), status_page=status_page, lasts=lasts)


def filled(values: Mapping[str, object], status_page: str, lasts: timedelta) -> Draft:
    """What somebody filled in; what was not there to be filled in is as the settings say."""
    title = _one_line(str(values.get("title") or ""))
    return Draft(title=title, body=clean(str(values.get("body") or "")), ways=ways_of(values.get("ways"), title),
                 status_page=str(values.get("status_page", status_page) or "").strip().strip("<>"),
                 lasts=_length(str(values["ends"])) if values.get("ends") else lasts)  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _length(written: str) -> timedelta | None:
    """`2` (hours), `2 h`, `30 min`, `1,5 timmar`."""
    written = written.strip()
    if _NUMBER.match(written):
        return timedelta(hours=float(written.replace(",", ".")))
    return parse_duration_words(written)


def faults(draft: Draft, usual: timedelta | None = None) -> dict[str, str]:
    """Field -> what is wrong with it: `required`, `long`, `address` or `length`; all of them. `usual`: a time that is right."""
    found = {}
    if is_empty(draft.title):
        found["title"] = "required"
    elif len(draft.title) > LONGEST_TITLE:
        found["title"] = "long"
    if len(draft.body) > LONGEST_BODY:
        found["body"] = "long"
    if draft.status_page and not _ADDRESS.match(draft.status_page):
        found["status_page"] = "address"
    if draft.lasts is None or (draft.lasts != usual and not SHORTEST <= draft.lasts <= LONGEST):
        found["ends"] = "length"
    return found
