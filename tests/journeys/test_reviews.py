"""Plays: an answer is due for a look; its owner is asked, twice at most, and says so with one press."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.journeys.day import only
from tests.journeys.lessons import SURE
from tests.journeys.test_entry_changed import entry
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

OLD: dict[str, Any] = {"id": "old", "question": "Var hittar jag läsårstiderna?", "answer": "På skolans sida.", "owner": "eva",
                       "review_by": date(2026, 11, 24), "area": "technical"}  # fmt: skip
POSTS = {"posts": {"digests": "true"}, **SURE}


async def test_the_owner_is_asked_and_says_that_it_still_holds(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, more=(OLD,), **POSTS)
    asked = only(await day.comes("2026-11-25T08:00"), "direct", "reminder")
    assert (asked["to"], asked["text"]) == (
        "eva", "Svaret ”Var hittar jag läsårstiderna?” är ditt och skrevs 24 november. Stämmer det fortfarande?",
    )  # fmt: skip
    assert asked["buttons"] == ["review_ok:old", "faq_edit:old", "faq_retire:old"]
    stale = only(await day.says("anna", OLD["question"], "q"), "posted")
    assert "kan vara gammalt" in stale["text"]
    only(await day.presses("jonas", "review_ok:old"), "refused")
    done = await day.presses("eva", "review_ok:old")
    assert only(done, "notice")["text"] == "✅ Var hittar jag läsårstiderna? stämmer. Jag frågar igen 25 maj 2027."
    assert only(done, "revised")["buttons"] == []
    assert (await entry(store, "old")).review_by == date(2027, 5, 25)
    assert (
        only(await day.writes_to_the_bot("cecilia", "faq gamla"), "direct")["text"]
        == "Inget svar behöver ses över just nu."
    )
    await day.end()


async def test_who_says_nothing_is_asked_once_more_and_then_it_stands_in_the_list(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, more=(OLD,), **POSTS)
    asked = [
        line for line in await day.comes("2026-12-23T12:00") if line["to"] == "eva" and line["reply"] == "reminder"
    ]
    assert [line["at"][:10] for line in asked] == ["2026-11-25", "2026-12-02"]
    listed = only(await day.writes_to_the_bot("cecilia", "faq gamla"), "direct")
    assert listed["text"].split("\n") == [
        "Ska ses över (1)", "1. ”Var hittar jag läsårstiderna?” – sedan 24 november, Eva Lind",
    ]  # fmt: skip
    only(await day.presses("cecilia", "review_ok:old"), "notice")
    await day.end()


async def test_an_owner_who_is_away_is_not_asked_and_many_are_one_line(store: Store, tmp_path: Path) -> None:
    away = {"eva": ("2026-11-20", "2026-12-04", None)}
    day = await begin(store, tmp_path, more=(OLD,), away=away, **POSTS)
    assert only(await day.comes("2026-11-25T08:00"), "direct", "reminder")["to"] == "mats"  # technical
    await day.end()


async def test_many_at_once_are_one_line(store: Store, tmp_path: Path) -> None:
    many = tuple({**OLD, "id": f"old{number}", "question": f"{OLD['question']} {number}"} for number in range(4))
    day = await begin(store, tmp_path, more=many, **POSTS)
    asked = only(await day.comes("2026-11-25T08:00"), "direct", "reminder")
    assert asked["text"] == "4 svar som du sköter ska ses över. Skriv faq gamla, så tar vi dem ett i taget."
    await day.end()
