"""One changed person does not make a large directory be read again, and nobody sees another one than is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from knowledge.support.change import Rows
from knowledge.support.directory import Closed, Directory, Person, Place, PlaceKind, School
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

EVA, OLLE, NILS = (Person(id=one, name=one.title(), accounts={"local": one}) for one in ("eva", "olle", "nils"))
NEWS = Place(id="news", kind=PlaceKind.NEWS)


@pytest.fixture
async def two(database: str) -> AsyncIterator[tuple[Store, Store]]:
    """Two stores on one database, as the desk and a command have it, with Eva and Olle."""
    one, other = await Store.open(database), await Store.open(database)
    async with one.transaction() as tx:
        await tx.directory.replace(Directory(people=(EVA, OLLE), places=(NEWS,)))
    yield one, other
    await one.close()
    await other.close()


async def _seen(store: Store) -> Directory:
    async with store.reading() as tx:
        return await tx.directory.load()


async def test_who_did_not_change_is_not_read_again(two: tuple[Store, Store]) -> None:
    store, other = two
    before = await _seen(store)
    async with store.transaction() as tx:
        await tx.directory.add_person(NILS)
        await tx.directory.save_person(replace(EVA, name="Eva Ny"))
        await tx.directory.save_place(replace(NEWS, name="Nyheter"))
    after = await _seen(store)
    assert after.person("olle") is before.person("olle")
    assert after == await _seen(other)
    assert after.people == (replace(EVA, name="Eva Ny"), OLLE, NILS)
    assert after.places == (replace(NEWS, name="Nyheter"),)


async def test_the_transaction_that_changes_sees_each_change_at_once(two: tuple[Store, Store]) -> None:
    store, _ = two
    before = await _seen(store)
    async with store.transaction() as tx:
        await tx.directory.add_person(NILS)
        assert (await tx.directory.load()).people == (EVA, OLLE, NILS)
        await tx.directory.save_person(replace(NILS, name="Nils Ek"))
        seen = await tx.directory.load()
        assert seen.people == (EVA, OLLE, replace(NILS, name="Nils Ek"))
        assert await tx.directory.load() is seen
    assert before.people == (EVA, OLLE)
    assert await _seen(store) is seen


async def test_a_change_of_somebody_else_in_between_is_not_missed(two: tuple[Store, Store]) -> None:
    store, other = two
    await _seen(store)
    async with other.transaction() as tx:
        await tx.directory.save_person(replace(OLLE, name="Olle Ny"))
    async with store.transaction() as tx:
        await tx.directory.save_person(replace(EVA, name="Eva Ny"))
        assert (await tx.directory.load()).people == (replace(EVA, name="Eva Ny"), replace(OLLE, name="Olle Ny"))
    assert (await _seen(store)).people == (replace(EVA, name="Eva Ny"), replace(OLLE, name="Olle Ny"))


async def test_whoever_reads_meanwhile_sees_what_was_before(sqlite_database: str) -> None:
    store = await Store.open(sqlite_database)
    async with store.transaction() as tx:
        await tx.directory.replace(Directory(people=(EVA, OLLE)))
    async with store.transaction() as tx:
        await tx.directory.save_person(replace(EVA, name="Eva Ny"))
        await tx.directory.load()
        assert (await _seen(store)).people == (EVA, OLLE)
    assert (await _seen(store)).people == (replace(EVA, name="Eva Ny"), OLLE)
    await store.close()


async def test_a_stranger_who_is_somebody_is_gone_from_what_is_kept(two: tuple[Store, Store]) -> None:
    store, other = two
    async with store.transaction() as tx:
        await tx.directory.add_person(replace(NILS, known=False))
    before = await _seen(store)
    async with store.transaction() as tx:
        await tx.directory.merge("nils", "eva")
    after = await _seen(store)
    assert after.people == (replace(EVA, accounts={"local": "nils"}), OLLE)
    assert after == await _seen(other)
    assert after.person("olle") is before.person("olle")


async def test_what_is_kept_is_what_would_be_read(two: tuple[Store, Store]) -> None:
    store, other = two
    await _seen(store)
    async with store.transaction() as tx:
        await tx.directory.save_person(replace(EVA, extra={"rooms": ("a", "b"), 1: None}))  # type: ignore[dict-item] # as a file may have it
    assert await _seen(store) == await _seen(other)


async def test_a_channel_that_moves_and_a_whole_new_file_are_read(two: tuple[Store, Store]) -> None:
    store, other = two
    async with store.transaction() as tx:
        await tx.directory.save_place(replace(NEWS, channels={"slack": "C1"}))
        await tx.directory.move_channel("slack", "C1", "C2")
        assert (await tx.directory.load()).places == (replace(NEWS, channels={"slack": "C2"}),)
    assert await _seen(store) == await _seen(other)
    async with store.transaction() as tx:
        await tx.directory.save_person(NILS)
        await tx.directory.replace(Directory(people=(OLLE,)))
    assert (await _seen(store)).people == (OLLE,)


async def test_what_is_undone_is_not_seen_under_the_number_that_the_next_change_gets(two: tuple[Store, Store]) -> None:
    store, _ = two
    await _seen(store)

    async def undone() -> None:
        async with store.transaction() as tx:
            await tx.directory.save_person(replace(EVA, name="Undone"))
            await tx.directory.load()
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        await undone()
    async with store.transaction() as tx:
        await tx.directory.save_person(replace(OLLE, name="Olle Ny"))
    assert (await _seen(store)).people == (EVA, replace(OLLE, name="Olle Ny"))


async def test_what_a_change_puts_and_takes_is_seen_by_everybody_and_comes_back(two: tuple[Store, Store]) -> None:
    store, other = two
    haga, linden = School(id="haga", name="Haga"), School(id="linden", name="Linden")
    closed = Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov", schools=("haga",))
    async with store.transaction() as tx:
        await tx.directory.put(Rows(schools=(haga, linden), closed=(closed,)))
    before = await _seen(store)
    assert (before.schools, before.closed) == ((haga, linden), (closed,))
    put = Rows(people=(replace(EVA, schools=("linden",)),), schools=(replace(linden, name="Lind"),),
               gone_schools=("haga",), gone_places=("news",), closed=())  # fmt: skip
    async with store.transaction() as tx:
        await tx.directory.put(put)
        assert await tx.directory.load() == put.on(before)
    assert put.on(before) == await _seen(other)
    async with other.transaction() as tx:
        await tx.directory.put(put.back(before))
    after = await _seen(store)
    assert (after.people, after.places, after.closed) == (before.people, before.places, before.closed)
    assert sorted(one.id for one in after.schools) == ["haga", "linden"]
