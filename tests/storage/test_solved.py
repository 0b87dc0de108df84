"""Solved questions are found by the words that stand in them, within a window of the newest."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.support.question import Question, State
from storage import solved
from storage.store import Store
from tests.storage.made import NOON, later, question, ref

SINCE = later(days=-365)


async def add(store: Store, text: str, **fields: Any) -> Question:
    made = question(**{"text": text, "state": State.SOLVED, "solved_at": NOON, "place": "support", **fields})
    async with store.transaction() as tx:
        return await tx.questions.add(made)


async def having(store: Store, *words: str, places: tuple[str, ...] = ("support",), dots: bool = True) -> list[str]:
    async with store.reading() as tx:
        return list((await tx.solved.having(words, SINCE, places, dots=dots)).values())


async def test_those_with_most_of_the_words_come_first_then_the_newest(store: Store) -> None:
    for text in ("dela en planering", "Planeringen syns", "dela bild", "annat"):
        await add(store, text)
    assert await having(store, "planering", "del") == ["dela en planering", "dela bild", "Planeringen syns"]
    assert await having(store) == []
    assert await having(store, "planering", places=()) == []
    assert await having(store, "planering", places=("school",)) == []


async def test_only_what_is_solved_lately_and_shared_is_found(store: Store) -> None:
    await add(store, "planering a", state=State.WAITING, solved_at=None)
    await add(store, "planering b", solved_at=later(days=-366))
    await add(store, "planering c", private=True)
    await add(store, "", sensitive="custody")
    assert await having(store, "planering") == []
    async with store.reading() as tx:
        assert [one.text for one in await tx.solved.hidden_of("anna", SINCE)] == ["", "planering c"]
        assert await tx.solved.hidden_of("eva", SINCE) == []


@pytest.mark.parametrize(("word", "found"), [("%", 1), ("_", 1), ("\\", 1), ("ä", 2), ("' or 1=1", 0), ("100%", 1)])
async def test_the_signs_of_like_are_signs(store: Store, word: str, found: int) -> None:
    await add(store, "helt 100% säker_2 \\o/")
    await add(store, "x")
    assert len(await having(store, word)) == found


async def test_capitals_do_not_count_and_dots_need_not(store: Store) -> None:
    await add(store, "Ärendet om LÖSENORD")
    assert await having(store, "ärende")
    assert await having(store, "lösen")
    assert not await having(store, "losenord")
    assert await having(store, "losenord", dots=False)


async def test_questions_come_in_the_order_of_their_numbers_given(store: Store) -> None:
    first, second = await add(store, "a"), await add(store, "b", root=ref("m2"))
    async with store.reading() as tx:
        assert await tx.solved.numbered([second.number, 999, first.number]) == [second, first]
        assert await tx.solved.numbered([]) == []


async def test_no_more_are_given_than_can_be_looked_at(sqlite_store: Store) -> None:
    async with sqlite_store.transaction() as tx:
        for number in range(solved.MOST_FOUND + 1):
            await tx.questions.add(
                question(text=f"planering {number}", state=State.SOLVED, solved_at=NOON, place="support")
            )
    assert len(await having(sqlite_store, "planering")) == solved.MOST_FOUND
