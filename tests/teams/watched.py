"""Teams as the desk uses it, each thing it says looked at where it arrives; leaves the people to `chat`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.platforms.base import Address
from bot.platforms.local.log import Log, Post
from bot.platforms.local.record import Record
from tests.teams import seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.platforms.base import Hear
    from bot.platforms.teams.platform import TeamsPlatform
    from knowledge.conversation.event import Event, MessageRef
    from knowledge.conversation.message import Message, Shown
    from tests.teams.fake import FakeTeams


class Watched:
    """A Platform around the real one: what it did is checked on the wire, and written down for the transcript."""

    def __init__(self, inner: TeamsPlatform, teams: FakeTeams, clock: Callable[[], datetime]) -> None:
        self.inner, self.teams, self._clock = inner, teams, clock
        self.log, self.records = Log(), list[Record]()
        self.shown: list[tuple[Event, Shown]] = []
        """What the desk gave back for presses, forms and messages, not yet looked at."""
        self.people: dict[str, str] = {}
        """Teams' or the directory's id -> person id."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    async def start(self, hear: Hear) -> None:
        async def heard(event: Event) -> Shown | None:
            shown = await hear(event)
            if shown is not None:
                self.shown.append((event, shown))
            return shown

        await self.inner.start(heard)

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        post_id = await self.inner.send(to, key, message, token)
        direct = to.channel.startswith("direct:")
        post = self.teams.message(real(post_id))
        if not to.only_for and not direct:
            assert post.thread == to.thread
        seen.same(message, post, direct=direct or bool(to.only_for), people=self.people)
        self.log.add(Post(id=post_id, channel=to.channel, thread=to.thread, at=self._clock(), message=message, key=key,
                          token=token, only_for=to.only_for))  # fmt: skip
        self._note("notice" if to.only_for else "direct" if direct else "posted", to, key, message)
        return post_id

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        await self.inner.revise(ref, key, message, token)
        alone = ref.id.split(":")[1] if ref.id.startswith("p:") else None
        seen.same(
            message, self.teams.message(real(ref.id)), direct=ref.is_direct or alone is not None, people=self.people
        )
        self.log.change(ref.id, message=message, key=key, token=token)
        self._note("revised", replace(self._address(ref), only_for=alone), key, message)

    async def withdraw(self, ref: MessageRef) -> None:
        await self.inner.withdraw(ref)
        post = self.log.get(ref.id)
        if post is None:
            return
        assert self.teams.message(real(ref.id)).deleted
        self.log.remove(ref.id)
        self._note("withdrawn", replace(self._address(ref), only_for=post.only_for), post.key, post.message)

    def _note(self, kind: str, to: Address, key: str, message: Message | None) -> None:
        self.records.append(Record(kind=kind, at=self._clock(), address=to, key=key, message=message))

    def _address(self, ref: MessageRef) -> Address:
        return Address(platform="teams", channel=ref.channel, thread=ref.thread)


def real(post_id: str) -> str:
    """Teams' own id of a message that stands in a personal chat."""
    return post_id.rpartition(":")[2]
