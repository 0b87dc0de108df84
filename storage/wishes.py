"""What people wished, by number; leaves its life to knowledge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, update

from knowledge.support.wish import Wish
from storage import codec
from storage.schema_meetings import wishes
from storage.work import Values, Work


class Wishes:
    """What people would like to be otherwise."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, wish: Wish) -> Wish:
        """Store a new wish; gives it with its number."""
        made = self._work.insert(wishes).values(**_of(wish)).returning(wishes.c.number)
        return replace(wish, number=int(await self._work.value(made)))

    async def save(self, wish: Wish) -> None:
        """Replace what is stored about the wish."""
        await self._work.do(update(wishes).where(wishes.c.number == wish.number).values(**_of(wish)))

    async def get(self, number: int) -> Wish | None:
        """The wish, kept from every other writer until the end."""
        return _wish(await self._work.row(self._work.locked(select(wishes).where(wishes.c.number == number))))

    async def open(self, states: Collection[str], school: str | None = None) -> list[Wish]:
        """Those in these states that are no other's likes (of that school), oldest first."""
        wanted: list[ColumnElement[bool]] = [
            wishes.c.state.in_([str(state) for state in states]),
            wishes.c.same_as.is_(None),
        ]
        if school is not None:
            wanted.append(wishes.c.school == school)
        return await self._all(*wanted)

    async def same(self, number: int) -> list[Wish]:
        """Those that are the same as this one, oldest first."""
        return await self._all(wishes.c.same_as == number)

    async def counted(self, numbers: Collection[int]) -> dict[int, int]:
        """Number -> how many other wishes are the same; what has none is not there."""
        rows = await self._work.rows(select(wishes.c.same_as).where(wishes.c.same_as.in_(list(numbers))))
        found: dict[int, int] = {}
        for row in rows:
            found[row.same_as] = found.get(row.same_as, 0) + 1
        return found

    async def of(self, sender: str, most: int = 1000) -> list[Wish]:
        """What a person has wished, the newest first."""
        return await self._read(select(wishes).where(wishes.c.sender == sender)
                                .order_by(wishes.c.number.desc()).limit(most))  # fmt: skip

    async def since(self, moment: datetime) -> list[Wish]:
        """All that came at that moment or later, whatever became of it, oldest first."""
        return await self._all(wishes.c.at >= moment)

    async def _all(self, *wanted: ColumnElement[bool]) -> list[Wish]:
        return await self._read(select(wishes).where(*wanted).order_by(wishes.c.at, wishes.c.number))

    async def _read(self, wanted: Select[Any]) -> list[Wish]:
        return [wish for row in await self._work.rows(wanted) if (wish := _wish(row))]


def _of(wish: Wish) -> Values:
    return {"state": wish.state.value, "sender": wish.sender, "school": wish.school, "same_as": wish.same_as,
            "at": wish.at, "document": codec.to_json(wish)}  # fmt: skip


def _wish(row: Row[Any] | None) -> Wish | None:
    """The number is the row's: the document of a wish that was never changed does not know it."""
    return None if row is None else replace(codec.from_json(Wish, row.document), number=row.number)
