"""Whoever turns up for the first time is called by name at once, and a guest is known to be one from the first word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import Day, called
from tests.slack.fake import User
from tests.slack.stage import channel

if TYPE_CHECKING:
    from storage.store import Store
    from tests.slack.fake import FakeSlack

SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
NEW = "UNEW"


async def newcomer(store: Store, *, guest: bool = False, **settings: dict[str, str]) -> tuple[Day, FakeSlack]:
    day = await Day.begin(store, on="socket", matching={"answer": "0.99", "suggest": "0.98"}, **settings)
    slack: FakeSlack = day.play.stage.chat.slack  # type: ignore[attr-defined] # the chat of a day on Slack
    slack.workspace.users[NEW] = User(NEW, "nytt", "Nina Ny", "nina@example.org", is_restricted=guest)
    slack.workspace.channel(channel("support")).members.append(NEW)
    return day, slack


async def test_a_stranger_has_a_name_from_the_first_question_on(sqlite_store: Store) -> None:
    day, slack = await newcomer(sqlite_store)
    assert called(await day.says(NEW, SIGNS, "q")) == ["cecilia"]
    (waiting,) = await day.writes_to_the_bot("cecilia", "väntar")
    assert "Nina Ny" in waiting["text"]
    assert (await day.question("q")).asker == f"slack-{NEW}"
    asked = len(slack.called("users.info"))
    await day.says(NEW, "det är bråttom", thread="q")
    assert len(slack.called("users.info")) == asked, "nobody is asked about twice"
    await day.end()


@pytest.mark.parametrize("kind", ["500", "missing_scope"])
async def test_a_question_is_heard_though_slack_does_not_say_whose_it_is(sqlite_store: Store, kind: str) -> None:
    day, slack = await newcomer(sqlite_store)
    slack.faults.next("users.info", kind, times=2)
    assert called(await day.says(NEW, SIGNS, "q"))
    await day.end()


async def test_a_guest_who_is_not_served_is_not_served_at_the_first_word_either(sqlite_store: Store) -> None:
    day, slack = await newcomer(sqlite_store, guest=True, people={"guests": "false"})
    await day.says(NEW, SIGNS)
    async with day.store.reading() as tx:
        assert await tx.questions.where() == []
    assert slack.ephemerals(NEW)[-1].text.startswith("Gäster kan läsa här")
    await day.end()
