"""Plays: who has the vendor's part changes, and its open cases go along; leaves the cases' own life to test_vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import only
from tests.journeys.happenings import person
from tests.journeys.test_roster import pressable, told
from tests.journeys.town import SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day


async def with_case(store: Store, folder: Path, *vendor: str) -> Day:
    """Mats follows a case with one question."""
    day = await begin(store, folder, vendor=("mats", *vendor))
    await day.says("anna", SIGNS, "q1")
    await day.presses("mats", "take", "q1")
    await day.fills("mats", "vendor_case", "q1", title="Tom utskrift", what="Den är tom.")
    return day


async def follower(store: Store, day: Day) -> tuple[str, str | None]:
    """Who follows the case, and who has its question."""
    async with store.reading() as tx:
        case = await tx.vendor.get(1)
    assert case is not None
    return case.follower, (await day.question("q1")).taken_by


@pytest.mark.parametrize("words", ["ta bort central Mats", "ta bort leverantörskontakt Mats"])
async def test_open_cases_go_to_another_who_may_and_come_back(store: Store, tmp_path: Path, words: str) -> None:
    day = await with_case(store, tmp_path, "amina")
    shown = await day.writes_to_the_bot("cecilia", words)
    lines = told(shown)["cecilia"].splitlines()
    assert lines[-2] == "En öppen fråga berörs:"
    assert lines[-1].endswith("går till Amina Warsame.")
    done = await day.presses("cecilia", pressable(shown, "change_do"))
    assert await follower(store, day) == ("amina", "amina")
    to_amina = [line["text"] for line in done if (line["event"], line["to"]) == ("direct", "amina")]
    assert "Du följer nu ärendet ”Tom utskrift” hos Unikum efter Mats Nyström." in to_amina
    receipt = next(line for line in done if line["to"] == "cecilia")
    assert "En öppen fråga har gått vidare." in receipt["text"]
    undone = await day.presses("cecilia", pressable(done, "change_undo"))
    assert await follower(store, day) == ("mats", "mats")
    assert "amina" in {line["to"] for line in undone if line["event"] == "withdrawn"}
    await day.end()


async def test_without_another_the_case_stays_and_that_is_said(store: Store, tmp_path: Path) -> None:
    day = await with_case(store, tmp_path)
    shown = told(await day.writes_to_the_bot("cecilia", "ta bort leverantörskontakt Mats"))["cecilia"]
    assert shown.splitlines()[1:3] == [
        "Ingen har då kontakten med leverantören, och ärenden som är öppna där blir kvar som de är.",
        "En öppen fråga berörs:",
    ]
    assert shown.endswith("ligger kvar hos Mats Nyström.")
    await day.presses("cecilia", "change_do:1")
    assert await follower(store, day) == ("mats", "mats")
    await day.end()


async def test_a_form_that_says_nothing_of_the_vendor_leaves_that_part(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, vendor=("cecilia",))
    await day.presses("mats", pressable(await day.writes_to_the_bot("mats", "kontakt"), "contact_new"))
    sent = await day.fills("mats", "contact", person="Cecilia", role="central", area="both", vendor=False)
    shown = only(sent, "notice", "command")
    assert shown["text"] == "Cecilia Holm blir central kontakt: teknik och pedagogik."
    await day.presses("mats", pressable([shown], "change_do"))
    assert (await person(store, "cecilia")).vendor_contact
    await day.presses("mats", pressable(await day.writes_to_the_bot("mats", "kontakt"), "contact_new"))
    sent = await day.fills("mats", "contact", person="Cecilia", role="not_vendor")
    shown = only(sent, "notice", "command")
    assert shown["text"].startswith("Cecilia Holm har inte längre kontakten med leverantören.")
    await day.presses("mats", pressable([shown], "change_do"))
    cecilia = await person(store, "cecilia")
    assert (cecilia.role.value, cecilia.vendor_contact) == ("central", False)
    await day.end()
