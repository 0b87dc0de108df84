"""The desk's own calibration is kept as it is, and each change is seen by whoever serves."""

from __future__ import annotations

from storage.store import Store

VALUE = {"parts": [{"way": "lexical", "low": 0.25, "pulls": {"question share": -1.5}}]}


async def test_it_comes_back_as_it_was_and_each_change_raises_the_revision(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.calibration.get() is None
        before = await tx.faq.revision()
        await tx.calibration.put(VALUE)
        kept = await tx.faq.revision()
    async with store.reading() as tx:
        assert await tx.calibration.get() == VALUE
        assert await tx.faq.revision() == kept > before
    async with store.transaction() as tx:
        await tx.calibration.put(None)
        assert await tx.calibration.get() is None
        assert await tx.faq.revision() > kept
