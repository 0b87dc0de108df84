"""What is not there any more: a channel, the bot in it, a message, a person; who must know it is told, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.support.question import State
from tests.slack.desk import CENTRAL, SUPPORT, SlackDesk, desk
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store
    from tests.slack.fake import Workspace

VOTE = "kan eleverna rösta om klassresan inne i unikum?"
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
ANNA, EVA, CECILIA = account("anna"), account("eva"), account("cecilia")


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over a socket."""
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


async def has_it_in_private(lillkoping: SlackDesk, who: str) -> bool:
    return any("klassresan" in told for told in lillkoping.told(who))


async def test_a_channel_is_archived_before_the_card_is_out(lillkoping: SlackDesk) -> None:
    await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
    await lillkoping.slack.archives(CECILIA, SUPPORT)
    await lillkoping.rest()
    assert await has_it_in_private(lillkoping, "eva")
    assert [post for post in lillkoping.posts(CENTRAL) if "är arkiverad" in post]
    await lillkoping.slack.unarchives(CECILIA, SUPPORT)
    await lillkoping.slack.removes_bot(CECILIA, SUPPORT)
    await lillkoping.slack.invites_bot(CECILIA, SUPPORT)
    await lillkoping.rest()
    assert len(lillkoping.cards()) == 1, "what was lost stands again"
    assert lillkoping.posts(CENTRAL) == [], "and the alarm is over"


async def test_a_channel_is_archived_and_nobody_tells(lillkoping: SlackDesk) -> None:
    await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
    lillkoping.slack.workspace.channel(SUPPORT).archived = True
    await lillkoping.rest()
    assert await has_it_in_private(lillkoping, "eva")
    (alarm,) = lillkoping.posts(CENTRAL)
    assert alarm.startswith("⚠️ Jag kan inte skriva i")
    assert (await lillkoping.question()).state is State.WAITING


@pytest.mark.parametrize(
    "told", [("member_left_channel", "channel_left"), ("channel_left",), ("member_left_channel",), ()]
)
async def test_the_bot_is_put_out_before_the_card_is_out(lillkoping: SlackDesk, told: tuple[str, ...]) -> None:
    await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
    await lillkoping.slack.removes_bot(CECILIA, SUPPORT, told)
    await lillkoping.rest()
    assert await has_it_in_private(lillkoping, "eva")
    assert len(lillkoping.posts(CENTRAL)) == 1
    await lillkoping.slack.invites_bot(CECILIA, SUPPORT)
    await lillkoping.rest()
    assert len(lillkoping.cards()) + len(lillkoping.told("anna")) == 1, "it moved to her when nobody had told why"
    await lillkoping.presses("eva", "take")
    assert (await lillkoping.question()).state is State.TAKEN


async def test_a_channel_is_deleted_with_everything_in_it(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await lillkoping.slack.deletes_channel(CECILIA, SUPPORT)
    await lillkoping.rest()
    assert await has_it_in_private(lillkoping, "eva")
    await lillkoping.presses("eva", "take")
    assert (await lillkoping.question()).state is State.TAKEN


async def test_what_was_asked_and_taken_away_is_not_answered(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
    await lillkoping.slack.deletes(ANNA, SUPPORT, ts)
    await lillkoping.rest()
    assert lillkoping.posts() == []
    assert (await lillkoping.question()).state is State.DROPPED


async def test_the_message_goes_after_the_card_and_leaves_a_stone(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.says("anna", VOTE)
    await lillkoping.slack.deletes(ANNA, SUPPORT, ts)
    await lillkoping.rest()
    assert (await lillkoping.question()).state is State.DROPPED
    assert lillkoping.cards() == []


async def test_the_message_is_gone_and_nobody_tells(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
    room = lillkoping.slack.workspace.channel(SUPPORT)
    room.drop(room.posts[ts])
    await lillkoping.rest()
    assert await has_it_in_private(lillkoping, "eva")


async def test_somebody_takes_our_card_away(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await lillkoping.slack.deletes(CECILIA, SUPPORT, lillkoping.cards()[0]["ts"])
    await lillkoping.rest()
    await lillkoping.slack.reacts(ANNA, SUPPORT, (await lillkoping.question()).root.id, "white_check_mark")
    await lillkoping.rest()
    assert (await lillkoping.question()).state is State.SOLVED


async def test_a_contact_leaves_and_the_question_goes_on(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await lillkoping.slack.deactivates(EVA)
    await lillkoping.rest()
    question = await lillkoping.question()
    assert "eva" not in question.holders
    assert question.holders


async def test_somebody_cannot_be_written_to_any_more_and_comes_back(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE, "bot")
    await lillkoping.comes(hours=1)
    lillkoping.slack.workspace.user(ANNA).deleted = True
    await lillkoping.presses("eva", "take")
    await lillkoping.presses("eva", "solved")
    assert [post for post in lillkoping.posts(CENTRAL) if "Anna Ek" in post], "central can tell her in another way"
    before = len(lillkoping.told("anna"))
    await lillkoping.slack.changes_user(ANNA, deleted=False)
    await lillkoping.rest()
    await lillkoping.says("anna", SIGNS, "bot")
    assert len(lillkoping.told("anna")) > before
    assert len(await lillkoping.questions()) == 2


def private(workspace: Workspace) -> Workspace:
    """The support channel is a private one."""
    workspace.channel(SUPPORT).is_private = True
    return workspace


async def test_everything_works_in_a_private_channel_too(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, town=private) as lillkoping:
        await lillkoping.says("anna", VOTE)
        await lillkoping.presses("eva", "take")
        assert (await lillkoping.question()).state is State.TAKEN
        await lillkoping.slack.says(ANNA, SUPPORT, SIGNS)
        await lillkoping.slack.removes_bot(CECILIA, SUPPORT)
        await lillkoping.rest()
        assert any("namnskyltar" in told for told in lillkoping.told("eva"))
        await lillkoping.slack.invites_bot(CECILIA, SUPPORT)
        await lillkoping.rest()
        assert len([card for card in lillkoping.cards() if "Eva Lind" in card["text"]]) == 2
