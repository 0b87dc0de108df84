"""What a platform tells of an account: who it is, their school, whether they are there; leaves coming and going to `departures`."""

from __future__ import annotations

from dataclasses import replace

from handlers import alarms, departures, schools
from handlers.context import Desk
from knowledge.conversation.clean import clean
from knowledge.conversation.event import PersonKnown
from knowledge.conversation.fold import fold
from knowledge.support.directory import Directory, Person, Role
from knowledge.support.presence import DND, hint, hint_key


async def looked_up(desk: Desk, event: PersonKnown) -> None:
    """An account was looked up, or its profile has changed; it may come as often as it likes."""
    account = event.account
    owner = desk.directory.person_of(account.platform, account.id)
    if account.is_bot:
        return
    if event.has_left:
        if owner is not None:
            await departures.left(desk, owner, account)
        return
    if event.presence is not None and event.presence.sign == DND:
        if owner is not None:
            await _presence_told(desk, owner, event)
        return  # it tells nothing else of the person
    person = await _whose(desk, event, owner)
    if person is not None:
        person = await _described(desk, person, event)
        await _school_told(desk, person, event)
        await _presence_told(desk, person, event)


async def _whose(desk: Desk, event: PersonKnown, owner: Person | None) -> Person | None:
    """Whose account it is: the same e-mail address is the same person, but never for people of other organisations."""
    if owner is not None and owner.known:
        return owner
    account = event.account
    back = await departures.came_back(desk, account) if owner is None else None
    if back is not None or account.is_external:
        return back or owner
    same = [one for one in desk.directory.with_email(event.email or "") if owner is None or one.id != owner.id]
    same = [one for one in same if one.known] or [one for one in same if owner is None]
    if len(same) > 1:
        await _shared_address(desk, same)
        return owner
    if not same:
        return owner
    if owner is not None:
        await desk.tx.directory.merge(owner.id, same[0].id)
    else:
        await departures.given(desk, same[0], account)
    await desk.reload()
    return desk.directory.person(same[0].id)


async def _shared_address(desk: Desk, people: list[Person]) -> None:
    """Nobody can tell which of them it is; central is told once."""
    names = desk.voice().names(one.id for one in people)
    await alarms.to_central(desk, f"shared_address/{people[0].id}", "alarm.shared_address", people=names)


async def _described(desk: Desk, person: Person, event: PersonKnown) -> Person:
    """What the platform says of the person; of somebody in the directory only what the directory cannot know."""
    told = replace(person, guest=event.account.is_guest, external=event.account.is_external)
    if not person.known:
        told = replace(
            told,
            name=clean(event.account.name, 80) or person.name,
            email=event.email or person.email,
            language=person.language or event.language,
        )
    if told != person:
        await desk.tx.directory.save_person(told)
        await desk.reload()
    return told


async def _school_told(desk: Desk, person: Person, event: PersonKnown) -> None:
    """The school that the profile names, for a teacher without one; nobody becomes a school's contact by it."""
    school = school_called(desk.directory, event.school or "")
    if school and not person.schools and person.role is Role.TEACHER and not person.external:
        await schools.chosen(desk, person, school, "")


def school_called(directory: Directory, words: str) -> str | None:
    """The id of the one school that is called exactly so, by id, name or alias."""
    wanted = fold(words).strip()
    found = [one.id for one in directory.schools if wanted in {fold(name) for name in (one.id, one.name, *one.aliases)}]
    return found[0] if wanted and len(found) == 1 else None


async def _presence_told(desk: Desk, person: Person, event: PersonKnown) -> None:
    """A sign of being away is kept of those who may be asked, and of nobody else."""
    presence = event.presence
    if presence is None or not _may_be_asked(desk, person):
        return
    key = hint_key(event.account.platform, presence.sign, person.id)
    await desk.tx.desk.set(key, hint(presence, desk.now))


def _may_be_asked(desk: Desk, person: Person) -> bool:
    """Whether questions may come to the person: a contact, one of the helpdesk, or who stands in for one."""
    return person.is_contact or person.id in desk.policy.helpdesk or desk.directory.stands_in(person.id)
