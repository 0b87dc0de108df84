"""Plays: central sees what people taught, keeps it, moves it and takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, ButtonPressed
from knowledge.conversation.message import Notice
from knowledge.faq.wordings import Standing, Wording
from tests.journeys.day import only
from tests.journeys.lessons import OTHERS, SURE, THROWN_OUT, answered, state_of, taught
from tests.journeys.town import ASSIGN, LOGGED_OUT, PRINT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_central_looks_at_what_is_new_and_keeps_or_removes_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", OTHERS[0], by="eva")
    await taught(day, "olle", OTHERS[1], by="eva")
    await taught(day, "olle", OTHERS[2], by="jonas")
    for who in ("anna", "eva"):
        assert only(await day.writes_to_the_bot(who, "faq nya ord"), "refused")["to"] == who
    listed = only(await day.writes_to_the_bot("cecilia", "faq nya ord"), "direct", "command")
    assert listed["text"].split("\n") == [
        "Nya formuleringar (3)",
        f"- 1: ”{OTHERS[0]}” → {LOGGED_OUT} (24 november, en kontakt valde svaret)",
        f"- 2: ”{OTHERS[1]}” → {LOGGED_OUT} (24 november, en kontakt valde svaret), används inte än",
        f"- 3: ”{OTHERS[2]}” → {LOGGED_OUT} (24 november, en kontakt valde svaret)",
    ]
    assert listed["buttons"] == ["wordings_keep_all:1,2,3", "wording_remove:1", "wording_keep:2", "wording_remove:2",
                                 "wording_remove:3"]  # fmt: skip
    removed = await day.presses("cecilia", "wording_remove:3")
    assert only(removed, "notice")["text"] == f"Borttagen: ”{OTHERS[2]}”. Den används inte mer."
    revised = only(removed, "revised")["buttons"]
    assert revised == ["wordings_keep_all:1,2", "wording_remove:1", "wording_keep:2", "wording_remove:2"]
    assert await answered(day, "gunilla", OTHERS[2]) == []
    kept = await day.presses("cecilia", "wordings_keep_all:1,2")
    assert only(kept, "notice")["text"] == "2 formuleringar behålls."
    assert only(kept, "revised")["buttons"] == []
    assert await answered(day, "goran", OTHERS[1]) == ["out"]
    assert (
        only(await day.writes_to_the_bot("mats", "faq nya ord"), "direct")["text"] == "Inga nya formuleringar just nu."
    )
    await day.end()


async def test_what_central_removed_is_not_learned_again_and_a_button_counts_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", OTHERS[0])
    await day.writes_to_the_bot("cecilia", "faq nya ord")
    await day.writes_to_the_bot("mats", "faq nya ord")
    await day.presses("cecilia", "wording_remove:1")
    late = only(await day.presses("mats", "wording_remove:1"), "refused")
    assert late["text"].startswith("Det är redan avgjort.")
    assert only(await day.presses("mats", "wordings_keep_all:1"), "refused")["to"] == "mats"
    await day.comes("2026-11-25T09:00")
    await day.says("olle", OTHERS[0], "again")
    await day.presses("jonas", "use_faq:out", "again")
    assert await state_of(day, 1) == "removed"
    assert await answered(day, "gunilla", OTHERS[0]) == []
    await day.end()


async def test_nobody_but_central_may_press(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", OTHERS[0])
    bot = day.play.stage.app.bot
    for who in ("anna", "eva"):
        for action in ("wording_remove:1", "wordings_keep_all:1", "wording_add:1:plan", "wording_to:1:plan", "faq_new"):
            pressed = ButtonPressed(id=f"{who} {action}", at=day.play.stage.clock.now(),
                                    who=Account(platform="local", id=who), key="", action=action)  # fmt: skip
            shown = await bot.hear(pressed)
            assert isinstance(shown, Notice)
            assert shown.message.text.startswith("Det kan bara de centrala kontakterna göra"), (who, action)
    async with store.reading() as tx:
        assert [(one.state.value, one.is_seen) for one in await tx.wordings.of_entry("out")] == [("live", False)]
    await day.end()


async def test_words_that_two_entries_claim_are_decided_by_central(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", THROWN_OUT, "q")
    async with store.transaction() as tx:  # meanwhile it helped somebody else with the other entry
        at = (await tx.questions.where())[0].asked_at
        await tx.wordings.put(Wording(entry="plan", text=THROWN_OUT, source="helped", at=at, state=Standing.LIVE))
    await day.presses("eva", "use_faq:out", "q")
    assert [await state_of(day, 1), await state_of(day, 2)] == ["live", "contested"]
    assert await answered(day, "goran", THROWN_OUT) == ["plan"]  # as before, until somebody has decided
    listed = only(await day.writes_to_the_bot("cecilia", "faq nya ord"), "direct", "command")
    assert listed["text"].split("\n")[-1] == (
        f"- 2: ”{THROWN_OUT}” (24 november, en kontakt valde svaret). Hör den till {LOGGED_OUT} eller {ASSIGN}?"
    )
    assert listed["buttons"][-3:] == ["wording_to:2:out", "wording_to:2:plan", "wording_remove:2"]
    await day.writes_to_the_bot("mats", "faq nya ord")
    decided = await day.presses("cecilia", "wording_to:2:out")
    assert only(decided, "notice")["text"] == f"”{THROWN_OUT}” hör nu till {LOGGED_OUT}."
    assert only(decided, "revised")["buttons"] == ["wordings_keep_all:1", "wording_remove:1"]
    assert await answered(day, "dragana", THROWN_OUT) == ["out"]
    assert only(await day.presses("mats", "wording_to:2:plan"), "refused")["to"] == "mats"
    assert [await state_of(day, 1), await state_of(day, 2)] == ["removed", "live"]
    await day.end()


async def test_the_very_question_of_an_entry_never_goes_to_another(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", PRINT, "q")
    at = (await day.question("q")).asked_at
    claimed = Wording(entry="plan", text=LOGGED_OUT, source="helped", at=at, state=Standing.CONTESTED, rival="out")
    async with store.transaction() as tx:
        await tx.wordings.put(claimed)
    await day.writes_to_the_bot("cecilia", "faq nya ord")
    refused = only(await day.presses("cecilia", "wording_to:1:plan"), "refused")
    assert refused["text"] == f"”{LOGGED_OUT}” är själva frågan i ”{LOGGED_OUT}”. Skriv om den först."
    only(await day.presses("cecilia", "wording_to:1:out"), "notice", "command")
    assert await answered(day, "gunilla", LOGGED_OUT) == ["out"]
    async with store.reading() as tx:
        assert await tx.wordings.of_entry("plan") == await tx.wordings.of_entry("out") == []
    await day.end()


async def test_words_that_led_two_people_wrong_go_out_of_use_and_the_entry_stays(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", THROWN_OUT, by="eva")
    await day.writes_to_the_bot("cecilia", "faq nya ord")
    await day.presses("cecilia", "wordings_keep_all:1")
    for asker, by in (("gunilla", "jonas"), ("goran", "jonas")):
        assert await answered(day, asker, THROWN_OUT) == ["out"]
        await day.presses(by, "wrong_answer", day.play.labels[max(day.play.labels)])
    assert await state_of(day, 1) == "live"  # once more by the same person
    assert await answered(day, "dragana", THROWN_OUT) == ["out"]
    await day.presses("leila", "wrong_answer", day.play.labels[max(day.play.labels)])
    assert await state_of(day, 1) == "candidate"
    assert await answered(day, "olle", THROWN_OUT) == []
    assert await answered(day, "lucy", LOGGED_OUT) == ["out"]
    listed = only(await day.writes_to_the_bot("mats", "faq new wordings"), "direct")
    assert listed["buttons"] == ["wordings_keep_all:1", "wording_keep:1", "wording_remove:1"]
    await day.presses("mats", "wording_keep:1")
    assert await state_of(day, 1) == "live"
    await day.end()


async def test_the_daily_list_says_how_many_there_are(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"digests": "true"}, **SURE)
    await taught(day, "anna", OTHERS[0], by="eva")
    await day.presses("anna", "helped", f"taught: {OTHERS[0]}")
    morning = only(await day.comes("2026-11-25T07:31"), "posted", "digest")
    assert morning["text"].startswith("Ord att titta på: en ny formulering. Skriv faq nya ord.\nNytt i svaren: ")
    assert [line for line in await day.comes("2026-11-26T07:31") if line["reply"] == "digest"] == []  # nothing new
    await taught(day, "olle", OTHERS[1], by="jonas")
    await day.says("lucy", PRINT, "waits")
    await day.comes("2026-11-26T16:00")
    morning = only(await day.comes("2026-11-27T07:31"), "posted", "digest")
    assert morning["text"].startswith("Väntar centralt, 27 november (1)\n")
    assert morning["text"].endswith("\nOrd att titta på: 2 nya formuleringar. Skriv faq nya ord.")
    await day.end()


async def test_a_long_list_comes_in_pages_in_the_readers_language(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", PRINT, "q")
    async with store.transaction() as tx:
        at = (await tx.questions.where())[0].asked_at
        for number in range(1, 14):
            learned = Wording(entry="out", text=f"utloggad {number}", source="helped", at=at, state=Standing.LIVE)
            await tx.wordings.put(learned)
    await day.writes_to_the_bot("mats", "språk engelska")
    first = only(await day.writes_to_the_bot("mats", "faq new wordings"), "direct", "command")
    lines = first["text"].split("\n")
    assert (lines[0], lines[1]) == (
        "New wordings (13)",
        f"- 1: “utloggad 1” → {LOGGED_OUT} (24 November, the answer helped)",
    )
    assert (len(lines), lines[-1], first["buttons"][-1]) == (12, "and 3 more", "wordings_more:10")
    second = only(await day.presses("mats", "wordings_more:10"), "notice", "command")
    assert second["text"].split("\n")[0] == "New wordings (3)"
    assert second["buttons"][0] == "wordings_keep_all:11,12,13"
    kept = only(await day.presses("mats", "wordings_keep_all:11,12,13"), "notice")
    assert kept["text"] == "3 wordings are kept."
    left = only(await day.presses("mats", "wordings_keep_all:1,2,3,4,5,6,7,8,9,10"), "revised")
    assert left["buttons"] == ["wordings_more:10"]
    await day.end()


async def test_an_answer_is_found_by_its_id_its_words_and_what_it_is_about(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    for about in ("out", LOGGED_OUT, "utloggad"):
        listed = only(await day.writes_to_the_bot("eva", f"faq ord {about}"), "direct", "command")
        assert listed["text"].split("\n") == [
            f"{LOGGED_OUT} hittas på ett sätt.", f"- ”{LOGGED_OUT}”", "Inget är lärt av frågor än.",
        ]  # fmt: skip
    nothing = only(await day.writes_to_the_bot("eva", "faq ord xyzzyx [x](https://x.example)"), "direct", "command")
    assert nothing["text"].startswith("Jag hittar inget svar om ”xyzzyx")
    helped = only(await day.writes_to_the_bot("eva", "faq"), "direct", "command")
    assert "faq ord … – hur ett svar hittas" in helped["text"]
    await day.end()
