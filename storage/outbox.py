"""What the desk says, under our own keys, committed with everything else; leaves the sending to the worker."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Row, and_, func, or_, select, update

from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message
from storage import codec
from storage.deliveries import (
    CANCELLED,
    DEAD,
    DONE,
    PENDING,
    PIN,
    POST,
    REVISE,
    SENDING,
    UNCERTAIN,
    UNPIN,
    WITHDRAW,
    Deliveries,
    Where,
)
from storage.schema import outbox
from storage.work import Values


class AddressLike(Protocol):
    """Anything with the fields of Where, such as a platform's Address."""

    @property
    def platform(self) -> str:
        """The platform's name."""

    @property
    def channel(self) -> str:
        """The platform's channel id."""

    @property
    def thread(self) -> str | None:
        """The root message that it hangs under."""

    @property
    def only_for(self) -> str | None:
        """The account id of the one who may see it."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What stands under a key, or will as soon as it is sent."""

    key: str
    address: Where
    message: Message
    """The newest words, sent or not."""
    person: str | None = None
    """The id of the person whom it was for."""
    remote_id: str | None = None
    """The platform's id; None until it is posted."""
    created_at: datetime


class Outbox(Deliveries):
    """One live message for each key: said, revised, withdrawn."""

    _now: datetime | None = None

    async def say(
        self, key: str, to: AddressLike, message: Message, *, person: str | None = None, at_most_once: bool = False
    ) -> None:
        """Let this be what stands under the key.

        Nothing live there: a new post. Not sent yet: its words are replaced. Sent: a revision (in place of one not sent
        yet), or nothing when the words are the same; it stays where it is, whatever `to` says.
        `at_most_once`: rather lost than said twice, where the platform cannot tell whether it arrived.
        """
        post = await self._live(key)
        body = codec.to_json(message)
        if post is None:
            where = {"platform": to.platform, "channel": to.channel, "thread": to.thread, "only_for": to.only_for}
            await self._add(
                key, POST, **where, **_about(message, body), person=person, at_most_once=at_most_once, live=True
            )
        elif post.said == body:
            return
        elif post.state == PENDING:
            where = {"platform": to.platform, "channel": to.channel, "thread": to.thread, "only_for": to.only_for}
            if where != _place(post):
                where["not_before"] = None  # what it waited for was there
            await self._change(post.id, **where, **_about(message, body), person=person)
        else:
            await self._revise(post, message, body)

    async def _revise(self, post: Row[Any], message: Message, body: Values) -> None:
        await self._change(post.id, said=body)
        if post.state == UNCERTAIN:
            return  # there is no message that could be revised
        of_post = or_(outbox.c.id == post.id, and_(outbox.c.target == post.id, outbox.c.kind == REVISE))
        states = outbox.c.state.in_((PENDING, SENDING, DONE))
        newest = select(outbox).where(of_post, states).order_by(outbox.c.id.desc()).limit(2)
        last, *before = await self._work.rows(self._work.locked(newest))
        if last.state != PENDING:
            await self._add(
                post.key, REVISE, **_place(post), **_about(message, body), person=post.person, target=post.id
            )
        elif before and before[0].body == body:
            await self._change(last.id, state=CANCELLED, reason="back to what stands")
        else:
            await self._change(last.id, body=body, reply=message.reply)

    async def withdraw(self, key: str) -> None:
        """Let nothing stand under the key any more; a new `say` is then a new post."""
        post = await self._live(key)
        if post is None:
            return
        await self._change(post.id, live=False, **({"state": CANCELLED} if post.state == PENDING else {}))
        unsent = and_(outbox.c.target == post.id, outbox.c.state == PENDING)
        await self._work.do(update(outbox).where(unsent).values(state=CANCELLED, reason="withdrawn"))
        if post.state not in {PENDING, UNCERTAIN}:
            await self._add(
                key, WITHDRAW, **_place(post), reply=post.reply, about=post.about, person=post.person, target=post.id
            )

    async def pin(self, key: str, *, pinned: bool = True) -> None:
        """Keep what stands under the key at the top of its channel, or no longer; nothing where it is so already."""
        post = await self._live(key)
        if post is None or post.state == UNCERTAIN:
            return
        before = select(outbox).where(outbox.c.target == post.id, outbox.c.kind.in_((PIN, UNPIN)))
        last = await self._work.row(before.order_by(outbox.c.id.desc()).limit(1))
        if (last is not None and last.kind == PIN) is pinned:
            return
        kind = PIN if pinned else UNPIN
        await self._add(key, kind, **_place(post), reply=post.reply, about=post.about, target=post.id)

    async def is_live(self, key: str) -> bool:
        """Whether something stands under the key, or will as soon as it is sent."""
        return await self.said(key) is not None

    async def live(self, prefix: str) -> list[Said]:
        """All that stands under keys that start so, oldest first."""
        under = and_(outbox.c.live, outbox.c.key.startswith(prefix, autoescape=True))
        return [_said(row) for row in await self._work.rows(select(outbox).where(under).order_by(outbox.c.id))]

    async def said(self, key: str) -> Said | None:
        """What stands under the key."""
        row = await self._work.row(select(outbox).where(outbox.c.key == key, outbox.c.live))
        return None if row is None else _said(row)

    async def by_remote(self, platform: str, channel: str, remote_id: str) -> str | None:
        """Under which key we posted that message; also when it has been withdrawn since."""
        same = and_(outbox.c.platform == platform, outbox.c.channel == channel, outbox.c.remote_id == remote_id)
        key: str | None = await self._work.value(
            select(outbox.c.key).where(same).order_by(outbox.c.live.desc()).limit(1)
        )
        return key

    async def where(self, key: str) -> MessageRef | None:
        """Where the message stands on its platform; None until it is posted."""
        posted = and_(outbox.c.key == key, outbox.c.live, outbox.c.state == DONE)
        row = await self._work.row(select(outbox).where(posted))
        if row is None or row.remote_id is None:
            return None
        return MessageRef(platform=row.platform, channel=row.channel, id=row.remote_id, thread=row.thread)

    async def thread_of(self, ref: MessageRef) -> str | None:
        """The thread that we posted that message in, as it was addressed; None when we did not, or it hangs on none."""
        same = and_(outbox.c.platform == ref.platform, outbox.c.channel == ref.channel, outbox.c.remote_id == ref.id)
        thread: str | None = await self._work.value(select(outbox.c.thread).where(same).limit(1))
        return thread

    async def newest_in(self, platform: str, channel: str) -> tuple[str, datetime] | None:
        """(key, when it was written) of the last message that we posted there and that stands."""
        here = and_(outbox.c.platform == platform, outbox.c.channel == channel, outbox.c.kind == POST, outbox.c.live)
        row = await self._work.row(
            select(outbox.c.key, outbox.c.created_at).where(here).order_by(outbox.c.id.desc()).limit(1)
        )
        return None if row is None else (row.key, _utc(row.created_at))

    async def lost(self, within: timedelta) -> int:
        """How many messages were given up of those that are so old at most, by the database's clock."""
        recent = outbox.c.created_at > await self._written_at() - within
        given_up = select(func.count()).select_from(outbox).where(outbox.c.state.in_((DEAD, UNCERTAIN)), recent)
        return int(await self._work.value(given_up) or 0)

    async def _live(self, key: str) -> Row[Any] | None:
        """The post that stands under the key, kept from the worker and from every other writer until the end."""
        await self._work.only_one(f"outbox:{key}")
        return await self._work.row(self._work.locked(select(outbox).where(outbox.c.key == key, outbox.c.live)))

    async def _add(self, key: str, kind: str, **values: Any) -> None:  # noqa: ANN401 - columns
        now = await self._written_at()
        row = {"live": False, **values, "key": key, "kind": kind, "state": PENDING, "created_at": now}
        await self._work.do(self._work.insert(outbox).values(token=secrets.token_hex(12), **row))
        self._work.wakes = True

    async def _change(self, row_id: int, **values: Any) -> None:  # noqa: ANN401 - columns
        await self._work.do(update(outbox).where(outbox.c.id == row_id).values(**values))
        self._work.wakes = True

    async def _written_at(self) -> datetime:
        """The database's clock: handlers have none, and how long a row waits has nothing to do with the desk clock.

        It is asked once a transaction, in which it stands still on PostgreSQL anyway.
        """
        if self._now is None:
            now: datetime | str = await self._work.value(select(func.now()))
            self._now = datetime.fromisoformat(now).replace(tzinfo=UTC) if isinstance(now, str) else _utc(now)
        return self._now


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _about(message: Message, body: Values) -> Values:
    return {"reply": message.reply, "about": message.about, "body": body, "said": body}


def _place(post: Row[Any]) -> Values:
    return {"platform": post.platform, "channel": post.channel, "thread": post.thread, "only_for": post.only_for}


def _said(row: Row[Any]) -> Said:
    return Said(
        key=row.key,
        address=Where(platform=row.platform, channel=row.channel, thread=row.thread, only_for=row.only_for),
        message=codec.from_json(Message, row.said),
        person=row.person,
        remote_id=row.remote_id,
        created_at=row.created_at,
    )
