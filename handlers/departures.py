"""An account ends or comes back: what its owner had goes on, nothing is lost; leaves whose turn it is to `turns`."""

from __future__ import annotations

from dataclasses import replace

from handlers import absences, alarms, meeting_tasks, reach, vendor_reminders
from handlers.context import Desk
from knowledge.conversation.event import Account
from knowledge.support.directory import Person
from knowledge.support.presence import DND, hint_key

_STATUS = "status"


def _key(account: Account) -> str:
    return f"left/{account.platform}/{account.id}"


async def left(desk: Desk, person: Person, account: Account) -> None:
    """The account is deactivated: nobody is called there any more, and what waits for its owner goes on at once."""
    rest = {on: one for on, one in person.accounts.items() if on != account.platform}
    await desk.tx.directory.save_person(replace(person, accounts=rest))
    await desk.tx.desk.set(_key(account), person.id)
    for sign in (_STATUS, DND):
        await desk.tx.desk.set(hint_key(account.platform, sign, person.id), None)
    await desk.reload()
    await absences.move_on(desk, person, account.platform if rest else None)
    if not rest:
        await vendor_reminders.gone(desk, person)
        await meeting_tasks.gone(desk, person)
    if person.is_contact:
        await _tell_central(desk, person, account.platform)


async def _tell_central(desk: Desk, person: Person, platform: str) -> None:
    """Who is gone, and which of the person's schools nobody answers for now."""
    voice = desk.voice()
    alone = [school for school in person.schools if not any(one.accounts for one in desk.directory.contacts_of(school))]
    key = "alarm.left_school" if alone else "alarm.left"
    schools = voice.listed([voice.school(school) for school in alone])
    await alarms.to_central(desk, _alarm(person, platform), key, person=voice.name(person.id), school=schools,
                            platform=platform.capitalize())  # fmt: skip
    await reach.look(desk, only=(), known=alone)


def _alarm(person: Person, platform: str) -> str:
    return f"left/{platform}/{person.id}"


async def came_back(desk: Desk, account: Account) -> Person | None:
    """Whose account it was before it was deactivated; it is theirs again. None when it was nobody's."""
    owner = desk.directory.person(await desk.tx.desk.get(_key(account)))
    if owner is None or account.platform in owner.accounts:
        return None
    await given(desk, owner, account)
    return desk.directory.person(owner.id)


async def given(desk: Desk, person: Person, account: Account) -> None:
    """The account is this person's from now on, and they are called there."""
    await desk.tx.directory.save_person(replace(person, accounts={**person.accounts, account.platform: account.id}))
    await desk.tx.desk.set(_key(account), None)
    for alarm in await desk.tx.outbox.live(f"alarm/{_alarm(person, account.platform)}/"):
        await desk.tx.outbox.withdraw(alarm.key)
    await desk.reload()
    await reach.look(desk, only=())
