"""Plays: a meeting is called, answered, moved, reminded of and cancelled; a series goes on; what is refused, and what is told late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.journeys.day import Day, only

if TYPE_CHECKING:
    from bot.rehearsal.transcript import Line
    from storage.store import Store

FORM = {"day": "2026-12-10", "time": "14:30", "length": "60", "location": "Rådhuset", "invited": "central"}


def told(lines: list[Line], reply: str = "meeting", event: str = "direct") -> dict[str, str]:
    """Who reads what in their own conversation."""
    return {str(line["to"]): line["text"] for line in lines if (line["event"], line["reply"]) == (event, reply)}


def notice(lines: list[Line]) -> str:
    return str(only(lines, "notice")["text"])


async def test_a_meeting_from_its_call_to_its_cancellation(day: Day) -> None:
    draft = only(
        await day.writes_to_the_bot("cecilia", "möte torsdag 10 december 14:30-15:30 Rådhuset, rum 3"),
        "direct",
        "meeting",
    )
    assert draft["text"].startswith(
        "Så här ser inbjudan ut. Den går till 12 personer när du trycker.\n"
        "Avstämning om Unikum, torsdag 10 december 14:30–15:30\nPlats: Rådhuset, rum 3"
    )
    assert draft["buttons"] == ["meeting_send:1", "meeting_edit:1", "meeting_drop:1"]
    lines = await day.presses("cecilia", "meeting_send:1")
    card = only(lines, "posted", "meeting")
    assert (card["place"], card["buttons"]) == ("contacts", ["attend:yes", "attend:maybe", "attend:no", "add_point"])
    assert "senast 8 december." in card["text"]
    assert card["text"].endswith("Kommer 1, inte svarat 11")
    assert card["mentions"] == []
    invited = told(lines)
    assert "sofia" not in invited, "who is away is left in peace"
    assert len(invited) == 10
    assert "Kommer (1): Cecilia Holm" in told(lines, event="revised")["cecilia"]

    lines = await day.presses("eva", "attend:yes")
    assert notice(lines) == "Noterat: kommer."
    assert "Kommer 2, inte svarat 10" in [line for line in lines if line["place"] == "contacts"][-1]["text"]
    assert told(lines, event="revised")["eva"].endswith("Du har svarat: kommer.")
    await day.presses("jonas", "attend:no")
    refused = only(await day.presses("anna", "attend:yes"), "refused")
    assert "Det mötet är för andra." in refused["text"]

    await day.writes_to_the_bot("mats", "möte")
    shown = only(await day.presses("mats", "meeting_show:1"), "notice")
    assert "Kommer (2): Cecilia Holm och Eva Lind\nKan inte (1): Jonas Åberg\nInte svarat (9): " in shown["text"]
    await day.presses("cecilia", "meeting_edit:1")
    elsewhere = await day.fills(
        "cecilia", "meeting", day="2026-12-10", time="14:30", length="60", location="Biblioteket"
    )
    assert told(elsewhere) == {}, "another room calls nobody"
    assert "Plats: Biblioteket" in told(elsewhere, event="revised")["leila"]

    await day.comes("2026-11-24T18:00")
    await day.presses("cecilia", "meeting_edit:1")
    evening = await day.fills("cecilia", "meeting", day="2026-12-11", time="10:00", length="60", location="Biblioteket")
    assert told(evening) == {}, "nobody is called in the evening"
    morning = told(await day.comes("2026-11-25T07:31"))
    assert (
        "Ny tid: fredag 11 december 10:00–11:00 (var torsdag 10 december 14:30). Kan du fortfarande?" in morning["eva"]
    )
    assert "Kan du komma då?" in morning["jonas"]
    assert "cecilia" not in morning
    await day.presses("eva", "attend:maybe")

    lines = await day.comes("2026-12-08T07:31")
    asked = told(lines, "reminder")
    assert asked["jonas"] == "Kommer du på avstämningen om Unikum fredag 10:00, Biblioteket?"
    assert not {"eva", "cecilia", "sofia"} & set(asked)
    await day.presses("jonas", "attend:yes")
    before = told(await day.comes("2026-12-10T07:31"), "reminder")
    assert set(before) == {"cecilia", "eva", "jonas"}
    assert before["eva"] == "I morgon, fredag 10:00: avstämningen om Unikum, Biblioteket."

    await day.presses("cecilia", "meeting_cancel:1")
    lines = await day.fills("cecilia", "meeting_cancel", why="Vi är sjuka, 19811218-9876.")
    off = told(lines)
    assert off["eva"].startswith("Inställt: avstämningen om Unikum fredag 11 december 10:00.\nVi är sjuka, ")
    assert "19811218" not in off["eva"], "masked before anybody reads it"
    assert set(off) >= {"eva", "jonas", "mats", "leila"}
    assert told(await day.comes("2026-12-14T10:00"), "reminder") == {}
    assert only(await day.presses("eva", "attend:yes"), "refused")


async def test_a_series_leaves_out_closed_days_outlives_its_owner_and_ends(store: Store) -> None:
    day = await Day.begin(store, posts={"alarms": "true"})
    await day.writes_to_the_bot("mats", "möte torsdag 10 december 14:30 Rådhuset varannan vecka")
    draft = [line for line in day.lines if line["key"] == "meeting/1/preview/mats"][-1]["text"]
    assert "Sedan: 21 januari 2027, 4 februari 2027 och 18 februari 2027." in draft
    assert "Då är det stängt, så det blir inget möte 24 december och 7 januari 2027." in draft
    await day.presses("mats", "meeting_send:1")
    await day.presses("eva", "attend:yes")
    lines = await day.comes("2026-12-10T15:31")
    assert (
        "är över.\n2 hade tackat ja."
        in [line for line in lines if line["key"].startswith("meeting/1/card")][-1]["text"]
    )
    invited = told(lines)
    assert invited["eva"].startswith("Avstämning om Unikum, torsdag 21 januari 2027 14:30–15:30")

    await day.writes_to_the_bot("cecilia", "ta bort central Mats Nyström")
    await day.presses("cecilia", "change_do:1")
    alarm = [line for line in await day.comes("2026-12-11T09:00") if line["key"].startswith("alarm/meeting/2/owner")][
        -1
    ]
    assert alarm["text"].startswith("⚠️ Ingen leder avstämningen om Unikum torsdag 21 januari 2027 14:30–15:30.")
    assert [line for line in await day.passes("3h") if line["key"].startswith("alarm/meeting")] == [], "said once"
    lines = await day.presses("amina", "meeting_lead:2")
    assert "Amina Warsame leder avstämningen om Unikum" in notice(lines)
    assert [line for line in lines if line["event"] == "revised" and line["key"].startswith("alarm/")]

    await day.presses("amina", "meeting_edit:2")
    await day.fills("amina", "meeting", day="2027-01-20", time="09:00", length="60", location="Rådhuset", scope="all")
    await day.comes("2027-01-20T10:01")
    async with store.reading() as tx:
        third = await tx.meetings.look(3)
    assert third is not None
    assert (third.owner, third.begins_at.isoformat(), third.invited.kind) == (
        "amina",
        "2027-02-03T08:00:00+00:00",
        "contacts",
    )
    await day.presses("amina", "meeting_cancel:3")
    await day.fills("amina", "meeting_cancel", why="", scope="all")
    await day.comes("2027-02-04T10:00")
    async with store.reading() as tx:
        assert await tx.meetings.look(4) is None
    await day.end()


async def test_what_is_refused_is_said_kindly_and_what_is_odd_is_asked_once_more(day: Day) -> None:
    refused = only(await day.writes_to_the_bot("eva", "möte torsdag 14:30 Rådhuset"), "refused")
    assert "Cecilia Holm" in refused["text"]
    past = only(await day.writes_to_the_bot("cecilia", "möte 2026-11-23 14:30 Rådhuset"), "direct", "command")
    assert past["text"].startswith("måndag 23 november har tiden redan varit. Skriv så här:")
    assert past["buttons"] == ["meeting_new"]
    await day.presses("cecilia", "meeting_new")
    again = only(
        await day.fills("cecilia", "meeting", **{**FORM, "day": "2027-03-28", "time": "02:30", "location": ""}),
        "notice",
        "form",
    )
    assert "Den natten ställs klockan fram" in again["text"]
    assert "Närmast är 03:00." in again["text"]
    assert "Var ses ni?" in again["text"]
    assert notice(await day.fills("cecilia", "meeting", **FORM)).startswith("Utkastet ligger i din egen konversation")
    await day.presses("cecilia", "meeting_send:1")
    assert [line for line in day.lines if line["event"] == "posted" and line["place"] == "contacts"] == [], (
        "central's own"
    )
    await day.writes_to_the_bot("cecilia", "möte söndag 13 december 10:00 Rådhuset")
    draft = [line for line in day.lines if line["key"] == "meeting/2/preview/cecilia"][-1]["text"]
    assert "⚠️ Det är helg." in draft
    await day.presses("cecilia", "meeting_drop:2")
    assert only(await day.presses("cecilia", "meeting_send:2"), "refused")
    await day.presses("cecilia", "meeting_edit:1")
    clash = {"day": "2026-12-24", "time": "14:00", "length": "60", "location": "Rådhuset"}
    odd = only(await day.fills("cecilia", "meeting", **clash), "notice", "form")
    assert "Då är det jullov. Spara igen om det ska vara så." in odd["text"]
    sure = day.play.stage.chat
    await sure.fill(day.play._account("cecilia"), "meeting", "meeting/1/sure", clash)
    assert "torsdag 24 december 14:00" in told(await day.passes("1s"))["mats"]
    listed = only(await day.writes_to_the_bot("eva", "möte"), "direct", "command")
    assert listed["text"] == "Inga möten är inplanerade."


async def test_after_a_long_stop_one_reminder_comes_and_who_left_or_came_back_is_heeded(day: Day, store: Store) -> None:
    await day.writes_to_the_bot("cecilia", "möte fredag 4 december 14:30 Rådhuset")
    await day.presses("cecilia", "meeting_send:1")
    await day.presses("eva", "attend:yes")
    await day.presses("jonas", "attend:yes")
    await day.writes_to_the_bot("cecilia", "ta bort kontakt Hagaskolan Jonas Åberg")
    await day.presses("cecilia", "change_do:1")
    clock = day.play.stage.clock
    clock._now += timedelta(days=10, hours=5)  # nothing runs meanwhile: it is 4 December, 14:00
    late = told(await day.passes("1s"), "reminder")
    assert set(late) == {"cecilia", "eva"}
    assert late["eva"] == "I dag 14:30: avstämningen om Unikum, Rådhuset."
    async with store.reading() as tx:
        assert await tx.meetings.reply(1, "jonas") is None
    assert told(await day.passes("1h"), "reminder") == {}
