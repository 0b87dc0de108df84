"""Who hears of a change in the directory: the newcomer, who leaves, the colleagues; leaves the words to `replies/change_news`."""

from __future__ import annotations

from dataclasses import replace

from handlers import absences
from handlers.context import Desk
from handlers.new_contacts import waiting_at
from handlers.replies import change_news as say
from knowledge.conversation.message import Message
from knowledge.support.change import Change, absence_of, overlapped
from knowledge.support.directory import Directory, Person, Role


async def tell(desk: Desk, by: Person, change: Change, before: Directory, moved: int, start: str) -> tuple[str, ...]:
    """Everybody whom the change concerns, but not the one who made it; returns the keys of what was said.

    `start`: how these keys begin.
    """
    keys = []
    for person, message in await _news(desk, change, before, moved):
        key = f"{start}/{person.id}"
        if person.id != by.id and await desk.tell(person, key, message, ""):
            keys.append(key)
    return tuple(keys)


async def _news(desk: Desk, change: Change, before: Directory, moved: int) -> list[tuple[Person, Message]]:
    person, was = desk.directory.person(change.person), before.person(change.person)
    if change.kind == "school_off":
        ended = [one for one in before.contacts_of(change.school) if not _is_contact(desk, one.id)]
        return [(one, say.thanks(desk.voice_for(one), moved=0)) for one in ended]
    if person is None or was is None:
        return []
    voice = desk.voice_for(person)
    match change.kind:
        case "contact_on":
            schools = (change.school,)
            own = (person, say.contact(voice, person, schools, await waiting_at(desk, schools)))
            return [own, *_to_colleagues(desk, change, "change.told_colleague")]
        case "contact_off":
            told = say.thanks(voice, moved) if not person.is_contact else say.left(voice, change.school)
            return [(person, told), *_to_colleagues(desk, change, "change.told_left")]
        case "central_on" if was.role is not Role.CENTRAL:
            return [(person, say.central(voice, person))]
        case "central_off":
            return [(person, say.thanks(voice, moved))]
        case "substitute":
            return _of_absence(desk, change, person, was)
        case _:
            return [(person, say.as_it_is(voice, person))]


def _is_contact(desk: Desk, person_id: str) -> bool:
    person = desk.directory.person(person_id)
    return person is not None and person.is_contact


def _to_colleagues(desk: Desk, change: Change, key: str) -> list[tuple[Person, Message]]:
    """The other contacts of the school."""
    others = [one for one in desk.directory.contacts_of(change.school) if one.id != change.person]
    return [(one, say.colleague(desk.voice_for(one), key, change)) for one in others]


def _of_absence(desk: Desk, change: Change, person: Person, was: Person) -> list[tuple[Person, Message]]:
    absence, substitute = absence_of(change), desk.directory.person(change.substitute)
    told = [(person, say.away(desk.voice_for(person), absence))]
    if substitute is not None:
        told.append((substitute, absences.told_substitute(desk, person, substitute, absence.last)))
    for before in overlapped(was, absence):
        former = desk.directory.person(before.substitute)
        if former is not None and former != substitute and former not in [one for one, _ in told]:
            days = replace(before, first=max(before.first, absence.first), last=min(before.last, absence.last))
            told.append((former, say.stands_in_no_more(desk.voice_for(former), person, days)))
    return told
