"""The command `check` asks Slack itself: tokens, Socket Mode and rights; leaves channels and contacts to their own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.check_asked import Looked
from bot.commands.check_slack import slack
from bot.config import load
from bot.platforms.slack import needs
from knowledge.support.directory import Person, Role
from knowledge.support.directory_rules import Severity
from tests.slack.checking import CENTRAL, LINE, knows, settings, words, workspace


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_nothing_is_asked_when_slack_is_off() -> None:
    assert await slack(load({})) == Looked()


async def test_all_is_well() -> None:
    async with workspace() as fake:
        await knows(CENTRAL)
        assert await slack(settings(fake)) == Looked(line=LINE)


async def test_over_http_no_socket_is_asked_for() -> None:
    async with workspace(transport="http") as fake:
        looked = await slack(settings(fake, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=fake.signing_secret))
        assert looked == Looked(line=LINE.replace("Socket Mode", "HTTP"))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("token_revoked", "Reinstall"), ("account_inactive", "taken out of the workspace"),
        ("invalid_auth", "not all of it was copied"), ("not_allowed_token_type", "begins with xoxb-"),
        ("token_expired", "token rotation"), ("org_login_required", "ask its administrator"),
    ],
)  # fmt: skip
async def test_a_bot_token_that_slack_refuses_is_wrong(code: str, why: str) -> None:
    async with workspace() as fake:
        fake.world.token_error = code
        looked = await slack(settings(fake))
        (said,) = words(looked)
        assert said.startswith(f"Slack refuses SLACK_BOT_TOKEN ({code}): ")
        assert why in said
        assert fake.bot_token not in str(looked)
        assert looked.line == "Slack: refuses the bot's token"


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("invalid_auth", "begins with"), ("token_revoked", "somebody took it back"),
        ("not_allowed_token_type", "begins with xapp-"), ("missing_scope", "scope connections:write"),
    ],
)  # fmt: skip
async def test_an_app_token_that_slack_refuses_is_wrong(fault: str, why: str) -> None:
    async with workspace() as fake:
        fake.faults.next("apps.connections.open", fault)
        looked = await slack(settings(fake))
        (said,) = words(looked)
        assert said.startswith(f"Slack refuses SLACK_APP_TOKEN ({fault}): ")
        assert why in said or why == "begins with"
        assert looked.line == LINE


async def test_another_apps_token_is_wrong_and_not_shown() -> None:
    async with workspace() as fake:
        looked = await slack(settings(fake, SLACK_APP_TOKEN="xapp-other"))
        (said,) = words(looked)
        assert "Slack refuses SLACK_APP_TOKEN (invalid_auth)" in said
        assert "xapp-other" not in str(looked)


async def test_socket_mode_that_is_off_is_wrong() -> None:
    async with workspace(transport="http") as fake:
        (said,) = words(await slack(settings(fake)))
        assert "turn on Settings, Socket Mode" in said


async def test_a_socket_that_nobody_can_tell_of_is_a_risk() -> None:
    async with workspace() as fake:
        fake.faults.next("apps.connections.open", "500")
        looked = await slack(settings(fake))
        assert words(looked) == []
        assert "nobody knows whether Slack would open a socket" in words(looked, Severity.RISKY)[0]


async def test_each_missing_scope_is_named_with_what_does_not_work_and_how_to_get_it() -> None:
    async with workspace(scopes=set(needs.scopes()) - {"reactions:read", "im:write", "dnd:read"}) as fake:
        looked = await slack(settings(fake))
        im, reactions = words(looked)
        assert im == (
            "the scope im:write is missing, so this does not work: telling contacts privately (conversations.open); "
            "paste the manifest of `supportbot slack-manifest` under App Manifest and press Reinstall; the token stays the same"
        )
        assert "reactions:read" in reactions
        assert ["dnd:read" in one for one in words(looked, Severity.RISKY)] == [True]
        assert f"{len(needs.scopes()) - 3} of {len(needs.scopes())} scopes" in looked.line
        heeds = settings(fake, SUPPORTBOT_PEOPLE__AWAY_HINTS="all")
        assert "dnd:read" in words(await slack(heeds))[0], "it is wrong when the settings need it"


def test_what_works_with_a_scope_is_said_of_each() -> None:
    assert set(needs.WORKS) == set(needs.scopes())


async def test_without_a_right_to_look_only_the_right_is_told() -> None:
    nothing = set(needs.scopes()) - {"channels:read", "groups:read", "users:read", "users:read.email"}
    async with workspace(scopes=nothing) as fake:
        await knows(CENTRAL, Person(id="x", name="X", role=Role.CENTRAL, email="x@example.org"))
        looked = await slack(settings(fake))
        told = words(looked)
        assert words(looked, Severity.RISKY) == []
        assert [one.split()[2] for one in told] == sorted(set(needs.scopes()) - nothing)
        assert len(told) == 4


async def test_where_slack_does_not_tell_the_rights_those_are_told_that_it_refuses() -> None:
    async with workspace(scopes=()) as fake:
        await knows(CENTRAL)
        looked = await slack(settings(fake))
        assert looked.line.endswith("scopes not told")
        assert words(looked, Severity.RISKY) == []
        assert any("users:read" in one for one in words(looked))
        assert all(one.startswith("the app lacks a right (missing_scope: ") for one in words(looked))
