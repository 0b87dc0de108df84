"""A local chat with three people, and what it told the desk; leaves answering to each test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms.base import Address
from bot.platforms.local.adapter import LocalPlatform
from bot.platforms.local.delivery import Delivery
from bot.platforms.local.log import Change
from bot.platforms.local.record import Record
from knowledge.conversation.event import Event
from knowledge.conversation.message import Message, Shown

NAMES = {"anna": "Anna Ek", "eva": "Eva Lind", "olle": "Olle Berg"}


@dataclass
class Chat:
    """The platform with everything that it told."""

    at: datetime = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    answer: Callable[[Event], Shown | None] = lambda _event: None
    heard: list[Event] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.platform = LocalPlatform(
            clock=lambda: self.at,
            names=lambda account: NAMES.get(account, account),
            accounts=lambda: NAMES,
            delivery=Delivery(self._pause),
        )
        self.platform.on_bot = self.records.append
        self.platform.on_change(self.changes.append)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def hear(self, event: Event) -> Shown | None:
        self.heard.append(event)
        return self.answer(event)

    def later(self, minutes: int = 1) -> datetime:
        self.at += timedelta(minutes=minutes)
        return self.at


def words(text: str = "Hej", **more: object) -> Message:
    return Message(reply="answer", text=text, **more)  # type: ignore[arg-type] # fields of Message


def place(channel: str = "support", thread: str | None = None, only_for: str | None = None) -> Address:
    return Address(platform="local", channel=channel, thread=thread, only_for=only_for)


@pytest.fixture
async def chat() -> Chat:
    made = Chat()
    await made.platform.start(made.hear)
    return made
