"""The real program with Teams on: it opens its door, says when it is kept out, and serves Slack beside it."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.files.directory_file import read_directory
from tests.slack.fake import FakeSlack, Workspace
from tests.slack.test_faults_start import on
from tests.started import ROOT, address, supportbot
from tests.teams.fake import FakeTeams
from tests.teams.stage import account, channel, environ_of, everybody_in_teams, town_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.teams.fake import Town

DIRECTORY = ROOT / "samples" / "storkoping" / "directory.yaml"


def town() -> Town:
    return town_of(everybody_in_teams(read_directory(DIRECTORY).value))


async def becomes(root: str, status: int) -> None:
    """Ask whether it is ready until it says that."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(30):
        while (await session.get(f"{root}/readyz")).status != status:
            continue


async def test_the_program_is_ready_hears_and_answers_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    async with (
        FakeTeams.open(town()) as teams,
        supportbot(tmp_path, **environ_of(teams)) as program,
        asyncio.timeout(60),
    ):
        root = await address(program)
        teams.deliver_to(f"{root}/api/messages")
        await becomes(root, 200)
        anna = account("anna")
        await teams.installs(anna, anna)
        await teams.says(anna, anna, "hjälp")
        await teams.settled()
        assert any(post.card for post in teams.notes(anna))
        async with aiohttp.ClientSession() as session:
            assert (await session.post(f"{root}/api/messages", json={})).status == 401
        program.send_signal(signal.SIGTERM)
        _out, err = await program.communicate()
        assert program.returncode == 0
        assert "Traceback" not in err.decode()
        assert teams.offences == []


@pytest.mark.parametrize("wrong", [
    {"TEAMS_APP_PASSWORD": "wrong"}, {"TEAMS_APP_ID": "00000000-0000-4000-8000-0000000000ff"},
])  # fmt: skip
async def test_a_wrong_secret_or_application_ends_in_one_clear_error(tmp_path: Path, wrong: dict[str, str]) -> None:
    async with (
        FakeTeams.open(town()) as teams,
        supportbot(tmp_path, **environ_of(teams) | wrong) as program,
        asyncio.timeout(30),
    ):
        out, err = await program.communicate()
        assert program.returncode == 1
        (said,) = err.decode().splitlines()
        assert "TEAMS_APP_ID or TEAMS_APP_PASSWORD is refused (AADSTS" in said
        assert said.endswith("; see docs/teams.md")
        assert out == b""


async def test_slack_and_teams_are_both_served_and_ready_when_both_are(tmp_path: Path) -> None:
    async with (
        FakeTeams.open(town()) as teams,
        FakeSlack.open(Workspace()) as slack,
        supportbot(tmp_path, **environ_of(teams), **on(slack)) as program,
        asyncio.timeout(60),
    ):
        root = await address(program)
        teams.deliver_to(f"{root}/api/messages")
        await slack.connected()
        await becomes(root, 200)
        await teams.installs(account("anna"), channel("support"))
        await teams.settled()
        await slack.revoke_token()
        await becomes(root, 503)
        program.send_signal(signal.SIGTERM)
        await program.communicate()
        assert program.returncode == 0
        assert (teams.offences, slack.offences) == ([], [])
