"""Plays: central decides on what contacts propose: as it is, as words of an entry, or no with a reason; names stay out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.conversation.message import Form
from tests.journeys.day import only
from tests.journeys.lessons import SURE, answered
from tests.journeys.test_proposals import HOW, PROPOSED, _filled, _solved
from tests.journeys.town import ASSIGN, SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day


async def _proposed(day: Day) -> None:
    await _solved(day)
    await day.fills("eva", "faq_proposal", "q", **PROPOSED)


async def test_one_press_makes_an_answer_that_helps_the_next(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _solved(day)
    opened = only(await day.presses("eva", "propose_faq", "q"), "notice", "form")
    assert opened["form"] == "faq_proposal"
    await day.fills("eva", "faq_proposal", "q", **PROPOSED)
    lines = await day.presses("mats", "approve:1")
    assert only(lines, "notice")["text"].startswith(f"{PROPOSED['question']} finns nu som svar.")
    assert [line["to"] for line in lines if line["event"] == "direct"] == ["eva"]
    assert await answered(day, "goran", PROPOSED["question"]) == ["skriver-ut-namnskyltar-krokarna"]
    assert (
        only(await day.presses("cecilia", "approve:1"), "refused")["text"]
        == "Mats Nyström har redan tagit hand om förslaget."
    )
    await day.end()


async def test_no_has_a_reason_that_the_proposer_reads(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _proposed(day)
    form = only(await day.presses("mats", "decline:1"), "notice", "form")
    assert form["form"] == "faq_decline"
    empty = await day.play.stage.chat.fill(day.play._account("mats"), "faq_decline", "proposal/1", {"reason": " "})
    assert isinstance(empty, Form)
    assert empty.problems == {"reason": "Fyll i Varför inte?."}
    await day.play.stage.chat.fill(
        day.play._account("mats"), "faq_decline", "proposal/1", {"reason": "Det gäller bara er skola"}
    )
    lines = await day.passes("0s")
    told = only(lines, "direct")
    assert (told["to"], told["text"]) == (
        "eva",
        f"”{PROPOSED['question']}” blev inget eget svar: Det gäller bara er skola. Tack för att du skrev.",
    )
    assert only(lines, "revised")["buttons"] == []
    assert only(await day.writes_to_the_bot("cecilia", "faq förslag"), "direct")["text"] == "Inga förslag väntar."
    await day.end()


async def test_the_words_are_added_to_an_answer_that_there_is(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _proposed(day)
    lines = await day.presses("mats", "as_wording:1:plan")
    assert only(lines, "notice")["text"] == f"”{SIGNS}” hör nu till {ASSIGN}."
    assert await answered(day, "goran", SIGNS) == ["plan"]
    await day.end()


async def test_a_contact_may_choose_the_answer_in_the_form(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _solved(day)
    await day.presses("eva", "propose_faq", "q")
    await day.fills("eva", "faq_proposal", "q", **PROPOSED, same="plan")
    waiting = only(await day.writes_to_the_bot("mats", "faq förslag"), "direct")
    assert waiting["buttons"] == ["proposal:1"]
    lines = await day.presses("mats", "approve:1")
    assert only(lines, "notice")["text"] == f"”{SIGNS}” hör nu till {ASSIGN}."
    async with store.reading() as tx:
        assert [one.id for one in await tx.faq.entries()] == ["plan", "out"]
    await day.end()


async def test_a_question_that_is_open_again_is_asked_about_first(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await _proposed(day)
    await day.presses("anna", "reopen", "q")
    asked = only(await day.presses("mats", "approve:1"), "notice")
    assert asked["text"].endswith("är öppen igen, så svaret kanske inte räckte. Spara det ändå?")
    async with store.reading() as tx:
        assert len(await tx.faq.entries()) == 2
    await day.presses("mats", "approve:1:anyway")
    async with store.reading() as tx:
        assert len(await tx.faq.entries()) == 3
    await day.end()


async def test_names_of_those_who_had_to_do_with_it_stay_out(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", SIGNS, "q")
    await day.says("eva", f"Hej Anna! Eva här. Fråga Mats Nyström om mallen. {HOW}", "how", thread="q")
    await day.presses("anna", "helped", "q")
    card = day.play.stage.chat.log.keyed(day.card("q")["key"])
    assert card is not None
    form = await day.play.stage.chat.press(day.play._account("eva"), card.id, "propose_faq")
    assert isinstance(form, Form)
    values = _filled(form)
    for name in ("Anna", "Eva", "Mats"):
        assert name not in values["answer"]
    assert "Fråga en kollega om mallen." in values["answer"]
    await day.end()
