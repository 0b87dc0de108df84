"""Through whose hands questions went is read without building them, the newest first."""

from __future__ import annotations

from knowledge.support.moved_on import Passed
from storage.store import Store
from tests.storage.made import NOON, later, question


async def test_who_was_asked_and_who_did_something(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question(school="lind", asked=("eva", "mats"), taken_by="mats", solved_by="mats"))
        await tx.questions.add(question(school="lind", asked_at=later(hours=1)))
        await tx.questions.add(question(asked=("mats",)))
        await tx.questions.add(question(school="lind", asked_at=later(days=-1)))
    async with store.reading() as tx:
        assert await tx.statistics.passed(NOON) == [
            Passed(school="lind", asked_at=later(hours=1), asked=(), by=()),
            Passed(school="lind", asked_at=NOON, asked=("eva", "mats"), by=("mats", "mats")),
        ]
