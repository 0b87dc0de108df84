"""Searching on the bot's own page: the form, what it finds, and an answer over it; leaves the words to the search's own plays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.slack.desk import SlackDesk, desk
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store

ANNA = account("anna")


@pytest.fixture(params=["socket", "http"])
async def lillkoping(request: pytest.FixtureRequest, sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    async with desk(sqlite_store, tmp_path, request.param) as opened:
        yield opened


def window(lillkoping: SlackDesk) -> dict[str, Any]:
    """The window that Anna has before her."""
    view = lillkoping.slack.view(ANNA)
    assert view is not None
    return view


def actions(view: dict[str, Any]) -> list[str]:
    return [one["value"] for block in view["blocks"] if block["type"] == "actions" for one in block["elements"]]


async def looks_for(lillkoping: SlackDesk, words: str) -> None:
    await lillkoping.slack.opens_home(ANNA)
    await lillkoping.rest()
    await lillkoping.slack.presses_home(ANNA, "search")
    await lillkoping.slack.submits(ANNA, {"text": words})
    await lillkoping.rest()


async def test_an_answer_that_was_found_is_read_over_the_list(lillkoping: SlackDesk) -> None:
    await looks_for(lillkoping, "planering minuter")
    listed = window(lillkoping)
    offered = [action for action in actions(listed) if action.startswith("show_faq:")]
    assert len(offered) > 1
    await lillkoping.slack.presses(ANNA, None, None, offered[0])
    await lillkoping.rest()
    shown = window(lillkoping)
    assert shown["previous_view_id"] == listed["id"], "the list lies under it"
    assert len(str(shown["blocks"])) > 100
    await lillkoping.slack.closes(ANNA)
    assert window(lillkoping)["id"] == listed["id"]


async def test_what_is_not_found_may_be_asked_at_once(lillkoping: SlackDesk) -> None:
    await looks_for(lillkoping, "zeppelinare")
    assert actions(window(lillkoping)) == ["ask"]
    await lillkoping.slack.presses(ANNA, None, None, "ask")
    await lillkoping.slack.submits(ANNA, {"text": "Hur bokar man en zeppelinare i Unikum?"})
    await lillkoping.rest()
    assert (await lillkoping.question()).asker == "anna"
