"""Plays: a fault in our own code, a question that was forgotten: nothing is lost, and somebody is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.app import _again
from tests.journeys.day import Day, called, events, only
from tests.journeys.town import ASSIGN, FILM, LOGGED_OUT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


class _Stumbles:
    """A reader with a bug in it."""

    def verdict(self, *_what: object) -> None:
        raise ZeroDivisionError("a bug")

    def under(self, _policy: object) -> _Stumbles:
        return self


@dataclass
class _Brain:
    """The brain, which stumbles over one text."""

    brain: Any
    over: str

    async def read(self, text: str, policy: object) -> Any:
        return _Stumbles() if text == self.over else await self.brain.read(text, policy)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.brain, name)


async def _play_again(day: Day) -> list[Any]:
    """What `retry-events` does, and what comes of it."""
    async with day.store.reading() as tx:
        waiting = [failed.id for failed in await tx.inbox.failed()]
    for failed in waiting:
        await _again(day.play.stage.app, failed)
    return await day.passes("1s")


async def test_a_fault_where_the_bot_only_watches_is_told_to_central_alone(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"}, matching={"mode": "shadow"})
    bot = day.play.stage.app.bot
    bot._brain = _Brain(bot._brain, over=SIGNS)  # type: ignore[assignment]
    said = await day.says("anna", SIGNS, "q")
    assert [(line["event"], line["reply"], line["place"]) for line in said] == [("posted", "alarm", "central")]


async def test_a_fault_is_told_kept_and_played_again(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    bot = day.play.stage.app.bot
    whole = bot._brain
    bot._brain = _Brain(whole, over=SIGNS)  # type: ignore[assignment]
    said = await day.says("anna", SIGNS, "q")
    apology, alarm = only(said, "direct", "error"), only(said, "posted", "alarm")
    assert (apology["to"], alarm["place"], alarm["mentions"]) == ("anna", "central", [])
    assert apology["text"].startswith("Det blev fel hos mig. Det du gjorde är sparat men inte klart. Felkod local:")
    assert "`" not in alarm["text"]
    assert alarm["text"].startswith("⚠️ En händelse gick inte att ta hand om (local:")
    assert len(said) == 2
    async with store.reading() as tx:
        kept = await tx.inbox.failed()
        assert await tx.questions.where() == []  # rolled back
    assert [one.event["type"] for one in kept] == ["MessagePosted"]
    assert kept[0].error == "ZeroDivisionError: a bug"
    assert called(await day.says("anna", VOTE, "other")) == ["eva"]  # nobody else notices
    bot._brain = whole
    again = await _play_again(day)
    assert called(again) == ["eva"]
    assert await _play_again(day) == []
    assert await day.state("q") == "waiting"
    await day.end()


async def test_a_press_that_meets_a_fault_is_told_to_the_presser(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q")
    bot = day.play.stage.app.bot
    policy = bot._policy
    bot._policy = replace(policy, local=None)  # type: ignore[arg-type]
    said = await day.presses("eva", "take", "q")
    bot._policy = policy
    assert [(line["event"], line["reply"], line["to"]) for line in said] == [("notice", "error", "eva")]
    assert await day.state("q") == "waiting"
    again = await _play_again(day)
    assert events(again) == [("revised", "taken"), ("withdrawn", "waiting")]
    await day.end()


async def test_the_auditor_finds_what_waits_without_a_moment(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("gunilla", SIGNS, "waiting")
    await day.says("goran", VOTE, "taken")
    await day.presses("cecilia", "take", "taken")
    await day.says("anna", ASSIGN, "answered")
    await day.says("anna", FILM, "asks")
    await day.says("eva", "Menar du i appen eller på datorn?", thread="asks")
    assert (await day.question("asks")).waits_for_asker
    async with store.transaction() as tx:
        await tx.timers.cancel_all("question/")
    assert await day.comes("2026-11-24T09:59") == []
    await day.comes("2026-11-24T10:00")
    async with store.reading() as tx:
        kinds = {key.split("/")[1]: key.split("/")[2] for key in await tx.timers.keys("question/")}
        noted = [line.what for line in await tx.questions.history(1)]
    assert kinds == {"1": "step", "2": "taken", "3": "assumed", "4": "expire"}
    assert noted[-1] == "audited"
    assert called(await day.comes("2026-11-24T11:00")) == ["leila"]  # at the moment that it was promised for
    assert ("direct", "reminder") in events(await day.comes("2026-11-25T10:00"))
    assert await day.state("answered") == "solved"
    await day.end()


async def test_what_waits_in_the_evening_is_still_called_in_the_morning(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2026-11-24T20:00")
    await day.says("goran", LOGGED_OUT, "q")
    await day.presses("goran", "not_helped", "q")
    async with store.transaction() as tx:
        await tx.timers.cancel_all("question/")
    await day.passes("1h")
    assert called(await day.comes("2026-11-25T07:30")) == ["cecilia"]
    await day.end()
