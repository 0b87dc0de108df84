"""Plays: a status says that a contact is away; others who are there are asked first, and nobody is told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.conversation.event import Presence
from tests.journeys.day import called, only
from tests.journeys.happenings import known, people
from tests.journeys.town import FILM, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

AWAY, HERE = Presence(is_away=True), Presence(is_away=False)
QUIET = Presence(is_away=True, sign="dnd")


async def test_the_other_contact_is_asked_first_and_nobody_reads_why(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert await known(day, "jonas", presence=AWAY) == []
    asked = await day.says("gunilla", SIGNS, "q1")
    assert called(asked) == ["leila"]  # Jonas stands before her in the file
    assert "Jonas Åberg" in day.card("q1")["text"]  # he is asked next
    who = only(await day.writes_to_the_bot("gunilla", "vem"), "direct")
    for text in (*(line["text"] for line in asked), who["text"]):
        assert "borta" not in text
        assert "status" not in text.lower()
    assert called(await day.comes("2026-11-24T11:01")) == ["jonas"]
    await day.end()


async def test_whoever_is_alone_is_asked_all_the_same(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await known(day, "eva", presence=AWAY)
    assert called(await day.says("anna", SIGNS, "q")) == ["eva"]
    await day.end()


async def test_it_ends_when_the_status_says_so_or_is_taken_away(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    soon = day.play.stage.clock.now() + timedelta(minutes=30)
    await known(day, "jonas", presence=Presence(is_away=True, until=soon))
    await known(day, "jonas")  # nothing was told of it
    assert called(await day.says("gunilla", SIGNS, "q1")) == ["leila"]
    await day.presses("gunilla", "solved", "q1")
    await day.passes("31m")
    assert called(await day.says("gunilla", VOTE, "q2")) == ["jonas"]
    await day.presses("gunilla", "solved", "q2")
    await known(day, "leila", presence=AWAY)
    await known(day, "leila", presence=HERE)
    assert called(await day.says("gunilla", FILM, "q3")) == ["leila"]  # asked longest ago
    await day.end()


async def test_do_not_disturb_counts_only_where_it_is_set_and_for_half_a_day_at_most(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, people={"away_hints": "all"})
    await known(day, "jonas", presence=QUIET)
    await known(day, "jonas", presence=HERE)  # the status is another sign
    assert called(await day.says("gunilla", SIGNS, "q1")) == ["leila"]
    await day.presses("gunilla", "solved", "q1")
    await day.comes("2026-11-24T21:01")
    await day.comes("2026-11-25T08:00")
    assert called(await day.says("gunilla", VOTE, "q2")) == ["jonas"]
    await day.end()


async def test_as_it_is_set_nothing_or_only_the_status_counts(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await known(day, "jonas", presence=QUIET)
    assert called(await day.says("gunilla", SIGNS, "q1")) == ["jonas"]
    await day.end()


async def test_with_hints_turned_off_none_counts(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"away_hints": "none"})
    await known(day, "jonas", presence=AWAY)
    assert called(await day.says("gunilla", PRINT, "q1")) == ["jonas"]
    await day.end()


async def test_signs_are_kept_of_nobody_who_cannot_be_asked(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, away={"eva": ("2026-11-23", "2026-11-27", "olle")})
    for account in ("anna", "olle", "eva"):
        await known(day, account, presence=AWAY)
    async with store.reading() as tx:
        assert set(await tx.desk.under("presence/")) == {"presence/local/status/eva", "presence/local/status/olle"}
    await known(day, "eva", has_left=True)
    async with store.reading() as tx:
        assert set(await tx.desk.under("presence/")) == {"presence/local/status/olle"}
    assert (await people(store)).person("eva") is not None
    await day.end()
