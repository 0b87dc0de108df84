"""Ended cases and points of the vendor's list lose their words and names; leaves the other kinds to retention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from knowledge.support.retention import SOMEONE
from knowledge.support.vendor_case import CaseState, CaseText, VendorCase
from knowledge.support.vendor_point import PointState, VendorPoint
from storage import codec
from storage.schema_vendor import vendor_cases, vendor_points
from storage.work import Work

_ENDED = (str(CaseState.ANSWERED), str(CaseState.CLOSED))


async def forget(work: Work, before: datetime) -> int:
    """All that ended before then; gives how many were changed. There are a few dozen in a year, so it is one step."""
    return await _cases(work, before) + await _points(work, before)


async def _cases(work: Work, before: datetime) -> int:
    old = select(vendor_cases).where(vendor_cases.c.state.in_(_ENDED), vendor_cases.c.sent_at < before)
    done = 0
    for row in await work.rows(old):
        case = replace(codec.from_json(VendorCase, row.document), number=row.number)
        ended = case.closed_at or case.answered_at or case.sent_at
        bare = replace(case, text=CaseText(), answer="", why="", by=SOMEONE, follower=SOMEONE, case_number="",
                       worded_by=SOMEONE if case.worded_by else "")  # fmt: skip
        if ended < before and bare != case:
            kept = {"document": codec.to_json(bare), "follower": SOMEONE}
            await work.do(update(vendor_cases).where(vendor_cases.c.number == row.number).values(**kept))
            done += 1
    return done


async def _points(work: Work, before: datetime) -> int:
    closed = vendor_points.c.state == str(PointState.CLOSED)
    done = 0
    for row in await work.rows(select(vendor_points).where(closed, vendor_points.c.at < before)):
        point = codec.from_json(VendorPoint, row.document)
        bare = replace(point, text="", note="", by=SOMEONE)
        if (point.closed_at or point.at) < before and bare != point:
            mine = vendor_points.c.number == row.number
            await work.do(update(vendor_points).where(mine).values(document=codec.to_json(bare)))
            done += 1
    return done
