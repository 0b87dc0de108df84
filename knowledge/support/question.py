"""Question and its life as a transition table; leaves who is asked to routing and what is said to the replies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from knowledge.conversation.event import MessageRef
from knowledge.support.ladder import Step


class State(StrEnum):
    """Who must act next (DESIGN 2)."""

    ASKED = "asked"
    """Being judged, or a counter-question is out."""
    SUGGESTED = "suggested"
    ANSWERED = "answered"
    """The bot or a person answered; the asker has not said."""
    WAITING = "waiting"
    TAKEN = "taken"
    WITH_VENDOR = "with_vendor"
    SOLVED = "solved"
    DROPPED = "dropped"
    EXPIRED = "expired"
    """Resting: the asker left a person's counter-question unanswered; woken by any word."""


CLOSED = frozenset({State.SOLVED, State.DROPPED, State.EXPIRED})
"""States in which nobody waits."""
OPEN = frozenset(State) - CLOSED
"""States in which somebody still waits for something."""

HOW_SOLVED = ("confirmed", "assumed", "by_contact", "linked")
WHY_DROPPED = ("deleted", "not_a_question", "withdrawn")


class Move(StrEnum):
    """What can happen to a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    ASK_MORE = "ask_more"
    ROUTE = "route"
    """A person is asked: the first, the next, or somebody whom it was handed to."""
    TAKE = "take"
    KEEP = "keep"
    TO_VENDOR = "to_vendor"
    SOLVE = "solve"
    DROP = "drop"
    EXPIRE = "expire"
    REOPEN = "reopen"


TRANSITIONS: dict[Move, tuple[frozenset[State], State]] = {
    Move.ANSWER: (OPEN | {State.EXPIRED}, State.ANSWERED),
    Move.SUGGEST: (frozenset({State.ASKED, State.SUGGESTED, State.ANSWERED, State.WAITING}), State.SUGGESTED),
    Move.ASK_MORE: (frozenset({State.ASKED, State.SUGGESTED, State.ANSWERED, State.WAITING}), State.ASKED),
    Move.ROUTE: (OPEN, State.WAITING),
    Move.TAKE: (OPEN | {State.EXPIRED}, State.TAKEN),
    Move.KEEP: (frozenset({State.TAKEN}), State.TAKEN),
    Move.TO_VENDOR: (frozenset({State.WAITING, State.TAKEN, State.ANSWERED}), State.WITH_VENDOR),
    Move.SOLVE: (OPEN, State.SOLVED),
    Move.DROP: (frozenset(State) - {State.DROPPED}, State.DROPPED),
    Move.EXPIRE: (frozenset({State.TAKEN}), State.EXPIRED),
    Move.REOPEN: (frozenset({State.SOLVED, State.EXPIRED}), State.WAITING),
}
"""Move -> (states it may start from, state it leads to)."""


class Impossible(ValueError):  # noqa: N818 - reads as what it is
    """The question cannot make that move from where it stands."""


def after(state: State, move: Move) -> State:
    """The state that the move leads to; Impossible when it may not start there."""
    starts, end = TRANSITIONS[move]
    if state not in starts:
        message = f"a question that is {state} cannot {move}"
        raise Impossible(message)
    return end


def undone(question: Question) -> Question:
    """A dropped question as it was before; Impossible when it was not dropped."""
    if question.state is not State.DROPPED or question.dropped_from is None:
        message = f"a question that is {question.state} cannot be undone"
        raise Impossible(message)
    return replace(question, state=question.dropped_from, dropped_from=None, how="")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody asked, and how it stands."""

    number: int = 0
    """0 until it is stored."""
    asker: str
    """Person id."""
    asked_at: datetime
    text: str
    """Masked; empty when it was deleted or is sensitive."""
    state: State = State.ASKED
    how: str = ""
    """Of HOW_SOLVED or WHY_DROPPED."""
    language: str = "sv"
    place: str | None = None
    """Place id; None when it was asked in a direct conversation."""
    root: MessageRef
    """The message that its thread hangs on."""
    school: str | None = None
    area: str = ""

    entry: str | None = None
    """The FAQ entry that it was answered with."""
    chosen_by: str | None = None
    """The contact who chose the entry."""
    answered_by: str | None = None
    """The person who answered in words; None = the bot."""
    answered_at: datetime | None = None
    answer_text: str = ""
    """What that person wrote, masked."""
    offered: tuple[str, ...] = ()
    """The entries on a suggestion, in order."""
    candidates: tuple[str, ...] = ()
    """The nearest entries, for contacts to choose from."""
    rejected: tuple[str, ...] = ()
    """Entries that were no help."""
    judged: dict[str, float] = field(default_factory=dict)
    """What its verdict was made of, to learn from (`knowledge/faq/lesson.py`)."""
    moved: bool = False
    """Its asker went on to another matter, so that its text says nothing about the entry."""

    ladder: tuple[Step, ...] = ()
    step: int = 0
    step_ends: datetime | None = None
    """When the whole step ends, however many contacts share it."""
    asked: tuple[str, ...] = ()
    """Everybody whose turn it has been, so that nobody is asked twice."""
    holders: tuple[str, ...] = ()
    """Whose turn it is."""
    stands_in_for: str | None = None
    """The absent person whose substitute has it."""
    handed_by: str | None = None
    note: str = ""
    """What the one who handed it on wants everybody to read."""
    wrong: bool = False
    """A contact withdrew the bot's answer."""
    deadline: datetime | None = None
    """When it goes on to the next."""
    called: bool = False
    """Whether the holders have been called for this turn."""
    round: int = 0
    """Counts the turns; a timer of another round is stale."""

    taken_by: str | None = None
    taken_at: datetime | None = None
    waits_for_asker: bool = False
    """A person asked something back; the clock stands until the asker writes."""

    linked_to: int | None = None
    """The open question that asks the same."""
    offered_question: int | None = None
    """The solved question that is offered as a link."""
    outage: int | None = None
    """The outage that it was asked about: while `waiting` it waits for its end."""
    case: int | None = None
    """The case with the vendor whose answer it waits for, or has had."""
    from_vendor: bool = False
    """The answer in words is the vendor's; `answered_by` passed it on."""
    solved_by: str | None = None
    solved_at: datetime | None = None
    dropped_from: State | None = None
    """The state that it had before it was dropped, for `undo`."""
    reopened: bool = False
    edited: bool = False
    direct_choice: bool = False
    """A direct message whose asker is choosing between the channel and the contact."""
    private: bool = False
    """Only for the asker's contact; nothing of it is shown in a channel."""
    sensitive: str = ""
    """`identity`, `custody`, `breach`, or empty."""
    unsure: bool = False
    """Nothing was said but a private notice, since it may not be for the desk."""
    silent_place: bool = False
    """The bot is paused there: everything goes privately to central."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for something."""
        return self.state not in CLOSED

    @property
    def has_person(self) -> bool:
        """Whether a person has it: their turn, or taken."""
        return self.state in {State.WAITING, State.TAKEN, State.WITH_VENDOR}

    @property
    def follows(self) -> bool:
        """Whether it waits for another's question that asks the same, or for an outage to end: nobody of its own is asked."""
        return (self.linked_to is not None or self.outage is not None) and self.state is State.WAITING

    @property
    def can_be_taken(self) -> bool:
        """Whether somebody may take it; whoever was first has it."""
        return self.state not in {State.TAKEN, State.WITH_VENDOR, State.SOLVED, State.DROPPED}

    @property
    def is_on_its_way(self) -> bool:
        """Whether whoever asks the same need only wait: an offer is out, a person has it, or a person has answered."""
        by_person = self.state is State.ANSWERED and (self.answered_by is not None or self.chosen_by is not None)
        return self.has_person or self.state is State.SUGGESTED or by_person

    @property
    def standing_entry(self) -> str | None:
        """The entry that answers it now, by the bot or by a contact's choice; None when a person's words do."""
        given = self.state in {State.ANSWERED, State.SOLVED} and self.answered_by is None and not self.linked_to
        return self.entry if given and self.entry not in self.rejected else None

    @property
    def shared_text(self) -> str:
        """Its words, where others may see them: not of private, sensitive, silenced or linked questions."""
        hidden = self.private or self.sensitive or self.silent_place or self.unsure or self.root.is_direct
        return "" if hidden or self.linked_to is not None or self.outage is not None else self.text

    def key(self, part: str) -> str:
        """Our own key of one of its messages or timers: `question/42/card`."""
        return f"question/{self.number}/{part}"
