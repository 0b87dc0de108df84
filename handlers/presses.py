"""A button was pressed: rights, whether it is there now, and what it does; leaves what a card's buttons do to `card_presses`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers import (
    absences,
    agendas,
    announcements,
    changes,
    corrections,
    entries,
    faq_commands,
    guardians,
    local_lists,
    meeting_notes,
    meeting_points,
    meeting_tasks,
    meetings,
    outages,
    proposal_decisions,
    reviews,
    roles,
    roster_forms,
    schools,
    searching,
    surges,
    vendor,
    vendor_cases,
    vendor_invitation,
    weekly_question,
    who,
    wish_presses,
    wishes,
    wordings,
    workshop_after,
    workshop_wishes,
    workshops,
)
from handlers.card_presses import ACTS, undo
from handlers.channels import said_what_it_is
from handlers.context import Desk, Refusal
from handlers.forms import absence_form, ask_form
from handlers.newcomers import person_of
from handlers.outsiders import must_belong
from handlers.replies.buttons import ASKERS, actions, may_press, object_of, verb
from handlers.replies.welcome import contacts_in_words
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Shown
from knowledge.support.directory import Person
from knowledge.support.question import Question, State


async def pressed(desk: Desk, event: ButtonPressed) -> Shown | None:
    """Somebody pressed a button on one of our messages."""
    if event.who.is_bot:
        return None
    person = await person_of(desk, event.who)
    word = verb(event.action)
    if word not in _OUTSIDERS:
        must_belong(desk, person)
    if word == "choose_school":
        return await schools.pressed(desk, person, event, object_of(event.action))
    if word == "place_kind":
        return await said_what_it_is(desk, person, event, object_of(event.action))
    if announcements.is_ours(event.key, event.action):
        return await announcements.pressed(desk, person, event)
    if word in wordings.ACTS:
        return await wordings.pressed(desk, person, event)
    if word in _FORMS:
        return _FORMS[word](desk, person)
    if word in _BESIDE:
        return await _BESIDE[word](desk, person, event)
    question, action = await _meant(desk, event)
    if person.id != question.asker:
        must_belong(desk, person)
    return await press(desk, question, person, action)


async def _meant(desk: Desk, event: ButtonPressed) -> tuple[Question, str]:
    """The question and what is done to it: that of the card, or on a list the one that the button names (`take:42`)."""
    word, about = verb(event.action), object_of(event.action)
    listed = word in {"take", "to_vendor"} and about.isdecimal()
    question = await _question(desk, f"question/{about}" if listed else event.key)
    if question is None:
        raise Refusal("gone")
    return question, word if listed else event.action


async def press(desk: Desk, question: Question, person: Person, action: str) -> Shown | None:
    """The press on a question's card, if it may be and can be."""
    word = verb(action)
    if word == "undo":
        return await undo(desk, question, person)
    if word not in ACTS:
        raise Refusal("gone")
    if word == "to_vendor":
        vendor_cases.must_be_fit(desk, person, question)
    if not may_press(action, question, person):
        _refuse_right(desk, question, person, word)
    if not _is_there(question, person, action):
        _refuse_stale(desk, question, person)
    if not changes_nothing(action):
        await desk.tx.questions.note(question.number, f"pressed:{action}", person.id, desk.now)
    return await ACTS[word](desk, question, person, object_of(action))


def changes_nothing(action: str) -> bool:
    """Whether the press only opens a form or shows something: the read-only engine answers it, so nothing makes it wait."""
    return (
        action in announcements.OPENING
        or action in _OPENS
        or action in _FORMS
        or verb(action) in _SHOWS
        or action.startswith("decline:")
    )


def _is_there(question: Question, person: Person, action: str) -> bool:
    """Whether the button works now; `keep` and `hand_on` also hang on the taker's reminder, `to_vendor` on lists."""
    if verb(action) == "keep":
        return question.state is State.TAKEN and question.taken_by == person.id
    return action in actions(question) or action == "to_vendor"


async def _question(desk: Desk, key: str) -> Question | None:
    parts = key.split("/")
    number = parts[1] if len(parts) > 1 and parts[0] == "question" else ""
    return await desk.tx.questions.get(int(number)) if number.isdecimal() else None


def _refuse_right(desk: Desk, question: Question, person: Person, word: str) -> None:
    voice = desk.voice_for(person)
    if word in ASKERS and word not in {"solved", "reopen"}:
        raise Refusal("other_asker", whose=_genitive(voice.name(question.asker), voice.language))
    school = question.school or schools.school_of(person)
    if school is None:
        raise Refusal("contacts_only.central", contacts=voice.names(p.id for p in desk.directory.central()))
    raise Refusal("contacts_only", school=voice.school(school), contacts=contacts_in_words(school, voice))


def _genitive(name: str, language: str) -> str:
    """Swedish: no extra s after a name that ends in s, x or z (conversations 9)."""
    if language == "en":
        return f"{name}'s"
    return name if name[-1:].lower() in {"s", "x", "z"} else f"{name}s"


def _refuse_stale(desk: Desk, question: Question, person: Person) -> None:
    voice = desk.voice_for(person)
    if question.state is State.DROPPED:
        raise Refusal("gone")
    if question.state is State.TAKEN:
        raise Refusal("yours" if question.taken_by == person.id else "taken", contact=voice.name(question.taken_by))
    if question.state is State.SOLVED:
        raise Refusal("done", when=voice.ago(question.solved_at or desk.now))
    raise Refusal("old_card", number=question.number, link=f"desk:{question.key('card')}")


async def _back(desk: Desk, person: Person, _event: ButtonPressed) -> Shown:
    return await absences.back(desk, person)


_FORMS = {"ask": ask_form, "faq_new": entries.form, "search": searching.form, "absence": absence_form,
          "outage_new": outages.form, "feedback": wishes.form}  # fmt: skip
"""Action -> the form that it opens, on whatever message it stands."""

_OPENS = frozenset({"hand_on", "propose_faq", "choose_school", "place_kind:school"})
_SHOWS = frozenset({
    "proposal", "show_faq", "search_more", "outage_news", "show_waiting", "faq_edit", "faq_versions",
    "to_vendor", "contact_new", "substitute", "who", *vendor.OPENING, *meetings.OPENING, *meetings.SHOWING, *guardians.ACTS, *wish_presses.OPENING,
    *meeting_points.OPENING, "vendor_invite", *meeting_notes.OPENING, "later",
    *workshops.OPENING, *workshop_after.OPENING,
})  # fmt: skip
"""Actions that only open a form or show something."""

_OF_PROPOSALS = dict.fromkeys(("approve", "as_wording", "decline"), proposal_decisions.pressed)
_OF_ENTRIES = dict.fromkeys(("faq_edit", "faq_retire", "faq_versions", "faq_restore"), faq_commands.pressed)
_OF_ROSTER = dict.fromkeys(("contact_new", "substitute"), roster_forms.pressed)
_OF_CHANGES = dict.fromkeys(("change_do", "change_stop", "change_who"), changes.pressed)
_OF_POINTS = dict.fromkeys(meeting_points.ACTS, meeting_points.pressed)
_OF_OUTAGES = dict.fromkeys(("outage_off", "outage_extend", "outage_news"), outages.pressed)
_BESIDE: dict[str, Callable[[Desk, Person, ButtonPressed], Awaitable[Shown | None]]] = {
    **_OF_POINTS, "agenda_text": agendas.pressed, "vendor_invite": vendor_invitation.pressed,
    **_OF_PROPOSALS, **_OF_ENTRIES, **_OF_OUTAGES, **_OF_ROSTER, **_OF_CHANGES, **dict.fromkeys(vendor.ACTS, vendor.pressed),
    **dict.fromkeys(weekly_question.ACTS, weekly_question.pressed),
    **dict.fromkeys(meetings.ACTS, meetings.pressed), **dict.fromkeys(workshops.OPENING, workshops.pressed),
    **dict.fromkeys(guardians.ACTS, guardians.pressed),
    **dict.fromkeys(workshop_after.OPENING, workshop_after.pressed), "workshop_no": workshop_wishes.declined,
    **dict.fromkeys(wish_presses.ACTS, wish_presses.pressed),
    "back": _back, "proposal": proposal_decisions.looked_at, "show_faq": searching.pressed, "search_more": searching.more,
    "review_ok": reviews.pressed, "tell_changed": corrections.pressed, "outage_on": surges.pressed,
    **dict.fromkeys(meeting_notes.ACTS, meeting_notes.pressed), **dict.fromkeys(meeting_tasks.ACTS, meeting_tasks.pressed),
    "dismiss": surges.pressed, "show_waiting": local_lists.pressed,
    "who": who.pressed, "confirm": roles.pressed, "decline_role": roles.pressed, "change_undo": roles.undone,
}  # fmt: skip
"""Action -> what it does; they stand on lists and on the own page, not on a question's card."""

_OUTSIDERS = frozenset({"ask", "choose_school", *ASKERS})
"""What an outsider may press, of a question only when it is the outsider's own."""
