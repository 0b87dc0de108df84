"""The brain: words serve at once, meanings when they are ready; a change is seen soon, and nothing waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.brain import Brain
from bot.embedding.meanings import MOST_AWAITED, PATIENCE, Meanings
from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.verdict import Policy, Situation
from storage.store import Store
from tests.bot.encoders import Breaks, Letters, Shelf, Slow

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LOGIN = FaqEntry(id="login", question="Hur loggar jag in?", answer="Via Skolfederation.")
PRINT = FaqEntry(id="print", question="Hur skriver jag ut?", answer="Klicka på Skriv ut.")
MANY = [FaqEntry(id=f"m{n}", question=f"Fråga nummer {n}?", answer=f"Svar {n}.") for n in range(20)]
LATE = timedelta(seconds=60)
Make = Callable[..., Brain]


@pytest.fixture
async def make(sqlite_store: Store) -> AsyncIterator[Make]:
    made: list[Brain] = []

    def one(encoder: Letters | None, patience: timedelta | None = LATE, shelf: Shelf | None = None) -> Brain:
        meanings = Meanings(encoder, shelf or Shelf()) if encoder else None
        made.append(Brain(sqlite_store, load_matcher(), meanings, patience=patience))
        return made[-1]

    yield one
    for brain in made:
        await brain.close()


async def put(store: Store, *entries: FaqEntry) -> None:
    async with store.transaction() as tx:
        await tx.faq.replace(entries, None, NOW)


async def built(brain: Brain) -> None:
    """Let what is being built come to its end."""
    assert brain._building is not None
    await brain._building


def ids(brain: Brain) -> set[str]:
    return {entry.id for entry in brain.index.entries}


async def test_without_an_encoder_words_are_compared(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    brain = make(None)
    await brain.refresh(NOW)
    assert (ids(brain), brain.index.meaning) == ({"login"}, None)
    reader = await brain.read("Hur loggar jag in?", Policy())
    assert reader.verdict(Situation()).matches[0].id == "login"


async def test_words_serve_at_once_and_meanings_when_they_are_ready(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN, PRINT)
    encoder = Slow()
    brain = make(encoder)
    await brain.refresh(NOW)
    assert ids(brain) == {"login", "print"}
    assert brain.index.meaning is None
    assert (await brain.read("Hur loggar jag in?", Policy())).verdict(Situation()).matches[0].id == "login"
    encoder.go.set()
    await built(brain)
    assert brain.index.meaning is not None
    assert ids(brain) == {"login", "print"}


async def test_a_small_change_is_seen_with_its_meaning_and_a_large_one_in_words_first(
    make: Make, sqlite_store: Store
) -> None:
    await put(sqlite_store, LOGIN)
    encoder = Slow(after=4)  # the entry's two texts, the way into memory, and one text more
    brain = make(encoder)
    await brain.refresh(NOW)
    await built(brain)
    await put(sqlite_store, LOGIN, PRINT)
    await brain.refresh(NOW)
    await asyncio.to_thread(encoder.began.wait, 60)
    assert ids(brain) == {"login"}, "the old index serves until the few new vectors are there"
    encoder.go.set()
    await built(brain)
    assert ids(brain) == {"login", "print"}
    assert brain.index.meaning is not None
    encoder.after += len(encoder.read) - 4
    encoder.go.clear()
    encoder.began.clear()
    await put(sqlite_store, LOGIN, *MANY)
    await brain.refresh(NOW)
    await asyncio.to_thread(encoder.began.wait, 60)
    assert ids(brain) == {"login", *(one.id for one in MANY)}, "seen before a single one of many texts is read"
    assert brain.index.meaning is None
    encoder.go.set()
    await built(brain)
    assert brain.index.meaning is not None


async def test_what_changes_while_vectors_are_made_is_seen_before_they_are_ready(
    make: Make, sqlite_store: Store
) -> None:
    await put(sqlite_store, *MANY)
    encoder = Slow(after=5)
    brain = make(encoder)
    await brain.refresh(NOW)
    await asyncio.to_thread(encoder.began.wait, 60)
    await put(sqlite_store, LOGIN, *MANY)
    await brain.refresh(NOW)
    while "login" not in ids(brain):
        await asyncio.wait({brain._building}, timeout=0.01)  # type: ignore[arg-type]
    assert brain.index.meaning is None
    encoder.go.set()
    await built(brain)
    assert brain.index.meaning is not None
    texts = [text for text in encoder.read if text != ("hej", False)]
    assert len(texts) - len(set(texts)) <= 1, "only the text that was being read is read again"


async def test_a_brain_that_waits_has_everything_before_the_message_is_read(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    encoder = Letters()
    brain = make(encoder, None)
    await brain.refresh(NOW)
    assert brain.index.meaning is not None
    await put(sqlite_store, LOGIN, *MANY)
    await brain.refresh(NOW)
    assert len(ids(brain)) == 21
    assert brain.index.meaning is not None
    await brain.read("kan jag logga in?", Policy())
    assert encoder.read[-1] == ("kan jag logga in?", False)


async def test_a_brain_that_waits_does_not_wait_for_an_faq_that_is_too_large(make: Make, sqlite_store: Store) -> None:
    entry = replace(LOGIN, alternatives=tuple(f"text {n}" for n in range(MOST_AWAITED)))
    await put(sqlite_store, entry)
    encoder = Letters()
    brain = make(encoder, None)
    await brain.refresh(NOW)
    assert (ids(brain), brain.index.meaning, encoder.read) == ({"login"}, None, [])


async def test_only_an_index_with_meanings_has_the_messages_read(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    encoder = Slow()
    brain = make(encoder)
    await brain.refresh(NOW)
    await brain.read("hur loggar jag in?", Policy())  # the encoder is still at the FAQ
    brain.reader("hur loggar jag in?", Policy())
    encoder.go.set()
    await built(brain)
    assert ("hur loggar jag in?", False) not in encoder.read
    await brain.read("hur loggar jag in?", Policy())
    assert encoder.read[-1] == ("hur loggar jag in?", False)


async def test_a_message_and_what_came_before_it_are_read_together_once(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    encoder = Letters()
    brain = make(encoder, None)
    await brain.refresh(NOW)
    reader = await brain.read("i chrome", Policy())
    for _ in range(3):
        reader.verdict(Situation(), before="hur loggar jag in?")
        reader.verdict(Situation())
    assert [text for text, _ in encoder.read[-2:]] == ["i chrome", "hur loggar jag in? i chrome"]


async def test_questions_asked_before_are_read_once_and_compared_by_any_encoder(
    make: Make, sqlite_store: Store
) -> None:
    await put(sqlite_store, LOGIN)
    encoder = Letters()
    brain = make(encoder, None)
    await brain.refresh(NOW)
    for text in ("kan inte spara matrisen", "matrisen kan inte sparas"):
        reader = await brain.read(text, Policy())
        assert set(reader.same({1: "matrisen går inte att spara", 2: "var ser man läxan?"})) <= {1}
    assert [text for text, _ in encoder.read].count("matrisen går inte att spara") == 1


async def test_another_index_begins_another_notebook(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    brain = make(None)
    await brain.refresh(NOW)
    first = brain._before.notebook
    await brain.read("hej", Policy())
    assert brain._before.notebook is first
    await put(sqlite_store, LOGIN, PRINT)
    await brain.settle(NOW)
    assert brain._before.notebook is not first


async def test_a_slow_encoder_leaves_a_message_to_its_words(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    encoder = Slow(after=3)
    brain = make(encoder, PATIENCE)
    await brain.refresh(NOW)
    await built(brain)
    reader = await brain.read("Hur loggar jag in?", Policy())
    assert reader.verdict(Situation(), before="Hej!").matches[0].id == "login"
    assert ("Hur loggar jag in?", False) not in encoder.read[3:]
    encoder.go.set()


async def test_a_broken_encoder_leaves_everything_to_words(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    brain = make(Breaks(after=1))
    await brain.refresh(NOW)
    await built(brain)
    await put(sqlite_store, LOGIN, PRINT)
    await brain.refresh(NOW)
    await built(brain)
    assert (ids(brain), brain.index.meaning) == ({"login", "print"}, None)
    assert (await brain.read("Hur skriver jag ut?", Policy())).verdict(Situation()).matches[0].id == "print"


async def test_an_entry_that_is_not_valid_today_is_neither_found_nor_read(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN, replace(PRINT, valid_from=NOW.date() + timedelta(days=1)))
    encoder = Letters()
    brain = make(encoder, None)
    await brain.refresh(NOW)
    assert ids(brain) == {"login"}
    assert len([text for text in encoder.read if text != ("hej", False)]) == 2
    await brain.refresh(NOW + timedelta(days=1))
    assert ids(brain) == {"login", "print"}


async def test_many_messages_at_the_start_build_one_index(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, LOGIN)
    encoder = Letters()
    brain = make(encoder, None)
    await asyncio.gather(*(brain.refresh(NOW) for _ in range(5)))
    assert len(encoder.read) == 3


async def test_closing_leaves_what_is_being_made(make: Make, sqlite_store: Store) -> None:
    await put(sqlite_store, *MANY)
    encoder = Slow(after=3)
    brain = make(encoder)
    await brain.refresh(NOW)
    await asyncio.to_thread(encoder.began.wait, 60)
    closing: Any = asyncio.ensure_future(brain.close())
    await asyncio.sleep(0)
    encoder.go.set()
    await closing
    assert len(encoder.read) < 20
