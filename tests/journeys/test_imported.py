"""Plays: contacts come and go by an imported directory; the new ones are welcomed, what leavers had goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers import new_contacts
from knowledge.support.directory import Person, Role
from tests.journeys.day import only
from tests.journeys.happenings import people
from tests.journeys.test_roster import told
from tests.journeys.town import SIGNS, SLOW, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day


async def _imported(day: Day, store: Store, **changed: dict[str, object]) -> None:
    """A file says something else of these people; None = it does not name them."""
    directory = await people(store)
    kept: list[Person] = [
        replace(one, **changed.get(one.id, {}))  # type: ignore[arg-type]
        for one in directory.people
        if changed.get(one.id, {}) is not None
    ]
    async with store.transaction() as tx:
        await tx.directory.replace(replace(directory, people=tuple(kept)))
        await tx.timers.set(new_contacts.KEY, new_contacts.LOOK, day.play.stage.clock.now())


async def test_who_comes_by_a_file_is_welcomed_and_what_leavers_had_goes_on(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, escalation=SLOW)
    await day.says("anna", SIGNS, "q1")
    await day.presses("eva", "take", "q1")
    await day.comes("2026-11-24T20:00")
    gone: dict[str, object] = {"role": Role.TEACHER}
    new: dict[str, object] = {"role": Role.LOCAL}
    await _imported(day, store, eva=None, olle=new, jonas=gone, lucy={**new, "schools": ("ekskolan", "hagaskolan")})  # type: ignore[arg-type]
    assert told(await day.passes("1h")) == {}  # nobody hears of it in the evening
    morning = await day.comes("2026-11-25T07:30")
    heard = told(morning)
    assert (await day.question("q1")).holders == ("olle",)
    assert heard["olle"].startswith("Hej Olle. Du är nu kontakt för Unikum på Lindskolan.\n")
    assert heard["olle"].endswith("Just nu väntar en fråga från Lindskolan.")
    assert "- Nödadmin är det du får ändra för hand i Unikum." in heard["olle"]
    assert heard["lucy"].startswith(
        "Hello Lucy. You're now the Unikum contact at Ekskolan and Hagaskolan together with Leila"
    )
    assert heard["jonas"] == "Du är inte längre kontakt för Unikum. Tack för tiden. Du får inga nya frågor."
    waits = only(await day.presses("olle", "show_waiting"), "notice", "command")
    assert waits["text"].startswith("Väntar på dig (1)")
    await _imported(day, store)
    assert told(await day.passes("1h")) == {}  # the same file again
    await day.end()


async def test_a_desk_that_was_started_before_its_directory_storms_nobody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    directory = await people(store)
    async with store.transaction() as tx:
        await tx.directory.replace(replace(directory, people=()))
        for name in (new_contacts.SEEN, *await tx.desk.under(new_contacts.SINCE)):
            await tx.desk.set(name, None)
    await day.passes("2h")
    async with store.transaction() as tx:
        await tx.directory.replace(directory)
        await tx.timers.set(new_contacts.KEY, new_contacts.LOOK, day.play.stage.clock.now())
    assert told(await day.passes("1h")) == {}
    await _imported(day, store, olle={"role": Role.LOCAL})
    assert list(told(await day.passes("1h"))) == ["olle"]
    await day.end()


async def test_very_many_newcomers_are_welcomed_in_parts_and_each_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.passes("1m")
    directory, chat = await people(store), day.play.stage.chat.name
    many = tuple(
        Person(id=f"p{number}", name=f"Per Ek{number}", role=Role.LOCAL, schools=("ekskolan",), accounts={chat: f"p{number}"})
        for number in range(110)
    )  # fmt: skip
    async with store.transaction() as tx:
        await tx.directory.replace(replace(directory, people=(*directory.people, *many)))
        await tx.timers.set(new_contacts.KEY, new_contacts.LOOK, day.play.stage.clock.now())
    first = [str(one["to"]) for one in await day.passes("0s") if one["reply"] == "welcome"]
    assert len(first) == 100
    rest = [str(one["to"]) for one in await day.passes("1m") if one["reply"] == "welcome"]
    assert sorted([*first, *rest]) == sorted(one.id for one in many)
    await day.end()
