"""What people write, and cards of other times and for other eyes: nothing of it is ever alive, and rights are the presser's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.platforms.teams import ids
from knowledge.support.question import State
from tests.teams.desk import SUPPORT, VOTE, TeamsDesk, desk
from tests.teams.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store

HOSTILE = (
    "kan eleverna <at>Eva Lind</at> rösta <b>om</b> {{DATE(2026-01-01T00:00:00Z,SHORT)}} [klassresan](https://evil.example) "
    "i **unikum**? <script>alert(1)</script>"
)


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[TeamsDesk]:
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


async def test_signs_of_people_are_never_alive_in_what_the_bot_says(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", f"fråga {HOSTILE}", "bot")
    await lillkoping.says("olle", HOSTILE)
    await lillkoping.says("eva", "väntar", "bot")
    said = [json.dumps(post.activity, ensure_ascii=False) for post in lillkoping.ours("eva")]
    assert [one for one in said if "rösta" in one], "it is quoted somewhere"
    for one in said:
        assert "https://evil.example" not in one or '"url": "https://evil.example' not in one
        assert "<script>" not in one or '"text": "' in one  # as words in a run, where nothing is markup
    # the fake has looked at every mention, entity and tag: `offences` is asserted when the desk closes


async def test_a_press_of_somebody_who_may_not_is_refused_whatever_the_data_says(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", VOTE)
    (card,) = lillkoping.cards()
    answer = await lillkoping.presses("olle", "take", card.id)
    assert answer.kind == "message"
    assert "kontakt" in str(answer.shown)
    assert (await lillkoping.question()).state is State.WAITING
    answer = await lillkoping.presses("eva", "take", card.id)
    assert answer.status == 200
    assert (await lillkoping.question()).taken_by == "eva"


async def test_a_card_of_an_old_version_says_so(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", VOTE)
    (card,) = lillkoping.cards()
    here, post = lillkoping.teams.world.place_of(card.id)
    old = {**ids.Pressed(key="question/1/card", action="take").data(), "v": 0}
    told = {"action": {"type": "Action.Execute", "verb": "take", "data": old}, "trigger": "manual"}
    answer = await lillkoping.teams._invoke(account("eva"), here, post, "adaptiveCard/action", told)
    assert "Kortet är gammalt" in str(answer.shown)
    assert (await lillkoping.question()).state is State.WAITING


async def test_a_client_that_knows_only_submit_is_heard_and_refused_in_its_own_chat(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", VOTE)
    (card,) = lillkoping.cards()
    await lillkoping.teams.presses(account("olle"), card.id, "take", old=True)
    await lillkoping.rest()
    assert any("kontakt" in words for words in lillkoping.told("olle"))
    await lillkoping.teams.presses(account("eva"), card.id, "take", old=True)
    await lillkoping.rest()
    assert (await lillkoping.question()).taken_by == "eva"


async def test_the_asker_sees_a_card_without_what_is_for_contacts(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", VOTE)
    (card,) = lillkoping.cards()
    everybody = lillkoping.teams.buttons(card.id)
    assert "take" in everybody
    view = await lillkoping.teams.refreshes(account("anna"), card.id)
    assert view.kind == "card"
    hidden = set(everybody) - set(lillkoping.teams.buttons(card.id, account("anna")))
    assert "solved" not in hidden
    assert hidden, "what is for contacts alone"


async def test_native_thumbs_count_as_the_buttons(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, teams={"feedback": "native"}) as lillkoping:
        root = await lillkoping.says("anna", VOTE)
        await lillkoping.says("eva", "Ja, välj Omröstning under klassens sida och klicka sedan på Ny.", thread=root)
        (card,) = [post for post in lillkoping.cards() if post.activity.get("channelData", {}).get("feedbackLoop")]
        await lillkoping.teams.thumbs(account("anna"), card.id, "like")
        await lillkoping.rest()
        assert (await lillkoping.question()).state is State.SOLVED


async def test_a_deleted_question_that_is_put_back_is_asked_again(lillkoping: TeamsDesk) -> None:
    root = await lillkoping.says("anna", VOTE)
    await lillkoping.teams.deletes(account("anna"), root)
    await lillkoping.rest()
    assert lillkoping.posts() == []
    await lillkoping.teams.undeletes(account("anna"), root)
    await lillkoping.rest()
    states = [one.state for one in await lillkoping.questions()]
    assert states == [State.DROPPED, State.WAITING]
    assert len(lillkoping.cards()) == 1
    assert lillkoping.cards()[0].thread == root
    assert lillkoping.teams.place(SUPPORT).posts[root].text
