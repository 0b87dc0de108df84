"""Plays: a workshop from what is asked most to what those who came thought of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.journeys.day import Line, only
from tests.journeys.test_erasing import _forgotten, traces
from tests.journeys.town import ASSIGN, LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

QUICK = {"answer": {"assumed": "1h"}, "conversation": {"offer_days": "0"}}
PLAN = {"day": "2026-12-10", "time": "14:00", "length": "60", "location": "Aulan", "invited": "teachers", "schools": ""}


def told(lines: list[Line], person: str) -> list[Line]:
    """What the person reads of a meeting in the own conversation."""
    return [
        one
        for one in lines
        if one["to"] == person and one["key"].startswith("meeting/") and one["event"] != "withdrawn"
    ]


def card(day: Day, place: str = "support") -> Line:
    """The invitation as it stands in a place."""
    cards = [one for one in day.lines if f"/card/{place}/" in one["key"] and one["event"] in {"posted", "revised"}]
    return cards[-1]


async def asked(day: Day) -> None:
    """Two topics, of which one is asked about often enough."""
    for number, (who, text) in enumerate(
        [("anna", ASSIGN), ("olle", ASSIGN), ("gunilla", ASSIGN), ("anna", LOGGED_OUT)]
    ):
        await day.says(who, text, f"q{number}")
        await day.passes("61m")


async def test_a_workshop_from_the_topic_to_what_they_thought(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **QUICK)
    await asked(day)
    shown = (await day.writes_to_the_bot("cecilia", "workshop"))[0]
    assert shown["text"] == (f"Det här frågar skolorna mest om i höst\n- ██████████ {ASSIGN}: 3 frågor av 3 personer")
    assert shown["buttons"] == ["workshop_new:plan", "workshop_new"]
    await day.comes("2026-11-25T09:00")
    await day.presses("cecilia", "workshop_new:plan")
    wrong = only(
        await day.fills("cecilia", "workshop", **PLAN, title="Planering", limit="2", sign_up="2026-12-11"), "notice"
    )
    assert (wrong["form"], "Skriv en dag från och med i dag" in wrong["text"]) == ("workshop", True)
    await day.presses("cecilia", "workshop_new:plan")
    drafted = await day.fills("cecilia", "workshop", **PLAN, title="Planering", limit="2", sign_up="2026-12-09")
    draft = only(drafted, "direct")
    assert draft["text"].startswith(
        "Så här ser inbjudan ut. Den läggs i supportkanalen när du trycker.\nWorkshop: Planering, "
    )
    await day.presses("cecilia", "meeting_send:1")
    assert card(day)["text"] == (
        "Workshop: Planering, torsdag 10 december 14:00–15:00\nPlats: Aulan\nPlatser kvar: 2 av 2.\n"
        "Anmäl dig senast 9 december.\n3 frågor om det här gav idén."
    )
    assert card(day)["buttons"] == ["attend:yes", "attend:no"]
    for person, place in (("anna", True), ("olle", True), ("gunilla", False), ("lucy", False)):
        mine = told(await day.presses(person, "attend:yes"), person)
        assert ("kommer" in mine[0]["text"] or "coming" in mine[0]["text"]) is place
    assert "Det är fullt. Du står som nummer 1 på väntelistan" in told(day.lines, "gunilla")[-1]["text"]
    assert "You're number 2 on the waiting list" in told(day.lines, "lucy")[-1]["text"].replace("It's full. ", "")
    assert "Fullt (2 av 2). På väntelistan: 2." in card(day)["text"]
    led = told(day.lines, "cecilia")[-1]["text"]
    assert "Kommer (2): Anna Ek och Olle Berg" in led
    assert "På väntelistan (2): Gunilla Fors och Lucy Hart" in led
    await day.comes("2026-11-25T20:00")  # a place that comes free in the evening is told in the morning
    assert not [one for one in await day.presses("anna", "attend:no") if one["reply"] == "reminder"]
    morning = only([one for one in await day.comes("2026-11-26T08:00") if one["reply"] == "reminder"], "direct")
    assert (morning["to"], morning["at"][:16]) == ("gunilla", "2026-11-26T07:30")
    assert morning["text"].startswith("Du har fått en plats på workshopen ”Planering”, torsdag 10 december 14:00")
    await day.presses("cecilia", "meeting_edit:1")
    moved = await day.fills(
        "cecilia", "workshop", **{**PLAN, "time": "15:00"}, title="Planering", limit="2", sign_up="2026-12-09"
    )
    assert {one["to"] for one in moved if "/1/own/" in one["key"]} == {"olle", "gunilla", "lucy"}
    assert (
        "Ny tid: torsdag 10 december 15:00–16:00 (var torsdag 10 december 14:00). Du har din plats kvar."
        in told(moved, "olle")[-1]["text"]
    )
    reminded = [
        one for one in await day.comes("2026-12-10T14:30") if (one["event"], one["reply"]) == ("direct", "reminder")
    ]
    assert sorted((one["to"], one["at"][5:16]) for one in reminded) == [
        ("gunilla", "12-09T07:30"), ("gunilla", "12-10T14:00"), ("olle", "12-09T07:30"), ("olle", "12-10T14:00"),
    ]  # fmt: skip
    late = only(await day.presses("anna", "attend:yes"), "refused")
    assert late["text"] == "Sista anmälningsdagen var 9 december. Cecilia Holm vet om det ändå går att komma med."
    after = await day.comes("2026-12-11T08:00")
    assert sorted(one["to"] for one in after if "workshop_evaluate:1" in one["buttons"]) == ["gunilla", "olle"]
    assert told(after, "olle")[-1]["text"].startswith("Var du med på ”Planering” 10 december? ")
    assert "2 var anmälda: " in told(after, "cecilia")[-1]["text"]
    await day.presses("cecilia", "workshop_came:1")
    assert "Bland de anmälda finns ingen som säkert är Eva." in str(
        await day.fills("cecilia", "workshop_came", absent="Eva")
    )
    await day.presses("cecilia", "workshop_came:1")
    came = await day.fills("cecilia", "workshop_came", absent="Olle Berg", extra="Lucy Hart, dragana")
    assert only(came, "notice")["text"].startswith("Noterat: 3 kom. ")
    assert {one["to"] for one in came if "workshop_evaluate:1" in one["buttons"]} == {"lucy", "dragana", "gunilla"}
    assert told(came, "gunilla")[-1]["text"].startswith("Tack för att du var med 10 december. ")
    for person, useful, missed in (("lucy", "yes", "Mer tid, ring 070-123 45 67"), ("gunilla", "no", "")):
        await day.presses(person, "workshop_evaluate:1")
        said = told(await day.fills(person, "workshop_evaluation", useful=useful, missed=missed), "cecilia")[-1]
        assert "Mer tid" not in said["text"]
    assert "2 har svarat på utvärderingen. Svaren visas när minst 3 har svarat." in said["text"]
    await day.presses("dragana", "workshop_evaluate:1")
    said = told(await day.fills("dragana", "workshop_evaluation", useful="yes"), "cecilia")[-1]
    assert (
        "3 har svarat på om den var till nytta: ja 2, delvis 0, nej 1.\nDet här saknades:\n- Mer tid, ring ["
        in said["text"]
    )
    again = only(await day.presses("olle", "workshop_evaluate:1"), "refused")
    assert "workshop_evaluate" not in again["buttons"]
    listed = (await day.writes_to_the_bot("mats", "workshop"))[0]["text"]
    assert "Workshoppar som har varit\n- Planering, 10 december: 3 med. " in listed
    await day.end()


async def test_a_contact_proposes_central_decides_and_a_workshop_is_cancelled(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **QUICK)
    await asked(day)
    shown = (await day.writes_to_the_bot("eva", "workshop"))[0]
    assert shown["text"].startswith("Inget ämne sticker ut i höst.")  # two questions at the own school are too few
    assert "Det kan" in (await day.writes_to_the_bot("anna", "workshop"))[0]["text"]
    for title in ("Veckobrev", "Läsår"):
        await day.presses("eva", "workshop_propose")
        sent = await day.fills("eva", "workshop_wish", topic=title, note="För arbetslaget, Kim 20120101-2384")
    wish = only(sent, "posted")
    assert wish["text"].startswith("Eva Lind på Lindskolan föreslår en workshop: Läsår\n")
    assert "20120101" not in wish["text"]
    assert len([one for one in sent if one["event"] == "withdrawn"]) == 1  # the first gives way
    await day.presses("mats", "workshop_plan:eva")
    planned = await day.fills("mats", "workshop", **{**PLAN, "schools": "Lindskolan", "limit": "1"}, title="Läsår")
    assert "Mats Nyström planerar en workshop om ”Läsår”, efter ditt förslag." in [
        one["text"] for one in planned if one["to"] == "eva"
    ]
    assert only(await day.presses("cecilia", "workshop_no:eva"), "refused")["text"] == "Det förslaget är redan avgjort."
    await day.presses("mats", "meeting_send:1")
    other = only(await day.presses("gunilla", "attend:yes"), "refused")["text"]
    assert other == "Den här workshopen är för Lindskolan. Be din kontakt föreslå en på din skola."
    await day.presses("olle", "attend:yes")
    await day.presses("anna", "attend:yes")
    await day.presses("mats", "meeting_cancel:1")
    off = await day.fills("mats", "meeting_cancel", why="Aulan är upptagen.")
    assert {one["to"] for one in off if one["event"] == "direct" and "/off/" in one["key"]} == {"olle", "anna"}
    assert card(day)["text"].startswith("Inställt: workshopen ”Läsår” torsdag 10 december 14:00.\nAulan är upptagen.")
    assert card(day)["buttons"] == []
    assert only(await day.presses("olle", "attend:no"), "refused")["reply"] == "refusal"
    await day.presses("eva", "workshop_propose")
    await day.fills("eva", "workshop_wish", topic="Läsår")
    said = [one["text"] for one in await day.presses("cecilia", "workshop_no:eva") if one["to"] == "eva"]
    assert said == ["Det blir ingen workshop om ”Läsår” nu. Cecilia Holm kan berätta mer."]
    await day.presses("mats", "workshop_new")
    await day.fills("mats", "workshop", **{**PLAN, "invited": "contacts", "limit": "1"}, title="Nödadmin")
    invited = await day.presses("mats", "meeting_send:2")
    assert sorted(one["to"] for one in invited if "attend:yes" in one["buttons"]) == [
        "amina",
        "cecilia",
        "eva",
        "jonas",
        "leila",
    ]
    assert "1 platser" not in str(invited)
    await day.presses("jonas", "attend:yes")
    assert "Du står som nummer 1 på väntelistan" in only(await day.presses("eva", "attend:yes"), "notice")["text"]
    for person in ("jonas", "eva"):
        await day.presses(person, "attend:no")
    after = told(await day.comes("2026-12-11T08:00"), "mats")[-1]["text"]
    assert "\nIngen var anmäld. Tryck på knappen om någon kom ändå.\n" in after
    await day.presses("mats", "workshop_came:2")
    assert only(await day.fills("mats", "workshop_came"), "notice")["text"] == "Noterat: ingen kom."
    assert "- Nödadmin, 10 december: ingen kom\n" in (await day.writes_to_the_bot("mats", "workshop"))[0]["text"]
    await day.end()


async def test_a_place_of_somebody_who_leaves_and_one_more_go_to_who_waits(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **QUICK)
    await day.writes_to_the_bot("cecilia", "workshop")
    await day.presses("cecilia", "workshop_new")
    await day.fills("cecilia", "workshop", **PLAN, title="Planering", limit="1")
    await day.presses("cecilia", "meeting_send:1")
    for person in ("anna", "olle", "gunilla", "lucy"):
        await day.presses(person, "attend:yes")
        await day.passes("1m")
    await _forgotten(day, "anna", None)
    heard = await day.passes("1m")
    assert [one["to"] for one in heard if one["reply"] == "reminder"] == ["olle"]
    assert "Fullt (1 av 1). På väntelistan: 2." in card(day)["text"]
    await day.mentions_the_bot("cecilia", "paus 1h")  # what stands there can be changed all the same
    await day.presses("cecilia", "meeting_edit:1")
    raised = await day.fills("cecilia", "workshop", **PLAN, title="Planering", limit="2")
    assert [one["to"] for one in raised if one["reply"] == "reminder"] == ["gunilla"]
    assert "Fullt (2 av 2). På väntelistan: 1." in card(day)["text"]
    assert "Kommer (2): Olle Berg och Gunilla Fors" in told(day.lines, "cecilia")[-1]["text"]
    async with store.transaction() as tx:
        known = await tx.directory.load()
        await tx.directory.replace(replace(known, people=tuple(one for one in known.people if one.id != "olle")))
    heard = await day.passes("61m")
    assert [one["to"] for one in heard if one["reply"] == "reminder"] == ["lucy"]
    await day.end()


async def test_a_wish_that_nobody_can_decide_any_more_goes(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **QUICK)
    for contact, topic in (("eva", "Veckobrev"), ("jonas", "Frånvaro")):
        await day.writes_to_the_bot(contact, "workshop")
        await day.presses(contact, "workshop_propose")
        await day.fills(contact, "workshop_wish", topic=topic)
    person = await _forgotten(day, "eva", "leila")
    gone = only(await day.passes("1m"), "withdrawn")
    assert gone["text"].endswith("föreslår en workshop: Veckobrev")
    assert await traces(store, person) == []
    assert not [one for one in await day.comes("2027-02-20T08:00") if one["event"] == "withdrawn"]
    gone = only([one for one in await day.comes("2027-02-25T08:00") if one["reply"] == "meeting"], "withdrawn")
    assert gone["buttons"] == []
    await day.end()
