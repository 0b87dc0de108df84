"""The worker's side of the outbox: claim, record, give back, settle; leaves the sending to the worker.

A row is `pending` until a worker claims it (`sending`, with an owner and a lease) and ends as `done`, `dead`,
`uncertain` (nobody can know whether it stands) or `cancelled`. In one channel rows with one key go strictly in order.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, or_, select, true, update

from knowledge.conversation.message import Message
from storage import codec
from storage.fates import ARRIVED, FAILED, became
from storage.schema import outbox
from storage.shut import is_open
from storage.work import Values, Work

POST, REVISE, WITHDRAW, PIN, UNPIN = "post", "revise", "withdraw", "pin", "unpin"
PENDING, SENDING, DONE, DEAD, UNCERTAIN, CANCELLED = "pending", "sending", "done", "dead", "uncertain", "cancelled"
STORM = 20
"""When more rows than this wait, answers go out before revisions."""
ALL, POSTS, CHANGES = "all", "post", "change"
"""What a line of a channel holds: everything in order, or new posts and changes of what stands apart."""
MANY = "announcement/"
"""How the keys of what goes to many begin: it goes out after everything else, and its author hears what was given up."""
_LAST = case((outbox.c.key.startswith(MANY), 1), else_=0)
_earlier, _post = outbox.alias("earlier"), outbox.alias("post")


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where something is said; the same fields as the platforms' Address."""

    platform: str
    channel: str
    thread: str | None = None
    only_for: str | None = None


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    """One thing to do on a platform, as the worker sees it."""

    id: int
    key: str
    kind: str
    """`post`, `revise`, `withdraw`, `pin` or `unpin`."""
    where: Where
    person: str | None
    reply: str
    message: Message | None
    """None where nothing is said."""
    token: str
    state: str
    attempts: int
    failures: int
    owner: str | None
    claimed_at: datetime | None
    lease_until: datetime | None
    created_at: datetime
    remote_id: str | None
    """The platform's id of the message: of this post, or of the post that is revised or withdrawn."""
    at_most_once: bool
    repeated: bool
    reason: str


class Deliveries:
    """What waits to be sent, and what became of it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        skip: Collection[tuple[str, str]] = (),
        platforms: Collection[str] | None = None,
    ) -> list[OutboxRow]:
        """Take what may be sent now, in order; rows that another worker is taking are passed over."""
        kinds = (outbox.c.kind == POST, outbox.c.kind != POST) if await self._is_storm() else (true(),)
        ids: list[int] = []
        for kind in kinds:
            wanted = self._ready(now, skip, platforms).where(kind).order_by(_LAST, outbox.c.id).limit(limit - len(ids))
            ids += [row.id for row in await self._work.rows(self._work.locked(wanted, skip=True))]
        taken = {"state": SENDING, "owner": owner, "claimed_at": now, "lease_until": now + lease}
        counted = {"attempts": outbox.c.attempts + 1}
        await self._work.do(update(outbox).where(outbox.c.id.in_(ids)).values(**taken, **counted))
        found = {row.id: row for row in await self._with_posts(outbox.c.id.in_(ids))}
        return [found[row_id] for row_id in ids]

    async def is_ready(
        self, now: datetime, skip: Collection[tuple[str, str]] = (), platforms: Collection[str] | None = None
    ) -> bool:
        """Whether `claim` would get something: asked while reading, so that an idle worker keeps no writer waiting."""
        return await self._work.row(self._ready(now, skip, platforms).limit(1)) is not None

    async def _is_storm(self) -> bool:
        some = select(outbox.c.id).where(outbox.c.state == PENDING, is_open()).limit(STORM + 1).subquery()
        return int(await self._work.value(select(func.count()).select_from(some))) > STORM

    @staticmethod
    def _ready(now: datetime, skip: Collection[tuple[str, str]], platforms: Collection[str] | None) -> Select[Any]:
        before = select(_earlier.c.id).where(
            _earlier.c.key == outbox.c.key,
            _earlier.c.channel == outbox.c.channel,  # what is taken away elsewhere keeps nothing waiting here
            _earlier.c.id < outbox.c.id,
            _earlier.c.state.in_((PENDING, SENDING)),
        )
        wanted = [
            outbox.c.state == PENDING,
            or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now),
            ~before.exists(),
            *_passed_over(skip),
            is_open(),
        ]
        if platforms is not None:
            wanted.append(outbox.c.platform.in_(platforms))
        return select(outbox.c.id).where(*wanted)

    async def posted(self, row_id: int, remote_id: str, now: datetime) -> None:
        """The post stands, under that id of the platform."""
        done = {"state": DONE, "remote_id": remote_id, "done_at": now, "owner": None, "lease_until": None, "reason": ""}
        await self._work.do(update(outbox).where(outbox.c.id == row_id).values(**done))
        await became(self._work, row_id, ARRIVED, "", now)
        self._work.wakes = True

    async def done(self, row_id: int, now: datetime) -> None:
        """The revision or withdrawal is made."""
        done = {"state": DONE, "done_at": now, "owner": None, "lease_until": None, "reason": ""}
        await self._work.do(update(outbox).where(outbox.c.id == row_id).values(**done))
        self._work.wakes = True

    async def retry(
        self,
        row_id: int,
        not_before: datetime,
        reason: str,
        *,
        owner: str | None = None,
        failed: bool = False,
        repeated: bool = False,
    ) -> None:
        """It does not stand (`repeated`: perhaps it does) and is sent then; `failed` counts a fault of ours."""
        again = {"state": PENDING, "not_before": not_before, "reason": reason, "owner": None, "lease_until": None}
        noted = {**_counted(failed), **({"repeated": True} if repeated else {})}
        await self._work.do(update(outbox).where(_held(row_id, owner)).values(**again, **noted))
        self._work.wakes = True

    async def look_up_at(self, row_id: int, moment: datetime, reason: str, *, owner: str, failed: bool = False) -> None:
        """Nobody knows whether it stands: it stays in `sending` and is stuck from that moment on."""
        later = {"lease_until": moment, "reason": reason, **_counted(failed)}
        await self._work.do(update(outbox).where(_held(row_id, owner)).values(**later))
        self._work.wakes = True

    async def dead(self, row_id: int, reason: str, *, owner: str | None = None) -> None:
        """It will never be sent; what waited for it is cancelled and its key is free."""
        await self._give_up(row_id, DEAD, reason, owner, live=False)

    async def uncertain(self, row_id: int, reason: str, *, owner: str | None = None) -> None:
        """Nobody can know whether it stands; its key stays taken, so that it is not said twice."""
        await self._give_up(row_id, UNCERTAIN, reason, owner, live=True)

    async def cancel(self, row_id: int, reason: str) -> None:
        """There is nothing to do any more, since the post that it would change never came to stand."""
        gone = {"state": CANCELLED, "reason": reason, "owner": None, "lease_until": None}
        await self._work.do(update(outbox).where(outbox.c.id == row_id).values(**gone))
        self._work.wakes = True

    async def _give_up(self, row_id: int, state: str, reason: str, owner: str | None, *, live: bool) -> None:
        ended = {"state": state, "reason": reason, "owner": None, "lease_until": None}
        alive = outbox.c.live if live else false()
        untold = {"told": or_(outbox.c.kind != POST, outbox.c.key.startswith(MANY))}
        given_up = update(outbox).where(_held(row_id, owner)).values(**ended, **untold, live=alive)
        if await self._work.row(given_up.returning(outbox.c.id)):
            waits = (outbox.c.target == row_id) & (outbox.c.state == PENDING)
            await self._work.do(update(outbox).where(waits).values(state=CANCELLED, reason=f"its post is {state}"))
            await became(self._work, row_id, state if live else FAILED, reason.partition(":")[0], None)
        self._work.wakes = True

    async def stuck(self, now: datetime) -> list[OutboxRow]:
        """What somebody claimed and let the lease of run out: it may stand already, so look before it is sent again."""
        return await self._with_posts((outbox.c.state == SENDING) & (outbox.c.lease_until <= now))

    async def take_stuck(self, row_id: int, owner: str, now: datetime, lease: timedelta) -> bool:
        """Make it ours for another lease; False when another worker was faster. The time of the first claim stays."""
        expired = (outbox.c.id == row_id) & (outbox.c.state == SENDING) & (outbox.c.lease_until <= now)
        taken = update(outbox).where(expired).values(owner=owner, lease_until=now + lease)
        return await self._work.row(taken.returning(outbox.c.id)) is not None

    async def expire_all(self, now: datetime) -> None:
        """End every lease. Only for SQLite at the start: whoever had one is dead, since one process runs at a time."""
        await self._work.do(update(outbox).where(outbox.c.state == SENDING).values(lease_until=now))

    async def release(self, owner: str, ids: Collection[int]) -> None:
        """Give back what this worker claimed and has certainly not begun to send."""
        ours = (outbox.c.owner == owner) & (outbox.c.state == SENDING) & outbox.c.id.in_(ids)
        back = {"state": PENDING, "owner": None, "lease_until": None, "attempts": outbox.c.attempts - 1}
        await self._work.do(update(outbox).where(ours).values(**back))

    async def untold(self) -> list[OutboxRow]:
        """Posts that were given up and of which the desk has not heard yet."""
        return await self._with_posts(~outbox.c.told)

    async def tell(self, row_id: int) -> None:
        """The desk has heard of it."""
        await self._work.do(update(outbox).where(outbox.c.id == row_id).values(told=True))

    async def next_moment(
        self, skip: Collection[tuple[str, str]] = (), platforms: Collection[str] | None = None
    ) -> datetime | None:
        """When the next row wants to be looked at: its time to be tried again, or the end of its lease."""
        moment = case((outbox.c.state == SENDING, outbox.c.lease_until), else_=outbox.c.not_before)
        ours: ColumnElement[bool] = _can_move() & and_(*_passed_over(skip))
        if platforms is not None:
            ours &= outbox.c.platform.in_(platforms)
        earliest: datetime | None = await self._work.value(
            select(func.min(moment, type_=outbox.c.not_before.type)).where(ours)
        )
        return earliest

    async def counts(self) -> dict[str, int]:
        """State -> how many rows are in it; what is missing is 0."""
        rows = await self._work.rows(select(outbox.c.state, func.count().label("n")).group_by(outbox.c.state))
        return {row.state: row.n for row in rows}

    async def given_up(self) -> list[OutboxRow]:
        """What is dead or uncertain, oldest first, for `check` and for people."""
        return await self._with_posts(outbox.c.state.in_((DEAD, UNCERTAIN)))

    async def oldest_unsent(self) -> datetime | None:
        """When the oldest row that still waits was written; what waits for a channel that is shut does not count."""
        moment: datetime | None = await self._work.value(
            select(func.min(outbox.c.created_at, type_=outbox.c.created_at.type)).where(_can_move())
        )
        return moment

    async def _with_posts(self, wanted: ColumnElement[bool]) -> list[OutboxRow]:
        remote = func.coalesce(outbox.c.remote_id, _post.c.remote_id).label("remote")
        joined = outbox.outerjoin(_post, outbox.c.target == _post.c.id)
        rows = await self._work.rows(select(outbox, remote).select_from(joined).where(wanted).order_by(outbox.c.id))
        return [_read(row) for row in rows]


def _can_move() -> ColumnElement[bool]:
    """What waits, or is being sent, and not for a channel that is shut."""
    return (outbox.c.state == SENDING) | ((outbox.c.state == PENDING) & is_open())


def _passed_over(skip: Collection[tuple[str, str]]) -> list[ColumnElement[bool]]:
    """What is left when these lines (channel id, what of it) are passed over."""
    of = {what: [channel for channel, line in skip if line in {what, ALL}] for what in (POSTS, CHANGES)}
    return [
        or_(outbox.c.kind != POST, outbox.c.channel.not_in(of[POSTS])),
        or_(outbox.c.kind == POST, outbox.c.channel.not_in(of[CHANGES])),
    ]


def _counted(failed: bool) -> Values:  # noqa: FBT001 - the flag of its callers
    return {"failures": outbox.c.failures + 1} if failed else {}


def _held(row_id: int, owner: str | None) -> ColumnElement[bool]:
    """The row, while that worker has it: one that was frozen must not undo what another has done since."""
    return outbox.c.id == row_id if owner is None else (outbox.c.id == row_id) & (outbox.c.owner == owner)


def _read(row: Row[Any]) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        key=row.key,
        kind=row.kind,
        where=Where(platform=row.platform, channel=row.channel, thread=row.thread, only_for=row.only_for),
        person=row.person,
        reply=row.reply,
        message=None if row.body is None else codec.from_json(Message, row.body),
        token=row.token,
        state=row.state,
        attempts=row.attempts,
        failures=row.failures,
        owner=row.owner,
        claimed_at=row.claimed_at,
        lease_until=row.lease_until,
        created_at=row.created_at,
        remote_id=row.remote,
        at_most_once=row.at_most_once,
        repeated=row.repeated,
        reason=row.reason,
    )
