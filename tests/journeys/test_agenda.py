"""Plays: the agenda of a check-in makes itself, people add points of their own, and the vendor is invited."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from knowledge.support.meeting import Invited, Meeting, MeetingState, Reply, cancelled
from tests.journeys.day import only
from tests.journeys.news import sent as announced
from tests.journeys.test_vendor import FILLED, form_of
from tests.journeys.town import ASSIGN, FILM, LOGGED_OUT, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

AHEAD = datetime(2026, 12, 8, 13, 30, tzinfo=UTC)
"""Tuesday a fortnight later, 14:30 in Lillköping."""
SETTINGS = {"posts": {"agenda": "true"}, "escalation": {"local": "5wd", "central": "5wd"}}
STALE = {"id": "old", "question": "Hur byter jag bild i Unikum?", "answer": "Under profilen.", "review_by": "2026-11-20"}
NEWS = "meddela lokala kontakter: Nya omdömen\nFrån måndag skrivs omdömen på ett ställe.\nBekräfta: ja\nAPT: nej"
POINT = "Hur gör vi med lärloggar för nyanlända?"


async def planned(day: Day, begins_at: datetime = AHEAD, **fields: object) -> int:
    """A check-in that is called; its number."""
    async with day.store.transaction() as tx:
        meeting = Meeting(**{"owner": "cecilia", "begins_at": begins_at, "location": "Rådhuset, rum 3",
                             "made_at": begins_at, **fields})  # fmt: skip
        meeting = await tx.meetings.add(meeting)
        for person in ("cecilia", "mats", "amina", "eva", "jonas", "leila"):
            await tx.meetings.put_reply(Reply(meeting=meeting.number, person=person, at=begins_at))
    return meeting.number


def agendas(lines: list[Line]) -> list[Line]:
    """What is said of an agenda where people read it by themselves, those in the place first."""
    found = [one for one in lines if "/agenda/" in one["key"]]
    return sorted(found, key=lambda one: one["key"])


async def test_scratch(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, vendor=("mats",), places=("contacts",), more=(STALE,), **SETTINGS)
    await planned(day)
    await day.says("gunilla", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.says("goran", "kan eleverna rösta om klassresan i unikum?", "q3")
    await day.says("anna", ASSIGN, "q4")
    await day.says("olle", ASSIGN, "q5")
    await day.says("lucy", PRINT, "q6")
    await day.presses("mats", "take", "q6")
    await day.fills("mats", "vendor_case", "q6", **FILLED)
    print(await day.fills("eva", "faq_proposal", "q2", question=VOTE, answer="Använd en enkät.", category="", area=""))
    for l in await announced(day, NEWS): print(l["event"], l["to"], l["text"])
    await day.says("dragana", FILM, "q7")
    await day.comes("2026-12-01T09:00")
    await day.says("eva", "Ja, men högst fem minuter, och bara mp4. Välj Media.", thread="q7")
    await day.presses("dragana", "helped", "q7")
    print(await day.says("dragana", "Nej, det gick ändå inte. Filmen blev för stor.", thread="q7"))
    print(await day.presses("dragana", "reopen", "q7"))
    for w in ("ta upp på mötet: " + POINT, "Ta upp på mötet: Anna Svensson 20140312-2382 kan inte logga in", "ta upp på mötet", "dagordning"):
        for l in await day.writes_to_the_bot("anna", w): print("ANNA", w, "->", l["event"], l["reply"], l["text"], l["buttons"])
    for l in await day.marks("olle", "bring_up", "q1"): print("MARK", l["text"], l["buttons"])
    lines = await day.comes("2026-12-07T10:00")
    for l in agendas(lines): print(l["at"], l["event"], l["key"], l["to"], l["place"], "\n", l["text"], l["buttons"])
    for w in ("dagordning", "dagordning text", "dagordning unikum"):
        for l in await day.writes_to_the_bot("cecilia", w): print("C", w, "->", l["event"], l["reply"], l["text"], l["buttons"])
    print((await form_of(day, "cecilia", "vendor_invite:1"))["text"])
    for l in await day.fills("cecilia", "vendor_invite", text="Hej, Anna Ek vill veta"): print(l)
    assert 0
