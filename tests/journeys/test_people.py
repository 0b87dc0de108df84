"""Plays: what a profile tells about somebody, whoever they are and however often it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, only
from tests.journeys.happenings import known, people, person, rewritten
from tests.journeys.town import SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_a_contact_who_never_wrote_is_found_by_the_address_and_can_be_called(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    await rewritten(store, "eva", accounts={}, email="Eva@Example.org")
    assert called(await day.says("anna", SIGNS, "q1")) == ["cecilia"]
    assert await known(day, "U7", "E. Lind", email="eva@example.org ") == []
    eva = await person(store, "eva")
    assert (eva.accounts, eva.name) == ({"local": "U7"}, "Eva Lind")  # the directory's name stays
    assert called(await day.says("anna", VOTE, "q2")) == ["eva"]
    await known(day, "U7", "E. Lind", email="eva@example.org")
    assert await person(store, "eva") == eva
    await day.end()


async def test_the_profile_of_a_stranger_is_followed_and_nobody_is_made_of_an_account_that_never_wrote(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    await known(day, "U8", "Nils Ny", email="nils@example.org")
    assert (await people(store)).person_of("local", "U8") is None
    await day.says("U8", SIGNS, "q")
    await known(day, "U8", "Nils Ny", email="nils@example.org", language="en")
    await known(day, "U8", "Nils Nyström-Ny", email="nils@example.org", language="sv")
    nils = await person(store, "U8")
    assert (nils.name, nils.email, nils.language, nils.known) == (
        "Nils Nyström-Ny", "nils@example.org", "en", False,
    )  # fmt: skip
    await day.end()


async def test_the_profile_names_the_school_of_a_teacher_without_one(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    asked = await day.says("nya", SIGNS, "q")
    assert called(asked) == ["cecilia"]
    assert await known(day, "nya", school="Hogwarts") == []
    moved = await known(day, "nya", school=" LINDSKOLAN ")
    assert called(moved) == ["eva"]  # what waited for the school goes there
    assert ("withdrawn", "choose_school") in {(line["event"], line["reply"]) for line in moved}
    await known(day, "nya", school="hagaskolan")
    assert (await person(store, "nya")).schools == ("lindskolan",)  # said once is said
    await day.end()


async def test_the_directory_and_the_contacts_are_not_changed_by_what_a_profile_says(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    await rewritten(store, "jonas", schools=())
    await known(day, "jonas", "Kalle Anka", school="lindskolan", language="en", email="x@example.org")
    jonas = await person(store, "jonas")
    assert (jonas.name, jonas.schools, jonas.language, jonas.email) == ("Jonas Åberg", (), None, None)
    await rewritten(store, "olle", email="olle@example.org")
    await known(day, "anna", school="hagaskolan", email="olle@example.org")
    assert (await person(store, "anna")).accounts == {"local": "anna"}
    assert (await person(store, "anna")).schools == ("lindskolan",)
    await day.end()


async def test_two_with_the_same_address_are_not_taken_for_each_other_and_central_hears_of_it_once(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await rewritten(store, "anna", email="skolan@example.org", accounts={})
    await rewritten(store, "olle", email="skolan@example.org", accounts={})
    await day.says("U9", SIGNS, "q")
    alarm = only(await known(day, "U9", email="skolan@example.org"), "posted", "alarm")
    assert (alarm["place"], alarm["text"]) == (
        "central",
        "⚠️ Anna Ek och Olle Berg har samma e-postadress i katalogen, så jag vet inte vems kontot är. "
        "Ge var och en sin egen.",
    )
    assert await known(day, "U9", email="skolan@example.org") == []
    assert (await day.question("q")).asker == "U9"
    await day.end()


async def test_somebody_of_another_organisation_becomes_no_contact_by_the_address(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await rewritten(store, "eva", accounts={}, email="eva@example.org")
    await day.says("X1", SIGNS, "q")
    await known(day, "X1", "Eva Lind", email="eva@example.org", is_external=True)
    assert (await person(store, "eva")).accounts == {}
    assert (await person(store, "X1")).external
    await day.end()
