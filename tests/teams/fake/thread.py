"""A loop in a thread of its own, so that the fake answers even while the bot's loop stands still."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class Apart:
    """The thread and its loop."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="teams", daemon=True)
        self._thread.start()

    async def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run it there, and wait for it here."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, self.loop))

    def close(self) -> None:
        """End whatever still runs there, and the thread."""
        asyncio.run_coroutine_threadsafe(self._ended(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()

    async def _ended(self) -> None:
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self.loop.shutdown_asyncgens()


class HasApart(Protocol):
    """Whoever has such a thread."""

    apart: Apart


S = TypeVar("S", bound=HasApart)


def there(verb: Callable[Concatenate[S, P], Coroutine[Any, Any, T]]) -> Callable[Concatenate[S, P], Awaitable[T]]:
    """A verb that is done in the fake's own thread, from whichever loop it is called."""

    @wraps(verb)
    async def done(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.apart.run(verb(self, *args, **kwargs))

    return done
