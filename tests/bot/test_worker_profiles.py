"""The worker finds the accounts of those who may be asked, and reads again who of them is there, at a gentle pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.platforms.base import PROFILES, Profile, TryLater
from knowledge.conversation.event import Account, PersonKnown, Presence
from knowledge.support.directory import Absence, Person, Role
from storage.store import Store
from tests.bot.worker_bench import Bench

EVA = Account(platform="fake", id="UE", name="Eva")


def contact(name: str, **fields: object) -> Person:
    values = {"role": Role.LOCAL, "email": f"{name}@example.org", **fields}
    return Person(id=name, name=name.title(), **values)  # type: ignore[arg-type]


async def bench(store: Store, *people: Person, **worker: object) -> Bench:
    """A worker whose service knows profiles, and a directory with these people."""
    made = Bench(store, **worker)
    made.service.abilities |= {PROFILES}
    made.worker._contacts._platforms = {"fake": made.service}
    async with store.transaction() as tx:
        for person in people:
            await tx.directory.add_person(person)
    return made


async def test_a_contact_without_an_account_is_found_by_the_address_and_told_with_the_whole_profile(
    store: Store,
) -> None:
    desk = await bench(store, contact("eva", email=" Eva@Example.org "))
    away = Presence(is_away=True)
    desk.service.addresses = {
        "eva@example.org": Profile(account=EVA, email="eva@example.org", school="L", presence=away)
    }
    await desk.worker.drain()
    (event,) = desk.heard.events
    assert isinstance(event, PersonKnown)
    assert (event.account, event.email, event.school, event.presence) == (EVA, "eva@example.org", "L", away)


async def test_an_address_without_an_account_is_tried_once_a_day_also_after_a_start(store: Store) -> None:
    desk = await bench(store, contact("eva"))
    await desk.worker.drain()
    await desk.later(hours=23)
    await desk.worker.drain()
    assert desk.service.calls == ["email eva@example.org"]
    again = await bench(store)
    again.machine.set(desk.machine.now())
    await again.worker.drain()
    assert again.service.calls == []
    await again.later(hours=2)
    await again.worker.drain()
    assert again.service.calls == ["email eva@example.org"]


async def test_only_those_who_may_be_asked_are_looked_up(store: Store) -> None:
    gone = Absence(first=date(2026, 11, 23), last=date(2026, 11, 27), substitute="olle")
    people = [
        contact("anna", role=Role.TEACHER),
        contact("olle", role=Role.TEACHER),
        contact("hedda", role=Role.TEACHER),
        contact("mats", role=Role.CENTRAL),
        contact("nils", email=None),
        contact("eva", accounts={"fake": "UE"}, absences=(gone,)),
    ]
    desk = await bench(store, *people, helpdesk=("hedda",))
    await desk.worker.drain()
    assert sorted(desk.service.calls) == [
        "email hedda@example.org", "email mats@example.org", "email olle@example.org", "person UE",
    ]  # fmt: skip


async def test_a_service_without_profiles_is_not_asked(store: Store) -> None:
    desk = Bench(store)
    async with store.transaction() as tx:
        await tx.directory.add_person(contact("eva", accounts={"fake": "UE"}))
        await tx.directory.add_person(contact("mats"))
    await desk.worker.drain()
    assert desk.service.calls == []


async def test_contacts_are_read_once_after_the_start_and_once_after_each_gap(store: Store) -> None:
    desk = await bench(store, contact("eva", accounts={"fake": "UE"}))
    desk.service.people = {"UE": Profile(account=EVA)}
    for _ in range(2):
        await desk.worker.drain()
        await desk.later(seconds=10)
    assert desk.service.calls == ["person UE"]
    desk.service.gaps += 1
    await desk.worker.drain()
    await desk.later(seconds=10)
    await desk.worker.drain()
    assert desk.service.calls == ["person UE"] * 2
    assert len({event.id for event in desk.heard.events}) == 2  # the same account, heard of twice


async def test_nobody_is_asked_while_the_service_cannot_be_reached(store: Store) -> None:
    desk = await bench(store, contact("eva", accounts={"fake": "UE"}), contact("mats"))
    desk.service.is_connected = False
    await desk.worker.drain()
    assert desk.service.calls == []


async def test_many_contacts_are_read_a_few_at_a_time(store: Store) -> None:
    desk = await bench(store, *(contact(f"p{number}", accounts={"fake": f"U{number}"}) for number in range(12)))
    seen = []
    for _ in range(4):
        await desk.worker.drain()
        await desk.worker.drain()
        seen.append(len(desk.service.calls))
        await desk.later(seconds=6)
    assert seen == [5, 10, 12, 12]


@pytest.mark.parametrize("error", [TryLater(timedelta(seconds=30)), OSError("broken")])
async def test_what_cannot_be_answered_now_is_asked_again_later(store: Store, error: Exception) -> None:
    desk = await bench(store, contact("eva"), contact("mats"))
    desk.service.addresses = {"eva@example.org": error}
    await desk.worker.drain()
    both = ["email eva@example.org", "email mats@example.org"]
    assert desk.service.calls == (both[:1] if isinstance(error, TryLater) else both)  # no other while it must rest
    desk.service.addresses = {"eva@example.org": Profile(account=EVA)}
    await desk.later(seconds=31)
    await desk.worker.drain()
    assert [event.account for event in desk.heard.events if isinstance(event, PersonKnown)] == [EVA]
    assert sorted(set(desk.service.calls)) == both


async def test_a_stranger_is_told_with_school_and_presence_too(store: Store) -> None:
    desk = Bench(store)
    profile = Profile(
        account=replace(EVA, is_guest=True), school="Linden", has_left=True, presence=Presence(is_away=True)
    )
    desk.service.people = {"UE": profile}
    async with store.transaction() as tx:
        await tx.directory.add_person(Person(id="x", name="X", known=False, accounts={"fake": "UE"}))
    await desk.worker.drain()
    (event,) = desk.heard.events
    assert isinstance(event, PersonKnown)
    assert (event.account.is_guest, event.school, event.has_left, event.presence) == (
        True, "Linden", True, profile.presence,
    )  # fmt: skip


async def test_what_do_not_disturb_says_is_told_beside_the_status(store: Store) -> None:
    desk = await bench(store, contact("eva", accounts={"fake": "UE"}))
    here, quiet = Presence(is_away=False), Presence(is_away=True, sign="dnd")
    desk.service.people = {"UE": Profile(account=EVA, presence=here, quiet=quiet)}
    await desk.worker.drain()
    told = [event for event in desk.heard.events if isinstance(event, PersonKnown)]
    assert [event.presence for event in told] == [here, quiet]
    assert len({event.id for event in told}) == 2
