"""Plays: an account is deactivated, and perhaps comes back; nobody is left waiting for somebody who is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, only
from tests.journeys.happenings import known, person, rewritten
from tests.journeys.town import FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_what_a_contact_had_goes_on_at_once_and_central_hears_who_is_missing(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("anna", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.presses("eva", "take", "q2")
    gone = await known(day, "eva", has_left=True)
    assert sorted(called(gone)) == ["cecilia", "mats"]
    alarm = only(gone, "posted", "alarm")
    assert (alarm["place"], alarm["text"]) == (
        "central",
        "⚠️ Eva Lind har inget konto kvar i Local, och Lindskolan har nu ingen kontakt. Frågor därifrån går till er "
        "så länge. Ändra i katalogen när du vet vem som tar över.",
    )
    assert await known(day, "eva", has_left=True) == []  # told again
    assert called(await day.says("olle", FILM, "q3")) == ["amina"]
    assert {await day.state(label) for label in ("q1", "q2", "q3")} == {"waiting"}
    await day.end()


async def test_cases_with_the_vendor_are_followed_by_another_who_may(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, vendor=("mats", "amina"))
    await day.says("anna", SIGNS, "q1")
    await day.presses("mats", "take", "q1")
    await day.fills("mats", "vendor_case", "q1", title="Tom utskrift", what="Den är tom.")
    gone = await known(day, "mats", has_left=True)
    assert {line["to"] for line in gone if line["event"] == "direct" and line["reply"] == "command"} == {"amina"}
    assert (await day.state("q1"), (await day.question("q1")).taken_by) == ("with_vendor", "amina")
    await day.end()


async def test_a_school_with_another_contact_is_not_called_alone(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("gunilla", SIGNS, "q")
    gone = await known(day, "jonas", has_left=True)
    assert called(gone) == ["leila"]
    assert only(gone, "posted", "alarm")["text"].startswith("⚠️ Jonas Åberg har inget konto kvar i Local och får inga")
    await day.end()


async def test_the_own_questions_of_who_left_stay(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("anna", SIGNS, "q")
    assert await known(day, "anna", has_left=True) == []  # a teacher: nobody need know
    assert (await day.question("q")).holders == ("eva",)
    await day.presses("eva", "solved", "q")
    assert await day.state("q") == "solved"
    await day.end()


async def test_a_substitute_who_left_is_not_called(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, away={"eva": ("2026-11-23", "2026-11-27", "olle")})
    assert called(await day.says("anna", SIGNS, "q1")) == ["olle"]
    assert called(await known(day, "olle", has_left=True)) == ["cecilia"]
    assert called(await day.says("anna", VOTE, "q2")) == ["mats"]
    await day.end()


async def test_who_comes_back_has_the_account_again_and_is_called(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await known(day, "eva", has_left=True)
    back = await known(day, "eva")
    assert only(back, "withdrawn", "alarm")["place"] == "central"
    assert (await person(store, "eva")).accounts == {"local": "eva"}
    assert called(await day.says("anna", SIGNS, "q1")) == ["eva"]
    again = await known(day, "eva", has_left=True)
    assert only(again, "posted", "alarm")  # it is told of each time
    await rewritten(store, "eva", email="eva@example.org")
    await known(day, "U99", "Eva", email="eva@example.org")  # with another account this time
    assert (await person(store, "eva")).accounts == {"local": "U99"}
    assert called(await day.says("anna", VOTE, "q2")) == ["eva"]
    await day.end()


async def test_who_writes_before_anybody_told_of_the_return_is_the_same_person(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("nya", SIGNS, "q1")
    await day.presses("nya", "choose_school:hagaskolan", "q1")
    await known(day, "nya", has_left=True)
    assert called(await day.says("nya", VOTE, "q2")) == ["leila"]
    assert (await day.question("q2")).asker == (await day.question("q1")).asker == "nya"
    await day.end()


async def test_nothing_can_be_handed_on_to_who_left(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("gunilla", SIGNS, "q")
    await day.presses("jonas", "take", "q")
    await known(day, "leila", has_left=True)
    again = await day.fills("jonas", "hand_on", "q", to="leila")
    assert only(again, "notice", "form")["form"] == "hand_on"
    assert (await day.question("q")).holders == ("jonas",)
    await day.end()


async def test_the_last_one_there_is_not_left_with_nobody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("cecilia", "amina", "eva"))
    await day.says("anna", SIGNS, "q")
    assert (await day.question("q")).holders == ("mats",)
    await known(day, "mats", has_left=True)
    assert set((await day.question("q")).holders) <= {"jonas", "leila"}  # somebody who can read it
    await day.end()
