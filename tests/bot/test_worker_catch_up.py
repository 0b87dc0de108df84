"""What happened while nobody listened is read back, and nothing from before the desk first listened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import pytest

from bot.clock import Clocks, SetClock
from bot.platforms.base import TryLater
from bot.worker.catch_up import EVERY, OVERLAP, CatchUp
from knowledge.conversation.event import Account, Event, MemberJoined, MessageRef
from storage.store import Store
from tests.bot.worker_bench import START, Heard
from tests.durable.service import FakeService


class Told(FakeService):
    """A service that notes from when on it was read back."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps = 1
        self.begun: list[datetime] = []
        self.broken = False

    async def since(
        self, cursor: str | None, known: Sequence[MessageRef] = (), places: Sequence[str] = ()
    ) -> AsyncIterator[Event]:
        self.begun.append(datetime.fromisoformat(cursor or ""))
        if self.broken:
            raise RuntimeError("a fault of the reader")
        async for event in super().since(cursor, known, places):
            yield event


async def test_what_was_said_before_the_first_start_is_never_answered(store: Store) -> None:
    service, clock = Told(), SetClock(START)

    def started() -> CatchUp:
        return CatchUp(store, {"fake": service}, Heard(store), Clocks(desk=clock))

    await started().once()
    assert service.begun == [], "the very first start reads nothing back"
    clock.set(START + timedelta(seconds=5))
    await started().once()
    assert service.begun == [START]


async def test_a_later_start_reads_back_a_little_more_than_it_missed(store: Store) -> None:
    service, clock = Told(), SetClock(START)
    catch_up = CatchUp(store, {"fake": service}, Heard(store), Clocks(desk=clock))
    for hours in (0, 1, 2):
        clock.set(START + timedelta(hours=hours))
        await catch_up.once()
    assert service.begun == [START, START + timedelta(hours=1) - OVERLAP]


async def test_it_is_read_back_after_a_gap_and_else_only_from_time_to_time(store: Store) -> None:
    service, clock = Told(), SetClock(START)
    catch_up = CatchUp(store, {"fake": service}, Heard(store), Clocks(desk=clock))
    await catch_up.once()
    clock.set(START + timedelta(minutes=1))
    await catch_up.once()
    assert service.begun == []
    service.gaps = 2
    await catch_up.once()
    assert len(service.begun) == 1
    clock.set(START + timedelta(minutes=1) + EVERY)
    await catch_up.once()
    assert len(service.begun) == 2


async def test_a_service_that_cannot_be_read_back_is_asked_again_later_from_the_same_moment(store: Store) -> None:
    service, clock = Told(), SetClock(START)
    catch_up = CatchUp(store, {"fake": service}, Heard(store), Clocks(desk=clock))
    await catch_up.once()
    clock.set(START + timedelta(hours=1))
    service.broken = True
    assert await catch_up.once() == 0
    clock.set(clock.now() + timedelta(seconds=1))
    assert await catch_up.once() == 0
    assert len(service.begun) == 1, "it is not pressed"
    clock.set(clock.now() + EVERY)
    service.broken = False
    await catch_up.once()
    assert service.begun[0] == service.begun[1]


async def test_what_cannot_be_heard_now_is_read_back_again_at_once(store: Store) -> None:
    service, clock, heard = Told(), SetClock(START), Heard(store)
    catch_up = CatchUp(store, {"fake": service}, heard, Clocks(desk=clock))
    await catch_up.once()
    clock.set(START + timedelta(hours=1))
    who = Account(platform="fake", id="anna")
    service.happened = [MemberJoined(id="fake:1", at=START, who=who, channel="support")]
    heard.refuse = [TryLater()]
    with pytest.raises(TryLater):
        await catch_up.once()
    assert await catch_up.once() == 1
    assert [event.id for event in heard.events] == ["fake:1"]
