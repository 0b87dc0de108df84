"""The night's care: what is older than it is kept for goes, a little at a time; leaves how long to the rules, what goes to storage."""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Desk
from knowledge.conversation.event import TimerFired
from knowledge.support.retention import KINDS, next_night

CARE = "care"
"""The timer of the quiet hour, and of each batch after the first."""
KEY = "desk/care"
BATCH = 200
"""So many rows are looked at in one transaction, so that nobody waits for it."""
_PAUSE = timedelta(seconds=2)


async def arm(desk: Desk) -> None:
    """See to it that the next night has its moment; after a time away the one that was missed comes at once."""
    if await desk.tx.timers.get(KEY) is None:
        await desk.tx.timers.set(KEY, CARE, next_night(desk.now, desk.working.zone))


async def nightly(desk: Desk, event: TimerFired) -> None:
    """One batch; what is left over comes a moment later, and the next night when nothing is."""
    if desk.policy.retention.hold:
        desk.log.append("care: nothing is removed, retention.hold is on")
        await desk.tx.timers.set(KEY, CARE, next_night(desk.now, desk.working.zone))
        return
    counts = {kind: int(event.values.get("counts", {}).get(kind, 0)) for kind in KINDS}
    at, after, done = int(event.values.get("at", 0)), int(event.values.get("after", 0)), 0
    while at < len(KINDS) and done < BATCH:
        before = desk.policy.retention.before(KINDS[at], desk.now)
        if before is None:
            at, after = at + 1, 0
            continue
        batch = await desk.tx.retention.step(KINDS[at], before, after, BATCH)
        counts[KINDS[at]] += batch.count
        done += BATCH if batch.after is not None else batch.count
        at, after = (at, batch.after) if batch.after is not None else (at + 1, 0)
    if at < len(KINDS):
        values = {"at": at, "after": after, "counts": counts}
        await desk.tx.timers.set(KEY, CARE, desk.soon(_PAUSE), values=values)
        return
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    desk.log.append(f"care: {told or 'nothing'} removed by age")
    await desk.tx.timers.set(KEY, CARE, next_night(desk.now, desk.working.zone))
