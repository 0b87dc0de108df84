"""Which buttons a card has in each state (the table of DESIGN 4), and who may press them; leaves what a press does to the handlers."""

from __future__ import annotations

from collections.abc import Callable

from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Person, Role
from knowledge.support.question import Question, State

ASKERS = frozenset({"helped", "not_helped", "pick", "none_of_these", "ask_human", "solved", "reopen",
                    "in_channel", "to_contact"})  # fmt: skip
"""What the asker may press."""
CONTACTS = frozenset({"take", "keep", "hand_on", "solved", "reopen", "use_faq", "not_a_question", "wrong_answer",
                      "propose_faq", "to_vendor"})  # fmt: skip
"""What any local or central contact may press; `to_vendor` of these the vendor's named contacts alone."""


def verb(action: str) -> str:
    """`pick` of `pick:tilldela-planering`."""
    return action.split(":", 1)[0]


def object_of(action: str) -> str:
    """`tilldela-planering` of `pick:tilldela-planering`; empty when there is none."""
    return action.split(":", 1)[1] if ":" in action else ""


def may_press(action: str, question: Question, person: Person) -> bool:
    """Whether the person has the right; not whether the button is there now."""
    word = verb(action)
    if word == "to_vendor":
        return person.vendor_contact and person.role is Role.CENTRAL
    if word in ASKERS and person.id == question.asker:
        return True
    return word in CONTACTS and helps(question, person)


def helps(question: Question, person: Person) -> bool:
    """Whether the person is a contact, or has this question all the same: a substitute may be a teacher."""
    return person.is_contact or (person.id != question.asker and person.id in {*question.holders, question.taken_by})


def actions(question: Question) -> tuple[str, ...]:
    """The actions that work on a question now, in the order that its card shows them."""
    return _BY_STATE[question.state](question)


def _asked(question: Question) -> tuple[str, ...]:
    if question.direct_choice:
        return ("in_channel", "to_contact")
    return ("ask_human", "not_a_question")


def _suggested(question: Question) -> tuple[str, ...]:
    picks = tuple(f"pick:{entry}" for entry in question.offered)
    return (*picks, "none_of_these", "ask_human", "take", "not_a_question")


def _answered(question: Question) -> tuple[str, ...]:
    by_bot = question.answered_by is None and question.entry is not None and not question.linked_to
    return ("helped", "not_helped", "solved", "take", *(("wrong_answer",) if by_bot else ()), "not_a_question")


def _waiting(question: Question) -> tuple[str, ...]:
    if question.follows:
        return ("ask_human",)
    if question.sensitive:
        return ("ask_human", "take", "solved", "not_a_question")
    return ("take", "solved", *_use_faq(question), "not_a_question")


def _taken(question: Question) -> tuple[str, ...]:
    return ("solved", "hand_on", *_propose(question), *_use_faq(question), *_to_vendor(question), "not_a_question")


def _propose(question: Question) -> tuple[str, ...]:
    """What a person answered may become an entry; nothing of a private or sensitive question does."""
    return () if question.private or question.sensitive else ("propose_faq",)


def _to_vendor(question: Question) -> tuple[str, ...]:
    """The vendor hears of everything but what is sensitive."""
    return () if question.sensitive else ("to_vendor",)


def _use_faq(question: Question) -> tuple[str, ...]:
    if question.sensitive or question.silent_place:
        return ()
    return tuple(f"use_faq:{entry}" for entry in question.candidates if entry not in question.rejected)[:3]


_BY_STATE: dict[State, Callable[[Question], tuple[str, ...]]] = {
    State.ASKED: _asked,
    State.SUGGESTED: _suggested,
    State.ANSWERED: _answered,
    State.WAITING: _waiting,
    State.TAKEN: _taken,
    State.WITH_VENDOR: _taken,
    State.SOLVED: lambda question: ("reopen", *_propose(question)),
    State.EXPIRED: lambda _question: ("reopen", "take"),
    State.DROPPED: lambda _question: (),
}

_IN_MENU = frozenset(
    {"not_a_question", "use_faq", "hand_on", "wrong_answer", "solved", "take", "propose_faq", "to_vendor"}
)
_OPEN_TO_ALL = {
    State.WAITING: frozenset({"take", "solved"}),
    State.TAKEN: frozenset({"solved"}),
    State.WITH_VENDOR: frozenset({"solved"}),
}
_PRIMARY = frozenset({"helped", "pick", "take"})


def buttons(question: Question, voice: Voice, entries: dict[str, FaqEntry]) -> tuple[Button, ...]:
    """The buttons of a question's card; those for contacts alone are in the menu "Mer".

    In the asker's own conversation nobody else can press, so only what the asker may press is there.
    """
    given = actions(question)
    if question.root.is_direct:
        given = tuple(one for one in given if verb(one) in ASKERS and not (one == "solved" and "helped" in given))
    return _made(given, question, voice, entries)


def buttons_of_contacts(question: Question, voice: Voice, entries: dict[str, FaqEntry]) -> tuple[Button, ...]:
    """The buttons for a contact who is told alone."""
    given = tuple(one for one in actions(question) if verb(one) in CONTACTS)
    return _made(given, question, voice, entries)


def _made(given: tuple[str, ...], question: Question, voice: Voice, entries: dict[str, FaqEntry]) -> tuple[Button, ...]:
    shown = _OPEN_TO_ALL.get(question.state, frozenset())
    someone = any(one.vendor_contact for one in voice.directory.central())
    made = []
    for action in given if someone else (one for one in given if one != "to_vendor"):
        word, entry = verb(action), entries.get(object_of(action))
        if object_of(action) and entry is None:
            continue
        more = word in _IN_MENU and word not in shown
        made.append(Button(action=action, label=label(action, question, voice, entry), more=more,
                           primary=word in _PRIMARY and not more))  # fmt: skip
    return tuple(made)


def label(action: str, question: Question, voice: Voice, entry: FaqEntry | None = None) -> str:
    """The words on a button; the same action has the same words everywhere, but for the few cases named here."""
    word = verb(action)
    title = excerpt(entry.title, 75) if entry else ""
    if word == "pick":
        return title
    if word == "ask_human" and (question.follows or question.sensitive):
        return voice.say("button.ask_human.linked" if question.follows else "button.ask_human.sensitive")
    if word == "none_of_these" and len(question.offered) == 1:
        return voice.say("button.none_of_these.one")
    return voice.say(f"button.{word}", question=title)
