"""Plays: what people's presses teach the bot, and what takes it back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, ButtonPressed
from tests.journeys.day import only
from tests.journeys.lessons import OFFERING, OTHERS, SURE, THROWN_OUT, answered, state_of, taught
from tests.journeys.town import ASSIGN, LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


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


async def test_presses_at_the_same_time_are_counted_as_if_one_came_after_the_other(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, **SURE)
    unlike = (OTHERS[0], OTHERS[1], OTHERS[5])
    for number, asker in enumerate(("anna", "olle", "gunilla")):
        await day.says(asker, unlike[number], f"q{number}")
    eva, at = Account(platform="local", id="eva"), day.play.stage.clock.now()
    presses = [
        ButtonPressed(id=f"p{number}", at=at, who=eva, key=day.card(f"q{number}")["key"], action="use_faq:out")
        for number in range(3)
    ]
    await asyncio.gather(*(day.play.stage.app.bot.hear(press) for press in presses))
    async with store.reading() as tx:
        states = [one.state.value for one in await tx.wordings.of_entry("out")]
    assert sorted(states) == ["candidate", "candidate", "live"]
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


async def test_what_turns_out_to_be_sensitive_leaves_nothing(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await taught(day, "anna", THROWN_OUT)
    await day.edits("anna", f"taught: {THROWN_OUT}", "en elev med skyddad identitet syns i klasslistan, vad gör jag?")
    assert (await day.question(f"taught: {THROWN_OUT}")).sensitive
    async with store.reading() as tx:
        assert await tx.wordings.of_entry("out") == []
        assert await tx.feedback.all() == []
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
