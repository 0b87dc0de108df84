"""Plays: notes of a check-in are written, looked at, posted and changed; tasks and points for the vendor follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.support.directory import Person
from knowledge.support.meeting_point import PointState
from tests.journeys.day import only
from tests.journeys.met import called, moved
from tests.journeys.town import begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

NOTES = """Vi var på Rådhuset.
Att göra: mejla rektorerna (Eva, 4 dec)
- Boka sal – Jonas, senast 6 december
@Anna till fredag: skriv guiden
Att göra: ring IT
Till Unikum: Exporten tappar åäö"""


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, where the contacts have a place of their own."""
    day = await begin(store, tmp_path, places=("contacts",))
    async with store.transaction() as tx:
        await tx.directory.add_person(Person(id="anna2", name="Anna Berg", schools=("hagaskolan",)))
    yield day
    await day.end()


def text_of(lines: list[Line], reply: str, event: str = "direct") -> str:
    return only(lines, event, reply)["text"]


async def vendor_points(store: Store) -> list[str]:
    async with store.reading() as tx:
        return [one.text for one in await tx.vendor.points(("open", "sent", "closed")) if one.source == "meeting"]


async def test_after_a_meeting_its_notes_go_to_everybody_and_each_task_to_its_owner(town: Day, store: Store) -> None:
    number = await called(town, points=("Lärloggen på APT", "Ny mall för omdömen"), vendor=("Lärloggen på APT",))
    await moved(store, number, "2026-11-26T15:00")
    assert not [line for line in await town.comes("2026-11-26T15:59") if "/write/" in line["key"]], "it was moved"
    (asked,) = [line for line in await town.comes("2026-11-26T16:00") if "/write/" in line["key"]]
    assert (asked["to"], asked["buttons"]) == ("cecilia", ["notes_write:1"])
    assert asked["text"].startswith("Nu är avstämningen 26 november slut.")

    form = only(await town.presses("cecilia", "notes_write:1"), "notice", "form")
    assert form["form"] == "meeting_notes"
    assert "Punkt: Skolor utan kontakt" in form["text"]
    lines = await town.fills(
        "cecilia",
        "meeting_notes",
        came="5",
        point_1="Beslut: Alla visar Lärloggen på APT.",
        point_unreached="Ekskolan ordnar det.",
        text=NOTES,
    )
    seen = only(lines, "direct", "meeting")
    assert seen["to"] == "cecilia"
    assert "Vilken ”Anna”? Flera heter så, för ”skriv guiden”." in seen["text"]
    assert "Vem gör ”ring IT”?" in seen["text"]
    assert "”Boka sal”: 6 december är stängt, så det blir 7 december." in seen["text"]
    assert "Tas upp på nästa möte, eftersom inget står om det: ”Ny mall för omdömen”." in seen["text"]
    assert not [one for one in seen["buttons"] if one.startswith("notes_post")], "something is asked"
    await town.presses("cecilia", "notes_who:1:1:1")
    lines = await town.presses("cecilia", "notes_who:1:2:0")
    ready = only(lines, "revised", "meeting")
    assert ready["buttons"] == ["notes_post:1:3", "notes_write:1", "notes_drop:1:3"]
    assert "Skickas till contacts." in ready["text"]

    lines = await town.presses("cecilia", "notes_post:1:3")
    notes = only(lines, "posted", "meeting")
    assert (notes["place"], notes["key"]) == (
        "contacts",
        "meeting/1/notes/in/contacts/" + notes["key"].split("/")[5] + "/1",
    )
    assert notes["text"] == (
        "Från avstämningen 26 november\n5 av 6 inbjudna var med.\nLärloggen på APT\nBeslut: Alla visar Lärloggen på APT.\n"
        "Skolor utan kontakt\nEkskolan ordnar det.\nVi var på Rådhuset.\nAtt göra:\n- mejla rektorerna: Eva Lind, senast 4 december\n"
        "- Boka sal: Jonas Åberg, senast 7 december\n- skriv guiden: Anna Berg, senast 27 november\n"
        "- ring IT: Cecilia Holm, senast 10 december\nTill Unikum:\n- Exporten tappar åäö\n- Lärloggen på APT"
    )
    given = [line for line in lines if line["key"].startswith("meeting/1/given/")]
    assert sorted(line["to"] for line in given if line["to"]) == ["eva", "jonas"], (
        "Anna has no account here, Cecilia wrote it"
    )
    assert await vendor_points(store) == ["Exporten tappar åäö", "Lärloggen på APT"]
    async with store.reading() as tx:
        assert [one.state.value for one in await tx.meetings.all(("held",))] == ["held"]
        assert [(one.text, one.meeting) for one in await tx.meeting_points.where((PointState.HANDLED,))] == [
            ("Lärloggen på APT", 1)
        ]
        assert [one.text for one in await tx.meeting_points.open()] == ["Ny mall för omdömen"]


async def test_notes_that_are_changed_change_where_they_stand_and_nothing_comes_twice(town: Day, store: Store) -> None:
    await called(town)
    await town.comes("2026-11-26T15:30")
    first = "Att göra: mejla rektorerna (Eva, 4 dec)\nTill Unikum: Exporten tappar åäö\nTill Unikum: Mörkt läge"
    seen = only(await town.writes_to_the_bot("cecilia", f"anteckningar\n{first}"), "direct", "meeting")
    assert seen["buttons"][0] == "notes_post:1:1"
    await town.presses("cecilia", "notes_post:1:1")
    again = f"anteckningar 1:\n{first.replace('rektorerna', 'alla rektorerna')}\nTill Unikum: Färger (till Unikum)\nBeslut: vi fortsätter"
    await town.writes_to_the_bot(
        "mats", again.replace("Till Unikum: Exporten tappar åäö\n", "").replace("Mörkt läge", "mörkt  läge.")
    )
    shown = [line for line in town.lines if line["key"] == "meeting/1/draft/mats"][-1]
    assert "Står kvar på listan till Unikum, fast det inte står här längre: ”Exporten tappar åäö”." in shown["text"]
    assert "Det som redan är skickat ändras. Ingen får det två gånger." in shown["text"]
    lines = await town.presses("mats", "notes_post:1:3")
    assert not [line for line in lines if line["event"] == "posted"]
    changed = next(line for line in lines if line["key"].startswith("meeting/1/notes/"))
    assert (changed["event"], "Beslut: vi fortsätter" in changed["text"]) == ("revised", True)
    assert next(line for line in lines if line["key"] == "meeting/1/given/eva")["event"] == "revised"
    assert await vendor_points(store) == ["Exporten tappar åäö", "Mörkt läge", "Färger"]
    async with store.reading() as tx:
        assert [(one.number, one.text) for one in await tx.meeting_tasks.open()] == [(1, "mejla alla rektorerna")]
    refused = only(await town.presses("cecilia", "notes_post:1:1"), "refused")
    assert refused["text"]
    assert not [line for line in await town.passes("30d") if line["reply"] == "meeting"]


async def test_what_cannot_be_is_told_at_its_field_and_nothing_that_was_written_is_lost(
    town: Day, store: Store
) -> None:
    await called(town)
    early = only(await town.writes_to_the_bot("cecilia", "anteckningar 1: Beslut: x"), "refused")
    assert early["text"] == "Mötet har inte börjat. Det börjar torsdag 14:30."
    refused = only(await town.writes_to_the_bot("anna", "anteckningar: Beslut: vi byter"), "refused")
    assert refused["text"].startswith("Anteckningar skriver den som höll mötet")
    await town.comes("2026-11-27T09:00")
    await town.presses("cecilia", "notes_write:1")
    wrong = "Att göra: ring (Eva, 2026-11-20)\nTill Unikum: Jonas Åberg vill ha färger"
    lines = await town.fills("cecilia", "meeting_notes", came="många", text=wrong)
    again = only(lines, "notice", "form")
    for told in ("20 november har redan varit", "får inte peka ut någon", "Skriv ett tal"):
        assert told in again["text"]
    typed = only(await town.writes_to_the_bot("cecilia", f"anteckningar\n{wrong}"), "direct", "meeting")
    assert typed["buttons"] == ["notes_write:1", "notes_drop:1:1"], "it is kept, and cannot be posted"
    assert "20 november har redan varit" in typed["text"]
    await town.presses("cecilia", "notes_drop:1:1")
    await town.presses("cecilia", "notes_write:1")
    assert (
        "Fyll i Anteckningar." in only(await town.fills("cecilia", "meeting_notes", text=""), "notice", "form")["text"]
    )
    await town.presses("cecilia", "notes_write:1")
    lines = await town.fills(
        "cecilia", "meeting_notes", text="Beslut: vi hör av oss till eleven Kalle Karlsson 20100101-2384"
    )
    masked = only(lines, "direct", "meeting")
    assert "20100101" not in masked["text"]
    assert "Jag tog bort det" in masked["text"]
    async with store.reading() as tx:
        draft = (await tx.meeting_notes.get(1, town.play.stage.clock.now())).draft
        assert draft is not None
        assert "[personnummer]" in draft.parts[0].text
    listed = only(await town.writes_to_the_bot("mats", "anteckningar"), "direct", "command")
    assert listed["text"] == "Vilket möte gäller det?\n- Möte 1: Från avstämningen 26 november"
    await town.presses("mats", "notes_write:1")
    await town.fills("mats", "meeting_notes", text="Vi pratade.")
    await town.presses("cecilia", "notes_write:1")
    await town.writes_to_the_bot("mats", "anteckningar 1\nVi pratade länge.")
    both = only(await town.fills("cecilia", "meeting_notes", text="Vi pratade mycket."), "notice", "form")
    assert "Mats Nyström ändrade samma sak" in both["text"]
    assert "Vi pratade länge." in both["text"]
    dropped = only(await town.presses("mats", "notes_drop:1:5"), "notice", "meeting")
    assert dropped["text"] == "Utkastet är kastat. Inget skickades."
    assert not [line for line in town.lines if line["event"] == "posted" and "/notes/" in line["key"]]


async def test_pasted_notes_read_well_when_their_parts_stand_below(town: Day) -> None:
    await called(town)
    await town.comes("2026-11-26T15:30")
    pasted = (
        "**Närvarande**: alla\n# Beslut\n* Vi byter dag\n\n## Att göra\n- [x] Bokade sal\n- ring IT (Eva, 4 dec)\n\n"
        "Till Unikum:\n- Färger\n\nNästa gång: fika"
    )
    seen = text_of(await town.writes_to_the_bot("cecilia", f"anteckningar\n{pasted}"), "meeting")
    assert seen.startswith(
        "Så här blir det. Ingen annan har sett det än.\nFrån avstämningen 26 november\n3 av 6 inbjudna var med.\n"
        "Närvarande: alla\nBeslut: Vi byter dag\n- Bokade sal\nNästa gång: fika\n"
        "Att göra:\n- ring IT: Eva Lind, senast 4 december\nTill Unikum:\n- Färger"
    )
