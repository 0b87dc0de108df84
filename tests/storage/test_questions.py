"""Questions come back as they were stored, and are found by what is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.support.ladder import Step
from knowledge.support.question import State
from storage.schema import questions
from storage.store import Store
from tests.storage.made import NOON, later, question, ref


async def test_numbers_begin_at_one_and_every_field_comes_back(store: Store) -> None:
    asked = question(
        ladder=(Step(kind="local", patience="4h"), Step(kind="all_central", patience="")),
        holders=("eva",),
        deadline=later(hours=4),
        candidates=("login", "glomt"),
        root=ref("m7", thread="m1"),
    )
    async with store.transaction() as tx:
        first = await tx.questions.add(asked)
        second = await tx.questions.add(question())
    assert (first.number, second.number) == (1, 2)
    async with store.reading() as tx:
        assert await tx.questions.get(1) == replace(asked, number=1)
        assert await tx.questions.get(3) is None


async def test_a_saved_change_is_found_by_its_new_state(store: Store) -> None:
    async with store.transaction() as tx:
        asked = await tx.questions.add(question())
        await tx.questions.add(question(asker="bo"))
        await tx.questions.save(replace(asked, state=State.SOLVED, how="confirmed", solved_at=later(hours=1)))
        assert [one.asker for one in await tx.questions.open()] == ["bo"]
        assert [one.number for one in await tx.questions.where(states=(State.SOLVED,))] == [1]


async def test_a_question_that_was_never_added_cannot_be_saved(store: Store) -> None:
    async with store.transaction() as tx:
        with pytest.raises(ValueError, match="never added"):
            await tx.questions.save(question(number=7))


async def test_the_newest_question_on_a_root_is_found(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question(text="first"))
        await tx.questions.add(question(text="second"))
        found = await tx.questions.by_root("local", "support", "m1")
        assert found is not None
        assert found.text == "second"
        assert await tx.questions.by_root("local", "support", "m2") is None
        assert await tx.questions.by_root("slack", "support", "m1") is None


async def test_all_conditions_of_where_count(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question(school="lind"))
        await tx.questions.add(question(school="lind", asked_at=later(days=1)))
        await tx.questions.add(question(asker="bo", school="lind", asked_at=later(days=1)))
        found = await tx.questions.where(asker="anna", school="lind", since=later(hours=1))
        assert [one.number for one in found] == [2]
        assert len(await tx.questions.where()) == 3


async def test_linked_questions_are_found_by_the_first(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question())
        await tx.questions.add(question(linked_to=1))
        assert [one.number for one in await tx.questions.linked_to(1)] == [2]


async def test_recent_gives_open_ones_and_what_was_solved_since_newest_first(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question())
        await tx.questions.add(question(state=State.SOLVED, solved_at=later(days=-40)))
        await tx.questions.add(question(state=State.SOLVED, solved_at=later(days=-1)))
        await tx.questions.add(question(state=State.DROPPED))
        assert list(await tx.questions.recent(later(days=-30))) == [3, 1]


async def test_holding_counts_waiting_and_taken_questions_for_each_holder(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question(state=State.WAITING, holders=("eva",)))
        await tx.questions.add(question(state=State.WAITING, holders=("eva", "olle")))
        await tx.questions.add(question(state=State.TAKEN, taken_by="cecilia", holders=("eva",)))
        await tx.questions.add(question(state=State.SOLVED, holders=("eva",)))
        assert await tx.questions.holding() == {"eva": 2, "olle": 1, "cecilia": 1}


async def test_history_is_kept_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question())
        await tx.questions.note(1, "asked", "anna", NOON)
        await tx.questions.note(1, "routed", None, later(minutes=1), holders=("eva",), until=later(hours=4))
    async with store.reading() as tx:
        lines = await tx.questions.history(1)
    assert [(line.what, line.who, line.at) for line in lines] == [
        ("asked", "anna", NOON),
        ("routed", None, later(minutes=1)),
    ]
    assert lines[1].details == {"holders": ["eva"], "until": later(hours=4).isoformat()}


async def test_the_history_of_all_questions_is_read_at_once(store: Store) -> None:
    async with store.transaction() as tx:
        for _ in range(3):
            await tx.questions.add(question())
        for number, what in ((2, "asked"), (1, "asked"), (2, "taken")):
            await tx.questions.note(number, what, "eva", NOON, entry="login")
    async with store.reading() as tx:
        assert await tx.questions.whole_history() == {number: await tx.questions.history(number) for number in (2, 1)}


async def test_a_question_stored_by_an_older_version_gets_the_defaults_of_new_fields(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question())

        document = dict((await tx.rows(questions.select()))[0].document)
        del document["sensitive"]
        await tx.do(questions.update().values(document={**document, "a_field_of_long_ago": 1}))
    async with store.reading() as tx:
        found = await tx.questions.get(1)
    assert found is not None
    assert found.sensitive == ""


async def test_what_is_open_after_an_entry_was_tried(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question(rejected=("50 % å",)))
        await tx.questions.add(question(rejected=("50 % ånger",), text="50 % å"))
        await tx.questions.add(question(rejected=("50 % å",), state=State.SOLVED))
    async with store.reading() as tx:
        assert [one.number for one in await tx.questions.open_after("50 % å")] == [1]


async def test_what_was_asked_about_an_outage_is_found_by_its_number(store: Store) -> None:
    async with store.transaction() as tx:
        for outage in (3, 31, None, 3, 13):
            await tx.questions.add(question(outage=outage, state=State.WAITING))
        await tx.questions.add(question(outage=3, state=State.SOLVED))
    async with store.reading() as tx:
        assert [one.number for one in await tx.questions.of_outage(3)] == [1, 4]
        assert await tx.questions.of_outage(1) == []


async def test_lately_tells_what_was_asked_and_whether_others_have_read_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question(text="för länge sedan", asked_at=later(hours=-2)))
        await tx.questions.add(question(text="i kanalen", linked_to=1))
        await tx.questions.add(question(text="till boten", root=ref("m2", channel="direct:anna")))
        await tx.questions.add(question(text="bara till min kontakt", private=True))
        await tx.questions.add(question(text="ingen fråga", state=State.DROPPED))
        await tx.questions.add(question(text="", sensitive="custody"))
    async with store.reading() as tx:
        found = await tx.questions.lately(later(hours=-1), 10)
        assert [(one.number, one.text, one.is_shown, one.linked_to) for one in found] == [
            (2, "i kanalen", True, 1), (3, "till boten", False, None), (4, "bara till min kontakt", False, None),
            (6, "", False, None)]  # fmt: skip
        assert [one.number for one in await tx.questions.lately(later(hours=-1), 2)] == [4, 6]
