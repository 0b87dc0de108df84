"""FAQ entries in order, with every version; each change raises the revision in its own transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.faq.entry import FaqEntry
from storage.store import Store
from tests.storage.made import NOON, later

LOGIN = FaqEntry(
    id="login",
    question="Hur loggar jag in?",
    answer="Med **BankID**.",
    alternatives=("inloggning",),
    review_by=date(2027, 1, 1),
    extra={"seen": ["a", 1], "when": "2026-01-01"},
)
PLAN = FaqEntry(id="plan", answer="Så här.")


async def test_entries_come_back_in_file_order_as_they_were(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.faq.replace([PLAN, LOGIN], "cecilia", NOON)
    async with store.reading() as tx:
        assert await tx.faq.entries() == [PLAN, LOGIN]
        assert await tx.faq.revision() == 1


async def test_a_new_file_retires_what_it_lacks_and_versions_only_what_it_changes(store: Store) -> None:
    new = replace(LOGIN, answer="Med e-legitimation.")
    async with store.transaction() as tx:
        await tx.faq.replace([PLAN, LOGIN], "cecilia", NOON)
        await tx.faq.replace([LOGIN], "david", later(days=1))
        await tx.faq.replace([new, PLAN], "david", later(days=2))
        assert await tx.faq.entries() == [new, PLAN]
        assert [(one.entry, one.who) for one in await tx.faq.versions("plan")] == [
            (PLAN, "cecilia"),
            (None, "david"),
            (PLAN, "david"),
        ]
        assert [one.entry for one in await tx.faq.versions("login")] == [LOGIN, new]


async def test_wordings_learned_from_people_survive_an_import_that_names_none(store: Store) -> None:
    learned = replace(LOGIN, wordings=("kommer inte in",))
    async with store.transaction() as tx:
        await tx.faq.put(learned, None, NOON)
        await tx.faq.replace([LOGIN], "cecilia", later(days=1))
        assert await tx.faq.entries() == [learned]
        assert len(await tx.faq.versions("login")) == 1


async def test_an_entry_is_put_at_the_end_or_where_it_stands(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.faq.put(PLAN, "eva", NOON)
        await tx.faq.put(LOGIN, "eva", NOON)
        await tx.faq.put(replace(PLAN, answer="Ny"), "eva", NOON)
        assert [one.id for one in await tx.faq.entries()] == ["plan", "login"]
        assert await tx.faq.revision() == 3


async def test_a_retired_entry_is_used_no_more_and_can_come_back(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.faq.put(PLAN, "eva", NOON)
        await tx.faq.retire("plan", "eva", NOON)
        await tx.faq.retire("plan", "eva", NOON)
        assert await tx.faq.entries() == []
        await tx.faq.put(PLAN, "eva", NOON)
        assert await tx.faq.entries() == [PLAN]
        assert [one.entry for one in await tx.faq.versions("plan")] == [PLAN, None, PLAN]


async def test_the_revision_falls_back_with_what_is_undone(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.faq.put(PLAN, "eva", NOON)

    async def undone() -> None:
        async with store.transaction() as tx:
            await tx.faq.put(LOGIN, "eva", NOON)
            assert await tx.faq.revision() == 2
            assert len(await tx.faq.entries()) == 2
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        await undone()
    async with store.reading() as tx:
        assert await tx.faq.revision() == 1
        assert await tx.faq.entries() == [PLAN]


async def test_the_list_that_is_given_out_may_be_changed_by_who_got_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.faq.put(PLAN, "eva", NOON)
    async with store.reading() as tx:
        (await tx.faq.entries()).clear()
        assert await tx.faq.entries() == [PLAN]
