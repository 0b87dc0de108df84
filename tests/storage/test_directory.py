"""The directory comes back in file order; an import keeps what people told the bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.conversation.event import Account
from knowledge.support.directory import (
    Absence,
    Closed,
    Directory,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Role,
    School,
)
from storage.errors import StorageError
from storage.store import Store
from tests.storage.made import NOON, later, question, ref

AWAY = Absence(first=date(2026, 11, 30), last=date(2026, 12, 4), substitute="olle")
EVA = Person(id="eva", name="Eva Lind", role=Role.LOCAL, schools=("lind",), accounts={"slack": "U1", "local": "eva"})
OLLE = Person(id="olle", name="Olle", role=Role.LOCAL, schools=("lind",), absences=(AWAY,))
WHOLE = Directory(
    organisation=Organisation(name="Storköping"),
    schools=(School(id="z", name="Z"), School(id="lind", name="Lindskolan", aliases=("linden",))),
    people=(OLLE, EVA),
    places=(
        Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": "C1", "local": "support"}),
        Place(id="central", kind=PlaceKind.CENTRAL),
    ),
    closed=(Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov"),),
)
STRANGER = Person(id="stranger-1", name="Nils", known=False, accounts={"slack": "U9"})


async def test_an_empty_directory_is_an_empty_directory(store: Store) -> None:
    async with store.reading() as tx:
        assert await tx.directory.load() == Directory()
        assert await tx.directory.revision() == 0


async def test_a_whole_directory_comes_back_as_it_was(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        assert await tx.directory.load() == WHOLE
    async with store.reading() as tx:
        assert await tx.directory.load() == WHOLE
        assert await tx.directory.revision() == 1


async def test_people_and_places_are_found_by_account_and_channel(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        assert await tx.directory.person_of(Account(platform="slack", id="U1")) == EVA
        assert await tx.directory.person_of(Account(platform="teams", id="U1")) is None
        place = await tx.directory.place_of("local", "support")
        assert place is not None
        assert place.id == "support"
        assert await tx.directory.place_of("local", "elsewhere") is None


async def test_a_new_file_takes_the_place_of_the_old_one(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        moved = Directory(
            people=(replace(EVA, accounts={"slack": "U2"}),), places=(replace(WHOLE.places[0], channels={}),)
        )
        await tx.directory.replace(moved)
        assert await tx.directory.load() == moved
        assert await tx.directory.person_of(Account(platform="slack", id="U1")) is None
        assert await tx.directory.place_of("slack", "C1") is None


async def test_an_import_keeps_what_people_told_the_bot_where_the_file_says_nothing(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        await tx.directory.save_person(replace(EVA, absences=(AWAY,), language="en", hints=False))
        await tx.directory.mark_asked("eva", NOON)
        await tx.directory.pause("support", later(hours=2))
        await tx.directory.replace(WHOLE)
        eva = (await tx.directory.load()).person("eva")
        assert eva == replace(EVA, absences=(AWAY,), language="en", hints=False)
        assert await tx.directory.asked_at() == {"eva": NOON}
        assert await tx.directory.paused_until("support") == later(hours=2)
        named = replace(EVA, absences=(replace(AWAY, substitute=None),), language="sv")
        await tx.directory.replace(replace(WHOLE, people=(named, OLLE)))
        assert (await tx.directory.load()).person("eva") == replace(named, hints=False)


async def test_strangers_stay_through_an_import_unless_the_file_knows_them(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.add_person(STRANGER)
        await tx.questions.add(question(asker="stranger-1"))
        await tx.messages.remember(ref(), "stranger-1", NOON, "hej", 1)
        await tx.directory.replace(WHOLE)
        assert (await tx.directory.load()).people == (OLLE, EVA, STRANGER)
        nils = Person(id="nils", name="Nils Ek", accounts={"slack": "U9"})
        await tx.directory.replace(replace(WHOLE, people=(EVA, nils)))
        assert (await tx.directory.load()).people == (EVA, nils)
        assert [one.asker for one in await tx.questions.where(asker="nils")] == ["nils"]
        message = await tx.messages.get(ref())
        assert message is not None
        assert message.author == "nils"


async def test_an_account_cannot_belong_to_two_people_and_nothing_is_half_done(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)

    async def wrong() -> None:
        async with store.transaction() as tx:
            await tx.directory.save_person(replace(OLLE, name="Olle Ny"))
            await tx.directory.add_person(replace(STRANGER, accounts={"slack": "U1"}))

    with pytest.raises(StorageError, match="contradicts"):
        await wrong()
    async with store.reading() as tx:
        assert await tx.directory.load() == WHOLE


async def test_what_is_undone_is_not_remembered_by_the_cache(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        await tx.directory.load()

    async def undone() -> None:
        async with store.transaction() as tx:
            await tx.directory.save_person(replace(EVA, name="Undone"))
            assert (await tx.directory.load()).person("eva") == replace(EVA, name="Undone")
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        await undone()
    async with store.transaction() as tx:
        assert (await tx.directory.load()).person("eva") == EVA
        await tx.directory.save_person(replace(EVA, name="Kept"))
    async with store.reading() as tx:
        assert (await tx.directory.load()).person("eva") == replace(EVA, name="Kept")


async def test_two_stores_see_each_others_changes(database: str) -> None:
    one, two = await Store.open(database), await Store.open(database)
    async with one.transaction() as tx:
        await tx.directory.replace(WHOLE)
    async with two.reading() as tx:
        assert await tx.directory.load() == WHOLE
    async with one.transaction() as tx:
        await tx.directory.save_person(replace(EVA, name="Eva Ny"))
    async with two.reading() as tx:
        assert (await tx.directory.load()).person("eva") == replace(EVA, name="Eva Ny")
    await one.close()
    await two.close()


async def test_a_new_place_can_be_saved_and_paused(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        new = Place(id="news", kind=PlaceKind.NEWS, channels={"slack": "C9"})
        await tx.directory.save_place(new)
        assert (await tx.directory.load()).places[-1] == new
        await tx.directory.pause("news", NOON)
        await tx.directory.pause("news", None)
        assert await tx.directory.paused_until("news") is None


async def test_an_import_keeps_what_platforms_said_of_the_accounts(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        await tx.directory.save_person(replace(OLLE, guest=True, external=True))
        await tx.directory.replace(WHOLE)
        olle = (await tx.directory.load()).person("olle")
        assert olle is not None
        assert (olle.guest, olle.external) == (True, True)


async def test_only_strangers_are_to_be_looked_up_and_each_once(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(WHOLE)
        await tx.directory.add_person(STRANGER)
        (account,) = await tx.directory.to_look_up()
        assert account == Account(platform="slack", id="U9", name="Nils")
        await tx.directory.looked_up(account, NOON)
        assert await tx.directory.to_look_up() == []
        await tx.directory.save_person(replace(STRANGER, language="sv"))
        assert await tx.directory.to_look_up() == []
