"""Meanings: only what changed is read, a message waits no longer than it may, and a broken encoder breaks nothing else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.embedding.meanings import PATIENCE, Meanings, size
from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.meaning import wanted
from tests.bot.encoders import WIDTH, Breaks, Letters, Shelf, Slow

LOGIN = FaqEntry(
    id="login", question="Hur loggar jag in?", alternatives=("kommer inte in",), answer="Via Skolfederation."
)
PRINT = FaqEntry(id="print", question="Hur skriver jag ut?", answer="Klicka på **Skriv ut**.")
WEIGHTS = load_matcher()
Make = Callable[..., Meanings]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[Meanings] = []

    def one(embedder: Letters, shelf: Shelf | None = None) -> Meanings:
        made.append(Meanings(embedder, shelf or Shelf()))
        return made[-1]

    yield one
    for meanings in made:
        meanings.close()


async def test_every_way_of_asking_and_every_answer_gets_its_vector(make: Make) -> None:
    vectors = await make(Letters()).faq([LOGIN, PRINT])
    assert vectors is not None
    assert set(vectors.questions) == {"Hur loggar jag in?", "kommer inte in", "Hur skriver jag ut?"}
    assert len(vectors.answers) == 2
    meaning = Index.build([LOGIN, PRINT], WEIGHTS, vectors).meaning
    assert meaning is not None
    assert meaning.texts.shape == (3, WIDTH)


def test_several_messages_are_remembered_by_their_hash_and_read_once(make: Make) -> None:
    embedder = Letters()
    meanings = make(embedder)
    assert meanings.message_now("kommer inte in", None) is not None
    found = meanings.several_now(["kommer inte in", "matrisen är borta", ""], None)
    assert set(found) == {"kommer inte in", "matrisen är borta"}
    assert meanings.several_now(list(found), None).keys() == found.keys()
    assert len(embedder.read) == 2
    assert "kommer" not in repr(list(meanings._heard))


def test_of_several_messages_those_count_that_are_there_in_time(make: Make) -> None:
    slow = Slow(after=1)
    meanings = make(slow)
    assert meanings.message_now("kommer inte in", None) is not None
    found = meanings.several_now(["kommer inte in", "matrisen är borta", "läxan syns inte"], timedelta(milliseconds=20))
    assert set(found) == {"kommer inte in"}
    slow.go.set()


async def test_only_what_changed_is_read_again(make: Make) -> None:
    first, shelf = Letters(), Shelf()
    await make(first, shelf).faq([LOGIN, PRINT])
    assert len(first.read) == 5
    later = Letters()
    meanings = make(later, shelf)
    await meanings.faq([LOGIN, PRINT])
    assert later.read == []
    assert await meanings.missing([replace(LOGIN, wordings=("glömt lösenordet",)), PRINT]) == 1
    await meanings.faq([replace(LOGIN, wordings=("glömt lösenordet",)), replace(PRINT, answer="Gå till Skriv ut.")])
    assert later.read == [("glömt lösenordet", False), ("Gå till Skriv ut.", True)]


async def test_a_text_that_is_both_question_and_answer_is_read_as_each(make: Make) -> None:
    encoder = Letters()
    await make(encoder).faq([FaqEntry(id="x", question="Så här.", answer="Så här.")])
    assert encoder.read == [("Så här.", False), ("Så här.", True)]


async def test_vectors_are_saved_as_they_come(make: Make) -> None:
    shelf = Shelf()
    entries = [FaqEntry(id=str(number), question=f"fråga {number}", answer="ja") for number in range(99)]
    await make(Letters(), shelf).faq(entries)
    assert shelf.saved == [32, 32, 32, 4]


async def test_what_was_read_before_somebody_stopped_it_is_saved(make: Make) -> None:
    encoder, shelf = Slow(after=2), Shelf()
    reading = asyncio.ensure_future(make(encoder, shelf).faq([LOGIN, PRINT]))
    await asyncio.to_thread(encoder.began.wait, 60)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    encoder.go.set()
    assert shelf.saved == [2]


async def test_another_version_of_the_encoder_reads_everything_itself(make: Make) -> None:
    shelf = Shelf()
    await make(Letters(), shelf).faq([LOGIN])
    newer = Letters()
    newer.name = "letters-2"
    await make(newer, shelf).faq([LOGIN])
    assert len(newer.read) == 3


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.lists(
        st.builds(
            FaqEntry,
            id=st.text(max_size=3),
            question=st.text(max_size=30),
            answer=st.text(max_size=60),
            alternatives=st.lists(st.text(max_size=20), max_size=2).map(tuple),
        ),
        max_size=6,
    )
)
def test_whatever_an_faq_holds_its_index_gets_all_its_vectors(entries: list[FaqEntry]) -> None:
    meanings = Meanings(Letters(), Shelf())
    vectors = asyncio.run(meanings.faq(entries))
    meanings.close()
    assert sum(map(len, wanted(entries))) <= size(entries)
    assert (Index.build(entries, WEIGHTS, vectors).meaning is None) == (not entries)


async def test_an_answer_without_a_question_that_is_cut_in_its_address_gets_its_vector_too(make: Make) -> None:
    entry = FaqEntry(id="x", answer=f"Läs här. Se https://example.org/{'a' * 1990} {'ord ' * 300}")
    assert Index.build([entry], WEIGHTS, await make(Letters()).faq([entry])).meaning is not None


async def test_a_message_gets_its_vector(make: Make) -> None:
    meanings = make(Letters())
    vector = await meanings.message("Hur loggar jag in? <@U1>", None)
    assert vector is not None
    assert np.linalg.norm(vector) == pytest.approx(1)
    assert np.array_equal(vector, meanings.message_now("Hur loggar jag in?", None))


@pytest.mark.parametrize("text", ["", " \n", "<@U1>", "\u200b", ":smile:"])
async def test_what_says_nothing_is_not_read(text: str, make: Make) -> None:
    encoder = Letters()
    meanings = make(encoder)
    assert await meanings.message(text, None) is None
    assert meanings.message_now(text, None) is None
    assert encoder.read == []


async def test_a_message_waits_fifty_milliseconds_and_no_longer(make: Make) -> None:
    encoder = Slow()
    meanings = make(encoder)
    began = perf_counter()
    assert await meanings.message("hur loggar jag in?", PATIENCE) is None
    assert await asyncio.to_thread(meanings.message_now, "hur skriver jag ut?", PATIENCE) is None
    took = perf_counter() - began
    encoder.go.set()
    assert timedelta(milliseconds=50) == PATIENCE
    assert 0.1 <= took < 30, "twice fifty milliseconds; the encoder itself would have taken for ever"


async def test_what_came_too_late_to_begin_is_never_read(make: Make) -> None:
    encoder = Slow()
    meanings = make(encoder)
    for number in range(5):
        assert await meanings.message(f"fråga {number}", timedelta()) is None
        await asyncio.to_thread(encoder.began.wait, 60)
    encoder.go.set()
    assert await meanings.message("nu", None) is not None
    assert [text for text, _ in encoder.read] == ["fråga 0", "nu"]


async def test_a_message_goes_before_the_rest_of_an_faq(make: Make) -> None:
    encoder = Slow()
    meanings = make(encoder)
    reading = asyncio.ensure_future(meanings.faq([LOGIN, PRINT]))
    await asyncio.to_thread(encoder.began.wait, 60)
    message = asyncio.ensure_future(meanings.message("kan jag logga in?", None))
    await asyncio.sleep(0)
    encoder.go.set()
    await message
    await reading
    assert [text for text, _ in encoder.read][1] == "kan jag logga in?"


@pytest.mark.parametrize(
    "broken",
    [
        Breaks(),
        Breaks(gives=np.full((1, WIDTH), np.nan, dtype=np.float32)),
        Breaks(gives=np.ones((1, WIDTH + 1), dtype=np.float32)),
        Breaks(gives=np.ones(WIDTH, dtype=np.float32)),
    ],
    ids=["raises", "no numbers", "too wide", "flat"],
)
async def test_an_encoder_that_fails_is_told_once_and_never_asked_again(
    broken: Breaks, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    meanings = make(broken)
    with caplog.at_level(logging.WARNING):
        assert await meanings.message("hur loggar jag in?", None) is None
        assert await meanings.message("hur loggar jag in?", None) is None
        assert meanings.message_now("hur loggar jag in?", None) is None
        assert await meanings.faq([LOGIN]) is None
    assert meanings.is_broken
    assert len(broken.read) == 1
    assert len(caplog.records) == 1
    assert "words alone" in caplog.text
    assert "loggar" not in caplog.text


async def test_an_encoder_that_fails_in_the_middle_of_an_faq_gives_none_of_it(make: Make) -> None:
    shelf = Shelf()
    assert await make(Breaks(after=2), shelf).faq([LOGIN, PRINT]) is None
    assert len(shelf.kept) == 2


async def test_the_vectors_of_labelled_messages_are_kept_too(make: Make) -> None:
    first, again, shelf = Letters(), Letters(), Shelf()
    texts = ["hur loggar jag in?", "", "hur  loggar jag in?", "tack!"]
    found = await make(first, shelf).messages(texts)
    assert set(found) == {"hur loggar jag in?", "hur  loggar jag in?", "tack!"}
    assert len(first.read) == 2
    await make(again, shelf).messages(texts)
    assert again.read == []


async def test_after_closing_nothing_is_read(make: Make) -> None:
    meanings = make(Letters())
    meanings.close()
    assert await meanings.message("hur loggar jag in?", None) is None
    assert meanings.message_now("hur loggar jag in?", None) is None
