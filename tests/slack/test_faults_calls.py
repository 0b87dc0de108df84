"""Slack's Web API is slow, full, broken, or loses its answers: everything arrives once, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.support.question import State
from tests.slack import words_seen
from tests.slack.desk import CENTRAL, SUPPORT, SlackDesk, desk
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store

VOTE = "kan eleverna rösta om klassresan inne i unikum?"
ANNA, EVA = account("anna"), account("eva")
BEFORE = (
    "500",
    "html",
    "cut",
    "service_unavailable",
    "internal_error",
    "fatal_error",
    "request_timeout",
    "ratelimited",
)
"""Nothing was done, though we cannot tell with all of them."""
AFTER = ("lost",)
"""It was done, and the answer is lost."""


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over a socket."""
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


def once(lillkoping: SlackDesk) -> bool:
    """One card and one call, each once."""
    calls = [post for post in lillkoping.posts() if f"<@{EVA}>" in post]
    return (len(lillkoping.cards()), len(calls), len(lillkoping.posts())) == (1, 1, 2)


async def later(lillkoping: SlackDesk) -> None:
    """What waits a little is done."""
    for _ in range(6):
        await lillkoping.passes(61)


@pytest.mark.parametrize("fault", [*BEFORE, *AFTER])
async def test_a_post_that_fails_arrives_and_arrives_once(lillkoping: SlackDesk, fault: str) -> None:
    lillkoping.slack.faults.next("chat.postMessage", fault, 2)
    await lillkoping.says("anna", VOTE)
    await later(lillkoping)
    assert once(lillkoping)
    assert not lillkoping.slack.faults.pending()


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
@pytest.mark.parametrize("fault", ["silent", "timeout"])
async def test_an_answer_that_never_comes_is_not_waited_for(
    sqlite_store: Store, tmp_path: Path, fault: str, method: str
) -> None:
    async with desk(sqlite_store, tmp_path, lease=0.8) as lillkoping:
        lillkoping.slack.faults.next(method, fault)
        await lillkoping.says("anna", VOTE)
        await later(lillkoping)
        assert once(lillkoping)
        await lillkoping.slack.reacts(EVA, SUPPORT, (await lillkoping.question()).root.id, "eyes")
        await lillkoping.rest()
        await later(lillkoping)
        (card,) = lillkoping.cards()
        assert card["text"].startswith("Eva Lind har tagit frågan.")
        assert not lillkoping.slack.faults.pending()


@pytest.mark.parametrize("fault", ["lost", "cut"])
async def test_it_is_looked_up_by_its_token_before_it_is_said_again(lillkoping: SlackDesk, fault: str) -> None:
    lillkoping.slack.faults.next("chat.postMessage", fault, 1)
    await lillkoping.says("anna", VOTE)
    await later(lillkoping)
    looked = lillkoping.slack.called("conversations.replies")
    assert looked
    assert all(call.args["include_all_metadata"] in {True, "1", "true"} for call in looked)
    posts = [call for call in lillkoping.slack.called("chat.postMessage") if call.ok]
    assert len(posts) == 2, "the card and the call"
    assert once(lillkoping)


async def test_looking_it_up_fails_too(lillkoping: SlackDesk) -> None:
    lillkoping.slack.faults.next("chat.postMessage", "lost", 1)
    lillkoping.slack.faults.next("conversations.replies", "500", 2)
    await lillkoping.says("anna", VOTE)
    await later(lillkoping)
    assert once(lillkoping)


async def test_slack_asks_to_be_left_in_peace_and_is(lillkoping: SlackDesk) -> None:
    lillkoping.slack.faults.next("chat.postMessage", "429", retry_after=30)
    await lillkoping.says("anna", VOTE)
    asked = len(lillkoping.slack.called("chat.postMessage"))
    await lillkoping.passes(20)
    assert len(lillkoping.slack.called("chat.postMessage")) == asked, "not one call before the half minute is over"
    await lillkoping.passes(11)
    assert once(lillkoping)


@pytest.mark.parametrize("fault", [*BEFORE, *AFTER, "429"])
async def test_a_card_that_cannot_be_changed_now_is_changed_later(lillkoping: SlackDesk, fault: str) -> None:
    await lillkoping.says("anna", VOTE)
    lillkoping.slack.faults.next("chat.update", fault, 2, retry_after=30)
    await lillkoping.presses("eva", "take")
    await later(lillkoping)
    (card,) = lillkoping.cards()
    assert card["text"].startswith("Eva Lind har tagit frågan.")
    assert not lillkoping.slack.faults.pending()


async def test_many_changes_of_one_card_while_slack_is_away_end_in_the_last(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    lillkoping.slack.faults.next("chat.update", "503", 1)
    lillkoping.slack.faults.next("chat.update", "500", 3)
    await lillkoping.presses("eva", "take")
    await lillkoping.presses("eva", "solved")
    await later(lillkoping)
    (card,) = lillkoping.cards()
    assert "öst" in card["text"]
    assert (await lillkoping.question()).state is State.SOLVED


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
async def test_where_slack_refuses_the_blocks_the_words_go_out_alone(lillkoping: SlackDesk, code: str) -> None:
    lillkoping.slack.faults.next("chat.postMessage", code)
    ts = await lillkoping.says("anna", VOTE)
    assert lillkoping.posts()[0].startswith("Frågan ligger hos Eva Lind")
    assert lillkoping.cards() == []
    await lillkoping.slack.reacts(EVA, SUPPORT, ts, "eyes")
    await lillkoping.rest()
    (card,) = lillkoping.cards()
    assert card["text"].startswith("Eva Lind har tagit"), "the next change has blocks again"


async def test_a_change_whose_blocks_are_refused_leaves_no_old_buttons(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    spot = lillkoping.cards()[0]["ts"]
    lillkoping.slack.faults.next("chat.update", "invalid_blocks")
    await lillkoping.presses("eva", "take")
    post = lillkoping.slack.workspace.channel(SUPPORT).posts[spot]
    assert post.text.startswith("Eva Lind har tagit frågan.")
    assert words_seen.actions(post.blocks) == []


async def test_a_notice_whose_blocks_are_refused_comes_in_words(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    lillkoping.slack.faults.next("chat.postEphemeral", "invalid_blocks")
    await lillkoping.presses("olle", "take")
    assert len(lillkoping.notes("olle")) == 1


async def test_what_slack_never_takes_is_given_up_and_central_hears_of_it(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, attempts=2) as lillkoping:
        lillkoping.slack.faults.next("chat.postMessage", "too_many_attachments", 14)
        await lillkoping.says("anna", VOTE)
        for _ in range(20):
            await lillkoping.passes(61)
        assert [post for post in lillkoping.posts(CENTRAL) if "⚠️" in post]
        assert (await lillkoping.question()).state is State.WAITING


@pytest.mark.parametrize("fault", ["500", "html", "cut", "429", "missing_scope", "invalid_arguments"])
async def test_a_page_that_cannot_be_put_up_now_is_put_up_the_next_time(lillkoping: SlackDesk, fault: str) -> None:
    lillkoping.slack.faults.next("views.publish", fault, retry_after=0)
    await lillkoping.slack.opens_home(ANNA)
    await lillkoping.rest()
    await lillkoping.slack.opens_home(ANNA)
    await lillkoping.rest()
    assert lillkoping.page("anna")


@pytest.mark.parametrize("fault", ["500", "html", "cut", "429", "users_not_found", "user_not_found"])
async def test_people_are_served_before_slack_tells_who_they_are(lillkoping: SlackDesk, fault: str) -> None:
    for method in ("users.info", "users.lookupByEmail", "conversations.open"):
        lillkoping.slack.faults.next(method, fault, 3, retry_after=5)
    await lillkoping.says("anna", VOTE)
    await later(lillkoping)
    assert once(lillkoping)
