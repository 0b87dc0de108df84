"""Says for `check` how long questions are kept, and what may be amiss with it; leaves the rules to knowledge/support/retention."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import MachineClock
from bot.commands.check_desk import Finding
from bot.commands.common import database_if_readable
from bot.settings_values import Settings
from handlers.care import KEY
from knowledge.support.directory_rules import Severity
from knowledge.support.retention import Retention

_MISSED = timedelta(days=3)
"""So long after its hour the night's care has been missed; a weekend without a running desk is nothing."""


async def care(settings: Settings) -> tuple[str, Sequence[Finding]]:
    """A line for the summary; a hold that somebody may have forgotten, texts kept for ever, nights that were missed."""
    retention = settings.policy.retention
    said = []
    if retention.hold:
        said.append("retention.hold is on, so nothing is removed by its age; turn it off when the matter is over")
    elif not retention.questions:
        said.append("retention.questions is 0, so what people asked is kept for ever; set a number of days")
    due = await _due(settings)
    if due is not None and due < MachineClock().now() - _MISSED and not retention.hold:
        said.append(f"nothing has been removed by its age since {due:%Y-%m-%d}; see that the desk runs at night")
    return _line(retention), [Finding(severity=Severity.RISKY, part="Care", words=words) for words in said]


def _line(retention: Retention) -> str:
    if retention.hold:
        return "Care: nothing is removed by its age (retention.hold)"
    return f"Care: texts of closed questions are kept {_for(retention.questions)}, who asked {_for(retention.authors)}"


def _for(days: int) -> str:
    return f"{days} days" if days else "for ever"


async def _due(settings: Settings) -> datetime | None:
    """When the next night's care is due; None when nobody has asked for it yet."""
    async with database_if_readable(settings) as store:
        if store is None:
            return None
        async with store.reading() as tx:
            timer = await tx.timers.get(KEY)
            return timer.due if timer else None
