"""The desk clock (rules, timers, words) and the machine clock (leases, pacing); leaves moving it to their owners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, aware, UTC."""

    def now(self) -> datetime:
        """The present moment."""

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call this whenever somebody moves the clock, so that nobody sleeps past the new time."""


class Settable(Clock, Protocol):
    """A clock that can be moved, forwards only."""

    def set(self, to: datetime) -> None:
        """Move it; a moment that has passed leaves it where it is."""


class MachineClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)  # noqa: TID251 - this is the one place that reads it

    def on_move(self, callback: Callable[[], None]) -> None:
        """Nobody moves it."""


class _Moved:
    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call this whenever somebody moves the clock."""
        self._callbacks.append(callback)

    def _moved(self) -> None:
        for callback in tuple(self._callbacks):
            callback()


class MovableClock(_Moved):
    """Goes on like the machine's, ahead of it by an offset (demo)."""

    def __init__(self, offset: timedelta = timedelta(), machine: Clock | None = None) -> None:
        super().__init__()
        self.offset = offset
        """How far it is ahead; kept by whoever wants it to survive a restart."""
        self._machine = machine or MachineClock()

    def now(self) -> datetime:
        """The present moment by this clock."""
        return self._machine.now() + self.offset

    def set(self, to: datetime) -> None:
        """Move it forwards; a moment that has passed leaves it where it is."""
        if to > self.now():
            self.offset = to - self._machine.now()
            self._moved()


class SetClock(_Moved):
    """Stands still until it is moved (rehearsals, tests)."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Where it stands."""
        return self._now

    def set(self, to: datetime) -> None:
        """Move it forwards; a moment that has passed leaves it where it is."""
        if to > self._now:
            self._now = to.astimezone(UTC)
            self._moved()


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Both clocks."""

    desk: Clock = field(default_factory=MachineClock)
    machine: Clock = field(default_factory=MachineClock)
