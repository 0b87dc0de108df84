"""Plays: each night the desk takes away what is older than it is kept for, and nobody notices."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from handlers.care import BATCH, KEY
from storage.schema import messages
from storage.work import Work
from tests.journeys.lessons import SURE
from tests.journeys.news import sent
from tests.journeys.town import FILM, SIGNS, begin
from tests.storage.made import NOON, ref

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from storage.store import Store
    from tests.journeys.day import Day


async def _armed(day: Day) -> None:
    await day.play.stage.app.bot.audit(None)


async def _solved(day: Day) -> None:
    await day.says("anna", SIGNS, "signs")
    await day.says("eva", "Öppna gruppen och välj Skriv ut, där finns mallen.", thread="signs")
    await day.presses("anna", "helped", "signs")
    await day.says("anna", FILM, "film")
    await day.presses("eva", "take", "film")


async def test_a_year_after_it_was_solved_the_words_are_gone_and_the_open_one_stands(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    day = await begin(store, tmp_path, retention={"questions": 2, "outbox": 2, "messages": 2}, **SURE)
    await _armed(day)
    await _solved(day)
    with caplog.at_level(logging.INFO, logger="bot.hearing"):
        await day.comes("2026-11-25T12:00")
        assert (await day.question("signs")).text == SIGNS, "it is not that long ago"
        await day.comes("2026-11-29T12:00")
    signs, film = await day.question("signs"), await day.question("film")
    assert (signs.text, signs.answer_text, signs.state.value, signs.asker) == ("", "", "solved", "anna")
    assert film.text == FILM
    lines = [record.getMessage() for record in caplog.records if record.getMessage().startswith("care: ")]
    assert any("questions" in line for line in lines)
    assert not any(SIGNS in line or "anna" in line for line in lines)
    assert await day.presses("anna", "reopen", "signs"), "its card works"
    await day.end()


async def test_a_hold_keeps_everything(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, retention={"questions": 1, "authors": 1, "hold": True}, **SURE)
    await _armed(day)
    await _solved(day)
    await day.comes("2026-12-04T12:00")
    assert (await day.question("signs")).text == SIGNS
    await day.end()


async def test_much_is_done_in_small_pieces_in_one_night(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, retention={"messages": 1}, **SURE)
    await _armed(day)
    many = 2 * BATCH + 7
    async with store.transaction() as tx:
        for number in range(many):
            await tx.messages.remember(ref(f"old{number}", channel="elsewhere"), "anna", NOON, "fika")
    await day.comes("2026-11-26T02:29")
    async with store.reading() as tx:
        assert await _texts(tx) == many
        timer = await tx.timers.get(KEY)
        assert timer
        assert timer.due.isoformat() == "2026-11-26T01:30:00+00:00", "half past two in Stockholm"
    await day.comes("2026-11-26T02:30")
    async with store.reading() as tx:
        assert 0 < await _texts(tx) < many, "one piece is done, and others may write in between"
    await day.passes("1m")
    async with store.reading() as tx:
        assert await _texts(tx) == 0
        timer = await tx.timers.get(KEY)
        assert timer
        assert timer.due.isoformat() == "2026-11-27T01:30:00+00:00"
        assert timer.values == {}
    await day.end()


async def _texts(tx: Work) -> int:
    counted = select(func.count()).select_from(messages).where(messages.c.channel == "elsewhere", messages.c.text != "")
    return int(await tx.value(counted))


async def test_who_got_an_old_announcement_is_forgotten_and_the_count_stays(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, retention={"announcements": 3}, **SURE)
    await _armed(day)
    await sent(day)
    async with store.reading() as tx:
        before = await tx.ledger.counts(1)
    await day.comes("2026-11-30T12:00")
    async with store.reading() as tx:
        assert await tx.ledger.counts(1) == before
        assert {one.person for one in await tx.ledger.where(1)} == {"someone"}
    await day.end()
