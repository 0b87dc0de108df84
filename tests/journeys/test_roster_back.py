"""Plays: a change that is taken back leaves the questions as they were: their school, who had taken them, whose turn it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import called, only
from tests.journeys.happenings import person
from tests.journeys.test_roster import pressable, told
from tests.journeys.town import FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from knowledge.support.question import Question
    from storage.store import Store
    from tests.journeys.day import Day


async def changed(day: Day, who: str, words: str) -> list[Line]:
    """Somebody says it and does it."""
    return await day.presses(who, pressable(await day.writes_to_the_bot(who, words), "change_do"))


def had(question: Question) -> tuple[object, ...]:
    """What comes back."""
    return (question.school, question.state, question.holders, question.taken_by, question.stands_in_for)


async def three(day: Day) -> dict[str, tuple[object, ...]]:
    """A question that waits for Eva, one that she has taken and one that Mats has taken from her."""
    for label, text in (("q1", SIGNS), ("q2", VOTE), ("q3", FILM)):
        await day.says("anna", text, label)
    await day.presses("eva", "take", "q2")
    await day.presses("mats", "take", "q3")
    return await all_three(day)


async def all_three(day: Day) -> dict[str, tuple[object, ...]]:
    """How they stand."""
    return {label: had(await day.question(label)) for label in ("q1", "q2", "q3")}


async def test_a_school_comes_back_with_its_questions(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    before = await three(day)
    done = await changed(day, "mats", "ta bort skola Lindskolan")
    gone = await all_three(day)
    assert [stands[0] for stands in gone.values()] == [None, None, None]
    assert [stands[1] for stands in gone.values()] == ["waiting", "waiting", "taken"]
    undone = await day.presses("mats", pressable(done, "change_undo"))
    assert await all_three(day) == before
    assert called(undone) == ["eva"]  # for the one that waits
    assert day.card("q2")["text"].startswith("Eva Lind har tagit frågan.")
    await day.passes("4h1m")
    assert (await day.question("q1")).holders != ("eva",)  # her time runs as ever
    await day.end()


@pytest.mark.parametrize("words", ["ta bort kontakt Lindskolan Eva", "ersättare Eva Olle till fredag"])
async def test_who_had_taken_it_has_taken_it_again(store: Store, tmp_path: Path, words: str) -> None:
    day = await begin(store, tmp_path)
    before = await three(day)
    done = await changed(day, "mats", words)
    assert (await day.question("q2")).taken_by is None
    await day.presses("mats", pressable(done, "change_undo"))
    assert await all_three(day) == before
    reminded = await day.passes("4h")
    assert "eva" in {line["to"] for line in reminded if line["event"] == "direct"}
    await day.end()


async def test_what_went_on_meanwhile_goes_on_and_only_the_school_comes_back(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await three(day)
    done = await changed(day, "mats", "ta bort skola Lindskolan")
    await day.presses("amina", "take", "q1")
    await day.presses("mats", "solved", "q3")
    await day.presses("mats", pressable(done, "change_undo"))
    stands = await all_three(day)
    assert stands["q1"][:4] == ("lindskolan", "taken", ("amina",), "amina")
    assert stands["q3"][:2] == ("lindskolan", "solved")
    await day.end()


async def test_who_stepped_down_takes_it_back(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    done = await changed(day, "mats", "ta bort central Mats")
    assert (await person(store, "mats")).role.value == "teacher"
    back = only(await day.presses("mats", pressable(done, "change_undo")), "revised")
    assert back["text"] == "Ångrat. Allt är som det var."
    assert (await person(store, "mats")).role.value == "central"
    await day.end()


async def test_a_question_that_came_meanwhile_is_shown_before_it_moves(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    shown = await day.writes_to_the_bot("mats", "ta bort kontakt Lindskolan Eva")
    assert told(shown)["mats"].endswith("Ingen öppen fråga berörs.")
    await day.says("anna", SIGNS, "q1")
    anew = only(await day.presses("mats", pressable(shown, "change_do")), "revised", "command")
    assert anew["text"].startswith("Något har ändrats sedan jag frågade.")
    assert "En öppen fråga berörs:" in anew["text"]
    assert (await day.question("q1")).holders == ("eva",)
    await day.presses("mats", pressable([anew], "change_do"))
    assert (await day.question("q1")).holders != ("eva",)
    await day.end()


async def test_what_a_contact_has_stays_when_the_contact_becomes_central(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    before = await three(day)
    shown = told(await day.writes_to_the_bot("mats", "central Eva teknik"))["mats"].splitlines()
    assert "2 öppna frågor berörs:" in shown
    assert [line.endswith("ligger kvar hos Eva Lind.") for line in shown[-2:]] == [True, True]
    await day.presses("mats", "change_do:1")
    assert await all_three(day) == before
    await day.end()
