"""Plays: the agenda of a check-in makes itself, stands before the meeting, is kept true, and becomes the vendor's invitation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from knowledge.support.meeting import Meeting, Reply
from knowledge.support.meeting_task import MeetingTask
from knowledge.support.wish import Wish
from tests.journeys.day import only
from tests.journeys.news import sent as announced
from tests.journeys.test_vendor import FILLED, form_of
from tests.journeys.town import ASSIGN, FILM, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

AHEAD = datetime(2026, 12, 8, 13, 30, tzinfo=UTC)
"""Tuesday a fortnight later, 14:30 in Lillköping."""
POSTED = datetime(2026, 12, 7, 6, 30, tzinfo=UTC)
"""When the desk opens on the day before."""
BEFORE = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)
SETTINGS: dict[str, Any] = {"posts": {"agenda": "true"}, "escalation": {"local": "9wd", "central": "9wd"}}
STALE = {
    "id": "old",
    "question": "Hur byter jag bild i Unikum?",
    "answer": "Under profilen.",
    "review_by": "2026-11-20",
}
NEWS = "meddela lokala kontakter: Nya omdömen\nFrån måndag skrivs omdömen på ett ställe.\nBekräfta: ja\nAPT: nej"
POINT = "Hur gör vi med lärloggar för nyanlända?"
WISH = "Lärloggen borde kunna sorteras efter ämne, tycker Eva Lind."
CONTACTS = ("cecilia", "mats", "amina", "eva", "jonas", "leila")


async def planned(day: Day, begins_at: datetime = AHEAD, **fields: Any) -> Meeting:
    """A check-in that is called, with all contacts invited."""
    async with day.store.transaction() as tx:
        meeting = await tx.meetings.add(Meeting(**{"owner": "cecilia", "begins_at": begins_at, "made_at": begins_at,
                                                   "location": "Rådhuset, rum 3", "agenda_at": POSTED, **fields}))  # fmt: skip
        for person in CONTACTS:
            await tx.meetings.put_reply(Reply(meeting=meeting.number, person=person, at=begins_at))
    return meeting


def agendas(lines: list[Line]) -> list[Line]:
    """What is said of agendas where people read them without having asked."""
    return sorted((one for one in lines if "/agenda/" in one["key"]), key=lambda one: (one["at"], one["key"]))


async def _a_fortnight(day: Day) -> None:
    """Everything that there can be to talk about has happened."""
    before = await planned(day, BEFORE)
    await planned(day, note="Vi börjar med kaffe.")
    async with day.store.transaction() as tx:
        await tx.wishes.add(Wish(text=WISH, sender="anna", school="lindskolan", at=AHEAD))
        task = MeetingTask(meeting=before.number, text="Fråga om Skola24", owner="mats", due=date(2026, 12, 1), by="cecilia", at=BEFORE)  # fmt: skip
        await tx.meeting_tasks.add(task)
    await day.says("gunilla", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.says("goran", "kan eleverna rösta om klassresan i unikum?", "q3")
    for who, label in (("anna", "q4"), ("olle", "q5")):
        await day.says(who, ASSIGN, label)
        await day.presses(who, "helped", label)
    await day.says("lucy", PRINT, "q6")
    await day.presses("mats", "take", "q6")
    await day.fills("mats", "vendor_case", "q6", **FILLED)
    await day.fills("eva", "faq_proposal", "q2", question=VOTE, answer="Använd en enkät.", category="", area="")
    await announced(day, NEWS)
    await day.says("dragana", FILM, "q7")
    await day.comes("2026-12-01T09:00")
    await day.says("eva", "Ja, men högst fem minuter, och bara mp4. Välj Media.", thread="q7")
    await day.says("jonas", "Under Skriv ut finns namnskyltar, välj A4 och liggande.", thread="q1")
    for who, label in (("dragana", "q7"), ("gunilla", "q1")):
        await day.presses(who, "helped", label)
    await day.presses("dragana", "reopen", "q7")


async def test_a_real_fortnight_gives_every_part_of_the_agenda(store: Store, tmp_path: Path) -> None:
    more = ({"id": "gunnar", "name": "Gunnar Falk", "role": "local", "schools": ["hagaskolan"]},)
    day = await begin(store, tmp_path, vendor=("mats",), places=("contacts",), more=(STALE,), also=more, **SETTINGS)
    await _a_fortnight(day)
    await day.writes_to_the_bot("anna", f"ta upp på mötet: {POINT}")
    assert agendas(day.lines) == []
    (posted,) = agendas(await day.comes("2026-12-07T09:00"))
    assert (posted["at"], posted["event"], posted["place"]) == ("2026-12-07T07:30:00+01:00", "posted", "contacts")
    assert posted["text"] == (
        "Dagordning tisdag 8 december 14:30, Rådhuset, rum 3\nVi börjar med kaffe.\n"
        "1. Frågor utan svar (2)\n"
        "- Fråga 2 ”kan eleverna rösta om klassresan inne i unikum?”, Lindskolan, sedan 24 november\n"
        "- Fråga 7 ”kan man ladda upp en film på tio minuter i unikum?”, sedan 24 november\n"
        "2. Frågor som ligger hos Unikum (1)\n"
        "- Fråga 6 ”var ställer man in att schemat skrivs ut på A3?”, Ekskolan, sedan 24 november\n"
        "3. Det som tog längst tid (1)\n"
        "- Fråga 1 ”går det att skriva ut namnskyltar till krokarna direkt från unikum?”, Hagaskolan: hjälp efter 45 tim\n"
        "4. Löstes inte första gången (1)\n"
        "- Fråga 7 ”kan man ladda upp en film på tio minuter i unikum?”\n"
        "5. Vanligaste frågorna (1)\n"
        "- ”Hur tilldelar jag en planering till min klass?”: 2 gånger\n"
        "6. Många undrar, men svar saknas (1)\n"
        "- Fråga 2 ”kan eleverna rösta om klassresan inne i unikum?”: 2 gånger\n"
        "7. Föreslagna svar (1)\n"
        "- ”kan eleverna rösta om klassresan inne i unikum?” (Eva Lind)\n"
        "8. Svar att se över (1)\n"
        "- ”Hur byter jag bild i Unikum?”, skulle ses över 20 november\n"
        "9. Skolor utan kontakt (1)\n- Ekskolan\n"
        "10. Skolor med fler än två kontakter (1)\n- Hagaskolan: 3 kontakter\n"
        "11. Förslag från kollegor (1)\n"
        f"- ”{WISH}”, Lindskolan (8 december)\n"
        "12. Nyheter som få har läst (1)\n- ”Nya omdömen”: 0 av 4 har läst\n"
        "13. Kvar sedan förra mötet (1)\n- ”Fråga om Skola24” (Mats Nyström, till 1 december)\n"
        f"14. Egna punkter (1)\n- Punkt 1: ”{POINT}” (Anna Ek)"
    )
    assert posted["buttons"] == ["add_point:2", "agenda_text:2"]
    await _to_the_vendor(day)
    await day.end()


async def _to_the_vendor(day: Day) -> None:
    """The invitation is made of it: nobody is named but whom the vendor answers, and nothing of our own affairs is told."""
    whole = only(await day.presses("jonas", "agenda_text:2"), "notice", "meeting")["text"]
    assert whole.startswith(
        "# Dagordning tisdag 8 december 14:30\n\nRådhuset, rum 3\n\nVi börjar med kaffe.\n\n## 1. Frågor"
    )
    assert "## 14. Egna punkter (1)\n\n- Punkt 1: ”Hur gör vi" in whole
    only(await day.presses("eva", "vendor_invite:2"), "refused", "refusal")
    offered = only(await day.writes_to_the_bot("mats", "dagordning unikum"), "direct", "meeting")
    assert offered["buttons"] == ["vendor_invite:2"]
    text = (await form_of(day, "mats", "vendor_invite:2"))["text"]
    assert text == (
        "Hej,\nvi har avstämning om Unikum i Lillköping tisdag 8 december 14:30–15:30, Rådhuset, rum 3. Vi vill gärna ha med er.\n\n"
        "Det här undrar våra skolor:\n"
        "- kan eleverna rösta om klassresan inne i unikum? (2 har frågat)\n"
        "- kan man ladda upp en film på tio minuter i unikum?\n"
        "- var ställer man in att schemat skrivs ut på A3?\n"
        "- Önskemål: Lärloggen borde kunna sorteras efter ämne, tycker en kollega.\n\n"
        "Hör av er till Mats Nyström senast 7 december om ni kan vara med, hela tiden eller en del."
    )
    await day.presses("mats", "vendor_invite:2")
    again = only(await day.fills("mats", "vendor_invite", text=f"{text} Anna Ek undrar."), "notice", "form")
    assert again["form"] == "vendor_invite"
    await day.presses("mats", "vendor_invite:2")
    done = await day.fills("mats", "vendor_invite", text=text)
    assert only(done, "notice", "meeting")["text"].startswith("Inbjudan är noterad.")
    assert (only(done, "direct", "meeting")["to"], only(done, "direct", "meeting")["text"]) == ("mats", text)
    seen = only(await day.writes_to_the_bot("cecilia", "dagordning"), "direct", "meeting")
    assert seen["text"].endswith("\nInbjudan till Unikum skrevs 7 december av Mats Nyström.")
    assert seen["buttons"] == ["add_point:2", "agenda_text:2", "vendor_invite:2", "point_drop:1"]


async def test_it_is_kept_true_until_the_meeting_and_told_only_while_it_helps(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, places=("contacts",), meetings={"agenda": "1"}, **SETTINGS)
    preview = only(await day.writes_to_the_bot("eva", "agenda"), "direct", "meeting")
    assert preview["text"].startswith(
        "Samlat sedan 25 oktober. Ingen avstämning är planerad än.\n1. Skolor utan kontakt (1)"
    )
    only(await day.writes_to_the_bot("cecilia", "dagordning unikum"), "refused", "refusal")
    await day.mentions_the_bot("cecilia", "paus", "contacts")
    await day.writes_to_the_bot("cecilia", "möte tisdag 8 december 14:30 Rådhuset, rum 3 https://moten.lillkoping.se/a")
    await day.presses("cecilia", "meeting_send:1")
    await day.presses("amina", "attend:no")
    posted = agendas(await day.comes("2026-12-07T08:00"))
    assert [one["event"] for one in posted] == ["direct"] * 5, (
        "the bot is silent in their place: to each who has not said no"
    )
    await day.says("gunilla", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    assert agendas(await day.passes("5m")) == [], "not at once"
    later = agendas(await day.comes("2026-12-07T16:00"))
    assert [one["event"] for one in later] == ["revised"] * 5, "once, with both, and no more while nothing changes"
    assert "1. Frågor utan svar (2)" in later[0]["text"]
    only(await day.writes_to_the_bot("anna", "dagordning 1"), "direct", "meeting")  # her own points: there are none
    only(await day.writes_to_the_bot("eva", "dagordning 9"), "refused", "refusal")
    await day.presses("cecilia", "meeting_cancel:1")
    told = agendas(await day.fills("cecilia", "meeting_cancel", why=""))
    assert {one["text"] for one in told} == {
        "Inställt: avstämningen tisdag 8 december. Punkterna tas med till nästa möte."
    }
    assert agendas(await day.comes("2026-12-08T09:00")) == [], "said at once, and once"
    late = await planned(day, datetime(2026, 12, 8, 8, 20, tzinfo=UTC))
    assert late.number == 2
    assert len(agendas(await day.comes("2026-12-08T09:19"))) == 0
    assert agendas(await day.comes("2026-12-08T12:00")) == [], "it has begun: nobody is told of its agenda any more"
    await day.end()
