"""A desk that is checked against the fake of Slack: its settings, its directory, what it finds; leaves judging to the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.commands.check_asked import Looked
from bot.config import load
from bot.platforms.slack import needs
from bot.settings_values import Settings
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School
from knowledge.support.directory_rules import Severity
from storage.store import Store
from tests.slack.fake import FakeSlack
from tests.slack.fake_town import EVA, SUPPORT, town

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
