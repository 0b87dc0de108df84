"""Slack and Teams on one desk at the same time: each question lives where it was asked, and its people have one list."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app import build
from bot.clock import Clocks, SetClock
from bot.directions import directions
from bot.files.directory_file import read_directory
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.teams.platform import TeamsPlatform
from bot.rehearsal.stage import filled, settings_of
from bot.worker.pace import AT_ONCE, Manners
from knowledge.support.question import State
from tests.slack import stage as on_slack
from tests.slack.desk import BUSY, script_of, until
from tests.slack.fake import FakeSlack
from tests.teams import seen
from tests.teams import stage as on_teams
from tests.teams.desk import SIGNS, TUESDAY, VOTE
from tests.teams.fake import FakeTeams

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.support.directory import Directory
    from storage.store import Store


def in_both(directory: Directory) -> Directory:
    """Everybody has both; each place stands in both."""
    people = tuple(
        replace(one, accounts={"slack": on_slack.account(one.id), "teams": on_teams.account(one.id)})
        for one in directory.people
    )
    both = {one.id: {"slack": on_slack.channel(one.id), "teams": on_teams.channel(one.id)} for one in directory.places}
    return replace(
        directory, people=people, places=tuple(replace(one, channels=both[one.id]) for one in directory.places)
    )


async def test_two_questions_in_two_services_are_taken_by_the_same_contact(sqlite_store: Store, tmp_path: Path) -> None:
    store, script = sqlite_store, script_of(tmp_path, {})
    whole = read_directory(script.directory).value
    clock, machine = await filled(script, store, in_both(whole)), SetClock(TUESDAY)
    async with AsyncExitStack() as stack:
        workspace = on_slack.workspace_of(on_slack.everybody_on_slack(whole))
        slack = await stack.enter_async_context(FakeSlack.open(workspace, clock=clock.now, transport="socket"))
        teams = await stack.enter_async_context(FakeTeams.open(on_teams.town_of(on_teams.everybody_in_teams(whole))))
        teams.world.clock = clock.now
        first = SlackPlatform(
            on_slack.slack_settings(slack, "socket"), directions=directions(store, "slack"), busy=BUSY, clock=clock.now,
            ping=1.0, hurry=1000, seconds=lambda: machine.now().timestamp(),
        )  # fmt: skip
        second = TeamsPlatform(
            on_teams.teams_settings(teams), directions=directions(store, "teams"), busy=BUSY, clock=clock.now, hurry=1000,
            seconds=lambda: machine.now().timestamp(),
        )  # fmt: skip
        app = build(store, settings_of(script), {"slack": first, "teams": second}, Clocks(desk=clock, machine=machine),
                    Manners(paces={"slack": AT_ONCE, "teams": AT_ONCE}), patience=None)  # fmt: skip
        for one in (first, second):
            await one.start(app.bot.hear)
        stack.push_async_callback(app.close)
        await until(lambda: first.is_connected)
        await stack.enter_async_context(on_teams.served(second, teams))

        async def rest() -> None:
            for _ in range(2):
                await teams.settled()
                await slack.settled()
                await app.worker.drain()

        support, eva = on_teams.channel("support"), on_teams.account("eva")
        await teams.says(on_teams.account("anna"), support, VOTE)
        await slack.says(on_slack.account("gunilla"), on_slack.channel("support"), SIGNS)
        await rest()
        (card,) = [post for post in teams.posts(support) if post.card]
        standing = slack.workspace.channel(on_slack.channel("support")).posts.values()
        (other,) = [
            post
            for post in standing
            if post.user != on_slack.account("gunilla") and post.blocks and "take" in str(post.blocks)
        ]
        assert "Eva Lind" in card.summary
        await teams.presses(eva, card.id, "take")
        await rest()
        await teams.says(eva, eva, "väntar")
        await rest()
        assert "klassresan" in seen.plain(teams.notes(eva)[-1])
        block = next(one for one in other.blocks or [] if "take" in str(one.get("elements", "")))
        await slack.presses(
            on_slack.account("eva"), on_slack.channel("support"), other.ts, "take", block_id=block["block_id"]
        )
        await rest()
        async with store.reading() as tx:
            found = [await tx.questions.get(number) for number in (1, 2)]
        assert [(one.state, one.taken_by, one.root.platform) for one in found if one] == [
            (State.TAKEN, "eva", "teams"), (State.TAKEN, "eva", "slack"),
        ]  # fmt: skip
    assert (teams.offences, slack.offences) == ([], [])
