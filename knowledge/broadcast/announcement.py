"""Announcement and its life as a transition table; leaves who gets it to audience and what is said to the replies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from knowledge.broadcast.audience import Audience, Way
from knowledge.conversation.message import Picture


class State(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    APPROVAL = "approval"
    """A second central contact is asked."""
    SCHEDULED = "scheduled"
    """It goes out at its moment; so does one that can still be undone."""
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"
    """Stopped while it was sent; some have got it."""
    RECALLED = "recalled"
    DISCARDED = "discarded"
    """A draft that nobody wants any more."""


class Move(StrEnum):
    """What can happen to an announcement."""

    EDIT = "edit"
    ASK_APPROVAL = "ask_approval"
    DECLINE = "decline"
    SCHEDULE = "schedule"
    HOLD = "hold"
    """Back to the author: undone, taken off the calendar, or its author may not send it any more."""
    BEGIN = "begin"
    END = "end"
    CANCEL = "cancel"
    RETRY = "retry"
    CORRECT = "correct"
    RECALL = "recall"
    DISCARD = "discard"


_S = State
TRANSITIONS: dict[Move, dict[State, State]] = {
    Move.EDIT: {_S.DRAFT: _S.DRAFT, _S.APPROVAL: _S.DRAFT, _S.SCHEDULED: _S.DRAFT},
    Move.ASK_APPROVAL: {_S.DRAFT: _S.APPROVAL},
    Move.DECLINE: {_S.APPROVAL: _S.DRAFT},
    Move.SCHEDULE: {_S.DRAFT: _S.SCHEDULED, _S.APPROVAL: _S.SCHEDULED},
    Move.HOLD: {_S.SCHEDULED: _S.DRAFT, _S.APPROVAL: _S.DRAFT},
    Move.BEGIN: {_S.SCHEDULED: _S.SENDING},
    Move.END: {_S.SENDING: _S.SENT},
    Move.CANCEL: {_S.SENDING: _S.CANCELLED},
    Move.RETRY: {_S.SENT: _S.SENDING},
    Move.CORRECT: {_S.SENDING: _S.SENDING, _S.SENT: _S.SENT, _S.CANCELLED: _S.CANCELLED},
    Move.RECALL: {_S.SENDING: _S.RECALLED, _S.SENT: _S.RECALLED, _S.CANCELLED: _S.RECALLED},
    Move.DISCARD: {_S.DRAFT: _S.DISCARDED},
}
"""Move -> from which state to which."""

UNSENT = frozenset({State.DRAFT, State.APPROVAL, State.SCHEDULED})
"""States in which nobody has got it, so that it may be changed freely."""
OUT = frozenset({State.SENDING, State.SENT, State.CANCELLED})
"""States in which copies stand that say what the announcement says."""


class Impossible(ValueError):  # noqa: N818 - reads as what it is
    """The announcement cannot make that move from where it stands."""


def after(state: State, move: Move) -> State:
    """The state that the move leads to; Impossible when it may not start there."""
    if state not in TRANSITIONS[move]:
        message = f"an announcement that is {state} cannot {move}"
        raise Impossible(message)
    return TRANSITIONS[move][state]


class Confirm(StrEnum):
    """Whether readers say that they have read it."""

    NONE = "none"
    OPTIONAL = "optional"
    """Only the number is shown."""
    REQUIRED = "required"
    """Their names are shown to the central contacts, and who has not is reminded."""


class Repeat(StrEnum):
    """How often it comes again."""

    NEVER = "never"
    MONTH = "month"
    TERM = "term"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What it says in one language."""

    title: str
    body: str
    """Markdown subset, made safe."""


@dataclass(frozen=True, kw_only=True)
class LinkButton:
    """A button that opens a page."""

    label: str
    address: str
    """https."""


@dataclass(frozen=True, kw_only=True)
class OwnAnswer:
    """A question that the announcement answers itself."""

    question: str
    answer: str
    """Markdown subset, made safe."""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What was put right after it had been sent."""

    at: datetime
    by: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """Information from the central contacts to many."""

    number: int = 0
    """0 until it is stored."""
    author: str
    """Person id."""
    state: State = State.DRAFT
    words: dict[str, Words] = field(default_factory=dict)
    """Language -> words; Swedish or the organisation's language always."""
    audience: Audience = field(default_factory=lambda: Audience(groups=()))
    way: Way = Way.PEOPLE
    picture: Picture | None = None
    links: tuple[LinkButton, ...] = ()
    confirm: Confirm = Confirm.NONE
    last_day: date | None = None
    """The last day for saying that it is read."""
    wanted_at: datetime | None = None
    """When its author wants it to go out; None = when it is ready."""
    send_at: datetime | None = None
    """When it goes out, once that is settled."""
    expires: date | None = None
    """The last day on which it holds."""
    repeat: Repeat = Repeat.NEVER
    for_meeting: bool = True
    """Whether the local contacts get it as a short text for the staff meeting."""
    short: str = ""
    """That text; empty = made from the body."""
    answers: tuple[OwnAnswer, ...] = ()
    pilot: bool = False
    """Whether a trial copy has gone out since the last change."""

    version: int = 1
    """Counts the changes: who edits an old one sees the other's first."""
    edition: int = 1
    """Counts what its copies have said; a copy with a smaller number is to be changed."""
    round: int = 0
    """Counts how often it has begun to be sent."""
    approved_by: str = ""
    approved_version: int = 0
    """Which version was approved; another one must be approved again."""
    reminded: int = 0
    corrections: tuple[Correction, ...] = ()
    created_at: datetime | None = None
    sent_at: datetime | None = None
    """When it began to be sent the first time."""
    ended_at: datetime | None = None
    recalled_at: datetime | None = None
    recalled_by: str = ""
    reason: str = ""
    """Why it was recalled."""
    expired: bool = False
    copy_of: int | None = None
    """The number of the one that it repeats."""

    def key(self, part: str) -> str:
        """Our own key of one of its messages or timers: `announcement/7/copy/anna`."""
        return f"announcement/{self.number}/{part}"

    @property
    def is_unsent(self) -> bool:
        """Whether nobody has got it yet."""
        return self.state in UNSENT

    @property
    def is_out(self) -> bool:
        """Whether copies of it stand and hold."""
        return self.state in OUT

    @property
    def is_approved(self) -> bool:
        """Whether a second person has approved it as it is now."""
        return bool(self.approved_by) and self.approved_version == self.version

    @property
    def takes_confirmations(self) -> bool:
        """Whether saying ”read” still counts."""
        return self.confirm is not Confirm.NONE and self.is_out and not self.expired

    def said(self, language: str) -> Words:
        """Its words in that language, else in the one that it has."""
        return self.words.get(language) or next(iter(self.words.values()), Words(title="", body=""))

    @property
    def title(self) -> str:
        """What it is called on cards and lists."""
        return self.said("sv").title

    def moved(self, move: Move) -> Announcement:
        """The announcement after that move; Impossible when it cannot make it."""
        return replace(self, state=after(self.state, move))

    def edited(self) -> Announcement:
        """After a change of what is not sent yet: a draft of a new version, which nobody has approved."""
        moved = self.moved(Move.EDIT)
        return replace(moved, version=self.version + 1, send_at=None, approved_by="", approved_version=0, pilot=False)


def own_entry_id(number: int, position: int) -> str:
    """The id of the FAQ entry that an announcement carries: `nyhet-7-1`."""
    return f"nyhet-{number}-{position}"


def next_time(repeat: Repeat, sent: date) -> date | None:
    """The day on which it comes again: the same day of the next month, or half a year later; None when it does not."""
    months = {Repeat.NEVER: 0, Repeat.MONTH: 1, Repeat.TERM: 6}[repeat]
    if not months:
        return None
    ahead = sent.month - 1 + months
    year, month = sent.year + ahead // 12, ahead % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return date(year, month, min(sent.day, last))
