"""Who wrote this: finds the person of an account, or makes one; leaves looking accounts up to the worker."""

from __future__ import annotations

from dataclasses import replace

from handlers.context import Desk, Refusal
from handlers.replies.welcome import welcome
from handlers.shadow import is_shadow
from knowledge.conversation.clean import clean
from knowledge.conversation.event import Account, MemberJoined, PersonKnown
from knowledge.support.directory import Person, PlaceKind


async def person_of(desk: Desk, account: Account) -> Person:
    """The person of an account; a stranger becomes a Person, teacher, without school (DESIGN 5)."""
    if account.is_guest and not desk.policy.guests:
        raise Refusal("guest")
    known = desk.directory.person_of(account.platform, account.id)
    if known:
        return known
    taken = desk.directory.person(account.id) is not None
    stranger = Person(
        id=f"{account.platform}-{account.id}" if taken or account.platform != "local" else account.id,
        name=clean(account.name, 80) or account.id,
        accounts={account.platform: account.id},
        known=False,
    )
    await desk.tx.directory.add_person(stranger)
    await desk.reload()
    return stranger


async def looked_up(desk: Desk, event: PersonKnown) -> None:
    """The worker found out who an account belongs to: the same e-mail is the same person."""
    stranger = desk.directory.person_of(event.account.platform, event.account.id)
    if stranger is None or stranger.known:
        return
    same = next((p for p in desk.directory.people if _is_same(p, event, stranger)), None)
    if same is None:
        name = clean(event.account.name, 80) or stranger.name
        await desk.tx.directory.save_person(
            replace(stranger, name=name, email=event.email, language=stranger.language or event.language, known=True)
        )
    else:
        await desk.tx.directory.merge(stranger.id, same.id)
    await desk.reload()


def _is_same(person: Person, event: PersonKnown, stranger: Person) -> bool:
    emails = {(email or "").strip().lower() for email in (person.email, event.email)}
    return person.id != stranger.id and len(emails) == 1 and emails != {""}


async def joined(desk: Desk, event: MemberJoined) -> None:
    """Somebody came into a support place: a short private welcome, once."""
    place = desk.directory.place_of(event.who.platform, event.channel)
    if event.who.is_bot or place is None or place.kind is not PlaceKind.SUPPORT:
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
