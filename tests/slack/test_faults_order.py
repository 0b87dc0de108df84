"""Events that come twice, in the wrong order, or again after we could not take them: one question, the right end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.platforms.base import TryLater
from knowledge.conversation.event import MessagePosted
from knowledge.support.question import State
from storage.errors import StorageError
from tests.slack.desk import BUSY, SUPPORT, SlackDesk, desk
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.platforms.base import Hear
    from knowledge.conversation.event import Event
    from knowledge.conversation.message import Shown
    from storage.store import Store

ANNA, EVA, OLLE = account("anna"), account("eva"), account("olle")
VOTE = "kan eleverna rösta om klassresan inne i unikum?"
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
HOW = "Ja, välj Omröstning under klassens sida och klicka sedan på Ny."
TRANSPORTS = ("socket", "http")


@pytest.fixture(params=TRANSPORTS)
async def lillkoping(request: pytest.FixtureRequest, sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over either transport."""
    async with desk(sqlite_store, tmp_path, request.param) as opened:
        yield opened


async def test_everything_comes_twice_and_counts_once(lillkoping: SlackDesk) -> None:
    lillkoping.slack.double_events(1000)
    ts = await lillkoping.says("anna", VOTE)
    await lillkoping.says("eva", HOW, thread=ts)
    await lillkoping.slack.reacts(ANNA, SUPPORT, ts, "white_check_mark")
    await lillkoping.rest()
    question = await lillkoping.question()
    assert question.state is State.SOLVED
    assert len(lillkoping.cards()) + len([post for post in lillkoping.posts() if "<@UEVA>" in post]) <= 2


async def test_a_mention_and_its_message_are_one_question_in_either_order(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", f"<@U0BOT> {VOTE}")
    async with lillkoping.slack.reordered():
        await lillkoping.slack.says(OLLE, SUPPORT, f"<@U0BOT> {SIGNS}")
    await lillkoping.rest()
    kinds = [delivery.name for delivery in lillkoping.slack.deliveries if delivery.name in {"message", "app_mention"}]
    assert kinds[:2] == ["message", "app_mention"]
    assert [question.asker for question in await lillkoping.questions()] == ["anna", "olle"]
    assert len(lillkoping.cards()) == 2


async def test_a_reply_comes_before_what_it_replies_to(lillkoping: SlackDesk) -> None:
    async with lillkoping.slack.reordered():
        ts = await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
        await lillkoping.slack.says(EVA, SUPPORT, HOW, thread=ts)
    await lillkoping.rest()
    (question,) = await lillkoping.questions()
    assert (question.asker, question.root.id) == ("anna", ts)
    await lillkoping.presses("eva", "solved")
    assert (await lillkoping.question()).state is State.SOLVED


async def test_that_it_is_gone_comes_before_the_message(lillkoping: SlackDesk) -> None:
    async with lillkoping.slack.reordered():
        ts = await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
        await lillkoping.slack.deletes(ANNA, SUPPORT, ts)
    await lillkoping.rest()
    assert [question for question in await lillkoping.questions() if question.is_open] == []
    assert lillkoping.cards() == []


async def test_an_edit_comes_before_the_message(lillkoping: SlackDesk) -> None:
    async with lillkoping.slack.reordered():
        ts = await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
        await lillkoping.slack.edits(ANNA, SUPPORT, ts, SIGNS)
    await lillkoping.rest()
    assert (await lillkoping.question()).text == SIGNS


async def test_solved_comes_before_the_message_and_is_said_again(lillkoping: SlackDesk) -> None:
    async with lillkoping.slack.reordered():
        ts = await lillkoping.slack.says(ANNA, SUPPORT, VOTE)
        await lillkoping.slack.reacts(ANNA, SUPPORT, ts, "white_check_mark")
    await lillkoping.rest()
    assert len(await lillkoping.questions()) == 1
    await lillkoping.slack.unreacts(ANNA, SUPPORT, ts, "white_check_mark")
    await lillkoping.slack.reacts(ANNA, SUPPORT, ts, "white_check_mark")
    await lillkoping.rest()
    assert (await lillkoping.question()).state is State.SOLVED


async def test_a_whole_conversation_comes_backwards_and_twice(lillkoping: SlackDesk) -> None:
    async with lillkoping.slack.reordered():
        ts = await lillkoping.slack.says(ANNA, SUPPORT, f"<@U0BOT> {VOTE}")
        await lillkoping.slack.edits(ANNA, SUPPORT, ts, f"<@U0BOT> {VOTE} Tack!")
        await lillkoping.slack.says(EVA, SUPPORT, HOW, thread=ts, broadcast=True)
    for delivery in list(lillkoping.slack.deliveries):
        await lillkoping.slack.send_raw(delivery.payload)
    await lillkoping.rest()
    (question,) = await lillkoping.questions()
    assert (question.asker, question.text) == ("anna", f"{VOTE} Tack!")
    assert len(lillkoping.cards()) == 1


class Refusing:
    """Between Slack and the desk: so many of the next events are not taken."""

    def __init__(self, error: Exception) -> None:
        self.times, self.error = 0, error

    def __call__(self, hear: Hear) -> Hear:
        async def heard(event: Event) -> Shown | None:
            if self.times:
                self.times -= 1
                raise self.error
            return await hear(event)

        return heard


ERRORS = [TryLater(why="the database is busy"), StorageError("the disk is full"), RuntimeError("a bug")]


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
async def test_what_cannot_be_taken_now_comes_again_and_is_taken_once(
    sqlite_store: Store, tmp_path: Path, transport: str, error: Exception
) -> None:
    busy = Refusing(error)
    async with desk(sqlite_store, tmp_path, transport, hear=busy) as lillkoping:
        lillkoping.slack.patience(0.5)
        busy.times = 2
        await lillkoping.says("anna", VOTE)
        delivery = next(one for one in lillkoping.slack.deliveries if one.name == "message")
        oks = [attempt.ok for attempt in delivery.attempts]
        assert (oks[:2], oks[-1]) == ([False, False], True)
        assert len(lillkoping.cards()) == 1


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
async def test_whoever_presses_just_then_is_asked_to_try_again(
    sqlite_store: Store, tmp_path: Path, transport: str, error: Exception
) -> None:
    busy = Refusing(error)
    async with desk(sqlite_store, tmp_path, transport, hear=busy) as lillkoping:
        await lillkoping.says("anna", VOTE)
        spot, busy.times = lillkoping.button("eva", "take"), 1
        await lillkoping.slack.presses(EVA, *spot)
        await lillkoping.rest()
        assert lillkoping.notes("eva") == [BUSY.text]
        busy.times = 1
        await lillkoping.runs("eva", "väntar")
        assert lillkoping.notes("eva") == [BUSY.text, BUSY.text]
        await lillkoping.slack.shortcut(ANNA, "ask")
        busy.times = 1
        answer = await lillkoping.slack.submits(ANNA, {"text": SIGNS})
        assert list(answer["errors"].values()) == [BUSY.text], "what she wrote stays in the form"
        assert await lillkoping.slack.submits(ANNA, {"text": SIGNS}) != answer
        await lillkoping.rest()
        await lillkoping.presses("eva", "take")
        assert sorted(one.asker for one in await lillkoping.questions()) == ["anna", "anna"]


async def test_a_busy_moment_costs_nobody_the_own_page(sqlite_store: Store, tmp_path: Path) -> None:
    busy = Refusing(ERRORS[0])
    async with desk(sqlite_store, tmp_path, hear=busy) as lillkoping:
        lillkoping.slack.patience(0.5)
        busy.times = 1
        await lillkoping.slack.opens_home(ANNA)
        await lillkoping.rest()
        assert lillkoping.page("anna")


async def test_events_that_the_desk_has_no_use_for_are_taken(lillkoping: SlackDesk) -> None:
    for kind in ("pin_added", "emoji_changed", "star_added", "a_type_of_tomorrow"):
        event = {"type": kind, "user": ANNA, "event_ts": "1795507300.000100"}
        delivery = await lillkoping.slack.send_raw({"type": "event_callback", "event_id": f"Ev{kind}", "event": event})
        assert [attempt.ok for attempt in delivery.attempts] == [True]
    assert MessagePosted.__name__ not in str(lillkoping.posts())
