"""Contacts who come and go by an imported directory: welcomed, thanked, their questions handed on; leaves changes in chat to `changes`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import cast

from handlers import change_moves, vendor_reminders
from handlers.context import Desk
from handlers.replies import change_news as say
from knowledge.support.change import Change
from knowledge.support.directory import Person, Role
from knowledge.support.question import State

LOOK, KEY = "directory", "directory/look"
"""The timer that looks at what an import has changed."""
SEEN = "contacts/seen"
"""The revision of the directory at the last look."""
SINCE = "contact_since/"
"""Before a person's id: where they are a contact, and since when (ISO day; empty = before anybody counted)."""
PART = 100
"""So many are welcomed or thanked in one transaction; while it lasts nobody else can write."""
SOON = timedelta(seconds=1)
CENTRAL = ""
"""Where a central contact is one, beside the ids of schools."""

Since = dict[str, str]


async def since_of(desk: Desk, person: str) -> Since:
    """Where somebody is a contact, each with the day on which that began."""
    return cast("Since", await desk.tx.desk.get(f"{SINCE}{person}") or {})


def _where(person: Person | None) -> tuple[str, ...]:
    if person is None or not person.is_contact:
        return ()
    return (CENTRAL,) if person.role is Role.CENTRAL else person.schools


async def mark(desk: Desk, people: Iterable[str], *, as_before: bool = False) -> None:
    """These have been told in another way. `as_before`: what was undone makes nobody new."""
    for one in people:
        known, day = await since_of(desk, one), "" if as_before else desk.voice().today.isoformat()
        now = {where: known.get(where, day) for where in _where(desk.directory.person(one))}
        if now != known:
            await desk.tx.desk.set(f"{SINCE}{one}", now or None)


async def ask_no_more(desk: Desk, person: str) -> None:
    """Who is no contact any more need not say whether they go on."""
    for stands in await desk.tx.outbox.live(f"person/{person}/role/"):
        await desk.tx.outbox.withdraw(stands.key)


async def look(desk: Desk) -> None:
    """What has changed since the last look, when the desk is open; the first look ever says nothing."""
    revision, seen = await desk.tx.directory.revision(), await desk.tx.desk.get(SEEN)
    if seen == revision:
        return
    everybody = {one.id for one in desk.directory.contacts()}
    if seen is None:
        if everybody:  # a desk that was started before its directory came has not been counted yet
            await mark(desk, everybody, as_before=True)
            await desk.tx.desk.set(SEEN, revision)
        return
    rows: dict[str, Since] = {name.removeprefix(SINCE): row for name, row in (await desk.tx.desk.under(SINCE)).items()}
    changed = [one for one in {**rows, **dict.fromkeys(everybody)} if {*rows.get(one, {})} != _set_of(desk, one)]
    opens = desk.working.next_open(desk.now)
    if changed and opens > desk.now:
        await desk.tx.timers.set(KEY, LOOK, opens)
        return
    part = changed[:PART]
    for one in part:
        await _left(desk, one, {*rows.get(one, {})} - _set_of(desk, one))
    for one in part:
        await _came(desk, one, _set_of(desk, one) - {*rows.get(one, {})})
    await mark(desk, part)
    if len(changed) > PART:
        await desk.tx.timers.set(KEY, LOOK, desk.soon(SOON))
    else:
        await desk.tx.desk.set(SEEN, revision)


def _set_of(desk: Desk, person: str) -> set[str]:
    return set(_where(desk.directory.person(person)))


async def _came(desk: Desk, person_id: str, new: Collection[str]) -> None:
    """What is expected, how to go away, what waits."""
    person = desk.directory.person(person_id)
    if person is None or not new:
        return
    voice, key = desk.voice_for(person), f"person/{person.id}/contact/{desk.voice().today.isoformat()}"
    if person.role is Role.CENTRAL:
        await desk.tell(person, key, say.central(voice, person), "")
        return
    schools = tuple(one for one in person.schools if one in new)
    await desk.tell(person, key, say.contact(voice, person, schools, await waiting_at(desk, schools)), "")


async def waiting_at(desk: Desk, schools: Collection[str]) -> int:
    """How many questions of these schools wait for somebody."""
    return sum(one.school in schools and one.state is State.WAITING and not one.follows and not one.private
               for one in await desk.tx.questions.open())  # fmt: skip


async def _left(desk: Desk, person_id: str, gone: Collection[str]) -> None:
    """What the person had goes on, questions and cases; who is still in the directory is thanked."""
    if not gone:
        return
    moved, person = 0, desk.directory.person(person_id)
    for where in sorted(gone):
        kind = "contact_off" if where else "central_off"
        change = Change(kind=kind, person=person_id, school=where)
        await desk.reload()  # each one weighs in the choice of the next
        moved += len(await change_moves.done(desk, await change_moves.planned(desk, change, desk.directory)))
    if person is None or not person.is_contact:
        await ask_no_more(desk, person_id)
    if CENTRAL in gone:
        await vendor_reminders.gone(desk, person or Person(id=person_id, name=person_id))
    if person is None:
        return
    voice, day = desk.voice_for(person), desk.voice().today.isoformat()
    if not person.is_contact:
        await desk.tell(person, f"person/{person.id}/thanks/{day}", say.thanks(voice, moved), "")
    for where in sorted({*gone} - {CENTRAL}) if person.role is Role.LOCAL else ():
        await desk.tell(person, f"person/{person.id}/thanks/{day}/{where}", say.left(voice, where), "")
