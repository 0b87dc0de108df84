"""Who wrote this: finds the person of an account, or makes one, and welcomes them; leaves looking accounts up to the worker."""

from __future__ import annotations

from dataclasses import replace

from handlers.context import Desk, Refusal
from handlers.departures import came_back
from handlers.replies.welcome import welcome
from handlers.shadow import is_shadow
from knowledge.conversation.clean import clean
from knowledge.conversation.event import Account, MemberJoined
from knowledge.support.directory import Person, PlaceKind


def refusal_of(desk: Desk, account: Account) -> str | None:
    """Why somebody is not served, as the settings say: `guest`, `external`; None for everybody else."""
    person = desk.directory.person_of(account.platform, account.id)
    if account.is_external or (person and person.external):
        return None if desk.policy.external else "external"
    return "guest" if (account.is_guest or (person and person.guest)) and not desk.policy.guests else None


async def person_of(desk: Desk, account: Account) -> Person:
    """The person of an account; a stranger becomes a Person, teacher, without school (DESIGN 5)."""
    refusal = refusal_of(desk, account)
    if refusal:
        raise Refusal(refusal)
    known = desk.directory.person_of(account.platform, account.id) or await came_back(desk, account)
    if known:
        return replace(known, guest=known.guest or account.is_guest, external=known.external or account.is_external)
    taken = desk.directory.person(account.id) is not None
    stranger = Person(
        id=f"{account.platform}-{account.id}" if taken or account.platform != "local" else account.id,
        name=clean(account.name, 80) or account.id,
        accounts={account.platform: account.id},
        known=False,
        guest=account.is_guest,
        external=account.is_external,
    )
    await desk.tx.directory.add_person(stranger)
    await desk.reload()
    return stranger


async def joined(desk: Desk, event: MemberJoined) -> None:
    """Somebody came into a support place: a short private welcome, once; whoever is not served is not welcomed."""
    place = desk.directory.place_of(event.who.platform, event.channel)
    if event.who.is_bot or place is None or place.kind is not PlaceKind.SUPPORT or refusal_of(desk, event.who):
        return
    if is_shadow(desk, place):
        return
    person = await person_of(desk, event.who)
    seen = f"welcome/{person.id}"
    if await desk.tx.desk.get(seen):
        return
    await desk.tx.desk.set(seen, True)  # noqa: FBT003 - a stored value, not an option
    await desk.tell(person, f"person/{person.id}/welcome", welcome(person, place, desk.voice_for(person)),
                    event.who.platform)  # fmt: skip
