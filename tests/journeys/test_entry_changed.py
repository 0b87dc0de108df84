"""Plays: contacts look after the answers in the chat: change, retire, bring back; two at once see both texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.conversation.message import Form
from tests.journeys.day import only
from tests.journeys.lessons import SURE, answered
from tests.journeys.town import ASSIGN, LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.conversation.message import Shown
    from knowledge.faq.entry import FaqEntry
    from storage.store import Store
    from tests.journeys.day import Day

NEW = "Efter 60 minuter loggas du ut."


async def entry(store: Store, name: str) -> FaqEntry:
    """As it is stored."""
    async with store.reading() as tx:
        return next(one for one in await tx.faq.entries() if one.id == name)


async def version(store: Store, name: str) -> int:
    """The number of its newest version, as an opened form remembers it."""
    async with store.reading() as tx:
        newest = await tx.faq.newest(name)
    assert newest is not None
    return newest.id


async def opens(day: Day, who: str, name: str) -> str:
    """Somebody looks at an entry and presses Ändra; gives what the form is about."""
    await day.writes_to_the_bot(who, f"faq {name}")
    await day.presses(who, f"faq_edit:{name}")
    return f"entry/{await version(day.store, name)}/0/{name}"


async def sends(day: Day, who: str, about: str, **values: Any) -> Shown | None:
    """Somebody sends the form that was opened from that version."""
    return await day.play.stage.chat.fill(day.play._account(who), "faq_entry", about, values)


async def changes(day: Day, who: str, name: str, **values: Any) -> Shown | None:
    """Both."""
    return await sends(day, who, await opens(day, who, name), **values)


async def test_a_central_contact_changes_an_answer_and_it_is_used_at_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    shown = only(await day.writes_to_the_bot("cecilia", "faq utloggad"), "direct", "command")
    assert shown["text"].split("\n") == [
        LOGGED_OUT, "Efter 45 minuter loggas du ut.", "0 sätt att fråga utöver frågan (out)",
    ]  # fmt: skip
    assert shown["buttons"] == ["faq_edit:out", "faq_retire:out", "faq_versions:out"]
    form = only(await day.presses("cecilia", "faq_edit:out"), "notice", "form")
    assert form["form"] == "faq_entry"
    about = f"entry/{await version(store, 'out')}/0/out"
    await sends(
        day, "cecilia", about, question=LOGGED_OUT, answer=NEW, ways="loggas ut", area="technical", local="Hos oss 30."
    )
    assert only(await day.passes("0s"), "notice")["text"] == f"{LOGGED_OUT} är ändrat. Det nya gäller nu."
    got = only(await day.says("goran", LOGGED_OUT, "q"), "posted", "answer")
    assert got["text"].split("\n")[1:3] == [NEW, "Hos oss i Lillköping: Hos oss 30."]
    kept = await entry(store, "out")
    assert (kept.owner, kept.review_by, kept.area) == ("cecilia", date(2027, 5, 24), "technical")
    assert await answered(day, "anna", "loggas ut") == ["out"]
    await day.end()


async def test_who_saves_second_sees_the_first_text_and_decides(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await opens(day, "mats", "out")
    about = await opens(day, "cecilia", "out")
    before = {"question": LOGGED_OUT, "ways": ""}
    await sends(day, "mats", about, **before, answer="Efter 50 minuter loggas du ut.", local="Fråga IT.")
    again = await sends(day, "cecilia", about, **before, answer=NEW, local="")
    assert isinstance(again, Form)
    assert again.problems["answer"] == (
        "Mats Nyström ändrade samma sak i dag 09:00 och skrev: ”Efter 50 minuter loggas du ut.” "
        "Här står det du skrev. Spara det som ska gälla."
    )
    assert (
        again.problems["local"]
        == "Mats Nyström sparade i dag 09:00. Den ändringen står redan här. Spara igen, så gäller båda."
    )
    assert (again.values["answer"], again.values["local"]) == (NEW, "Fråga IT.")
    assert (await entry(store, "out")).answer == "Efter 50 minuter loggas du ut."  # nothing is saved yet
    await sends(day, "cecilia", again.about, **{name: again.values[name] for name in (*before, "answer", "local")})
    kept = await entry(store, "out")
    assert (kept.answer, kept.local) == (NEW, "Fråga IT.")
    await day.end()


async def test_retired_restored_and_every_version_told(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await changes(day, "mats", "out", question=LOGGED_OUT, answer=NEW, ways="")
    await day.writes_to_the_bot("cecilia", "faq ta bort utloggad")
    gone = only(await day.presses("cecilia", "faq_retire:out"), "notice")
    assert gone["text"] == f"{LOGGED_OUT} är taget ur bruk. Jag svarar inte med det mer."
    assert await answered(day, "goran", LOGGED_OUT) == []
    listed = only(await day.writes_to_the_bot("cecilia", "faq återställ"), "direct")
    assert listed["text"].split("\n") == ["Tagna ur bruk (1)", f"- {LOGGED_OUT}"]
    back = only(await day.presses("cecilia", listed["buttons"][0]), "notice")
    assert back["text"] == f"{LOGGED_OUT} används igen, som det såg ut i dag 09:00."
    assert await answered(day, "anna", LOGGED_OUT) == ["out"]
    told = only(await day.writes_to_the_bot("eva", "faq versioner utloggad"), "direct")["text"].split("\n")
    assert [row.partition(": ")[2] for row in told[1:]] == [
        "i dag 09:00, Cecilia Holm – skrevs",
        "i dag 09:00, Cecilia Holm – togs ur bruk",
        "i dag 09:00, Mats Nyström – ändrade svaret, vem som sköter det och när det ses över",
        "i dag 09:00, en fil – skrevs",
    ]
    only(await day.presses("eva", "faq_retire:out"), "refused")
    await day.end()


async def test_personal_data_is_refused_with_the_place_and_a_number_is_asked_about(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, **SURE)
    about = await opens(day, "mats", "out")
    wrong = await sends(day, "mats", about, question=LOGGED_OUT, ways="", answer="Ange 121212-1212 i rutan Elev.")
    assert isinstance(wrong, Form)
    assert wrong.problems == {
        "answer": "Det ser ut att stå ett personnummer: ”Ange [personnummer] i rutan Elev.”. Ta bort det före du sparar."
    }
    await day.passes("0s")
    about = await opens(day, "mats", "out")
    asked = await sends(day, "mats", about, question=LOGGED_OUT, ways="", answer="Ring IT på 0500-12 34 56.")
    assert isinstance(asked, Form)
    assert asked.problems == {"answer": "Här står 0500-12 34 56. Alla får läsa det. Stämmer det, spara en gång till."}
    assert (await entry(store, "out")).answer == "Efter 45 minuter loggas du ut."
    await sends(day, "mats", asked.about, question=LOGGED_OUT, ways="", answer="Ring IT på 0500-12 34 56.")
    assert (await entry(store, "out")).answer == "Ring IT på 0500-12 34 56."
    days = await changes(day, "mats", "out", valid_from="2027-02-01", valid_to="2027-01-01",
                       review_by="snart")  # fmt: skip
    assert isinstance(days, Form)
    assert days.problems == {
        "review_by": "”snart” är inget datum. Skriv till exempel 2027-03-01.",
        "valid_to": "Slutet kommer före början. Byt plats på 1 februari 2027 och 1 januari 2027?",
    }
    await day.end()


async def test_an_answer_that_begins_tomorrow_works_tomorrow(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await changes(day, "mats", "out", valid_from="2026-11-25", valid_to="2026-11-25")
    assert await answered(day, "goran", LOGGED_OUT) == []
    shown = only(await day.writes_to_the_bot("cecilia", "faq out"), "direct")
    assert "gäller från i morgon" in shown["text"] or "gäller från 25 november" in shown["text"]
    await day.comes("2026-11-25T08:00")
    assert await answered(day, "anna", LOGGED_OUT) == ["out"]
    await day.comes("2026-11-26T08:00")
    assert await answered(day, "gunilla", LOGGED_OUT) == []
    await day.end()


async def test_pasted_text_becomes_plain_lines_and_lists(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    pasted = "<!--[if gte mso 9]><xml><w:x/></xml><![endif]-->Så här:\n·\tÖppna\u00a0gruppen\n•  Välj “Skriv ut”"
    await day.writes_to_the_bot("mats", "faq ny")
    await day.presses("mats", "faq_new")
    await sends(day, "mats", "", question="Hur skriver jag ut en lista?", answer=pasted, ways="skriva ut lista")
    async with store.reading() as tx:
        kept = (await tx.faq.entries())[-1]
    assert kept.answer == "Så här:\n- Öppna gruppen\n- Välj ”Skriv ut”"
    await day.end()


async def test_a_local_contact_proposes_a_change_and_central_sees_what_it_changes(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    shown = only(await day.writes_to_the_bot("eva", "faq visa out"), "direct")
    assert shown["buttons"] == ["faq_edit:out", "faq_versions:out"]
    assert only(await day.presses("eva", "faq_edit:out"), "notice", "form")["form"] == "faq_proposal"
    await day.play.stage.chat.fill(day.play._account("eva"), "faq_proposal", "entry/0/0/out",
                                   {"question": LOGGED_OUT, "answer": NEW, "area": "technical"})  # fmt: skip
    asked = only(await day.passes("0s"), "direct")
    assert asked["text"].split("\n") == [
        f"Eva Lind vill ändra svaret {LOGGED_OUT}.", "Nu står det: Efter 45 minuter loggas du ut.",
        f"Förslag: {LOGGED_OUT}", NEW,
    ]  # fmt: skip
    assert asked["buttons"] == ["approve:1", "proposal:1", "decline:1"]
    saved = await day.presses("mats", "approve:1")
    assert only(saved, "notice")["text"] == f"{LOGGED_OUT} är ändrat. Det nya gäller nu."
    told = only(saved, "direct")
    assert (told["to"], told["text"]) == (
        "eva", f"Din ändring av ”{LOGGED_OUT}” gäller nu. Tack, det hjälper nästa som undrar.",
    )  # fmt: skip
    assert (await entry(store, "out")).answer == NEW
    assert await answered(day, "goran", ASSIGN) == ["plan"]
    await day.end()


async def test_a_proposed_change_never_writes_over_a_newer_text(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.writes_to_the_bot("eva", "faq visa out")
    await day.presses("eva", "faq_edit:out")
    await day.fills("eva", "faq_proposal", question=LOGGED_OUT, answer=NEW, area="technical")
    await changes(day, "cecilia", "out", question=LOGGED_OUT, ways="", answer="Efter 99 minuter loggas du ut.")
    await day.passes("0s")
    shown = only(await day.presses("mats", "approve:1"), "notice", "form")
    assert shown["form"] == "faq_entry"
    assert (await entry(store, "out")).answer == "Efter 99 minuter loggas du ut."
    await day.end()


async def test_who_saves_second_without_a_change_of_their_own_keeps_the_first_ones(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, **SURE)
    about = await opens(day, "cecilia", "out")
    await changes(day, "mats", "out", question=LOGGED_OUT, ways="", answer="Efter 99 minuter loggas du ut.")
    same = {"question": LOGGED_OUT, "ways": "", "answer": "Efter 45 minuter loggas du ut."}
    again = await sends(day, "cecilia", about, **same)
    assert isinstance(again, Form)
    assert again.values["answer"] == "Efter 99 minuter loggas du ut."
    await day.end()


async def test_what_was_restored_may_be_told_too(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    first = await version(store, "out")
    await changes(day, "mats", "out", question=LOGGED_OUT, ways="", answer=NEW)
    await day.says("anna", LOGGED_OUT, "q")
    await day.writes_to_the_bot("cecilia", "faq versioner out")
    back = only(await day.presses("cecilia", f"faq_restore:{first}"), "notice")
    assert back["text"].split("\n")[1].startswith("En har fått det gamla svaret")
    await day.end()
