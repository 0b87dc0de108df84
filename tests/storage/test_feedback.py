"""What people's presses say is kept as examples, and follows its question."""

from __future__ import annotations

from dataclasses import replace

from storage.feedback import Feedback
from storage.store import Store
from tests.storage.made import NOON, later

HELPED = Feedback(question=1, entry="login", kind="helped", text="kommer inte in", who="anna", at=NOON,
                  features={"confidence": 0.7, "lead": 0.25})  # fmt: skip
WRONG = Feedback(question=2, entry="login", kind="wrong_answer", text="var är bilden", who="eva", at=later(days=1))


async def test_examples_come_back_as_they_were_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feedback.add(HELPED)
        await tx.feedback.add(WRONG)
    async with store.reading() as tx:
        assert await tx.feedback.all() == [HELPED, WRONG]
        assert await tx.feedback.all(since=later(hours=1)) == [WRONG]
        assert await tx.feedback.about("login", "wrong_answer") == [WRONG]
        assert await tx.feedback.about("plan", "wrong_answer") == []


async def test_examples_say_what_their_question_says(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feedback.add(HELPED)
        await tx.feedback.add(WRONG)
        await tx.feedback.reword(1, "kommer inte in på plattan")
        await tx.feedback.reword(2, "")
        assert await tx.feedback.all() == [replace(HELPED, text="kommer inte in på plattan")]
        assert len(await tx.feedback.about("login", "wrong_answer")) == 1, "that it was said stays"


async def test_a_press_that_is_taken_back_counts_no_more(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feedback.add(HELPED)
        await tx.feedback.add(replace(HELPED, kind="use_faq"))
        await tx.feedback.add(WRONG)
        await tx.feedback.take_back(1, ("helped", "wrong_answer"))
        assert [one.kind for one in await tx.feedback.all()] == ["use_faq", "wrong_answer"]
