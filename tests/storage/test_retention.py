"""What is older than it is kept for goes, batch by batch; what is open, and every figure, stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from knowledge.support.question import State
from storage.feedback import Feedback
from storage.schema import outbox
from storage.work import Work
from tests.storage.made import LEASE, NOON, SUPPORT, later, question, ref, said

if TYPE_CHECKING:
    from storage.store import Store
    from storage.transaction import Transaction

CUT = later(days=365)


async def _asked(tx: Transaction, state: State = State.SOLVED, **fields: object) -> int:
    """A question of noon with all that hangs on it."""
    solved = {"solved_at": NOON, "how": "confirmed", "solved_by": "eva"} if state is State.SOLVED else {}
    stored = await tx.questions.add(question(state=state, answered_by="eva", answer_text="så här", **solved, **fields))
    number = stored.number
    await tx.questions.note(number, "handed_on", "eva", NOON, to="olle", note="hon har bråttom")
    await tx.messages.remember(ref(f"m{number}"), "anna", NOON, "hur loggar jag in?", number)
    await tx.messages.remember(ref(f"r{number}"), "eva", NOON, "så här", number)
    await tx.feedback.add(Feedback(question=number, entry="in", kind="helped", text="hur loggar jag in?", who="anna", at=NOON))  # fmt: skip
    await tx.outbox.say(f"question/{number}/card", SUPPORT, said("hur loggar jag in?"))
    await tx.do(update(outbox).values(about=number, created_at=NOON).where(outbox.c.key == f"question/{number}/card"))
    return number


async def _sent(tx: Transaction) -> None:
    for row in await tx.outbox.claim("w", NOON, LEASE, 50):
        await tx.outbox.posted(row.id, f"r{row.id}", NOON)


async def _words(tx: Work) -> list[str]:
    """What the outbox still holds."""
    rows = await tx.rows(select(outbox.c.said).order_by(outbox.c.id))
    return [row.said["text"] for row in rows]


async def test_the_texts_of_a_closed_question_go_and_its_figures_stay(store: Store) -> None:
    async with store.transaction() as tx:
        number = await _asked(tx)
        await _sent(tx)
        before = await tx.questions.get(number)
        assert (await tx.retention.step("questions", NOON, 0, 10)).count == 0, "it is not older than that"
        assert (await tx.retention.step("questions", CUT, 0, 10)).count == 1
        after = await tx.questions.get(number)
        assert before
        assert after
        assert (after.text, after.answer_text, after.asker) == ("", "", "anna")
        kept = ("state", "how", "asked_at", "solved_at", "school", "entry", "answered_by")
        assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
        assert [one.text for one in await tx.messages.of_question(number)] == ["", ""]
        assert await tx.feedback.all() == []
        assert [line.details for line in await tx.questions.history(number)] == [{"to": "olle"}]
        assert await _words(tx) == [""]
        assert await tx.questions.shared(NOON) == {}
        assert await tx.outbox.is_live(f"question/{number}/card"), "its buttons work as before"
        assert (await tx.retention.step("questions", CUT, 0, 10)).count == 0, "a second time there is nothing to do"


async def test_an_open_question_is_never_touched(store: Store) -> None:
    async with store.transaction() as tx:
        for state in (State.WAITING, State.TAKEN, State.WITH_VENDOR, State.ANSWERED, State.SUGGESTED, State.ASKED):
            await _asked(tx, state)
        await _sent(tx)
        before = [await tx.questions.get(number) for number in range(1, 7)]
        for kind in ("questions", "authors", "history", "messages", "outbox"):
            assert (await tx.retention.step(kind, later(days=9999), 0, 100)).count == 0, kind
        assert [await tx.questions.get(number) for number in range(1, 7)] == before
        assert set(await _words(tx)) == {"hur loggar jag in?"}


async def test_what_waits_to_be_sent_keeps_its_words(store: Store) -> None:
    async with store.transaction() as tx:
        await _asked(tx)
        await tx.retention.step("questions", CUT, 0, 10)
        await tx.retention.step("outbox", CUT, 0, 10)
        assert await _words(tx) == ["hur loggar jag in?"]


async def test_later_it_is_forgotten_who_asked_and_then_who_helped(store: Store) -> None:
    async with store.transaction() as tx:
        number = await _asked(tx)
        assert (await tx.retention.step("authors", CUT, 0, 10)).count == 1
        after = await tx.questions.get(number)
        assert after
        assert (after.asker, after.answered_by) == ("someone", "eva")
        assert [one.author for one in await tx.messages.of_question(number)] == ["someone", "eva"]
        assert (await tx.retention.step("history", CUT, 0, 10)).count == 1
        after = await tx.questions.get(number)
        assert after
        assert (after.answered_by, after.solved_by, after.how) == ("someone", "someone", "confirmed")
        assert await tx.questions.history(number) == []
        assert [one.author for one in await tx.messages.of_question(number)] == ["someone", "someone"]


async def test_one_step_does_no_more_than_it_may_and_the_next_goes_on(store: Store) -> None:
    async with store.transaction() as tx:
        for _ in range(5):
            await _asked(tx)
        first = await tx.retention.step("questions", CUT, 0, 2)
        assert (first.count, first.after) == (2, 2)
        second = await tx.retention.step("questions", CUT, first.after or 0, 2)
        assert (second.count, second.after) == (2, 4)
        last = await tx.retention.step("questions", CUT, second.after or 0, 2)
        assert (last.count, last.after) == (1, None)


async def test_what_belongs_to_no_question_and_what_failed_goes_too(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.messages.remember(ref("old"), "anna", NOON, "fikapaus")
        await tx.messages.remember(ref("new"), "anna", later(days=400), "fika igen")
        await tx.inbox.keep_failed({"id": "e1", "text": "hej"}, "ValueError", NOON)
        assert (await tx.retention.step("messages", CUT, 0, 10)).count == 1
        assert (await tx.retention.step("events", CUT, 0, 10)).count == 1
        old, new = await tx.messages.get(ref("old")), await tx.messages.get(ref("new"))
        assert old
        assert new
        assert ((old.text, old.author), (new.text, new.author)) == (("", "someone"), ("fika igen", "anna"))
        assert await tx.inbox.failed() == []
