"""Reads questions for statistics, few columns and many at a time; leaves counting to knowledge."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from knowledge.support.question import State
from knowledge.support.statistics import Asked
from knowledge.support.topics import Asking
from storage.schema import history, questions
from storage.work import Work

_AT_ONCE = 1000
REOPENED, WRONG = "reopened", "pressed:wrong_answer"
"""What the history says of such questions."""
_COLUMNS = (questions.c.number, questions.c.state, questions.c.school, questions.c.asked_at, questions.c.solved_at,
            questions.c.document)  # fmt: skip


class Statistics:
    """What became of questions, without names and words."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def asked(self, since: datetime, until: datetime) -> AsyncIterator[Asked]:
        """What was asked from then on and before `until`, in no certain order; a thousand are held at a time."""
        last = 0
        within = (questions.c.asked_at >= since) & (questions.c.asked_at < until)
        while True:
            wanted = select(*_COLUMNS).where(within, questions.c.number > last)
            rows = await self._work.rows(wanted.order_by(questions.c.number).limit(_AT_ONCE))
            happened = await self._happened(rows[0].number, rows[-1].number) if rows else set()
            for row in rows:
                yield _read(row, happened)
            if len(rows) < _AT_ONCE:
                return
            last = rows[-1].number

    async def solved(self, since: datetime) -> list[Asked]:
        """What was solved from then on, oldest question first."""
        is_solved = (questions.c.state == str(State.SOLVED)) & (questions.c.solved_at >= since)
        rows = await self._work.rows(select(*_COLUMNS).where(is_solved).order_by(questions.c.number))
        return [_read(row, set()) for row in rows]

    async def askings(self, since: datetime) -> list[Asking]:
        """What was asked from then on, without what was no question."""
        wanted = select(*_COLUMNS, questions.c.asker).where(questions.c.asked_at >= since)
        rows = await self._work.rows(wanted.where(questions.c.state != str(State.DROPPED)).order_by(questions.c.number))
        return [_asking(row) for row in rows]

    async def _happened(self, first: int, last: int) -> set[tuple[int, str]]:
        """(number, what) of the questions in between that were reopened or answered wrongly."""
        between = history.c.question.between(first, last) & history.c.what.in_((REOPENED, WRONG))
        return {(row.question, row.what) for row in await self._work.rows(
            select(history.c.question, history.c.what).where(between))}  # fmt: skip


def _asking(row: Row[Any]) -> Asking:
    asked = _read(row, set())
    answers = (row.document.get("entry") == asked.entry) if asked.entry else False
    return Asking(asked_at=asked.asked_at, asker=row.asker, school=asked.school,
                  entry=asked.entry if answers else None, near=asked.entry)  # fmt: skip


def _read(row: Row[Any], happened: set[tuple[int, str]]) -> Asked:
    document: dict[str, Any] = row.document
    entry = document.get("entry")
    if entry in (document.get("rejected") or ()):
        entry = None
    by_person = bool(document.get("answered_by") or document.get("chosen_by"))
    answered = document.get("answered_at")
    near = document.get("candidates") or (None,)
    return Asked(
        asked_at=row.asked_at,
        state=State(row.state),
        how=document.get("how") or "",
        school=row.school,
        entry=None if document.get("sensitive") else entry or near[0],
        by_bot=entry is not None and not by_person and document.get("linked_to") is None,
        by_person=by_person,
        answered_at=datetime.fromisoformat(answered) if answered else None,
        solved_at=row.solved_at,
        unsure=bool(document.get("unsure")),
        reopened=(row.number, REOPENED) in happened,
        wrong=(row.number, WRONG) in happened,
    )
