"""Plays: who may send something to the vendor, what never goes there, and who follows a case whose contact is away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import called, only
from tests.journeys.test_vendor import ANSWER, FILLED, form_of, sent
from tests.journeys.town import PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, where Mats and Cecilia may send cases to the vendor."""
    day = await begin(store, tmp_path, vendor=("mats", "cecilia"))
    yield day
    await day.end()


async def test_others_are_told_who_may(town: Day) -> None:
    await town.says("anna", SIGNS, "q1")
    await town.presses("eva", "take", "q1")
    for who in ("eva", "amina"):
        refused = only(await town.presses(who, "to_vendor", "q1"), "refused")
        assert refused["text"] == (
            "Ärenden till Unikum skickas av Cecilia Holm och Mats Nyström. Lämna frågan vidare dit."
        )
    for who, form in (("eva", "vendor_case"), ("amina", "vendor_answer")):
        assert only(await town.fills(who, form, "q1", **FILLED, answer=ANSWER), "refused")["to"] == who
    assert await town.state("q1") == "taken"
    await town.presses("mats", "to_vendor", "q1")  # whoever has it: a vendor contact may send it
    await town.fills("mats", "vendor_case", "q1", **FILLED)
    assert await town.state("q1") == "with_vendor"
    assert only(await town.writes_to_the_bot("eva", "unikum"), "refused")["to"] == "eva"


async def test_where_nobody_may_nothing_offers_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    await day.presses("mats", "take", "q1")
    assert "to_vendor" not in day.card("q1")["buttons"]
    refused = only(await day.fills("mats", "vendor_case", "q1", **FILLED), "refused")
    assert refused["text"].startswith("Ingen får skicka ärenden till Unikum än.")
    await day.end()


async def test_what_is_sensitive_never_goes_there(town: Day) -> None:
    await town.says("anna", "hur gör jag med en elev som har skyddad identitet i unikum?", "q1")
    await town.presses("mats", "take", "q1")
    assert "to_vendor" not in town.card("q1")["buttons"]
    refused = only(await town.fills("mats", "vendor_case", "q1", **FILLED), "refused")
    assert refused["text"].startswith("Det som är känsligt går inte till Unikum härifrån.")


async def test_a_text_that_points_somebody_out_is_refused_with_its_place(town: Day) -> None:
    await town.says("anna", SIGNS, "q1")
    await town.presses("mats", "take", "q1")
    texts = {
        "what": "Skylten för 20120304-2394 blir tom när den skrivs ut.",
        "seen": "Eva såg det också.",
        "steps": "Fråga Jonas Åberg.",
    }
    again = only(
        await town.fills("mats", "vendor_case", "q1", **{**FILLED, **texts, "askers": "många"}), "notice", "form"
    )
    assert again["form"] == "vendor_case"
    assert "Ta bort det som pekar ut någon: ”Skylten för [personnummer] blir tom när den skrivs…”" in again["text"]
    assert await town.state("q1") == "taken"
    await town.fills("mats", "vendor_case", "q1", **{**FILLED, "seen": "", "steps": ""})
    again = only(await town.fills("mats", "vendor_answer", "q1", answer="Gäller 20120304-2394."), "notice", "form")
    assert "[personnummer]" in again["text"]
    assert await town.state("q1") == "with_vendor"


async def test_a_question_may_go_there_before_anybody_has_taken_it(town: Day) -> None:
    await town.says("anna", SIGNS, "q1")
    await town.writes_to_the_bot("mats", "unikum 1")
    await town.presses("mats", "to_vendor:1")
    await town.fills("mats", "vendor_case", "q1", **FILLED)
    assert await town.state("q1") == "with_vendor"
    assert await town.passes("30d") is not None
    assert await town.state("q1") == "with_vendor"  # the vendor is no timed step
    await town.says("goran", VOTE, "q2")
    await town.says("goran", "tack, det löste sig", thread="q2")
    refused = only(await town.fills("mats", "vendor_case", "q2", **FILLED), "refused")
    assert refused["text"].startswith("Fråga 2 ligger inte hos någon just nu.")


async def test_the_case_goes_along_when_it_is_handed_to_another_vendor_contact(town: Day) -> None:
    await sent(town)
    lines = await town.fills("mats", "hand_on", "q1", to="cecilia")
    assert await town.state("q1") == "with_vendor"
    assert "Cecilia Holm följer ärendet" in town.card("q1")["text"]
    theirs = [line for line in lines if line["key"] == "vendor/1/case"]
    assert [(line["event"], line["to"]) for line in theirs if line["event"] == "direct"] == [("direct", "cecilia")]
    await town.fills("cecilia", "hand_on", "q1", to="eva")
    assert (await town.state("q1"), (await town.question("q1")).case) == ("waiting", 1)
    told = await town.fills("cecilia", "vendor_answer", answer=ANSWER)
    assert called(told) == ["anna"]


async def test_whoever_is_away_is_not_reminded_and_the_others_are(town: Day) -> None:
    await sent(town)
    await town.comes("2026-11-30T09:00")
    await town.writes_to_the_bot("mats", "borta till fredag")
    reminded = only(await town.comes("2026-12-01T09:01"), "direct", "reminder")
    assert reminded["to"] == "cecilia"
    await town.presses("cecilia", "vendor_reminded:1")
    assert "Ännu inget svar." in town.card("q1")["text"]


async def test_whoever_leaves_is_followed_by_another_vendor_contact(town: Day) -> None:
    await sent(town)
    async with town.store.transaction() as tx:
        directory = await tx.directory.load()
        mats = directory.person("mats")
        assert mats is not None
        await tx.directory.save_person(replace(mats, vendor_contact=False))
    lines = await town.comes("2026-12-01T09:02")
    assert [line["to"] for line in lines if line["event"] == "direct" and line["reply"] == "reminder"] == [
        "cecilia"
    ] * 2
    assert "Cecilia Holm följer ärendet" in town.card("q1")["text"]
    refused = only(await town.fills("mats", "vendor_answer", "q1", answer=ANSWER), "refused")
    assert refused["text"].startswith("Ärenden till Unikum skickas av Cecilia Holm.")


async def test_the_auditor_finds_a_case_that_was_forgotten(town: Day) -> None:
    await sent(town)
    async with town.store.transaction() as tx:
        await tx.timers.cancel("vendor/1/remind")
    await town.play.stage.app.bot.audit(None)
    async with town.store.reading() as tx:
        assert await tx.timers.keys("vendor/") == ["vendor/1/remind"]


async def test_more_questions_are_added_all_or_none(town: Day) -> None:
    await sent(town)
    await town.says("goran", VOTE, "q2")
    await town.says("gunilla", PRINT, "q3")
    await town.says("gunilla", "tack, det löste sig", thread="q3")
    await town.presses("mats", "vendor_add:1")
    again = only(await town.fills("mats", "vendor_add", "q1", questions="2, 3, 99"), "notice", "form")
    assert "Kan inte läggas till: 3, 99." in again["text"]
    assert await town.state("q2") != "with_vendor"
    await town.fills("mats", "vendor_add", "q1", questions="#2")
    assert await town.state("q2") == "with_vendor"


async def test_a_private_question_gets_its_answer_in_private(town: Day) -> None:
    await town.writes_to_the_bot("anna", PRINT, "q1")
    await town.presses("anna", "to_contact", "q1")
    await town.presses("eva", "take", "q1")
    await town.fills("eva", "hand_on", "q1", to="mats")
    await town.presses("mats", "take", "q1")
    await town.fills("mats", "vendor_case", "q1", **FILLED)
    lines = await town.fills("mats", "vendor_answer", "q1", answer=ANSWER)
    assert not [line for line in lines if line["event"] == "posted"]
    told = [line for line in lines if line["event"] == "direct" and line["reply"] == "answer"]
    assert [line["to"] for line in told] == ["anna"]
    assert (await form_of(town, "mats", "vendor_faq:1"))["question"] == FILLED["title"]


async def test_a_question_back_is_the_askers_and_then_the_vendors_again(town: Day) -> None:
    await sent(town)
    await town.says("mats", "Vilken webbläsare använder du?", thread="q1")
    assert (await town.state("q1"), (await town.question("q1")).waits_for_asker) == ("taken", True)
    await town.says("anna", "Det är Chrome.", thread="q1")
    assert await town.state("q1") == "with_vendor"
