"""The command `check` asks Slack itself: tokens, Socket Mode, rights, channels and contacts, by the real program."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.commands.check_slack import Looked, slack
from bot.config import load
from bot.platforms.slack import needs
from bot.settings_values import Settings
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School
from knowledge.support.directory_rules import Severity
from storage.store import Store
from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, EVA, GONE, GUEST, OLD, QUIET, SECRET_ROOM, STRANGER, SUPPORT, town

LINE = f"Slack: workspace Skolan, as @supportbot, Socket Mode, {len(needs.scopes())} of {len(needs.scopes())} scopes"
CENTRAL = Person(id="eva", name="Eva Lind", role=Role.CENTRAL, accounts={"slack": EVA})
PLACE = Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": SUPPORT})


def environ(fake: FakeSlack, **more: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": fake.bot_token, "SLACK_APP_TOKEN": fake.app_token, "SLACK_API_URL": fake.api_url,
        "DATABASE_URL": "sqlite+aiosqlite:///desk.db", **more,
    }  # fmt: skip


def settings(fake: FakeSlack, **more: str) -> Settings:
    return load(environ(fake, **more))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def stored(directory: Directory) -> None:
    store = await Store.open("sqlite+aiosqlite:///desk.db")
    try:
        await store.migrate()
        async with store.transaction() as tx:
            await tx.directory.replace(directory)
    finally:
        await store.close()


async def knows(*people: Person, places: tuple[Place, ...] = (PLACE,)) -> None:
    await stored(Directory(schools=(School(id="l", name="Lindskolan"),), people=people, places=places))


@asynccontextmanager
async def workspace(**more: Any) -> AsyncIterator[FakeSlack]:
    async with FakeSlack.open(town(), **more) as fake:
        yield fake
        assert fake.offences == []
        assert {call.method for call in fake.calls} <= {
            "apps.connections.open", "auth.test", "conversations.info", "users.conversations", "users.info",
            "users.lookupByEmail",
        }, "it only looks"  # fmt: skip


def words(looked: Looked, severity: Severity = Severity.WRONG) -> list[str]:
    assert all(one.part == "Slack" for one in looked.findings)
    return [one.words for one in looked.findings if one.severity is severity]


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
        im, reactions, how = words(looked)
        assert im == (
            "the scope im:write is missing, so this does not work: telling contacts privately (conversations.open)"
        )
        assert "reactions:read" in reactions
        assert "Reinstall" in how
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
        assert [one.split()[2] for one in told[:-1]] == sorted(set(needs.scopes()) - nothing)
        assert len(told) == 5


async def test_where_slack_does_not_tell_the_rights_those_are_told_that_it_refuses() -> None:
    async with workspace(scopes=()) as fake:
        await knows(CENTRAL)
        looked = await slack(settings(fake))
        assert looked.line.endswith("scopes not told")
        assert words(looked, Severity.RISKY) == []
        assert any("users:read" in one for one in words(looked))
        assert all(one.startswith("the app lacks a right (missing_scope: ") for one in words(looked))


async def test_channels_that_the_bot_cannot_hear_are_wrong() -> None:
    async with workspace() as fake:
        channels = {"support": SUPPORT, "lunch": QUIET, "old": OLD, "secret": SECRET_ROOM, "none": "C0NONE"}
        kinds = [Place(id=name, kind=PlaceKind.NEWS, channels={"slack": one}) for name, one in channels.items()]
        await knows(CENTRAL, places=(*kinds, Place(id="teams", kind=PlaceKind.NEWS, channels={"teams": "t"})))
        lunch, old, secret, none = words(await slack(settings(fake)))
        assert lunch == ("the bot is not in #lunch (the place lunch); invite it: write /invite @supportbot in #lunch")
        assert old.startswith("#gammal (the place old) is archived; open it again")
        assert secret.startswith(
            "the place secret has the channel C0SECRET, which Slack does not know, or which is private"
        )
        assert none.startswith("the place none has the channel C0NONE, which Slack does not know")


async def test_channels_that_are_no_place_are_a_hint_all_pages_of_them() -> None:
    async with workspace() as fake:
        await knows(CENTRAL, places=())
        for number in range(450):
            fake.workspace.channels[f"C1{number}"] = type(fake.workspace.channel(QUIET))(
                f"C1{number}", f"rum-{number}", [fake.bot_user], is_private=number % 2 == 0
            )
        looked = await slack(settings(fake))
        assert words(looked) == []
        first, *_, more = words(looked, Severity.RISKY)
        assert first.startswith("the bot is in #unikumsupport (C0SUPPORT), which is no place, and says nothing there")
        assert more == "… and 441 more of the same kind"
        await asyncio.to_thread(Path("desk.db").unlink)
        assert (await slack(settings(fake))).findings == (), "without a directory nobody knows what is a place"


async def test_contacts_whom_slack_does_not_know_are_told() -> None:
    async with workspace() as fake:
        accounts = {"none": "U0NONE", "gone": GONE, "bot": fake.bot_user, "guest": GUEST, "other": STRANGER}
        people = [Person(id=name, name=name.title(), role=Role.LOCAL, accounts={"slack": one})
                  for name, one in accounts.items()]  # fmt: skip
        teacher = Person(id="t", name="T", accounts={"slack": "U0WRONG"})
        await knows(CENTRAL, *people, teacher)
        looked = await slack(settings(fake))
        none, gone, bot = words(looked)
        assert none == "Slack knows no account U0NONE, of None (local, none); correct it in the directory"
        assert "U0GONE, of Gone (local, gone), is deactivated" in gone
        assert "is a bot's" in bot
        guest, other = words(looked, Severity.RISKY)
        assert "of Guest (local, guest), is a guest's and is not asked" in guest
        assert "of Other (local, other), is a guest's" in other


async def test_contacts_without_an_account_are_looked_for_by_their_addresses() -> None:
    async with workspace() as fake:
        anna = Person(id="anna", name="Anna Ek", role=Role.LOCAL, email="Anna@example.org")
        taken = Person(id="eva2", name="Eva L", role=Role.LOCAL, email="eva@example.org")
        lost = Person(id="olle", name="Olle Berg", role=Role.LOCAL, email="olle@example.org")
        silent = Person(id="nils", name="Nils Ek", role=Role.LOCAL)
        await knows(CENTRAL, anna, taken, lost, silent)
        looked = await slack(settings(fake))
        assert words(looked) == []
        (said,) = words(looked, Severity.RISKY)
        assert said.startswith("no account in Slack has the address of Olle Berg (local, olle)")
        assert looked.accounts == {"anna": ANNA}


async def test_many_contacts_are_looked_at_at_slacks_pace() -> None:
    async with workspace() as fake:
        fake.faults.next("users.info", "429", 2, retry_after=0)
        await knows(CENTRAL)
        assert await slack(settings(fake)) == Looked(line=LINE)
        assert len(fake.called("users.info")) == 3


@pytest.mark.parametrize("fault", ["500", "html", "cut"])
async def test_slack_that_stops_answering_is_a_risk_and_what_was_seen_is_told(fault: str) -> None:
    async with workspace() as fake:
        fake.faults.next("users.info", fault, 2)  # a connection that was cut may be tried twice
        away = Place(id="lunch", kind=PlaceKind.NEWS, channels={"slack": QUIET})
        await knows(CENTRAL, places=(PLACE, away))
        looked = await slack(settings(fake))
        assert len(words(looked)) == 1
        assert words(looked, Severity.RISKY)[0].startswith("Slack stopped answering")


async def checked(fake: FakeSlack, **more: str) -> tuple[int, str]:
    """The real program, as an operator runs it."""
    kept = {name: value for name, value in os.environ.items()  # noqa: TID251 - the program needs the machine's own
            if not name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_"))}  # fmt: skip
    root = str(Path(__file__).parents[2])
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "check", env={**kept, **environ(fake, **more), "PYTHONPATH": root},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await program.communicate()
    return program.returncode or 0, said.decode()


async def test_the_program_tells_it_and_ends_with_one() -> None:
    async with workspace() as fake:
        away = Place(id="lunch", kind=PlaceKind.SUPPORT, channels={"slack": QUIET})
        await knows(Person(id="anna", name="Anna Ek", role=Role.CENTRAL, email="anna@example.org"), places=(away,))
        ended, said = await checked(fake)
        assert ended == 1
        assert LINE in said.splitlines()
        assert "  Slack\n    - the bot is not in #lunch" in said
        assert "no central contact has an account" not in said, "it is found by the address"
        assert "reach nobody" not in said
        assert fake.bot_token not in said
        assert fake.app_token not in said


async def test_a_slack_that_is_not_there_is_one_line_and_the_rest_is_looked_at() -> None:
    async with workspace() as fake:
        await knows()
        ended, said = await checked(fake, SLACK_API_URL="http://127.0.0.1:1/api/")
        assert ended == 1
        assert "nobody is a central contact" in said
        (line,) = (line for line in said.splitlines() if "127.0.0.1" in line)
        assert "does not answer as Slack does" in line
        assert "Slack: not reached" in said.splitlines()
