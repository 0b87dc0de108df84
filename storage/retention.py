"""What is older than it is kept for, taken away batch by batch; leaves how long that is to the rules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, update

from knowledge.conversation.message import Message
from knowledge.support.question import CLOSED, Question
from knowledge.support.retention import SOMEONE
from storage import codec, retention_meetings
from storage.deliveries import CANCELLED, DEAD, DONE, UNCERTAIN
from storage.erasing import without_texts
from storage.fates import LAST_EDITION
from storage.retention_meeting_points import forget as forget_points
from storage.retention_notes import forget_notes
from storage.retention_vendor import forget
from storage.schema import desk, failed_events, held, history, messages, outbox, questions
from storage.schema_broadcast import announcement_log, announcements, deliveries
from storage.schema_faq import faq_feedback
from storage.work import Work

_CLOSED = sorted(map(str, CLOSED))
_HELPERS = ("chosen_by", "answered_by", "handed_by", "taken_by", "solved_by", "stands_in_for")
_PROPOSAL = "proposal/"
_WRITTEN = frozenset({"note", "text", "reason"})
"""What a line of history holds that somebody wrote."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What one step has done."""

    count: int = 0
    """Rows that were changed or taken away."""
    after: int | None = None
    """Where the next step begins; None = nothing is left."""


class Retention:
    """One step of each kind: rows older than `before` with a number above `after`, at most `limit`."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._steps: dict[str, Callable[[datetime, int, int], Awaitable[Batch]]] = {
            "questions": self._questions, "authors": self._authors, "history": self._history,
            "messages": self._messages, "outbox": self._outbox, "events": self._events,
            "announcements": self._announcements, "vendor": self._vendor,
            "meetings": self._meetings,
        }  # fmt: skip

    async def step(self, kind: str, before: datetime, after: int, limit: int) -> Batch:
        """One batch of that kind."""
        return await self._steps[kind](before, after, limit)

    async def _closed(self, before: datetime, after: int, limit: int, todo: ColumnElement[bool]) -> list[Row[Any]]:
        """Questions that are over since long: by their end, where they have one. What is open is never among them."""
        ended = func.coalesce(questions.c.solved_at, questions.c.asked_at, type_=questions.c.asked_at.type)
        over = and_(questions.c.state.in_(_CLOSED), questions.c.asked_at < before, ended < before, todo)
        wanted = select(questions).where(over, questions.c.number > after).order_by(questions.c.number).limit(limit)
        return list(await self._work.rows(wanted))

    async def _each(
        self,
        before: datetime,
        after: int,
        limit: int,
        change: Callable[[Row[Any], Question], Awaitable[None]],
        todo: ColumnElement[bool],
    ) -> Batch:
        rows = await self._closed(before, after, limit, todo)
        for row in rows:
            await change(row, codec.from_json(Question, row.document))
        return Batch(count=len(rows), after=rows[-1].number if len(rows) == limit else None)

    async def _questions(self, before: datetime, after: int, limit: int) -> Batch:
        words = (self._work.part(questions.c.document, name) != "" for name in ("text", "answer_text", "note"))
        said = select(messages.c.id).where(messages.c.question == questions.c.number, messages.c.text != "").exists()
        rows = await self._closed(before, after, limit, or_(*words, said))
        for row in rows:
            await self._without_texts(row, codec.from_json(Question, row.document))
        # What the outbox is about has no index: it is looked through once for all of them.
        about = outbox.c.about.in_([row.number for row in rows])
        cards = await self._work.rows(select(outbox.c.id).where(about)) if rows else ()
        await self._silence([row.id for row in cards])
        if len(rows) == limit:
            return Batch(count=limit, after=rows[-1].number)
        return Batch(count=len(rows) + await self._proposals(before))

    async def _without_texts(self, row: Row[Any], question: Question) -> None:
        number, document = row.number, without_texts(question)
        await self._work.do(
            update(questions).where(questions.c.number == number).values(document=document, shared_text=None)
        )
        await self._work.do(update(messages).where(messages.c.question == number).values(text=""))
        theirs = faq_feedback.c.question == number
        await self._work.do(update(faq_feedback).where(theirs).values(text="", features=None))
        for line in await self._work.rows(select(history).where(history.c.question == number)):
            bare = {name: value for name, value in line.details.items() if name not in _WRITTEN}
            if bare != line.details:
                await self._work.do(update(history).where(history.c.id == line.id).values(details=bare))

    async def _proposals(self, before: datetime) -> int:
        """Decided proposals about questions whose texts are gone; an undecided one waits for central."""
        rows = await self._work.rows(select(desk).where(desk.c.name.startswith(_PROPOSAL)))
        old = []
        for row in (one for one in rows if isinstance(one.value, dict) and one.value.get("done_by")):
            about = str(row.value.get("about") or "").removeprefix("question/")
            ended = questions.c.number == (int(about) if about.isdecimal() else 0)
            asked: datetime | None = await self._work.value(select(questions.c.asked_at).where(ended))
            if asked is not None and asked < before:
                old.append(row.name)
        await self._work.do(delete(desk).where(desk.c.name.in_(old)))
        return len(old)

    async def _authors(self, before: datetime, after: int, limit: int) -> Batch:
        return await self._each(before, after, limit, self._without_asker, questions.c.asker != SOMEONE)

    async def _without_asker(self, row: Row[Any], question: Question) -> None:
        asker, number = question.asker, row.number
        document = codec.to_json(replace(question, asker=SOMEONE))
        same = questions.c.number == number
        await self._work.do(update(questions).where(same).values(asker=SOMEONE, document=document))
        for table, column in ((messages, "author"), (history, "who"), (faq_feedback, "who")):
            theirs = and_(table.c.question == number, table.c[column] == asker)
            await self._work.do(update(table).where(theirs).values({column: SOMEONE}))

    async def _history(self, before: datetime, after: int, limit: int) -> Batch:
        noted = select(history.c.id).where(history.c.question == questions.c.number).exists()
        return await self._each(before, after, limit, self._without_helpers, noted)

    async def _without_helpers(self, row: Row[Any], question: Question) -> None:
        number = row.number
        changed = {name: SOMEONE for name in _HELPERS if getattr(question, name)}
        bare = replace(question, holders=(), asked=(), **changed)  # type: ignore[arg-type]
        await self._work.do(delete(history).where(history.c.question == number))
        same = questions.c.number == number
        await self._work.do(update(questions).where(same).values(document=codec.to_json(bare)))
        others = and_(messages.c.question == number, messages.c.author != SOMEONE)
        await self._work.do(update(messages).where(others).values(author=SOMEONE))

    async def _messages(self, before: datetime, after: int, limit: int) -> Batch:
        """What belongs to no question; the other texts go with their question."""
        old = and_(messages.c.question.is_(None), messages.c.at < before, messages.c.text != "", messages.c.id > after)
        rows = await self._work.rows(select(messages.c.id).where(old).order_by(messages.c.id).limit(limit))
        ids = [row.id for row in rows]
        await self._work.do(update(messages).where(messages.c.id.in_(ids)).values(text="", author=SOMEONE))
        loose = and_(faq_feedback.c.question.is_(None), faq_feedback.c.at < before, faq_feedback.c.text != "")
        await self._work.do(update(faq_feedback).where(loose).values(text="", who=None))
        if len(ids) == limit:
            return Batch(count=limit, after=ids[-1])
        return Batch(count=len(ids) + await forget_points(self._work, before))

    async def _outbox(self, before: datetime, after: int, limit: int) -> Batch:
        """What the bot said long ago, unless it is about a question that is open, or waits to be sent."""
        still = select(questions.c.number).where(questions.c.state.not_in(_CLOSED))
        free = or_(outbox.c.about.is_(None), outbox.c.about.not_in(still))
        sent = outbox.c.state.in_((DONE, CANCELLED, DEAD, UNCERTAIN))
        old = and_(free, sent, outbox.c.created_at < before, outbox.c.body.is_not(None), outbox.c.id > after)
        rows = await self._work.rows(select(outbox.c.id).where(old).order_by(outbox.c.id).limit(limit))
        ids = [row.id for row in rows]
        await self._silence(ids)
        return Batch(count=len(ids), after=ids[-1] if len(ids) == limit else None)

    async def _silence(self, ids: Sequence[int]) -> None:
        """Take the words out of what was said; that it was said, where and under which key, stays."""
        finished = and_(
            outbox.c.id.in_(ids), outbox.c.state.in_((DONE, CANCELLED, DEAD, UNCERTAIN)), outbox.c.said.is_not(None)
        )
        replies = await self._work.rows(select(outbox.c.reply).where(finished).distinct())
        for reply in (row.reply for row in replies):
            bare = codec.to_json(Message(reply=reply, text=""))
            same = and_(finished, outbox.c.reply == reply)
            await self._work.do(update(outbox).where(same).values(said=bare, body=None))

    async def _events(self, before: datetime, after: int, limit: int) -> Batch:
        old = and_(failed_events.c.at < before, failed_events.c.id > after)
        rows = await self._work.rows(select(failed_events.c.id).where(old).order_by(failed_events.c.id).limit(limit))
        ids = [row.id for row in rows]
        await self._work.do(delete(failed_events).where(failed_events.c.id.in_(ids)))
        gone = await self._work.rows(delete(held).where(held.c.since < before).returning(held.c.author))
        return Batch(count=len(ids) + len(gone), after=ids[-1] if len(ids) == limit else None)

    async def _vendor(self, before: datetime, _after: int, _limit: int) -> Batch:
        """What was sent to the vendor and has ended."""
        return Batch(count=await forget(self._work, before))

    async def _meetings(self, before: datetime, _after: int, _limit: int) -> Batch:
        """Meetings that are long over, what was written down of them, and tasks that are done."""
        count = await retention_meetings.forget(self._work, before)
        return Batch(count=count + await forget_notes(self._work, before))

    async def _announcements(self, before: datetime, after: int, limit: int) -> Batch:
        """Who got it: the row stays for the count, without the person."""
        old = select(announcements.c.number).where(
            announcements.c.created_at < before,
            announcements.c.state.in_(("sent", "cancelled", "recalled", "discarded")),
        )
        of_old = and_(deliveries.c.announcement.in_(old), deliveries.c.person.is_not(None), deliveries.c.id > after)
        rows = await self._work.rows(
            select(deliveries.c.id).where(of_old, deliveries.c.person != SOMEONE).order_by(deliveries.c.id).limit(limit)
        )
        for row in rows:
            bare = {
                "person": SOMEONE,
                "recipient": f"{SOMEONE}-{row.id}",
                "channel": "",
                "outbox": None,
                "edition": LAST_EDITION,
            }
            await self._work.do(update(deliveries).where(deliveries.c.id == row.id).values(**bare))
        named = and_(announcement_log.c.announcement.in_(old), announcement_log.c.who.is_not(None))
        await self._work.do(update(announcement_log).where(named).values(who=None))
        return Batch(count=len(rows), after=rows[-1].id if len(rows) == limit else None)
