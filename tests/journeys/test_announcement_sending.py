"""Plays: an announcement on its way out: at its minute, undone, stopped, to those it did not reach, in channels and directly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.conversation.event import Account, ButtonPressed
from storage.schema import outbox
from tests.journeys.day import only
from tests.journeys.news import LOCALS, NEWS, card, got, sent
from tests.journeys.town import PRINT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day


async def test_a_sending_that_is_undone_reaches_nobody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    await day.passes("20s")
    undone = await day.presses("cecilia", "undo")
    assert any("Det är ett utkast igen" in line["text"] for line in undone)
    assert card(day)["buttons"][0] == "send"
    assert got(await day.passes("2d")) == []
    await day.end()


async def test_it_goes_out_at_its_minute_and_the_break_is_named(store: Store, tmp_path: Path) -> None:
    closed = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]
    day = await begin(store, tmp_path, closed=closed)
    await day.writes_to_the_bot("cecilia", f"{NEWS}\nSkicka: 2026-12-22 08:15")
    assert "Då är det jullov" in card(day)["text"]
    scheduled = only(await day.presses("cecilia", "schedule"), "revised")
    assert "skickas tisdag 22 december 08:15 till 3 personer" in scheduled["text"]
    assert got(await day.comes("2026-12-22T08:14")) == []
    lines = await day.comes("2026-12-22T08:15")
    assert got(lines) == LOCALS
    assert {line["at"] for line in lines if "/copy/" in line["key"]} == {"2026-12-22T08:15:00+01:00"}
    await day.end()


async def test_in_the_evening_it_is_asked_whether_it_should_wait(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, at="2026-11-24T20:00")
    await day.writes_to_the_bot("cecilia", NEWS)
    asked = only(await day.presses("cecilia", "send"), "direct")
    assert "vänta till i morgon, onsdag 07:30" in asked["text"]
    await day.presses("cecilia", "send_open")
    assert got(await day.comes("2026-11-25T07:29")) == []
    assert got(await day.comes("2026-11-25T07:31")) == LOCALS
    await day.end()


async def test_in_channels_and_directly_nobody_gets_it_twice(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    lines = await sent(
        day, "meddela centrala kontakter; lokala kontakter på Hagaskolan: Hej\nVi ses.\nVar: båda\nAPT: nej"
    )
    posted = [line for line in lines if line["event"] == "posted"]
    assert [line["place"] for line in posted] == ["central"]
    assert got(lines) == ["jonas", "leila"]
    assert "6 av 6 framme" in card(day)["text"]  # the channel, three who read it there, two directly
    await day.end()


async def test_questions_are_answered_beside_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    await day.says("anna", PRINT, "q")
    await day.passes("31s")
    assert await day.state("q") == "waiting"
    await day.end()


async def test_the_card_tells_how_far_it_has_come_and_when_it_will_be_done(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    stage = day.play.stage
    await _begun(day)
    async with store.transaction() as tx:  # a slow service: one of three has gone out
        await tx.feed.posts(stage.chat.name, 1)
        now = await tx.clock(datetime.now(UTC))  # noqa: TID251 - leases
        rows = await tx.outbox.claim("w", now, timedelta(seconds=60), 20)
        (copy,) = [row for row in rows if "/copy/" in row.key]
        await tx.outbox.posted(copy.id, "r1", now)
        await tx.outbox.release("w", [row.id for row in rows if row.id != copy.id])
    stage.clock.set(stage.clock.now() + timedelta(seconds=30))
    async with store.reading() as tx:
        (timer,) = [one for one in await tx.timers.due(stage.clock.now()) if one.kind == "announcement_progress"]
    await stage.app.bot.hear(timer.fired(stage.clock.now()))
    async with store.reading() as tx:
        said = await tx.outbox.said("announcement/1/desk/cecilia")
    assert said is not None
    assert said.message.plain == "Skickar ”Nya omdömen”: 1 av 3, klart ungefär 09:02."
    await day.end()


async def _begun(day: Day) -> None:
    """It is being sent, and nothing of it has gone out yet."""
    stage = day.play.stage
    stage.clock.set(stage.clock.now() + timedelta(seconds=31))
    async with day.store.reading() as tx:
        (timer,) = [one for one in await tx.timers.due(stage.clock.now()) if one.kind == "announcement_send"]
    await stage.app.bot.hear(timer.fired(stage.clock.now()))


async def test_whom_it_did_not_reach_gets_it_by_another_try_and_nobody_else(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    async with store.transaction() as tx:
        eva = (await tx.directory.load()).person("eva")
        assert eva is not None
        await tx.directory.save_person(replace(eva, accounts={}))
    assert got(await sent(day)) == ["jonas", "leila"]
    assert "2 av 3 framme.\n1 nåddes inte: de har inget konto här." in card(day)["text"]
    again = await day.presses("cecilia", "retry_failed")
    assert any("inte att nå någon fler" in line["text"] for line in again)
    async with store.transaction() as tx:
        await tx.directory.save_person(eva)
    assert got([*await day.presses("cecilia", "retry_failed"), *await day.passes("1m")]) == ["eva"]
    assert "3 av 3 framme" in card(day)["text"]
    assert "retry_failed" not in card(day)["buttons"]
    await day.end()


async def test_a_sending_that_is_cancelled_stops_at_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    stage = day.play.stage
    who = Account(platform=stage.chat.name, id=day.play._account("cecilia"))
    await _begun(day)
    for number in range(2):  # pressed twice
        press = ButtonPressed(
            id=f"c{number}", at=stage.clock.now(), who=who, key="announcement/1/desk/cecilia", action="cancel"
        )
        await stage.app.bot.hear(press)
    assert got(await day.passes("1d")) == []
    assert card(day)["text"] == "Avbrutet ”Nya omdömen”: 0 av 3 hann få det. Vill du återkalla det för dem?"
    await day.end()


async def test_a_copy_in_a_channel_is_pinned_until_it_is_recalled(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, "meddela #support: Nytt utseende\nMenyn flyttar på måndag.\nAPT: nej")
    assert await _pins(store) == ["pin"]
    await day.fills("cecilia", "announcement_recall", reason="")
    assert await _pins(store) == ["pin", "unpin"]
    await day.end()


async def _pins(store: Store) -> list[str]:
    """What has been done about pins, in order."""
    async with store.reading() as tx:
        done = select(outbox.c.kind).where(outbox.c.kind.in_(("pin", "unpin")), outbox.c.state == "done")
        return [row.kind for row in await tx.rows(done.order_by(outbox.c.id))]
