"""Reads questions for an agenda, only what it needs of them; leaves what is worth a word to knowledge."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, or_, select

from knowledge.support.agenda import Heard
from knowledge.support.question import State
from storage.schema import history, questions
from storage.work import Work

REOPENED = "reopened"
_WAITS = (str(State.WAITING), str(State.TAKEN), str(State.WITH_VENDOR))
_COLUMNS = (questions.c.number, questions.c.shared_text, questions.c.state, questions.c.school, questions.c.asked_at,
            questions.c.solved_at, questions.c.linked_to, questions.c.document)  # fmt: skip


class AgendaRows:
    """What was asked, without who asked it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def heard(self, since: datetime) -> list[Heard]:
        """What was asked or solved from then on, and all that waits, oldest first."""
        asked, waits = questions.c.asked_at >= since, questions.c.state.in_(_WAITS)
        lately = and_(questions.c.state == str(State.SOLVED), questions.c.solved_at >= since)
        wanted = or_(asked, waits, lately)
        noted = and_(
            history.c.what == REOPENED,
            history.c.at >= since,
            history.c.question.in_(select(questions.c.number).where(wanted)),
        )
        again = {row.question for row in await self._work.rows(select(history.c.question).where(noted))}
        rows = await self._work.rows(select(*_COLUMNS).where(wanted).order_by(questions.c.number))
        return [_read(row, again) for row in rows]


def _read(row: Row[Any], again: Collection[int]) -> Heard:
    document: dict[str, Any] = row.document
    state, answered, by = State(row.state), document.get("answered_at"), document.get("answered_by")
    entry = document.get("entry")
    given = state in {State.ANSWERED, State.SOLVED} and not by and row.linked_to is None
    return Heard(
        number=row.number, text=row.shared_text or "", state=state, school=row.school, asked_at=row.asked_at,
        answered_at=datetime.fromisoformat(answered) if answered else None,
        by_person=bool(by or document.get("chosen_by")), solved_at=row.solved_at,
        entry=entry if given and entry not in (document.get("rejected") or ()) else None,
        linked_to=row.linked_to, unsure=bool(document.get("unsure")), reopened=row.number in again,
    )  # fmt: skip
