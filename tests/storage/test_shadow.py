"""What a watching desk keeps: one row a message, the first answer beside it, and nothing of what was taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from knowledge.conversation.event import MessageRef
from storage.shadow import KEPT, Watched
from storage.store import Store
from tests.storage.made import NOON, later, ref

QUESTION = Watched(
    ref=ref("q"),
    at=NOON,
    place="support",
    text="hur skriver man ut?",
    decision="suggest",
    entries=("print", "share"),
    confidence=0.41,
    is_question=0.93,
    kind="question",
)
ANSWER = replace(QUESTION, answer="Välj pdf.", answer_role="local", answer_message="a", answered_at=later(hours=1))


async def kept(store: Store) -> list[Watched]:
    async with store.reading() as tx:
        return await tx.shadow.since(NOON - timedelta(days=999))


async def test_what_is_kept_comes_out_as_it_was(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.shadow.note(QUESTION)
        await tx.shadow.note(replace(QUESTION, ref=ref("r", thread="q"), at=later(hours=2), decision="silent"))
        assert await tx.shadow.get(ref("q")) == QUESTION
        assert await tx.shadow.get(ref("x")) is None
        assert await tx.shadow.get(ref("q", channel="other")) is None
    assert [row.ref for row in await kept(store)] == [ref("q"), ref("r", thread="q")]
    async with store.reading() as tx:
        assert [row.ref.id for row in await tx.shadow.since(later(hours=1))] == ["r"]


async def test_the_first_answer_stays_also_when_the_question_is_judged_anew(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.shadow.note(QUESTION)
        await tx.shadow.answered(ref("q"), ANSWER)
        await tx.shadow.answered(ref("q"), replace(ANSWER, answer="Nej, inte så.", answer_message="b"))
        await tx.shadow.note(replace(QUESTION, decision="answer", entries=("print",)))
    assert await kept(store) == [replace(ANSWER, decision="answer", entries=("print",))]


async def test_an_answer_follows_its_change_and_its_removal(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.shadow.note(QUESTION)
        await tx.shadow.answered(ref("q"), ANSWER)
        await tx.shadow.reworded(ref("a"), "Välj Skriv ut.")
        await tx.shadow.reworded(MessageRef(platform="local", channel="other", id="a"), "något annat")
    assert [row.answer for row in await kept(store)] == ["Välj Skriv ut."]
    async with store.transaction() as tx:
        await tx.shadow.forget(ref("a"))
    assert await kept(store) == [QUESTION]


async def test_a_message_that_is_gone_is_gone(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.shadow.note(QUESTION)
        await tx.shadow.forget(ref("x"))
        await tx.shadow.forget(ref("q"))
    assert await kept(store) == []


async def test_what_is_older_than_that_moment_is_dropped(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.shadow.note(QUESTION)
        await tx.shadow.note(replace(QUESTION, ref=ref("young"), at=later(days=1)))
        await tx.shadow.tidy(NOON)
        await tx.shadow.tidy(later(hours=1))
    assert [row.ref.id for row in await kept(store)] == ["young"]
    assert timedelta(days=90) == KEPT
