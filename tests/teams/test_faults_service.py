"""The service refuses, is slow, loses its answers, or does not know a place any more; nothing is lost, and what nobody knows is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.support.question import State
from tests.teams.desk import CENTRAL, SIGNS, SUPPORT, VOTE, TeamsDesk, desk
from tests.teams.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[TeamsDesk]:
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(("status", "wait"), [(429, 7), (412, None), (502, None), (503, None), (504, None)])
async def test_a_busy_service_is_asked_again_and_says_it_once(
    lillkoping: TeamsDesk, status: int, wait: int | None
) -> None:
    lillkoping.teams.faults.next("send", status, times=2, retry_after=wait or 0)
    await lillkoping.says("anna", VOTE)
    for _ in range(4):
        await lillkoping.passes(30)
    assert len(lillkoping.cards()) == 1
    assert (await lillkoping.question()).state is State.WAITING


async def test_a_card_whose_answer_was_lost_comes_once_more_and_says_that_it_is_a_reminder(
    lillkoping: TeamsDesk,
) -> None:
    lillkoping.teams.faults.next("send", "after_effect")
    await lillkoping.says("anna", VOTE)
    for _ in range(4):
        await lillkoping.passes(30)
    said = lillkoping.posts()
    first, *more = [post for post in said if "Frågan ligger hos" in post]
    assert not first.startswith("Påminnelse")
    assert len(more) <= 1
    assert all(one.startswith("Påminnelse") for one in more)


async def test_a_thread_that_is_gone_loses_no_question(lillkoping: TeamsDesk) -> None:
    said = await lillkoping.teams.says(account("anna"), SUPPORT, VOTE)
    lillkoping.teams.loses(said)
    await lillkoping.rest()
    assert any("klassresan" in words for words in lillkoping.told("eva"))
    assert (await lillkoping.question()).state is State.WAITING


async def test_whoever_has_blocked_the_bot_is_named_to_central(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("eva", "hjälp", "bot")
    lillkoping.teams.blocks(account("eva"))
    await lillkoping.says("anna", VOTE)
    await lillkoping.presses("eva", "take")
    await lillkoping.comes(8)
    await lillkoping.comes(24)
    assert any("Eva Lind" in post and "kom inte fram" in post for post in lillkoping.posts(CENTRAL))


async def test_a_warning_that_reaches_nobody_becomes_one_neutral_line(lillkoping: TeamsDesk) -> None:
    lillkoping.teams.blocks(account("anna"))
    root = await lillkoping.says("anna", "Kan ni ta bort eleven Kalle Svensson, 120101-2384?")
    lines = [post for post in lillkoping.teams.posts(SUPPORT, root) if post.author == lillkoping.teams.bot]
    assert lines
    assert all("Kalle" not in str(post.activity) and "120101" not in str(post.activity) for post in lines)


async def test_a_bot_taken_out_of_the_team_tells_central_and_comes_back_with_what_waits(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await lillkoping.teams.removes(account("cecilia"), SUPPORT)
    await lillkoping.rest()
    assert any("klassresan" in words for words in lillkoping.told("eva"))
    assert lillkoping.posts(CENTRAL)
    await lillkoping.teams.installs(account("cecilia"), SUPPORT)
    await lillkoping.rest()
    assert lillkoping.posts(CENTRAL) == [], "the alarm is over"


async def test_central_is_asked_what_a_new_channel_is_also_when_it_is_first_called_there(lillkoping: TeamsDesk) -> None:
    await lillkoping.teams.creates_channel(account("cecilia"), SUPPORT, "19:nytt@thread.tacv2", "Nytt")
    await lillkoping.rest()
    await lillkoping.says("olle", "@Supporten hej", "19:nytt@thread.tacv2", mentions=["bot"])
    asked = [
        words for who in ("cecilia", "mats") for words in lillkoping.told(who) if "19:nytt" in words or "Nytt" in words
    ]
    assert len(asked) == 1
    await lillkoping.says("olle", "@Supporten hej igen", "19:nytt@thread.tacv2", mentions=["bot"])
    again = [
        words for who in ("cecilia", "mats") for words in lillkoping.told(who) if "19:nytt" in words or "Nytt" in words
    ]
    assert again == asked


async def test_weeks_later_and_after_a_restart_the_address_is_still_known(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path) as lillkoping:
        await lillkoping.says("anna", VOTE)
        doors = lillkoping.platform._doors  # as they are after a restart
        doors._doors, doors._users, doors._loaded = {}, {}, False
        lillkoping.teams.new_key()
        await lillkoping.comes(24 * 21)
        assert (await lillkoping.question()).is_open
        told = [*lillkoping.told("cecilia"), *lillkoping.posts(CENTRAL), *lillkoping.posts()]
        assert any("klassresan" in words or "Fråga 1" in words for words in told)


async def test_a_token_service_that_is_down_holds_everything_and_loses_nothing(lillkoping: TeamsDesk) -> None:
    lillkoping.teams.logins.revoke()
    lillkoping.teams.faults.next("token", 503, times=3)
    await lillkoping.says("anna", SIGNS)
    for _ in range(8):
        await lillkoping.passes(90)
    assert len(lillkoping.cards()) == 1
