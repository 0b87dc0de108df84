"""A play in Teams: where nobody can be asked beside the conversation, the bot that is unsure says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day, called
from tests.journeys.phrases import PRINT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.store import Store

import pytest


@pytest.fixture
async def doubting(store: Store) -> AsyncIterator[Day]:
    """A bot that is never sure whether a question is for the desk."""
    begun = await Day.begin(store, on="teams", matching={"question": "0.9999", "unsure": "0.01"})
    yield begun
    await begun.end()


async def test_an_unsure_bot_says_nothing_in_teams_and_a_mention_brings_a_person(doubting: Day) -> None:
    assert await doubting.says("anna", PRINT, "q") == []
    chat = doubting.play.stage.chat
    assert [post for post in chat.log.everything() if post.message] == []
    assert called(await doubting.mentions_the_bot("anna", f"fråga {PRINT}")) == ["eva"]
