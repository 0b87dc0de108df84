"""VendorCase: what was sent to the vendor, and its life until the answer or its end; leaves whom it concerns to Question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum

from knowledge.conversation.clean import clean, is_empty

LONGEST = {"title": 120, "what": 800, "steps": 800, "expected": 300, "seen": 600, "since": 100}
"""Characters of each field: all together is one message, on every platform."""
LONGEST_NUMBER, LONGEST_ANSWER, LONGEST_WHY = 40, 1500, 500
MOST_ELSEWHERE = 100_000


class CaseState(StrEnum):
    """Who must act next."""

    OPEN = "open"
    """The vendor."""
    ANSWERED = "answered"
    """Its answer has gone out to everybody who waited."""
    CLOSED = "closed"
    """It ended without an answer."""


class Done(ValueError):  # noqa: N818 - reads as what it is
    """The case is not open, so this cannot be done to it."""


@dataclass(frozen=True, kw_only=True)
class CaseText:
    """What the vendor reads: no personal data, and no colleagues."""

    title: str = ""
    what: str = ""
    steps: str = ""
    expected: str = ""
    seen: str = ""
    since: str = ""


@dataclass(frozen=True, kw_only=True)
class VendorCase:
    """Something that the vendor was asked to look at, for one question or many."""

    number: int = 0
    """Our own number; 0 until it is stored."""
    text: CaseText
    by: str
    """The person who sent it."""
    follower: str
    """The vendor contact who follows it."""
    sent_at: datetime
    state: CaseState = CaseState.OPEN
    case_number: str = ""
    """What the vendor calls it; empty until it is known."""
    questions: tuple[int, ...] = ()
    """The questions that wait for its answer, or have had it."""
    elsewhere: int = 0
    """How many more have the same trouble than those whose questions are known; may be negative."""
    reminded_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    reopened_at: datetime | None = None
    """When somebody said that the answer was no help."""
    closed_at: datetime | None = None
    why: str = ""
    """Why it ended without an answer."""
    worded_by: str = ""
    """Who changed its words or its number last; empty while they stand as they were sent."""
    worded_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the vendor is to act."""
        return self.state is CaseState.OPEN

    @property
    def key(self) -> str:
        """The beginning of the keys of its messages and timers."""
        return f"vendor/{self.number}"

    @property
    def heard_at(self) -> datetime:
        """Since when it has been silent: sent, reminded or opened again."""
        return max(filter(None, (self.sent_at, self.reminded_at, self.reopened_at)))


def numbered(case: VendorCase, case_number: str, by: str, now: datetime) -> VendorCase:
    """The vendor has given it a number."""
    return replace(case, case_number=case_number, worded_by=by, worded_at=now)


def reminded(case: VendorCase, now: datetime) -> VendorCase:
    """Somebody reminded the vendor. Raises Done."""
    return replace(_open(case), reminded_at=now)


def answered(case: VendorCase, answer: str, now: datetime) -> VendorCase:
    """The vendor has answered; a second answer takes the place of the first. Raises Done when it has ended."""
    if case.state is CaseState.CLOSED:
        raise Done(case.key)
    return replace(case, state=CaseState.ANSWERED, answer=answer, answered_at=now)


def closed(case: VendorCase, why: str, now: datetime) -> VendorCase:
    """It ends without an answer. Raises Done."""
    return replace(_open(case), state=CaseState.CLOSED, why=why, closed_at=now)


def reopened(case: VendorCase, now: datetime) -> VendorCase:
    """Its answer was no help to somebody: it is open again; one that ended otherwise stays as it is."""
    if case.state is not CaseState.ANSWERED:
        return case
    return replace(case, state=CaseState.OPEN, reopened_at=now, reminded_at=None)


def handed(case: VendorCase, follower: str) -> VendorCase:
    """Another vendor contact follows it from now on."""
    return replace(case, follower=follower)


def reworded(case: VendorCase, text: CaseText, elsewhere: int, by: str, now: datetime) -> VendorCase:
    """The same case in other words."""
    return replace(case, text=text, elsewhere=elsewhere, worded_by=by, worded_at=now)


def joined(case: VendorCase, question: int) -> VendorCase:
    """One more question waits for it. Raises Done."""
    return replace(_open(case), questions=tuple(dict.fromkeys((*case.questions, question))))


def left(case: VendorCase, question: int) -> VendorCase:
    """A question waits no more; a case without questions stays until somebody ends it."""
    return replace(case, questions=tuple(one for one in case.questions if one != question))


def _open(case: VendorCase) -> VendorCase:
    if not case.is_open:
        raise Done(case.key)
    return case


def filled(values: Mapping[str, object]) -> CaseText:
    """What somebody filled in."""
    said = {one.name: clean(str(values.get(one.name) or "")) for one in fields(CaseText)}
    return CaseText(**{**said, **{name: " ".join(said[name].split()) for name in ("title", "since")}})


def faults(text: CaseText) -> dict[str, str]:
    """Field -> what is wrong with it: `required` or `long`; all of them."""
    said = {one.name: getattr(text, one.name) for one in fields(CaseText)}
    found = {name: "long" for name, words in said.items() if len(words) > LONGEST[name]}
    return found | {name: "required" for name in ("title", "what") if is_empty(said[name])}


def how_many(written: object) -> int | None:
    """How many have the trouble, as somebody wrote it; None when it is no number."""
    digits = str(written or "").strip()
    return min(int(digits), MOST_ELSEWHERE) if digits.isascii() and digits.isdigit() else None


def is_case_number(written: str) -> bool:
    """Whether it may be what a vendor calls a case, ”#070-1234567”, ”Ärende 08 123 456”: numbers, after one word at most."""
    parts = written.lstrip("# ").split()
    numbers = parts[1:] if parts and parts[0].isalpha() else parts
    with_digits = all(any(char.isdigit() for char in part) for part in numbers)
    return bool(numbers) and with_digits and "@" not in written and len(written) <= LONGEST_NUMBER


def case_number(written: object) -> str:
    """What the vendor calls a case, on one line, without a leading `#`."""
    return " ".join(clean(str(written or "")).split()).lstrip("# ")
