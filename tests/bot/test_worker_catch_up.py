"""What happened while nobody listened is read back, and nothing from before the desk first listened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

from bot.clock import Clocks, SetClock
from bot.worker.catch_up import EVERY, OVERLAP, CatchUp
from knowledge.conversation.event import Event, MessageRef
from storage.store import Store
from tests.bot.worker_bench import START, Heard
from tests.durable.service import FakeService


class Told(FakeService):
    """A service that notes from when on it was read back."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps = 1
        self.begun: list[datetime] = []

    async def since(
        self, cursor: str | None, known: Sequence[MessageRef] = (), places: Sequence[str] = ()
    ) -> AsyncIterator[Event]:
        self.begun.append(datetime.fromisoformat(cursor or ""))
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
