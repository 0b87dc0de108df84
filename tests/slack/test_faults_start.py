"""The start with tokens that are no good, or while Slack is not there; the real program where its words matter."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.slack.desk import desk, until
from tests.slack.fake import FakeSlack, Workspace
from tests.started import address, supportbot

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

VOTE = "kan eleverna rösta om klassresan inne i unikum?"


def on(slack: FakeSlack) -> dict[str, str]:
    """How the program reaches it."""
    return {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token, "SLACK_API_URL": slack.api_url}


@pytest.mark.parametrize(("token", "said"), [
    ("SLACK_BOT_TOKEN", "Slack refuses the token in SLACK_BOT_TOKEN (Slack: invalid_auth); see docs/slack.md"),
    ("SLACK_APP_TOKEN", "Slack refuses the token in SLACK_APP_TOKEN (Slack: invalid_auth); see docs/slack.md"),
])  # fmt: skip
async def test_the_program_says_which_token_is_wrong_and_ends(tmp_path: Path, token: str, said: str) -> None:
    async with (
        FakeSlack.open(Workspace()) as slack,
        supportbot(tmp_path, **on(slack) | {token: "wrong"}) as program,
        asyncio.timeout(30),
    ):
        out, err = await program.communicate()
        assert program.returncode == 1
        assert said in err.decode()
        assert "Traceback" not in err.decode()
        assert out == b""


async def test_the_program_opens_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    async with FakeSlack.open(Workspace()) as slack, supportbot(tmp_path, **on(slack)) as program, asyncio.timeout(30):
        root = await address(program)
        await slack.connected()
        async with aiohttp.ClientSession() as session:
            status = 503
            while status != 200:
                status = (await session.get(f"{root}/readyz")).status
            await slack.revoke_token()
            assert (await session.get(f"{root}/readyz")).status == 503
            assert (await session.get(f"{root}/healthz")).status == 200
        program.send_signal(signal.SIGTERM)
        _out, err = await program.communicate()
        assert program.returncode == 0
        assert "Slack refuses us (tokens_revoked)" in err.decode()
        assert slack.offences == []


@pytest.mark.parametrize("fault", ["500", "html", "cut", "429", "service_unavailable"])
async def test_slack_is_not_there_yet_and_the_desk_waits_for_it(
    sqlite_store: Store, tmp_path: Path, fault: str
) -> None:
    asked: list[FakeSlack] = []

    def away(fake: FakeSlack) -> None:
        asked.append(fake)
        fake.faults.next("auth.test", fault, 2, retry_after=0)
        fake.faults.next("apps.connections.open", fault, 2, retry_after=0)

    async with desk(sqlite_store, tmp_path, before=away) as lillkoping:
        await until(lambda: lillkoping.platform.is_connected)
        assert len(asked[0].called("auth.test")) == 3
        await lillkoping.says("anna", VOTE)
        assert len(lillkoping.cards()) == 1


async def test_over_http_what_comes_before_we_know_who_we_are_comes_again(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(
        sqlite_store, tmp_path, "http", before=lambda fake: fake.faults.next("auth.test", "500", 2)
    ) as lillkoping:
        assert not lillkoping.platform.is_connected
        await lillkoping.slack.says("UANNA", "CSUPPORT", VOTE)
        first = lillkoping.slack.deliveries[-1].attempts[0]
        assert first.answer[0] == 503
        await until(lambda: lillkoping.platform.is_connected)
        await lillkoping.slack.send_raw(lillkoping.slack.deliveries[-1].payload)
        await lillkoping.rest()
        assert len(lillkoping.cards()) == 1
