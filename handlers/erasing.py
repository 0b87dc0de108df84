"""Somebody is to be forgotten: what must be handed on first, and that it is; leaves taking the person out of the tables to storage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from handlers import (
    alarms,
    answers,
    cards,
    change_news,
    meeting_life,
    meeting_people,
    meeting_tasks,
    new_contacts,
    turns,
    vendor_notes,
    vendor_reminders,
    wish_news,
    workshop_places,
    workshop_wishes,
)
from handlers.context import Desk
from knowledge.broadcast.announcement import State as Sending
from knowledge.conversation.fold import fold
from knowledge.faq.entry import FaqEntry
from knowledge.support.change import Change, rows
from knowledge.support.directory import Absence, Directory, Person, Role
from knowledge.support.meeting import Meeting
from knowledge.support.question import Question, State
from knowledge.support.vendor_case import VendorCase
from storage.identity import Identity

_UNDER_WAY = (Sending.APPROVAL, Sending.SCHEDULED, Sending.SENDING, Sending.DRAFT)


@dataclass(kw_only=True)
class Hangs:
    """What hangs on a person, and cannot go without somebody else taking it over."""

    asked: list[Question] = field(default_factory=list)
    """Open questions of the person's own: these are withdrawn."""
    has: list[Question] = field(default_factory=list)
    """Open questions of others that the person has taken, or whose turn it is."""
    roles: list[str] = field(default_factory=list)
    """In words: for which school, or centrally."""
    schools: list[str] = field(default_factory=list)
    """Schools that have no other contact."""
    vendor: bool = False
    """Whether nobody else is a named contact of the vendor."""
    entries: list[FaqEntry] = field(default_factory=list)
    announcements: list[int] = field(default_factory=list)
    cases: list[VendorCase] = field(default_factory=list)
    """Open cases with the vendor that the person follows."""
    meetings: list[Meeting] = field(default_factory=list)
    """Meetings to come that the person leads."""
    settings: list[str] = field(default_factory=list)
    """Settings that name the person: these only their file can change."""

    def words(self) -> list[str]:
        """What somebody must take over, a line each."""
        lines = [f"is {role}" for role in self.roles]
        lines += [f"has question {one.number} ({one.state})" for one in self.has]
        lines += [f"owns the answer {one.id}" for one in self.entries]
        lines += [f"follows case {one.number} with the vendor" for one in self.cases]
        lines += [f"leads meeting {one.number}" for one in self.meetings]
        lines += [f"is the author of announcement {number}, which is not over" for number in self.announcements]
        return lines


async def hangs_on(desk: Desk, person: Person) -> Hangs:
    """Everything that somebody must take over, in one go."""
    still_open = await desk.tx.questions.open()
    hangs = Hangs(
        asked=[one for one in still_open if one.asker == person.id],
        has=[one for one in still_open if person.id in (one.holders if one.taken_by is None else (one.taken_by,))],
        entries=[one for one in await desk.tx.faq.entries() if _owns(person, one)],
        announcements=[one.number for one in await desk.tx.announcements.where(_UNDER_WAY, 1000) if one.author == person.id],
        cases=await vendor_notes.open_cases(desk, person.id),
        meetings=await meeting_life.led_by(desk, person),
    )  # fmt: skip
    hangs.has = [one for one in hangs.has if one.asker != person.id]
    _roles(desk, person, hangs)
    policy = desk.policy
    named = {"escalation.helpdesk": policy.helpdesk, "announcements.allowed": tuple(policy.broadcast.allowed)}
    hangs.settings = [name for name, people in named.items() if person.id in people]
    return hangs


def _owns(person: Person, entry: FaqEntry) -> bool:
    mine = {person.id, fold(person.name), *([person.email.casefold()] if person.email else [])}
    return entry.owner in mine or fold(entry.owner) in mine if entry.owner else False


def _roles(desk: Desk, person: Person, hangs: Hangs) -> None:
    if person.role is Role.CENTRAL:
        others = len(desk.directory.central()) - 1
        hangs.roles.append("a central contact" if others else "the only central contact")
        hangs.vendor = [one.id for one in vendor_notes.contacts(desk)] == [person.id]
        hangs.roles += ["the only named contact of the vendor"] if hangs.vendor else []
    if person.role is Role.LOCAL:
        for school in person.schools:
            alone = len(desk.directory.contacts_of(school)) == 1
            known = desk.directory.school(school)
            hangs.roles.append(f"{'the only' if alone else 'a'} contact of {known.name if known else school}")
            hangs.schools += [school] if alone else []


async def hand_over(desk: Desk, person: Person, to: Person, hangs: Hangs) -> None:
    """Somebody else takes it all over: role, turns, answers, announcements."""
    await _role_to(desk, person, to, hangs)
    for case in hangs.cases:
        await vendor_reminders.hand_over(desk, case, to)
    for meeting in hangs.meetings:
        await meeting_life.hand(desk, meeting, to)
    await meeting_tasks.gone(desk, person, to)
    along = {number for case in hangs.cases for number in case.questions}
    for question in (one for one in hangs.has if not (one.state is State.WITH_VENDOR and one.number in along)):
        await desk.tx.questions.note(question.number, "handed_on", person.id, desk.now, to=to.id, note="")
        fresh = replace(question, handed_by=None, reopened=False, note="")
        await turns.give(desk, fresh, (await desk.routing()).to(fresh, desk.directory.person(to.id) or to))
    for entry in hangs.entries:
        await desk.tx.faq.put(replace(entry, owner=to.id), to.id, desk.now)
    for number in hangs.announcements:
        announcement = await desk.tx.announcements.get(number)
        if announcement is not None:
            await desk.tx.announcements.save(replace(announcement, author=to.id))


async def _role_to(desk: Desk, person: Person, to: Person, hangs: Hangs) -> None:
    """Schools that would have no contact get this one, and so does the vendor; it is told as after the same words in the chat."""
    changes = [Change(kind="contact_on", person=to.id, school=school) for school in hangs.schools]
    changes = [] if to.role is Role.CENTRAL else changes
    changes += [Change(kind="vendor_on", person=to.id)] if hangs.vendor else []
    before = desk.directory
    for change in changes:
        await desk.tx.directory.put(rows(desk.directory, change))
        await desk.reload()
    if person.is_contact and desk.directory.person(person.id):
        await desk.tx.directory.save_person(replace(person, role=Role.TEACHER))
        await desk.reload()
    for change in changes:
        await _told(desk, person, change, before)


async def _told(desk: Desk, person: Person, change: Change, before: Directory) -> None:
    about = change.school or "vendor"
    await change_news.tell(desk, person, change, before, 0, f"handed/{about}/{desk.now.isoformat()}")
    await new_contacts.mark(desk, [change.person])
    voice = desk.voice()
    await alarms.to_central(desk, f"handed/{about}", f"alarm.handed.{change.kind}", person=voice.name(change.person),
                            school=voice.school(change.school))  # fmt: skip


def cannot_take_over(person: Person, to: Person, hangs: Hangs, today: date) -> str:
    """Why this is nobody to hand it to; empty = it is."""
    if to.id == person.id:
        return "nothing can be handed to the one who is to be erased"
    if person.role is Role.CENTRAL and to.role is not Role.CENTRAL:
        return f"{to.id} is no central contact; name one who is"
    if hangs.vendor and to.is_outsider:
        return f"{to.id} is of another organisation; name a central contact who is not"
    if hangs.meetings and to.role is not Role.CENTRAL:
        return f"{to.id} is no central contact, who leads a meeting; name one who is"
    if hangs.cases and not (to.vendor_contact or hangs.vendor):
        return f"{to.id} is none of the vendor's named contacts; name one who is"
    if hangs.has and not (to.is_contact or hangs.schools):
        return f"{to.id} is no contact; name one who is"
    if hangs.has and to.absence(today):
        return f"{to.id} is away now; name somebody who is there"
    if any(one.asker == to.id for one in hangs.has):
        return f"{to.id} asked one of the questions; name somebody else"
    return ""


async def erase(desk: Desk, person: Person, hangs: Hangs) -> dict[str, int]:
    """Forget the person; gives how many rows of each table were changed. All that hangs on others is handed over."""
    for question in hangs.asked:
        await answers.dropped(desk, question, "withdrawn", person.id)
    await meeting_tasks.gone(desk, person)
    await wish_news.forgotten(desk, person)
    await _no_substitute(desk, person)
    await meeting_people.leaves(desk, person)
    await workshop_places.fill_all(desk)
    await workshop_wishes.leaves(desk, person)
    alias = await desk.tx.erasing.next_alias()
    named = {one.number for one in await desk.tx.questions.open() if _is_named(one, person)}
    voice = desk.voice()
    count = await desk.tx.erasing.erase(Identity.of(person, alias=alias, word=voice.say("word.erased")))
    await desk.reload()
    for question in await desk.tx.questions.open():
        if question.number in named:
            await cards.show(desk, question)
    return count


def _is_named(question: Question, person: Person) -> bool:
    """Whether its card may name the person."""
    named = (question.chosen_by, question.answered_by, question.handed_by, question.stands_in_for)
    return person.id in (*named, *question.asked) and question.state is not State.DROPPED


async def _no_substitute(desk: Desk, person: Person) -> None:
    """Whoever named the person as substitute has none now."""
    for one in desk.directory.people:
        if any(away.substitute == person.id for away in one.absences):
            await desk.tx.directory.save_person(replace(one, absences=tuple(map(_alone(person.id), one.absences))))
    await desk.reload()


def _alone(substitute: str) -> Callable[[Absence], Absence]:
    return lambda away: replace(away, substitute=None) if away.substitute == substitute else away
