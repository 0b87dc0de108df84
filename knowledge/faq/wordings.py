"""Which of people's own words may become a way of asking for an entry, and when; leaves keeping them to storage."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum

from knowledge.conversation.personal_data import is_masked
from knowledge.faq.form import form
from knowledge.faq.text import clean, normal, sentences, words

_LOOSE = re.compile(r"\s+([.,!?])")
"""A mark that was left alone when what stood before it was taken out."""

LONGEST = 200
"""Characters of a wording; of a longer message only what asks is learned."""
FEWEST = 2
"""Words about the matter that a wording must have to work at once."""
MOST_UNSEEN = 5
"""Wordings of one entry that work before a central contact has seen them."""
ENOUGH = 3
"""Ways of asking that every entry should have."""
DOUBTERS = 2
"""How many people must say that a wording led to a wrong answer before it is put back."""

HELPED, USE_FAQ, PICKED, HEARD, IMPORTED = "helped", "use_faq", "picked", "heard", "imported"
SOURCES = (HELPED, USE_FAQ, PICKED, HEARD, IMPORTED)
"""How a wording came: its asker was helped, a contact chose the entry, the asker picked it among suggestions, a central
contact added what somebody had asked, a file named it."""


class Standing(StrEnum):
    """Whether a wording is used."""

    LIVE = "live"
    CANDIDATE = "candidate"
    """Not used until somebody confirms it or a central contact keeps it."""
    CONTESTED = "contested"
    """Another entry has the same words; a central contact decides."""
    REMOVED = "removed"
    """A central contact took it away, and it is not learned again."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One way of asking for an entry that was learned, not written by the entry's author."""

    id: int = 0
    """0 until it is stored."""
    entry: str
    text: str
    """Masked."""
    language: str = "sv"
    source: str
    """One of SOURCES."""
    question: int | None = None
    """The number of the question that it was."""
    person: str | None = None
    """Who taught it."""
    at: datetime
    state: Standing = Standing.CANDIDATE
    rival: str = ""
    """The other entry that has the same words."""
    doubted: bool = False
    """It led to wrong answers, so that only a central contact can let it work again."""
    seen_by: str | None = None
    """The central contact who has looked at it."""
    seen_at: datetime | None = None

    @property
    def form(self) -> str:
        """The form in which two wordings are the same."""
        return normal(self.text)

    @property
    def is_live(self) -> bool:
        """Whether the index uses it."""
        return self.state is Standing.LIVE

    @property
    def is_seen(self) -> bool:
        """Whether a central contact has looked at it."""
        return self.seen_at is not None

    def seen(self, by: str, at: datetime) -> Wording:
        """The same, looked at."""
        return replace(self, seen_by=by, seen_at=at)


@dataclass(frozen=True)
class Taught:
    """What can be learned of a message."""

    text: str
    sure: bool
    """Whether it may work at once; else a central contact decides."""

    @property
    def form(self) -> str:
        """The form in which two wordings are the same."""
        return normal(self.text)


def taught(text: str, frames: Collection[str]) -> Taught | None:
    """What a message (masked) teaches; None when it holds personal data or says nothing about a matter.

    `frames`: words around the matter itself.
    """
    if is_masked(text):
        return None
    whole = clean(text)
    said, sure = _LOOSE.sub(r"\1", " ".join(whole.split())), True
    if len(said) > LONGEST:
        asks = _asking(whole)
        said, sure = asks or _cut(said), bool(asks)
    about = len({word for word in words(said) if word not in frames})
    return Taught(said, sure and about >= FEWEST) if about else None


def _asking(text: str) -> str:
    """The first sentences that ask something, as many as fit; empty when none does."""
    kept = ""
    for sentence in sentences(text):
        joined = f"{kept} {' '.join(sentence.split())}".strip()
        if _asks(sentence) and len(joined) <= LONGEST:
            kept = joined
    return kept


def _asks(sentence: str) -> bool:
    shape = form(sentence)
    return any(shape.get(name) for name in ("asks", "question word first", "asks anyone"))


def _cut(text: str) -> str:
    """The start of a text, up to a whole word."""
    head = text[: LONGEST - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head else head}…"


def admitted(
    new: Wording, known: Sequence[Wording], *, sure: bool, own: Collection[str], rivals: Sequence[str], zone: tzinfo
) -> Wording | None:
    """The wording as it is to be kept; None when it changes nothing.

    `known`: the learned wordings of its entry. `own`: the normal forms of what the entry's author wrote. `rivals`: other
    entries that have the same words. `zone`: where a day begins.
    """
    same = next((one for one in known if one.form == new.form), None)
    if new.form in own or (same and (same.state is not Standing.CANDIDATE or (same.doubted and not new.is_seen))):
        return None
    kept = replace(new, id=same.id if same else 0)
    if rivals:
        return replace(kept, state=Standing.CONTESTED, rival=rivals[0], seen_by=None, seen_at=None)
    if new.is_seen or (sure and new.source != PICKED and has_room(new, known, zone)):
        return replace(kept, state=Standing.LIVE)
    return None if same else replace(kept, state=Standing.CANDIDATE)


def has_room(new: Wording, known: Sequence[Wording], zone: tzinfo) -> bool:
    """Whether it may work before a central contact has seen it: few do, and one a day of each person's."""
    unseen = [one for one in known if one.is_live and not one.is_seen]
    day = new.at.astimezone(zone).date()
    same_day = any(one.person == new.person and one.at.astimezone(zone).date() == day for one in unseen)
    return len(unseen) < MOST_UNSEEN and not same_day


def put_back(wording: Wording) -> Wording | None:
    """What is left of a wording whose teacher took it back; None = nothing is.

    What a central contact has looked at stays as it is.
    """
    if wording.is_seen:
        return wording
    if wording.state is Standing.LIVE:
        return replace(wording, state=Standing.CANDIDATE)
    return None if wording.source == PICKED else wording


def doubted(wording: Wording) -> Wording:
    """It led to wrong answers: out of use until a central contact looks at it again."""
    return replace(wording, state=Standing.CANDIDATE, doubted=True, seen_by=None, seen_at=None)
