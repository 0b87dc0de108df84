"""Plays with an encoder beside the words: every message is read once, nothing is kept of it, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.embedding.meanings import Meanings
from bot.rehearsal.play import rehearse
from bot.rehearsal.script import read_script
from storage.store import Store
from tests.bot.encoders import Breaks, Letters, Shelf
from tests.journeys.day import Day, only

ROOT = Path(__file__).resolve().parents[2]
ASKED = "Hur tilldelar jag en planering till min klass?"


async def test_what_people_write_is_read_raw_once_and_never_saved(store: Store) -> None:
    encoder, shelf = Letters(), Shelf()
    day = await Day.begin(store, meanings=Meanings(encoder, shelf))
    await day.says("anna", "Tack, den behövde jag också")
    faq, kept = len(encoder.read), set(shelf.kept)
    text = "Varför ser inte Kalle Svensson 20120304-2384 sin planering?"
    await day.says("anna", text, "q")
    assert encoder.read[faq:] == [(text, False)], "the encoder is on this machine, like the words' matcher"
    assert set(shelf.kept) == kept
    async with store.reading() as tx:
        assert await tx.vectors.get(kept) == {}, "the cache of this play is its own"
    await day.end()


async def test_what_follows_a_greeting_is_read_together_with_it(store: Store) -> None:
    encoder = Letters()
    day = await Day.begin(store, meanings=Meanings(encoder, Shelf()))
    await day.says("anna", "Hej! jag har en fråga")
    await day.says("anna", ASKED)
    assert any(text.endswith(ASKED) and text != ASKED for text, _ in encoder.read)
    await day.end()


def said(encoder: Letters) -> int:
    """How many texts were read, but for the word that a new index is woken with."""
    return sum(text != "hej" for text, _ in encoder.read)


async def test_a_presser_or_a_timer_has_nothing_read(store: Store) -> None:
    encoder = Letters()
    day = await Day.begin(store, meanings=Meanings(encoder, Shelf()))
    await day.says("anna", ASKED, "q")
    before = said(encoder)
    await day.presses("eva", "take", "q")  # a press that teaches nothing
    await day.passes("2d")
    assert said(encoder) == before
    await day.end()


async def test_an_encoder_that_breaks_in_the_middle_of_the_day_is_not_noticed(store: Store) -> None:
    encoder = Breaks(after=600)
    day = await Day.begin(store, meanings=Meanings(encoder, Shelf()))
    await day.says("anna", "Tack, den behövde jag också")
    encoder.after = 0
    assert only(await day.says("anna", ASKED, "q"), "posted", "answer")["faq"] == ["tilldela-planering"]
    assert await day.state("q") == "answered"
    await day.end()


async def test_a_rehearsal_plays_alike_with_new_and_with_kept_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    script = read_script(next(iter(sorted((ROOT / "samples" / "rehearsals").glob("*.yaml")))))
    shelf, played, read = Shelf(), [], []
    for number in range(2):
        encoder = Letters()
        store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/{number}.db")
        await store.migrate()
        played.append(await rehearse(script, store, Meanings(encoder, shelf)))
        read.append(len(encoder.read))
        await store.close()
    assert played[0] == played[1]
    assert read[1] == read[0] - len(shelf.kept)
