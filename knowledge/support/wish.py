"""Wish: what somebody wants to be otherwise, from the one who said it to what came of it; leaves the vendor's list to VendorPoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from knowledge.support.duration import Duration
from knowledge.support.vendor_point import LONGEST, LONGEST_NOTE, NEEDS_A_REASON, OUTCOMES, PointState, VendorPoint

__all__ = ["LONGEST", "LONGEST_NOTE", "NEEDS_A_REASON", "OUTCOMES"]

ASKED, WITHDRAWN = "asked", "withdrawn"
"""Two more ends, of which nobody needs to be told: it was asked as a question instead; its sender is forgotten."""
LOCAL_OUTCOMES = ("possible", "there", "refused")
"""What a local contact can say without the vendor."""
PATIENCE = Duration(working_days=5)
"""So long it lies with the school before it goes on by itself."""
MOST_TOLD = 3
"""So many lines about it its sender gets in all: received, sent, closed (conversations 8.4)."""


class WishState(StrEnum):
    """With whom it is."""

    LOCAL = "local"
    """With the contacts of the sender's school."""
    CENTRAL = "central"
    VENDOR = "vendor"
    """On the vendor list."""
    CLOSED = "closed"


OPEN = (WishState.LOCAL, WishState.CENTRAL, WishState.VENDOR)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Something that somebody would like."""

    number: int = 0
    """0 until it is stored."""
    text: str
    """Masked; empty when its sender is forgotten, or its time is over."""
    sender: str
    """Person id."""
    school: str | None = None
    at: datetime
    state: WishState = WishState.CENTRAL
    asked: tuple[str, ...] = ()
    """The contacts of the school who have been shown it."""
    same_as: int | None = None
    """The other wish that it is the same as, and whose fate is its own from then on."""
    about: str = ""
    """Our own key of the vendor's point that was made of it."""
    sent_at: datetime | None = None
    closed_at: datetime | None = None
    by: str = ""
    """Who closed it; empty when that came by the vendor list."""
    outcome: str = ""
    """Of OUTCOMES, or ASKED or WITHDRAWN, when it is closed."""
    note: str = ""
    """What is said to the sender about the outcome."""
    told: tuple[str, ...] = ()
    """Which of the lines the sender has got: `received`, `sent`, `closed`."""

    @property
    def key(self) -> str:
        """Our own name for it."""
        return key_of(self.number)

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.state is not WishState.CLOSED


def key_of(number: int) -> str:
    """What a wish of that number is called."""
    return f"wish/{number}"


def number_in(key: str) -> int | None:
    """The number in `wish/<n>`; None for anything else."""
    number = key.removeprefix("wish/")
    return int(number) if key.startswith("wish/") and number.isdecimal() and len(number) < 9 else None


def forwarded(wish: Wish) -> Wish:
    """The wish when it has gone on from the school."""
    return replace(wish, state=WishState.CENTRAL)


def closed(wish: Wish, outcome: str, note: str, by: str, now: datetime) -> Wish:
    """The wish when it is known what came of it."""
    return replace(wish, state=WishState.CLOSED, outcome=outcome, note=note, by=by, closed_at=now)


def with_point(wish: Wish, point: VendorPoint) -> Wish:
    """The wish as its point on the vendor list stands."""
    about = f"vendor_point/{point.number}"
    if point.state is PointState.CLOSED:
        return replace(closed(wish, point.outcome, point.note, "", point.closed_at or point.at), about=about)
    return replace(wish, state=WishState.VENDOR, about=about, sent_at=point.sent_at, outcome="", note="", by="",
                   closed_at=None)  # fmt: skip


def following(wish: Wish, lead: Wish) -> Wish:
    """The wish when it is the same as another: what came, and comes, of that one comes of it."""
    return replace(wish, same_as=lead.number, state=lead.state, about=lead.about, sent_at=lead.sent_at,
                   closed_at=lead.closed_at, by=lead.by, outcome=lead.outcome, note=lead.note)  # fmt: skip


def to_tell(wish: Wish) -> str:
    """Which line its sender has not got yet, and should: `sent`, `closed`, or nothing. The end makes what was before it old."""
    due = "sent" if wish.sent_at is not None else ""
    if wish.state is WishState.CLOSED:
        due = "closed" if wish.outcome in OUTCOMES else ""
    return due if due not in wish.told and len(wish.told) < MOST_TOLD else ""


def told(wish: Wish, line: str) -> Wish:
    """The wish when its sender has got that line."""
    return replace(wish, told=(*wish.told, line))


def senders(wishes: Sequence[Wish]) -> int:
    """How many people said it."""
    return len({one.sender for one in wishes})


def fault(outcome: str, note: str, allowed: Sequence[str]) -> str:
    """What is wrong with an end: `outcome`, `reason` (a no needs one), `long`; empty when nothing is."""
    if outcome not in allowed:
        return "outcome"
    if outcome == NEEDS_A_REASON and not note:
        return "reason"
    return "long" if len(note) > LONGEST_NOTE else ""
