"""Plays: what people's words teach the bot, and how central sees it and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.faq.wordings import Standing, Wording
from tests.journeys.day import only
from tests.journeys.town import ASSIGN, LOGGED_OUT, PRINT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

THROWN_OUT = "jag blir utloggad från unikum varje kvart, hur stoppar jag det?"
OTHERS = [
    "blir utloggad ur unikum mitt i lektionen, vad beror det på?",
    "hur undviker man att bli utloggad medan omdömet skrivs?",
    "varför är jag utloggad när rasten är slut?",
    "kollegan säger att hon är utloggad hela tiden, är det en inställning?",
    "hur länge dröjer det innan man blir utloggad på plattan?",
    "utloggad före varje sparning i matrisen, går det att ändra?",
    "är det meningen att vikarien blir utloggad efter lunchen?",
    "i teknikrummet blir åttorna utloggade, vem ändrar tiden?",
    "hur märker jag i förväg att jag snart blir utloggad?",
]
"""Questions about being logged out that equal no text of the FAQ."""
SURE = {"matching": {"answer": "0.9999", "suggest": "0.9998"}}
"""The bot answers only what equals an entry."""
OFFERING = {"matching": {"answer": "0.9999", "suggest": "0.0001"}}


async def taught(day: Day, asker: str, words: str, entry: str = "out", by: str = "eva") -> None:
    """Somebody asks in new words, a contact answers with an entry."""
    label = f"taught: {words}"
    await day.says(asker, words, label)
    await day.presses(by, f"use_faq:{entry}", label)


async def answered(day: Day, who: str, words: str) -> list[str]:
    """The entries with which the bot answers somebody at once; none when it does not."""
    lines = await day.says(who, words, f"{who} {len(day.lines)}")
    return [entry for line in lines if line["event"] == "posted" and line["reply"] == "answer" for entry in line["faq"]]


async def state_of(day: Day, number: int) -> str:
    """How a wording stands."""
    async with day.store.reading() as tx:
        wording = await tx.wordings.get(number)
    assert wording is not None
    return wording.state.value


async def test_what_helped_anna_answers_the_next_who_says_the_same(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    assert "use_faq:out" in (await day.says("anna", THROWN_OUT, "q"))[0]["buttons"]
    chosen = await day.presses("eva", "use_faq:out", "q")
    assert only(chosen, "revised")["faq"] == ["out"]
    await day.presses("anna", "helped", "q")
    said = only(await day.says("gunilla", THROWN_OUT.upper(), "next"), "posted", "answer")
    assert said["faq"] == ["out"]
    listed = only(await day.writes_to_the_bot("jonas", "faq ord out"), "direct", "command")
    assert listed["buttons"] == []
    assert listed["text"] == (
        "Varför blir jag utloggad hela tiden? hittas på 2 sätt.\n"
        "- ”Varför blir jag utloggad hela tiden?”\n"
        "Lärt av er som frågar (1)\n"
        f"- 1: ”{THROWN_OUT}” (24 november, en kontakt valde svaret)"
    )
    await day.end()


async def test_the_askers_own_word_teaches_what_was_picked_and_a_pick_alone_does_not(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, **OFFERING)
    await day.says("anna", THROWN_OUT, "q")
    await day.presses("anna", "pick:out", "q")
    assert await state_of(day, 1) == "candidate"
    assert await answered(day, "gunilla", THROWN_OUT) == []
    assert await state_of(day, 1) == "candidate"
    await day.presses("anna", "helped", "q")
    assert await state_of(day, 1) == "live"
    assert await answered(day, "goran", THROWN_OUT) == ["out"]
    await day.end()


async def test_a_pick_that_was_no_help_teaches_nothing(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **OFFERING)
    await day.says("anna", THROWN_OUT, "q")
    await day.presses("anna", "pick:out", "q")
    await day.presses("anna", "not_helped", "q")
    async with store.reading() as tx:
        assert await tx.wordings.of_entry("out") == []
        said = [(one.kind, one.entry, one.text, one.who) for one in await tx.feedback.all()]
    assert said == [("picked", "out", THROWN_OUT, "anna"), ("not_helped", "out", THROWN_OUT, "anna")]
    await day.end()


async def test_only_one_of_each_teacher_and_five_in_all_work_before_central_has_seen_them(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", OTHERS[0], by="eva")
    await taught(day, "olle", OTHERS[1], by="eva")
    assert [await state_of(day, 1), await state_of(day, 2)] == ["live", "candidate"]
    await day.comes("2026-11-25T09:00")
    for number, by in ((2, "eva"), (3, "eva"), (4, "jonas"), (5, "leila")):
        await taught(day, "gunilla", OTHERS[number], by=by)
    assert [await state_of(day, number) for number in range(3, 7)] == ["live", "candidate", "live", "live"]
    await day.comes("2026-11-26T09:00")
    await taught(day, "goran", OTHERS[6], by="eva")
    await taught(day, "goran", OTHERS[7], by="jonas")
    assert [await state_of(day, number) for number in (7, 8)] == ["live", "candidate"]
    assert await answered(day, "dragana", OTHERS[7]) == []
    await day.says("goran", OTHERS[8], "central's own")
    await day.presses("mats", "use_faq:out", "central's own")  # a central contact sees what it teaches
    assert await state_of(day, 9) == "live"
    await day.end()


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
    assert morning["text"] == "Ord att titta på: en ny formulering. Skriv faq nya ord."
    assert [line for line in await day.comes("2026-11-26T07:31") if line["reply"] == "digest"] == []  # nothing new
    await taught(day, "olle", OTHERS[1], by="jonas")
    await day.says("lucy", PRINT, "waits")
    await day.comes("2026-11-26T16:00")
    morning = only(await day.comes("2026-11-27T07:31"), "posted", "digest")
    assert morning["text"].startswith("Väntar centralt, 27 november (1)\n")
    assert morning["text"].endswith("\nOrd att titta på: 2 nya formuleringar. Skriv faq nya ord.")
    await day.end()


async def test_whoever_deletes_a_question_takes_its_words_back(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", THROWN_OUT)
    assert await answered(day, "gunilla", THROWN_OUT) == ["out"]
    await day.deletes("anna", f"taught: {THROWN_OUT}")
    assert await answered(day, "goran", THROWN_OUT) == []
    async with store.reading() as tx:
        assert await tx.wordings.of_entry("out") == []
        assert await tx.feedback.about("out", "use_faq") != []
        assert all(one.text == "" for one in await tx.feedback.about("out", "use_faq"))
    await day.end()


async def test_other_words_in_the_place_of_a_question_take_the_first_ones_back(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", THROWN_OUT)
    await day.presses("anna", "helped", f"taught: {THROWN_OUT}")
    await day.edits("anna", f"taught: {THROWN_OUT}", OTHERS[0])
    assert await answered(day, "gunilla", THROWN_OUT) == []
    assert await answered(day, "goran", OTHERS[0]) == ["out"]  # it helped, so what is written now is learned
    await day.end()


async def test_a_question_that_was_not_solved_after_all_puts_its_words_back(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", THROWN_OUT)
    await day.presses("anna", "helped", f"taught: {THROWN_OUT}")
    await day.presses("anna", "reopen", f"taught: {THROWN_OUT}")
    assert await state_of(day, 1) == "candidate"
    assert await answered(day, "gunilla", THROWN_OUT) == []
    async with store.reading() as tx:
        assert [one.kind for one in await tx.feedback.all()] == ["use_faq"]
    await day.end()


async def test_no_question_teaches_and_its_undoing_takes_the_lesson_back(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", THROWN_OUT)
    await day.presses("mats", "not_a_question", f"taught: {THROWN_OUT}")
    assert await state_of(day, 1) == "candidate"
    async with store.reading() as tx:
        lesson = (await tx.feedback.all())[-1]
    assert (lesson.kind, lesson.entry, lesson.who) == ("not_a_question", None, "mats")
    assert lesson.features["kind.question"] > 0.5
    await day.presses("mats", "undo", f"taught: {THROWN_OUT}")
    async with store.reading() as tx:
        assert [one.kind for one in await tx.feedback.all()] == ["use_faq"]
    await day.end()


async def test_what_was_known_is_kept_with_each_press(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", THROWN_OUT)
    async with store.reading() as tx:
        (lesson,) = await tx.feedback.all()
    assert {"confidence", "exact", "score", "second", "lead", "kind.question", "kind.vague"} <= set(lesson.features)
    assert lesson.features["lead"] == round(lesson.features["score"] - lesson.features["second"], 5)
    await day.end()


async def test_what_was_said_to_the_bot_alone_is_not_learned(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **OFFERING)
    await day.writes_to_the_bot("anna", THROWN_OUT, "q")
    await day.presses("anna", "pick:out", "q")
    await day.presses("anna", "helped", "q")
    assert await day.state("q") == "solved"
    async with store.reading() as tx:
        assert await tx.wordings.of_entry("out") == []
        assert [one.kind for one in await tx.feedback.all()] == ["picked", "helped"]
    assert await answered(day, "gunilla", THROWN_OUT) == []
    await day.end()


async def test_words_with_personal_data_are_not_learned(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", "varför blir 20120314-2385 utloggad ur lärloggen varje dag?")
    async with store.reading() as tx:
        assert await tx.wordings.of_entry("out") == []
        assert [(one.kind, "20120314" in one.text) for one in await tx.feedback.all()] == [("use_faq", False)]
    await day.end()


async def test_the_second_matter_on_a_card_teaches_nothing_by_the_words_of_the_first(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", LOGGED_OUT, "q")
    await day.says("anna", ASSIGN, thread="q")
    assert day.card("q")["faq"] == ["plan"]
    await day.presses("anna", "helped", "q")
    async with store.reading() as tx:
        assert await tx.wordings.unseen() == []
        assert await tx.feedback.all() == []
    assert await answered(day, "olle", LOGGED_OUT) == ["out"]
    await day.end()


HEARD = "går det att skriva ut namnskyltar till krokarna i unikum?"
NAMEPLATES = {"question": "Hur skriver jag ut namnskyltar till krokarna?", "answer": "Öppna gruppen, **Skriv ut**."}


async def test_whoever_writes_an_entry_is_offered_what_was_heard(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", HEARD, "heard")
    await day.says("gunilla", PRINT, "another matter")
    await day.writes_to_the_bot("olle", "kan namnskyltar till krokarna skrivas ut i unikum, bara du får veta?", "alone")
    offered = only(await day.writes_to_the_bot("cecilia", "faq ny"), "direct", "command")
    assert offered["buttons"] == ["faq_new"]
    assert only(await day.presses("cecilia", "faq_new"), "notice", "form")["form"] == "faq_entry"
    saved = only(
        await day.fills("cecilia", "faq_entry", **NAMEPLATES, ways="skyltar till krokar\n- namnlappar i hallen"),
        "notice",
    )
    assert saved["text"].split("\n") == [
        f"{NAMEPLATES['question']} finns nu som svar.",
        "Den har 2 sätt att fråga utöver frågan. Med tre hittar jag den oftare. Fler kommer när folk frågar.",
        "Så här har någon frågat. Lägg till?",
        f"- 1: ”{HEARD}”",
    ]
    assert saved["buttons"] == ["wording_add:1:skriver-ut-namnskyltar-krokarna"]
    assert await answered(day, "dragana", "namnlappar i hallen") == ["skriver-ut-namnskyltar-krokarna"]
    added = only(await day.presses("cecilia", saved["buttons"][0]), "notice")
    assert added["text"] == f"”{HEARD}” hör nu till {NAMEPLATES['question']}."
    assert await answered(day, "goran", HEARD) == ["skriver-ut-namnskyltar-krokarna"]
    assert only(await day.presses("cecilia", saved["buttons"][0]), "refused")["to"] == "cecilia"  # counts once
    assert (
        only(await day.writes_to_the_bot("mats", "faq nya ord"), "direct")["text"] == "Inga nya formuleringar just nu."
    )
    await day.end()


async def test_a_new_entry_needs_a_question_an_answer_and_words_of_its_own(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    for who in ("anna", "eva"):
        assert only(await day.fills(who, "faq_entry", **NAMEPLATES), "refused")["to"] == who
        assert only(await day.writes_to_the_bot(who, "faq ny"), "refused")["to"] == who
    assert (
        only(await day.fills("cecilia", "faq_entry", question="Vad då?", answer=""), "notice", "form")["form"]
        == "faq_entry"
    )
    only(await day.fills("cecilia", "faq_entry", **NAMEPLATES, ways=LOGGED_OUT.lower()), "notice", "form")
    async with store.reading() as tx:
        assert [entry.id for entry in await tx.faq.entries()] == ["plan", "out"]
    full = "namnlappar i hallen\nskylt vid kroken\nlappar med namn till hallen"
    saved = only(await day.fills("cecilia", "faq_entry", **NAMEPLATES, ways=full, area="technical"), "notice")
    assert saved["text"] == f"{NAMEPLATES['question']} finns nu som svar."
    again = only(
        await day.fills("cecilia", "faq_entry", question="Skriver ut namnskyltar krokarna", answer="Så här."), "notice"
    )
    assert again["text"].startswith("Skriver ut namnskyltar krokarna finns nu som svar.\nDen har 0 sätt")
    async with store.reading() as tx:
        entries = await tx.faq.entries()
    assert [entry.id for entry in entries[2:]] == [
        "skriver-ut-namnskyltar-krokarna",
        "skriver-ut-namnskyltar-krokarna-2",
    ]
    assert (entries[2].area, len(entries[2].alternatives)) == ("technical", 3)
    await day.end()
