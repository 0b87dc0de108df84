"""What is common to the watchers of Slack and Teams: the log, the records and the desk's returns; leaves the wire to each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.platforms.base import Address, Gone
from bot.platforms.local.log import Log, Post
from bot.platforms.local.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.platforms.base import Hear
    from knowledge.conversation.event import Event, MessageRef
    from knowledge.conversation.message import Message, Shown


class Watching:
    """A Platform around the real one: what it did is written down for the transcript."""

    def __init__(self, inner: Any, clock: Callable[[], datetime]) -> None:
        self.inner, self._clock = inner, clock
        self.log, self.records = Log(), list[Record]()
        self.shown: list[tuple[Event, Shown]] = []
        """What the desk gave back for what people did, not yet looked at."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    async def start(self, hear: Hear) -> None:
        async def heard(event: Event) -> Shown | None:
            shown = await hear(event)
            if shown is not None:
                self.shown.append((event, shown))
            return shown

        await self.inner.start(heard)

    def _posted(self, post_id: str, to: Address, key: str, message: Message, token: str) -> None:
        self.log.add(Post(id=post_id, channel=to.channel, thread=to.thread, at=self._clock(), message=message, key=key,
                          token=token, only_for=to.only_for))  # fmt: skip
        direct = to.channel.startswith("direct:")
        self._note("notice" if to.only_for else "direct" if direct else "posted", to, key, message)

    def _revised(self, ref: MessageRef, to: Address, key: str, message: Message, token: str) -> None:
        self.log.change(ref.id, message=message, key=key, token=token)
        self._note("revised", to, key, message)

    def _note(self, kind: str, to: Address, key: str, message: Message | None) -> None:
        self.records.append(Record(kind=kind, at=self._clock(), address=to, key=key, message=message))

    def _address(self, ref: MessageRef) -> Address:
        return Address(platform=self.inner.name, channel=ref.channel, thread=ref.thread)


class Hands:
    """People at work on a service, with the verbs that plays are written in; each service has its own ways to them."""

    name: str
    _watched: Any
    _clock: Callable[[], datetime]

    @property
    def log(self) -> Log:
        return self._watched.log

    def _stands(self, post_id: str, channel: str, thread: str | None, who: str, text: str) -> None:
        self.log.add(Post(id=post_id, channel=channel, thread=thread, author=who, at=self._clock(), text=text))

    def _record(self, kind: str, who: str, place: Address, key: str, **what: Any) -> None:
        """A notice or a form that is before somebody alone."""
        beside = Address(platform=self.name, channel=place.channel, thread=place.thread, only_for=who)
        self._watched.records.append(Record(kind=kind, at=self._clock(), address=beside, key=key, **what))

    def _noticed(self, post_id: str, who: str, place: Address, key: str, message: Message) -> None:
        self.log.add(Post(id=post_id, channel=place.channel, thread=place.thread, at=self._clock(), message=message,
                          key=key, only_for=who))  # fmt: skip
        self._record("notice", who, place, key, message=message)

    def _own(self, channel: str, who: str) -> str:
        return f"direct:{who}" if channel.startswith("direct:") else channel

    def _standing(self, post_id: str) -> Post:
        post = self.log.get(post_id)
        if post is None:
            raise Gone(f"no message {post_id}")
        return post

    def _address(self, post: Post) -> Address:
        return Address(platform=self.name, channel=post.channel, thread=post.thread, only_for=post.only_for)

    def _direct(self, who: str) -> Address:
        return Address(platform=self.name, channel=f"direct:{who}")
