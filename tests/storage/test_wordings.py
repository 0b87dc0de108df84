"""Wordings are found by entry, words and question; every change raises the FAQ's revision in its own transaction."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text as sql

from knowledge.faq.entry import FaqEntry
from knowledge.faq.wordings import Standing, Wording
from storage import engines, migrate
from storage.feedback import Feedback
from storage.merging import rename_asker
from storage.store import Store
from tests.storage.made import NOON, later

LOGIN = FaqEntry(id="login", question="Hur loggar jag in?", answer="Med **BankID**.")
PLAN = FaqEntry(id="plan", question="Hur planerar jag?", answer="Så här.")
THROWN_OUT = Wording(entry="login", text="Kastas ut hela tiden!", language="sv", source="helped", question=4,
                     person="anna", at=NOON, state=Standing.LIVE)  # fmt: skip


async def filled(store: Store, *wordings: Wording) -> None:
    """An FAQ of two entries with these wordings."""
    async with store.transaction() as tx:
        await tx.faq.replace([LOGIN, PLAN], None, NOON)
        for one in wordings:
            await tx.wordings.put(one)


async def test_a_wording_comes_back_as_it_was_and_the_entry_has_it(store: Store) -> None:
    await filled(store, THROWN_OUT)
    async with store.reading() as tx:
        assert await tx.wordings.get(1) == replace(THROWN_OUT, id=1)
        assert await tx.wordings.of_entry("login") == [replace(THROWN_OUT, id=1)]
        assert await tx.wordings.of_question(4) == [replace(THROWN_OUT, id=1)]
        assert await tx.wordings.same("kastas ut hela tiden") == [replace(THROWN_OUT, id=1)]
        assert await tx.wordings.get(2) is None
        assert await tx.faq.entries() == [replace(LOGIN, wordings=("Kastas ut hela tiden!",)), PLAN]


async def test_only_live_wordings_are_used_and_each_change_is_seen_at_once(store: Store) -> None:
    await filled(store, THROWN_OUT)
    for state in (Standing.CANDIDATE, Standing.CONTESTED, Standing.REMOVED):
        async with store.transaction() as tx:
            before = await tx.faq.revision()
            assert not tx.faq.is_changed
            seen = replace(THROWN_OUT, id=1, state=state, rival="plan", doubted=True).seen("cecilia", later(days=1))
            assert await tx.wordings.put(seen) == 1
            assert tx.faq.is_changed
            assert await tx.faq.entries() == [LOGIN, PLAN]
            assert await tx.faq.revision() == before + 1
        async with store.reading() as tx:
            assert await tx.wordings.get(1) == seen
            assert await tx.faq.entries() == [LOGIN, PLAN]


async def test_what_nobody_has_looked_at_is_listed_oldest_first_page_by_page(store: Store) -> None:
    fresh = [replace(THROWN_OUT, text=f"ord {n}") for n in range(1, 6)]
    seen = replace(THROWN_OUT, text="sedd").seen("cecilia", NOON)
    gone = replace(THROWN_OUT, text="borta", state=Standing.REMOVED)
    await filled(store, *fresh, seen, gone, replace(THROWN_OUT, entry="retired long ago"))
    async with store.reading() as tx:
        assert [one.id for one in await tx.wordings.unseen(most=3)] == [1, 2, 3]
        assert [one.id for one in await tx.wordings.unseen(after=3)] == [4, 5]
        assert await tx.wordings.count_unseen() == 5
        assert await tx.wordings.count_unseen(after=3) == 2


async def test_a_deleted_question_leaves_nothing(store: Store) -> None:
    await filled(store, THROWN_OUT, replace(THROWN_OUT, question=5, text="annat"))
    async with store.transaction() as tx:
        await tx.wordings.forget(4)
        assert [one.question for one in await tx.wordings.of_entry("login")] == [5]
        await tx.wordings.drop((await tx.wordings.of_entry("login"))[0])
        assert await tx.faq.entries() == [LOGIN, PLAN]


async def test_a_file_that_names_wordings_leaves_what_people_taught(store: Store) -> None:
    await filled(store, THROWN_OUT)
    async with store.transaction() as tx:
        await tx.faq.replace([replace(LOGIN, wordings=("bankid strular", "kommer inte in")), PLAN], "cecilia", NOON)
        assert (await tx.faq.entries())[0].wordings == ("Kastas ut hela tiden!", "bankid strular", "kommer inte in")
        await tx.faq.replace([replace(LOGIN, wordings=("Kommer inte in?",)), PLAN], "cecilia", NOON)
        assert (await tx.faq.entries())[0].wordings == ("Kastas ut hela tiden!", "kommer inte in")
        await tx.faq.replace([LOGIN, PLAN], "cecilia", NOON)
        assert (await tx.faq.entries())[0].wordings == ("Kastas ut hela tiden!", "kommer inte in")
        assert await tx.wordings.count_unseen() == 1, "what a file names needs no look"


async def test_what_was_exported_and_imported_again_changes_nothing(store: Store) -> None:
    await filled(store, THROWN_OUT, replace(THROWN_OUT, text="tystnar", state=Standing.CANDIDATE))
    async with store.transaction() as tx:
        await tx.faq.replace([replace(LOGIN, wordings=("från fil",)), PLAN], None, NOON)
        before, rows = await tx.faq.entries(), await tx.wordings.of_entry("login")
        await tx.faq.replace(before, "cecilia", later(days=1))
        assert await tx.faq.entries() == before
        assert await tx.wordings.of_entry("login") == rows
        assert len(await tx.faq.versions("login")) == 1


async def test_a_file_may_bring_back_what_central_removed(store: Store) -> None:
    await filled(store, replace(THROWN_OUT, state=Standing.REMOVED).seen("mats", NOON))
    async with store.transaction() as tx:
        await tx.faq.replace([replace(LOGIN, wordings=("kastas ut hela tiden",)), PLAN], "cecilia", NOON)
        (again,) = await tx.wordings.of_entry("login")
    assert (again.state, again.seen_by) == (Standing.LIVE, "cecilia")


async def test_wordings_that_stood_in_the_entries_move_out_and_back(database: str) -> None:
    store = await Store.open(database)
    url = engines.parsed(database)
    await filled(store)
    await migrate.upgrade(url, to="0003")
    old = '{"is": "FaqEntry", "id": "login", "answer": "Med **BankID**.", "question": "Hur loggar jag in?", "wordings": ["Kommer\u00a0inte in!"]}'
    async with store.transaction() as tx:
        await tx.do(sql("UPDATE faq_entries SET document = :old WHERE id = 'login'").bindparams(old=old))
    await store.migrate()
    async with store.reading() as tx:
        (moved,) = await tx.wordings.of_entry("login")
        assert (moved.text, moved.form, moved.source) == ("Kommer\u00a0inte in!", "kommer inte in", "imported")
        assert (moved.is_live, moved.is_seen) == (True, True)
        assert (await tx.faq.entries())[0].wordings == ("Kommer\u00a0inte in!",)
    await migrate.upgrade(url, to="0003")
    async with store.reading() as tx:
        document = await tx.value(sql("SELECT document FROM faq_entries WHERE id = 'login'"))
    assert "Kommer\u00a0inte in!" in document
    await store.close()


async def test_what_a_stranger_taught_belongs_to_the_person_that_it_was(store: Store) -> None:
    await filled(store, replace(THROWN_OUT, person="U9"))
    async with store.transaction() as tx:
        await tx.feedback.add(Feedback(question=4, entry="login", kind="helped", text="x", who="U9", at=NOON))
        await rename_asker(tx, "U9", "anna")
        assert [one.person for one in await tx.wordings.of_entry("login")] == ["anna"]
        assert [one.who for one in await tx.feedback.all()] == ["anna"]
