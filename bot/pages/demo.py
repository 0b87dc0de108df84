"""What the chat page asks of the running desk, as views; leaves answering to whoever runs the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from bot.platforms.local.adapter import LocalPlatform
from handlers.replies.why import Section

MOVES = ("+30m", "+4h", "tomorrow", "next_school_day")
"""How far the desk clock can be moved: wall time, tomorrow 08:00, the next school day at opening."""


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """Somebody whom one can be on the page."""

    id: str
    account: str
    """The account id in the local chat."""
    name: str
    role: str
    """`teacher`, `local` or `central`."""
    schools: tuple[str, ...] = ()
    """Names of the person's schools."""
    note: str = ""
    """A few words more: the area of a central contact, "borta till fredag"."""
    language: str = "sv"

    @property
    def is_contact(self) -> bool:
        """Whether the menu "Mer" is shown to the person."""
        return self.role != "teacher"


@dataclass(frozen=True, kw_only=True)
class ChannelView:
    """A place that a person may read and write in."""

    id: str
    """The channel id in the local chat, or `direct:<account id>`."""
    name: str
    kind: str
    """`support`, `contacts`, `central`, `school`, `news` or `direct`."""
    about: str = ""
    """One sentence: what it is for and who reads it."""


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One step of the ladder."""

    kind: str
    """`helpdesk`, `local`, `central`, `all_central`."""
    label: str
    people: tuple[str, ...] = ()
    until: datetime | None = None
    """When the question goes on from here."""
    status: str = "next"
    """`done`, `current` or `next`."""


@dataclass(frozen=True, kw_only=True)
class TimerView:
    """Something that will happen by itself."""

    words: str
    due: datetime


@dataclass(frozen=True, kw_only=True)
class HistoryView:
    """Something that has happened."""

    at: datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class CandidateView:
    """An entry of the FAQ and how well it fits."""

    id: str
    question: str
    score: float
    """The probability (0–1) that it answers the message."""


@dataclass(frozen=True, kw_only=True)
class PanelView:
    """What is going on with one message or question."""

    title: str
    """The question in one line."""
    number: int | None = None
    """None when the message is no question to the desk."""
    state: str = ""
    """`asked`, `suggested`, …; empty when there is no question."""
    state_words: str = ""
    """The state as a sentence: who has it, until when."""
    asker: str = ""
    school: str = ""
    steps: tuple[StepView, ...] = ()
    timers: tuple[TimerView, ...] = ()
    history: tuple[HistoryView, ...] = ()
    """Oldest first."""
    decision: str = ""
    """What the matcher decided, in words."""
    candidates: tuple[CandidateView, ...] = ()
    """Best first."""
    reasons: tuple[str, ...] = ()
    """Why it was taken for a question, or not."""
    message: str = ""
    """The id of the person's message that it is about; empty when there is none to explain."""


@dataclass(frozen=True, kw_only=True)
class WhyView:
    """Why the desk would do what it would do with a message now."""

    message: str
    """The message's id."""
    sections: tuple[Section, ...]


class Demo(Protocol):
    """The running desk, as the page needs it. `language` is `sv` or `en`."""

    chat: LocalPlatform
    zone: tzinfo
    """The organisation's time zone."""
    title: str
    """The organisation's name."""

    def people(self, language: str) -> Sequence[PersonView]:
        """Everybody whom one can be, in the order to be shown; the first one is whom a new visitor is."""

    def channels(self, person: PersonView, language: str) -> Sequence[ChannelView]:
        """Where the person may be, the support channel first, the own conversation with the bot last."""

    def examples(self, person: PersonView, language: str) -> Sequence[str]:
        """Messages to try, at most five."""

    def now(self) -> datetime:
        """The desk clock, aware."""

    async def move(self, to: str) -> datetime:
        """Move the desk clock, one of MOVES; it stops at each due moment on the way. Returns the new time."""

    async def panel(self, about: int | str, language: str) -> PanelView | None:
        """What is going on with the question of that number or the message of that id; None when nothing is known."""

    async def why(self, message: str, language: str) -> WhyView | None:
        """Why the desk would do what it would do with the message of that id now; None when there is nothing to explain."""
