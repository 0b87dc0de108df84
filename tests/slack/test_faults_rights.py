"""The token is revoked, a right is missing, the workspace is shut: nothing is lost, and who can mend it is told."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.platforms.base import TryLater
from knowledge.support.question import State
from tests.slack.desk import CENTRAL, SUPPORT, SlackDesk, desk, until
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.platforms.base import Hear
    from knowledge.conversation.event import Event
    from knowledge.conversation.message import Shown
    from storage.store import Store

VOTE = "kan eleverna rösta om klassresan inne i unikum?"
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
BOTH = pytest.mark.parametrize("transport", ["socket", "http"])


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over a socket."""
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


@BOTH
@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_token_that_is_no_good_any_more_loses_nothing(
    sqlite_store: Store, tmp_path: Path, transport: str, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk(sqlite_store, tmp_path, transport, attempts=2) as lillkoping:
        lillkoping.slack.world.token_error = error
        await lillkoping.says("anna", VOTE)
        assert not lillkoping.platform.is_connected
        assert f"Slack refuses us ({error})" in caplog.text
        for _ in range(5):  # more than the tries after which a message is given up
            await lillkoping.passes(301)
        assert lillkoping.posts() == []
        lillkoping.slack.restore_token()
        await until(lambda: lillkoping.platform.is_connected)
        await lillkoping.passes(301)
        assert len(lillkoping.cards()) == 1
        assert [call for call in lillkoping.posts() if f"<@{account('eva')}>" in call]
        (told,) = lillkoping.posts(CENTRAL)
        assert told.startswith(f"⚠️ Slack släpper inte in supporten ({error}).")


@BOTH
async def test_it_says_so_itself_and_the_desk_is_not_ready_until_it_is_good_again(
    sqlite_store: Store, tmp_path: Path, transport: str
) -> None:
    async with desk(sqlite_store, tmp_path, transport, posts={"alarms": "false"}) as lillkoping:
        await lillkoping.slack.revoke_token()
        assert not lillkoping.platform.is_connected, "nobody has called Slack yet"
        lillkoping.slack.restore_token()
        await until(lambda: lillkoping.platform.is_connected)


async def test_whoever_looks_whether_we_are_ready_sees_it(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, "http") as lillkoping:
        url = str(lillkoping.slack.http.url).replace("/slack/events", "/readyz")
        async with aiohttp.ClientSession() as session:
            before = (await session.get(url)).status
            await lillkoping.slack.revoke_token()
            during = (await session.get(url)).status
            lillkoping.slack.restore_token()
            await until(lambda: lillkoping.platform.is_connected)
            assert (before, during, (await session.get(url)).status) == (200, 503, 200)


async def test_central_is_told_once_a_day_as_long_as_it_lasts(lillkoping: SlackDesk) -> None:
    told: list[Event] = []
    hear = lillkoping.app.bot.hear

    async def heard(event: Event) -> Shown | None:
        told.append(event)
        return await hear(event)

    lillkoping.platform._troubles.begin(heard)
    await lillkoping.slack.revoke_token()
    await until(lambda: len(told) == 1)
    asked = len(lillkoping.slack.called("auth.test"))
    await until(lambda: len(lillkoping.slack.called("auth.test")) >= asked + 2)
    assert len(told) == 1
    lillkoping.clock.set(lillkoping.clock.now() + timedelta(days=1))
    await until(lambda: len(told) == 2)


async def test_central_is_told_later_when_the_database_is_busy_just_then(sqlite_store: Store, tmp_path: Path) -> None:
    busy = [2]

    def refusing(hear: Hear) -> Hear:
        async def heard(event: Event) -> Shown | None:
            if busy[0] and type(event).__name__ == "ServiceTrouble":
                busy[0] -= 1
                raise TryLater(why="the database is busy")
            return await hear(event)

        return heard

    async with desk(sqlite_store, tmp_path, hear=refusing) as lillkoping:
        await lillkoping.slack.revoke_token()
        await until(lambda: busy[0] == 0)
        asked = len(lillkoping.slack.called("auth.test"))
        await until(lambda: len(lillkoping.slack.called("auth.test")) > asked)
        lillkoping.slack.restore_token()
        await until(lambda: lillkoping.platform.is_connected)
        await lillkoping.passes(61)
        assert [post for post in lillkoping.posts(CENTRAL) if "tokens_revoked" in post]


async def test_slack_keeps_events_back_and_central_hears_of_it(lillkoping: SlackDesk) -> None:
    gaps = lillkoping.platform.gaps
    await lillkoping.slack.send_raw(
        {"type": "app_rate_limited", "team_id": "T0SKOLAN", "minute_rate_limited": 1795507200}
    )
    await lillkoping.rest()
    assert lillkoping.platform.gaps > gaps, "the channels are read back"
    assert [post for post in lillkoping.posts(CENTRAL) if "app_rate_limited" in post]


async def lacks(lillkoping: SlackDesk, scope: str) -> None:
    lillkoping.slack.world.scopes.discard(scope)


async def test_without_the_right_to_open_conversations_people_are_written_to_all_the_same(
    lillkoping: SlackDesk,
) -> None:
    await lacks(lillkoping, "im:write")
    await lillkoping.says("anna", "hej", "bot")
    await lillkoping.says("olle", VOTE)
    assert len(lillkoping.cards()) == 1
    assert lillkoping.platform.is_connected
    assert lillkoping.posts(CENTRAL) == []
    assert lillkoping.told("anna"), "Slack takes a person's id for the conversation with them"


async def test_without_the_right_to_know_people_everybody_is_served(lillkoping: SlackDesk) -> None:
    await lacks(lillkoping, "users:read")
    lillkoping.slack.workspace.users["UNY"] = type(lillkoping.slack.workspace.user(account("anna")))(
        "UNY", "ny", "Nils Ny"
    )
    lillkoping.slack.workspace.channel(SUPPORT).members.append("UNY")
    await lillkoping.slack.says("UNY", SUPPORT, VOTE)
    await lillkoping.rest()
    await lillkoping.passes(60)
    assert len(lillkoping.cards()) == 1
    (told,) = [post for post in lillkoping.posts(CENTRAL) if "⚠️" in post]
    assert "(users:read)" in told
    assert lillkoping.platform.is_connected


async def test_a_notice_that_may_not_be_shown_holds_nothing_up(lillkoping: SlackDesk) -> None:
    lillkoping.slack.faults.next("chat.postEphemeral", "missing_scope", times=1000)
    lillkoping.slack.workspace.channel(SUPPORT).members.remove(account("anna"))
    await lillkoping.slack.joins(account("anna"), SUPPORT)
    await lillkoping.says("anna", VOTE)
    pressed = await lillkoping.presses("olle", "take")
    assert pressed.ok
    assert lillkoping.notes("olle"), "it goes by the address of the press"
    await lillkoping.presses("eva", "take")
    assert (await lillkoping.question()).state is State.TAKEN
    await lillkoping.says("olle", SIGNS)
    assert len(lillkoping.cards()) == 2
    assert [post for post in lillkoping.posts(CENTRAL) if "chat.postEphemeral" in post]


async def test_without_the_right_to_read_back_what_is_uncertain_is_said_again_as_a_reminder(
    lillkoping: SlackDesk,
) -> None:
    await lacks(lillkoping, "channels:history")
    lillkoping.slack.office.events |= {"message.channels"}
    lillkoping.slack.faults.next("chat.postMessage", "lost")
    await lillkoping.slack.runs(account("anna"), SUPPORT, "/support", f"fråga {VOTE}")
    await lillkoping.rest()
    await lillkoping.passes(10)
    said = lillkoping.posts()
    assert [post for post in said if post.startswith("Påminnelse: ")]
    assert [post for post in lillkoping.posts(CENTRAL) if "channels:history" in post]


async def test_a_channel_that_may_not_be_read_back_keeps_no_other_from_it(lillkoping: SlackDesk) -> None:
    lillkoping.slack.world.scopes.discard("groups:history")
    lillkoping.slack.workspace.channel(CENTRAL).is_private = True
    async with lillkoping.slack.unheard():
        await lillkoping.slack.says(account("anna"), SUPPORT, VOTE)
    cursor = (lillkoping.clock.now() - timedelta(hours=1)).isoformat()
    found = [event async for event in lillkoping.platform.since(cursor, (), (CENTRAL, SUPPORT))]
    assert [event.text for event in found if hasattr(event, "text")] == [VOTE]


@pytest.mark.parametrize("level", [logging.DEBUG])
async def test_no_log_has_a_token_or_what_people_said(
    sqlite_store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    caplog.set_level(level)
    async with desk(sqlite_store, tmp_path) as lillkoping:
        lillkoping.slack.faults.next("chat.postMessage", "invalid_auth")
        await lillkoping.says("anna", VOTE)
        await lillkoping.passes(61)
        assert len(lillkoping.cards()) == 1
        ours = [record for record in caplog.records if record.name.startswith(("bot", "handlers", "storage"))]
        said = "\n".join(record.getMessage() for record in ours)
        for secret in (lillkoping.slack.bot_token, lillkoping.slack.app_token, "klassresan"):
            assert secret not in said
