"""Cases with the vendor, and points for it, by number; leaves their life to knowledge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, select, update

from knowledge.support.vendor_case import VendorCase
from knowledge.support.vendor_point import VendorPoint
from storage import codec
from storage.schema_vendor import vendor_cases, vendor_points
from storage.work import Values, Work


class Vendor:
    """What the vendor is asked."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, case: VendorCase) -> VendorCase:
        """Store a new case; gives it with its number."""
        made = self._work.insert(vendor_cases).values(**_of_case(case)).returning(vendor_cases.c.number)
        return replace(case, number=int(await self._work.value(made)))

    async def save(self, case: VendorCase) -> None:
        """Replace what is stored about the case."""
        mine = vendor_cases.c.number == case.number
        await self._work.do(update(vendor_cases).where(mine).values(**_of_case(case)))

    async def get(self, number: int) -> VendorCase | None:
        """The case, kept from every other writer until the end."""
        return _case(await self._work.row(self._work.locked(_numbered(number))))

    async def look(self, number: int) -> VendorCase | None:
        """The case as it stands, kept from nobody."""
        return _case(await self._work.row(_numbered(number)))

    async def cases(self, states: Collection[str], follower: str | None = None) -> list[VendorCase]:
        """Those in these states (and followed by that person), oldest first."""
        wanted = select(vendor_cases).where(vendor_cases.c.state.in_([str(state) for state in states]))
        if follower is not None:
            wanted = wanted.where(vendor_cases.c.follower == follower)
        rows = await self._work.rows(wanted.order_by(vendor_cases.c.sent_at, vendor_cases.c.number))
        return [case for row in rows if (case := _case(row))]

    async def add_point(self, point: VendorPoint) -> VendorPoint:
        """Store a new point; gives it with its number."""
        made = self._work.insert(vendor_points).values(**_of_point(point)).returning(vendor_points.c.number)
        return replace(point, number=int(await self._work.value(made)))

    async def save_point(self, point: VendorPoint) -> None:
        """Replace what is stored about the point."""
        mine = vendor_points.c.number == point.number
        await self._work.do(update(vendor_points).where(mine).values(**_of_point(point)))

    async def point(self, number: int) -> VendorPoint | None:
        """The point, kept from every other writer until the end."""
        wanted = select(vendor_points).where(vendor_points.c.number == number)
        return _point(await self._work.row(self._work.locked(wanted)))

    async def points(self, states: Collection[str]) -> list[VendorPoint]:
        """Those in these states, oldest first."""
        wanted = select(vendor_points).where(vendor_points.c.state.in_([str(state) for state in states]))
        rows = await self._work.rows(wanted.order_by(vendor_points.c.at, vendor_points.c.number))
        return [point for row in rows if (point := _point(row))]


def _numbered(number: int) -> Select[Any]:
    return select(vendor_cases).where(vendor_cases.c.number == number)


def _of_case(case: VendorCase) -> Values:
    return {"state": case.state.value, "follower": case.follower, "sent_at": case.sent_at,
            "document": codec.to_json(case)}  # fmt: skip


def _of_point(point: VendorPoint) -> Values:
    return {"state": point.state.value, "source": point.source, "at": point.at, "document": codec.to_json(point)}


def _case(row: Row[Any] | None) -> VendorCase | None:
    """The number is the row's: the document of a case that was never changed does not know it."""
    return None if row is None else replace(codec.from_json(VendorCase, row.document), number=row.number)


def _point(row: Row[Any] | None) -> VendorPoint | None:
    return None if row is None else replace(codec.from_json(VendorPoint, row.document), number=row.number)
