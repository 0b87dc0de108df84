"""Calendar files over HTTP: found by their token alone, kept for a while, and nobody's name in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiohttp.test_utils import TestClient, TestServer

from bot import config
from bot.pages.assets import Assets
from bot.pages.meetings import meetings_page
from bot.web import application
from knowledge.support.directory import Directory, Organisation
from knowledge.support.meeting import Answer, Invited, Meeting, MeetingState, Reply, cancelled
from knowledge.support.meeting_series import Repeat, Series
from tests.bot.test_calendar_file import clients_can_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.store import Store

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
MEETING = Meeting(owner="cecilia", begins_at=NOW + timedelta(days=9), location="Rådhuset", made_at=NOW)
WEEKLY = Series(repeat=Repeat.WEEK, first=NOW.date() + timedelta(days=9), clock="09:00", times=3)


async def test_one_meeting_and_all_of_them_are_served_to_whoever_has_the_address(sqlite_store: Store) -> None:
    async with sqlite_store.transaction() as tx:
        await tx.directory.replace(Directory(organisation=Organisation(name="Lillköping")))
        one = await tx.meetings.add(replace(MEETING, series=WEEKLY))
        own = await tx.meetings.add(replace(MEETING, invited=Invited(kind="central"), title="Bara vi"))
        draft = await tx.meetings.add(replace(MEETING, state=MeetingState.DRAFT))
        await tx.meetings.put_reply(Reply(meeting=one.number, person="eva", answer=Answer.YES, at=NOW))
        feed = await tx.meetings.feed(make=True)
    site = application(pages=[meetings_page(sqlite_store, config.load({}), lambda: NOW)], assets=Assets())
    async with TestClient(TestServer(site)) as client:

        async def get(token: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
            response = await client.get(f"/meetings/{token}.ics", headers=headers)
            return response.status, await response.read(), response.headers

        status, body, headers = await get(one.token)
        assert status == 200
        clients_can_read(body)
        assert headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert headers["Cache-Control"] == "private, max-age=900"
        assert body.count(b"BEGIN:VEVENT") == 1
        assert b"eva" not in body
        assert b"cecilia" not in body
        assert (await get(one.token, **{"If-None-Match": headers["ETag"]}))[0] == 304
        status, everything, _ = await get(feed)
        assert (status, everything.count(b"BEGIN:VEVENT")) == (200, 3)
        assert b"Bara vi" not in everything
        assert b"Bara vi" in (await get(own.token))[1]
        for wrong in (draft.token, "x" * 32, one.token[:-1], "..%2Fsupportbot"):
            assert (await get(wrong))[0] == 404
        async with sqlite_store.transaction() as tx:
            await tx.meetings.save(cancelled(one, "Influensa.", NOW))
        status, body, later = await get(one.token)
        assert (status, b"STATUS:CANCELLED" in body) == (200, True)
        assert later["ETag"] != headers["ETag"]


async def test_while_a_meeting_is_going_on_its_series_stays_in_the_calendar(sqlite_store: Store) -> None:
    begins = NOW.replace(hour=8)
    async with sqlite_store.transaction() as tx:
        await tx.directory.replace(Directory(organisation=Organisation(name="Lillköping")))
        weekly = Series(repeat=Repeat.WEEK, first=begins.date(), clock="09:00", times=3)
        await tx.meetings.add(replace(MEETING, begins_at=begins, series=weekly))
        feed = await tx.meetings.feed(make=True)
    later = begins + timedelta(minutes=30)
    site = application(pages=[meetings_page(sqlite_store, config.load({}), lambda: later)], assets=Assets())
    async with TestClient(TestServer(site)) as client:
        body = await (await client.get(f"/meetings/{feed}.ics")).read()
        assert body.count(b"BEGIN:VEVENT") == 3
