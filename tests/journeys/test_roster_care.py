"""Plays: changes by two at once, in channels, taken back, forgotten and exported; what stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.files.directory_file import read_directory
from bot.files.directory_writer import write_directory
from tests.journeys.day import called, only
from tests.journeys.happenings import people, person
from tests.journeys.test_roster import pressable, told
from tests.journeys.town import SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_what_has_been_at_the_school_or_is_sensitive_stays_with_central(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    await day.comes("2026-11-24T14:00")  # Eva's time is over
    await day.says("goran", "en elev med skyddad identitet syns i klasslistan, vad gör jag?", "q2")
    before = {label: (await day.question(label)).holders for label in ("q1", "q2")}
    assert before["q1"] == ("cecilia",)
    shown = told(await day.writes_to_the_bot("mats", "kontakt Lindskolan Dragana"))["mats"]
    assert "Dragana Petrović hör då inte längre till Hagaskolan.\nKontakt där är också Eva Lind." in shown
    assert (
        "- Fråga 1 ”går det att skriva ut namnskyltar till krokarna direkt från unikum?” ligger kvar hos Cecilia"
        in shown
    )
    await day.presses("mats", "change_do:1")
    shown = told(await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy"))["mats"]
    assert "- Fråga 2 ”…” ligger kvar hos" in shown
    await day.presses("mats", "change_do:2")
    assert {label: (await day.question(label)).holders for label in ("q1", "q2")} == before
    assert (await person(store, "dragana")).schools == ("lindskolan",)
    await day.end()


async def test_in_a_channel_it_is_between_the_bot_and_who_wrote(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("goran", SIGNS, "q1")
    shown = await day.mentions_the_bot("mats", "kontakt Ekskolan @lucy")
    assert only(shown, "notice", "command")["text"].startswith(
        "Lucy Hart blir kontakt på Ekskolan.\nEn öppen fråga berörs:"
    )
    assert {line["event"] for line in shown} == {"notice"}
    done = await day.presses("mats", pressable(shown, "change_do"))
    receipt = only(done, "notice", "command")
    assert receipt["text"].startswith("Lucy Hart är nu kontakt på Ekskolan.")
    assert called(done) == ["lucy"]
    undone = await day.presses("mats", pressable([receipt], "change_undo"))
    assert only(undone, "notice", "command")["text"] == "Ångrat. Allt är som det var."
    assert (await day.question("q1")).holders == ("cecilia",)
    await day.end()


async def test_two_central_contacts_do_not_take_each_other_away(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("amina",))
    mine = await day.writes_to_the_bot("mats", "ta bort central Cecilia")
    hers = await day.writes_to_the_bot("cecilia", "ta bort central Mats")
    done = await day.presses("mats", pressable(mine, "change_do"))
    assert told(done)["cecilia"].startswith("Du är inte längre kontakt")
    no = only(await day.presses("cecilia", pressable(hers, "change_do")), "refused", "refusal")
    assert no["text"] == "Det kan bara de centrala kontakterna göra: Mats Nyström."
    undone = await day.presses("mats", pressable(done, "change_undo"))
    assert undone
    assert [one.id for one in (await people(store)).central()] == ["cecilia", "mats"]
    await day.end()


async def test_what_somebody_else_changed_since_is_not_undone(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    done = await day.presses(
        "mats", pressable(await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy"), "change_do")
    )
    again = await day.writes_to_the_bot("cecilia", "kontakt Hagaskolan Lucy")
    await day.presses("cecilia", pressable(again, "change_do"))
    no = only(await day.presses("mats", pressable(done, "change_undo")), "refused", "refusal")
    assert no["text"] == "Det har ändrats igen sedan dess, så jag rör det inte."
    assert (await person(store, "lucy")).schools == ("ekskolan", "hagaskolan")
    await day.end()


async def test_what_is_stopped_is_not_done_and_what_is_old_is_forgotten(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    stopped = only(await day.presses("mats", pressable(shown, "change_stop")), "revised")
    assert (stopped["text"], stopped["buttons"]) == ("Avbrutet. Inget är ändrat.", [])
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    await day.passes("25h")
    await day.play.stage.app.bot.audit(day.play.stage.clock.now())
    no = only(await day.presses("mats", pressable(shown, "change_do")), "refused", "refusal")
    assert no["text"] == "Den frågan är gammal. Skriv kommandot igen."
    async with store.reading() as tx:
        assert not await tx.desk.under("change/")
    await day.end()


async def test_the_vendors_contact_is_a_central_one(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    no = only(await day.writes_to_the_bot("mats", "leverantörskontakt Eva"), "refused", "refusal")
    assert no["text"] == "Bara en central kontakt kan ha kontakten med leverantören. Eva Lind är inte det."
    shown = await day.writes_to_the_bot("mats", "vendor contact Cecilia")
    done = await day.presses("mats", pressable(shown, "change_do"))
    assert told(done)["cecilia"].endswith("Som central kontakt har du nu pedagogik, och kontakten med leverantören.")
    assert (await person(store, "cecilia")).vendor_contact
    assert "Cecilia Holm (pedagogik, leverantören)" in told(await day.writes_to_the_bot("mats", "kontakt"))["mats"]
    await day.end()


async def test_the_export_holds_what_was_changed_in_chat(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    for words in ("ny skola Ekbacken, förskola", "kontakt Ekbacken Anna", "alias Ekbacken: Backen",
                  "ersättare Anna Olle 3–7 december", "central Olle teknik"):  # fmt: skip
        shown = await day.writes_to_the_bot("mats", words)
        await day.presses("mats", pressable(shown, "change_do"))
    directory = await people(store)
    (tmp_path / "out.yaml").write_text(write_directory(directory), encoding="utf-8")
    again = read_directory(tmp_path / "out.yaml").value
    assert (again.schools, again.people) == (directory.schools, directory.people)
    assert directory.school("ekbacken")
    assert (await person(store, "anna")).schools == ("ekbacken",)
    await day.end()
