"""Messages that people wrote and we may need again; leaves what they mean to the handlers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select, update

from knowledge.conversation.event import MessageRef
from storage.schema import messages
from storage.work import Work


@dataclass(frozen=True, kw_only=True)
class StoredMessage:
    """A message as it was written (masked)."""

    ref: MessageRef
    author: str
    """Person id."""
    at: datetime
    text: str
    """Empty when it was deleted."""
    question: int | None = None
    """The number of the question that it belongs to."""
    kind: str = ""
    deleted: bool = False


class Messages:
    """Messages by place, thread and question."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def remember(
        self, ref: MessageRef, author: str, at: datetime, text: str, question: int | None = None, kind: str = ""
    ) -> None:
        """Keep a message; the same one again replaces what was kept."""
        said = {"thread": ref.thread, "author": author, "at": at, "text": text, "question": question, "kind": kind}
        made = self._work.insert(messages).values(platform=ref.platform, channel=ref.channel, message=ref.id, **said)
        same = ["platform", "channel", "message"]
        await self._work.do(made.on_conflict_do_update(index_elements=same, set_={**said, "deleted": False}))

    async def get(self, ref: MessageRef) -> StoredMessage | None:
        """The message that stands there; `ref.thread` does not matter."""
        row = await self._work.row(select(messages).where(_is(ref)))
        return None if row is None else _read(row)

    async def update(
        self, ref: MessageRef, *, text: str | None = None, question: int | None = None, kind: str | None = None
    ) -> None:
        """Change what is given; the rest stays."""
        given = {"text": text, "question": question, "kind": kind}
        changed = {name: value for name, value in given.items() if value is not None}
        if changed:
            await self._work.do(update(messages).where(_is(ref)).values(**changed))

    async def forget(self, ref: MessageRef) -> None:
        """Remove the text; that there was a message stays known."""
        await self._work.do(update(messages).where(_is(ref)).values(text="", deleted=True))

    async def last_in(
        self, platform: str, channel: str, thread: str | None = None, before: datetime | None = None
    ) -> StoredMessage | None:
        """The newest message that stands: in the thread with that root, or top-level when `thread` is None."""
        place = [messages.c.platform == platform, messages.c.channel == channel, messages.c.deleted.is_(False)]
        place.append(messages.c.thread.is_(None) if thread is None else _in_thread(thread))
        if before is not None:
            place.append(messages.c.at < before)
        newest = select(messages).where(*place).order_by(messages.c.at.desc(), messages.c.id.desc()).limit(1)
        row = await self._work.row(newest)
        return None if row is None else _read(row)

    async def standing(self, platform: str, since: datetime) -> list[MessageRef]:
        """Where the messages stand that were written since and are not deleted, oldest first."""
        wanted = (messages.c.platform == platform, messages.c.at >= since, messages.c.deleted.is_(False))
        return [message.ref for message in await self._all(*wanted)]

    async def of_question(self, number: int) -> list[StoredMessage]:
        """What belongs to a question, in order, deleted ones included."""
        return await self._all(messages.c.question == number)

    async def thread(self, platform: str, channel: str, root: str) -> list[StoredMessage]:
        """A root message and what hangs on it, in order, deleted ones included."""
        return await self._all(messages.c.platform == platform, messages.c.channel == channel, _in_thread(root))

    async def _all(self, *wanted: ColumnElement[bool]) -> list[StoredMessage]:
        rows = await self._work.rows(select(messages).where(*wanted).order_by(messages.c.at, messages.c.id))
        return [_read(row) for row in rows]


def _is(ref: MessageRef) -> ColumnElement[bool]:
    return and_(messages.c.platform == ref.platform, messages.c.channel == ref.channel, messages.c.message == ref.id)


def _in_thread(root: str) -> ColumnElement[bool]:
    return or_(messages.c.thread == root, messages.c.message == root)


def _read(row: Row[Any]) -> StoredMessage:
    ref = MessageRef(platform=row.platform, channel=row.channel, id=row.message, thread=row.thread)
    return StoredMessage(
        ref=ref,
        author=row.author,
        at=row.at,
        text=row.text,
        question=row.question,
        kind=row.kind,
        deleted=row.deleted,
    )
