"""Calls Slack's Web API within its limits and in the desk's words for failure; leaves the wire to the adapter.

Limits by method, workspace and app: docs.slack.dev/apis/web-api/rate-limits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from bot.platforms.base import TryLater, Unsure
from bot.platforms.slack.faults import BLOCKS, SCOPE, TOKEN, NoAnswer, NotSent, RefusedError, Reply, refusal

log = logging.getLogger(__name__)
Api = Callable[[str, dict[str, Any]], Awaitable[Reply]]
"""One call on the wire; raises NotSent or NoAnswer."""
Pause = Callable[[float], Awaitable[object]]
"""Waits for that many seconds."""
Trouble = Callable[[str], None]
"""Told in words what somebody must mend; told an empty string when all is well again."""

TIERS = {
    "apps.connections.open": 20, "auth.test": 100, "chat.delete": 50, "chat.postEphemeral": 100, "chat.postMessage": 525,
    "chat.update": 50, "conversations.history": 50, "conversations.info": 50, "conversations.open": 50,
    "conversations.replies": 50, "dnd.info": 50, "pins.add": 20, "pins.remove": 20,
    "users.conversations": 50, "users.info": 100, "users.lookupByEmail": 50,
    "users.profile.get": 100, "views.open": 100, "views.publish": 100, "views.push": 100,
}  # fmt: skip
"""Method -> calls a minute (the lower end of its tier; what the settings say for posts and edits is laid over it)."""
_APP_LEVEL = frozenset({"apps.connections.open"})
"""Called with the app's own token: the rights that come with the answer are that one's."""
_AS_IT_STANDS = {"chat.postMessage": {"mrkdwn": False}}
"""Said with a text that stands alone: Slack reads no signs in it."""
SPARE = 3
"""So many calls are left to others by whoever is in no hurry."""
SHORT = 0.25
"""Seconds for which a call waits in line; many that are sent away and come back together would only meet again."""
_BURST = 20
"""So many calls may come at once before the limit counts: Slack allows bursts and counts over about a minute."""


def _ever_less(method: str, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is tried one after the other: Slack refuses a whole message for a picture that it cannot fetch."""
    yield arguments
    blocks = arguments.get("blocks") or []
    plain = [block for block in blocks if block.get("type") != "image"]
    if plain and len(plain) < len(blocks):
        yield {**arguments, "blocks": plain}
    yield {**arguments, "blocks": [], **_AS_IT_STANDS.get(method, {})}


class Bucket:
    """Lets so many calls through in a minute, a few at once."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        """`clock`: seconds that only grow."""
        self.rate, self._clock = per_minute / 60, clock
        self._most = float(min(max(_BURST, per_minute // 30), per_minute))
        self._left, self._at = self._most, clock()
        self._closed_until = 0.0

    @property
    def left(self) -> float:
        """How many calls may be made at once now."""
        now = self._clock()
        return 0.0 if self._closed_until > now else min(self._most, self._left + (now - self._at) * self.rate)

    def wait(self, patience: float = 0.0) -> float:
        """Seconds until a call may be made; it counts as made when that is not longer than `patience`."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self.rate)
        self._at = now
        wait = max(self._closed_until - now, (1 - self._left) / self.rate, 0.0)
        if wait <= patience:
            self._left -= 1
        return wait

    def close(self, seconds: float) -> None:
        """Slack said how long to leave it in peace."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)


class Calls:
    """Slack's methods, each within its limit."""

    def __init__(
        self,
        api: Api,
        clock: Callable[[], float],
        limits: Mapping[str, int],
        trouble: Trouble = lambda _words: None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """`limits`: calls a minute by method, over TIERS."""
        self._api, self._trouble, self._pause = api, trouble, pause
        self._buckets = {name: Bucket(count, clock) for name, count in {**TIERS, **limits}.items()}
        self.scopes: frozenset[str] = frozenset()
        """What our token may do, as far as an answer has told."""

    async def post(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's arguments
        """Something that would be seen twice if done twice. Raises TryLater, Gone, Unsure or RefusedError."""
        return await self._words(method, arguments, posts=True)

    async def change(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's arguments
        """A message that may be said or changed again. Raises TryLater, Gone or RefusedError."""
        return await self._words(method, arguments, posts=False)

    async def do(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's arguments
        """Something that may be done again. Raises TryLater, Gone or RefusedError."""
        return await self._once(method, arguments, posts=False)

    def has_spare(self, method: str) -> bool:
        """Whether the method may be called once more without making anybody wait."""
        return self._buckets[method].left >= SPARE

    def limit(self, method: str) -> float:
        """How many calls a second the method allows in the long run."""
        return self._buckets[method].rate

    async def read(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's arguments
        """The same, waiting for the limit and for whatever Slack asks to be waited for, a few times."""
        for _ in range(5):
            try:
                return await self.do(method, **arguments)
            except TryLater as later:
                if later.after is None or later.for_all:
                    raise
                await asyncio.sleep(later.after.total_seconds())
        return await self.do(method, **arguments)

    async def _words(self, method: str, arguments: dict[str, Any], *, posts: bool) -> dict[str, Any]:
        """Words with blocks; where Slack refuses the blocks, those without a picture, and at last the words alone."""
        for given in _ever_less(method, arguments):
            try:
                return await self._once(method, given, posts=posts)
            except RefusedError as fault:
                if fault.code not in BLOCKS or not given.get("blocks"):
                    raise
                log.warning("Slack refused the blocks of a message (%s); less of them is sent", fault.code)
        raise AssertionError("words without blocks are either taken or refused")

    async def _once(self, method: str, arguments: dict[str, Any], *, posts: bool) -> dict[str, Any]:
        bucket = self._buckets[method]
        wait = bucket.wait(SHORT)
        if wait > SHORT:
            raise TryLater(timedelta(seconds=wait), f"{method} has had its calls for now")
        if wait:
            await self._pause(wait)
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            reply = await self._api(method, given)
        except NotSent as error:
            raise TryLater(None, f"Slack is not reached: {error}") from error
        except NoAnswer as error:
            if posts:
                raise Unsure(f"no answer from Slack: {error}") from error
            raise TryLater(None, f"no answer from Slack: {error}") from error
        return self._taken(method, reply, bucket, posts=posts)

    def _taken(self, method: str, reply: Reply, bucket: Bucket, *, posts: bool) -> dict[str, Any]:
        if method not in _APP_LEVEL:
            self.scopes = reply.scopes or self.scopes
        if not reply.code:
            self._trouble("")
            return reply.data
        if reply.retry_after is not None:
            bucket.close(reply.retry_after)
        if reply.code in TOKEN:
            self._trouble(reply.code)
        elif reply.code in SCOPE:
            self._trouble(f"{reply.code}: {reply.data.get('needed', method)}")
        raise refusal(method, reply, posts=posts)
