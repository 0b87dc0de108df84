"""A terminal on the sample desk with a clock that stands; leaves what should be seen to the tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.clock import SetClock
from bot.demo import DemoDesk, open_demo
from bot.terminal.lines import Lines
from bot.terminal.screen import Screen
from bot.terminal.session import Session, person_named
from storage.store import Store

MORNING = datetime(2026, 11, 24, 8, 2, tzinfo=UTC)
Talk = Callable[..., Awaitable[str]]
"""Lines typed as somebody -> all that was written."""


@pytest.fixture
async def desk(sqlite_store: Store) -> DemoDesk:
    return await open_demo(sqlite_store, SetClock(MORNING))


@pytest.fixture
def talk(desk: DemoDesk) -> Talk:
    """A session with these lines, from its beginning to their end; the next goes on where it ended, unless it is `anew`."""
    screens: list[Screen] = []
    written: list[str] = []

    async def talked(*typed: str, who: str = "anna", echo: bool = True, anew: bool = False) -> str:
        lines = Lines()
        for line in (*typed, None):
            lines.put(line)
        me = person_named(who, list(desk.people("sv")))
        assert me is not None
        if anew or not screens:
            screens.append(Screen(desk, written.append, me))
        written.clear()
        await Session(desk, lines, screens[-1], echo=echo).run()
        return "".join(written)

    return talked
