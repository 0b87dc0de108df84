"""Plays: a contact proposes an answer from what people wrote, and central makes an entry of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, ButtonPressed, MessageMarked
from knowledge.conversation.message import Form
from tests.journeys.day import only
from tests.journeys.lessons import SURE, answered
from tests.journeys.town import ASSIGN, LOGGED_OUT, SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

HOW = "Öppna gruppen och välj Skriv ut, där finns mallen för namnskyltar."
PROPOSED = {"question": "Hur skriver jag ut namnskyltar till krokarna?", "answer": HOW, "area": "technical"}


async def _form(day: Day, who: str, label: str, *, mark: str = "propose_faq") -> Form:
    """The form that the mark opens."""
    shown = await day.play.stage.chat.marks(who, day.play._post(label), mark)
    await day.passes("0s")
    assert isinstance(shown, Form)
    return shown


def _filled(form: Form) -> dict[str, str]:
    """What stands in it already."""
    return {field.name: field.value for field in form.fields if field.value}


async def _solved(day: Day) -> None:
    await day.says("anna", SIGNS, "q")
    await day.says("eva", f"Hej Anna! {HOW}", "how", thread="q")
    await day.presses("anna", "helped", "q")


async def test_a_contact_proposes_and_central_makes_an_entry_of_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _solved(day)
    form = await _form(day, "eva", "q")
    assert (form.name, form.about, form.title) == ("faq_proposal", "question/1", "Föreslå ett svar")
    assert _filled(form) == {"question": SIGNS[:1].upper() + SIGNS[1:], "answer": HOW}
    sent = await day.fills("eva", "faq_proposal", "q", **PROPOSED)
    thanks = only(sent, "notice")
    assert thanks["text"] == (
        "Tack. Mats Nyström tittar på förslaget ”Hur skriver jag ut namnskyltar till krokarna?”, "
        "och du får veta om det kommer med."
    )
    asked = only(sent, "direct")
    assert (asked["to"], asked["buttons"]) == (
        "mats",
        ["approve:1", "proposal:1", "as_wording:1:plan", "as_wording:1:out", "decline:1"],
    )  # technical
    near = f"Liknar: ”{ASSIGN}” och ”{LOGGED_OUT}”. Slå ihop, eller spara som nytt?"
    assert asked["text"] == f"Förslag på svar från Eva Lind: {PROPOSED['question']}\n{HOW}\n{near}"
    mats = Account(platform="local", id="mats")
    opened = await day.play.stage.app.bot.hear(
        ButtonPressed(id="p1", at=day.play.stage.clock.now(), who=mats, key="proposal/1", action="proposal:1")
    )
    assert isinstance(opened, Form)
    assert (opened.name, opened.about, _filled(opened)) == ("faq_entry", "proposal/1", PROPOSED)
    await _entry_saved(day, opened)
    await day.end()


async def _entry_saved(day: Day, form: Form) -> None:
    """Central saves it: all hear of it, and it works."""
    saved = await day.play.stage.chat.fill("mats", form.name, form.about, {**PROPOSED, "ways": "lappar vid krokarna"})
    assert saved is not None
    lines = await day.passes("0s")
    assert only(lines, "notice")["text"].startswith(f"{PROPOSED['question']} finns nu som svar.")
    told = only(lines, "direct")
    assert (told["to"], told["text"]) == ("eva", f"”{PROPOSED['question']}” finns nu som svar. Tack, det hjälper nästa som undrar.")  # fmt: skip
    done = only(lines, "revised")
    assert (done["key"], done["buttons"]) == ("proposal/1", [])
    assert done["text"].endswith("finns nu som svar. Mats Nyström har sparat det.")
    assert await answered(day, "goran", "lappar vid krokarna") == ["skriver-ut-namnskyltar-krokarna"]
    for who in ("cecilia", "mats"):
        again = await day.play.stage.chat.fill(who, form.name, form.about, {**PROPOSED, "question": "En till?"})
        assert again is not None
        refused = only(await day.passes("0s"), "refused")
        assert refused["text"] == "Mats Nyström har redan tagit hand om förslaget."


async def test_a_central_contact_writes_the_entry_at_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _solved(day)
    form = await _form(day, "cecilia", "how")  # the answer's own menu leads to the same
    assert (form.name, form.about) == ("faq_entry", "question/1")
    assert _filled(form) == {"question": SIGNS[:1].upper() + SIGNS[1:], "answer": HOW}
    saved = only(await day.fills("cecilia", "faq_entry", "q", **PROPOSED), "notice")
    assert saved["text"].startswith(f"{PROPOSED['question']} finns nu som svar.")
    assert saved["buttons"] == ["wording_add:1:skriver-ut-namnskyltar-krokarna"]
    await day.end()


async def test_what_was_never_answered_leaves_the_answer_to_be_written(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", SIGNS, "q")
    assert _filled(await _form(day, "eva", "q")) == {"question": SIGNS[:1].upper() + SIGNS[1:]}
    await day.says("mats", "Obs! Nu finns mallen under Skriv ut.", "alone", place="central")
    form = await _form(day, "cecilia", "alone")
    assert (form.about, _filled(form)) == ("", {"answer": "Obs! Nu finns mallen under Skriv ut."})
    await day.says("mats", LOGGED_OUT, "asks", place="central")
    assert _filled(await _form(day, "cecilia", "asks")) == {"question": LOGGED_OUT}
    await day.end()


async def test_a_proposal_needs_a_question_and_an_answer_and_names_nobody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _solved(day)
    shown = await day.play.stage.chat.fill("eva", "faq_proposal", "question/1", {**PROPOSED, "answer": " "})
    assert isinstance(shown, Form)
    assert (shown.about, shown.problems) == ("question/1", {"answer": "Fyll i Svaret."})
    assert shown.values["question"] == PROPOSED["question"]
    await day.passes("0s")
    private = {**PROPOSED, "answer": "Ring mig på 070-123 45 67 så visar jag."}
    refused = await day.play.stage.chat.fill("eva", "faq_proposal", "question/1", private)
    assert isinstance(refused, Form)
    assert refused.problems == {
        "answer": "Det ser ut att stå ett telefonnummer: ”Ring mig på [telefonnummer] så visar jag.”. Ta bort det före du sparar."
    }
    assert "070" not in str(await day.passes("0s"))
    alike = only(await day.fills("jonas", "faq_proposal", question=ASSIGN, answer="Tryck på Tilldela."), "direct")
    assert alike["text"].endswith(f"Liknar: ”{ASSIGN}” och ”{LOGGED_OUT}”. Slå ihop, eller spara som nytt?")
    assert alike["buttons"] == ["approve:1", "proposal:1", "decline:1"]  # no question whose words could be added
    await day.end()


async def test_who_may_not_propose_is_told_who_can(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _solved(day)
    for who in ("anna", "olle", "nya"):
        assert only(await day.marks(who, "propose_faq", "q"), "refused")["to"] == who
        assert only(await day.fills(who, "faq_proposal", "q", **PROPOSED), "refused")["to"] == who
    await day.fills("eva", "faq_proposal", "q", **PROPOSED)
    jonas = Account(platform="local", id="jonas")
    pressed = ButtonPressed(id="p1", at=day.play.stage.clock.now(), who=jonas, key="proposal/1", action="proposal:1")
    refused = await day.play.stage.app.bot.hear(pressed)
    assert refused is not None
    assert "Det kan bara de centrala kontakterna göra" in refused.message.text  # type: ignore[union-attr]  # a notice
    await day.end()


async def test_what_is_sensitive_becomes_no_answer(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", "hur gör jag med en elev som har skyddad identitet i unikum?", "q")
    refused = only(await day.marks("eva", "propose_faq", "q"), "refused")
    assert refused["text"].startswith("Det som är känsligt blir inget svar för alla.")
    await day.end()


async def test_without_anybody_central_a_proposal_is_kept(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("cecilia", "mats", "amina"))
    thanks = only(await day.fills("eva", "faq_proposal", **PROPOSED), "notice")
    assert thanks["text"].endswith("Det ligger hos de centrala kontakterna.")
    await day.end()


async def test_proposals_at_the_same_time_get_numbers_of_their_own(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    chat = day.play.stage.chat
    await asyncio.gather(*(chat.fill(who, "faq_proposal", "", {**PROPOSED}) for who in ("eva", "jonas", "leila")))
    lines = await day.passes("0s")
    assert sorted(line["key"] for line in lines if line["event"] == "direct") == [f"proposal/{n}" for n in (1, 2, 3)]
    page = await day.opens_home("cecilia")
    offered = [button.action for part in page.parts for button in part.buttons]
    assert [action for action in offered if action.startswith("proposal")] == [f"proposal:{n}" for n in (1, 2, 3)]
    await day.end()


async def test_the_form_opens_while_somebody_else_writes(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q")
    ref = (await day.question("q")).root
    mark = MessageMarked(id="m1", at=day.play.stage.clock.now(), who=Account(platform="local", id="eva"), ref=ref,
                         author=Account(platform="local", id="anna"), text=SIGNS, mark="propose_faq")  # fmt: skip
    async with store.transaction() as tx:
        await tx.inbox.is_new(mark.id, mark.at)  # a writer that takes its time: a mark that wrote would wait for it
        assert isinstance(await day.play.stage.app.bot.hear(mark), Form)
        assert await day.opens_home("eva")
        await tx.connection.rollback()
    await day.end()
