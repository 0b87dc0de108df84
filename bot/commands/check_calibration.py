"""Says for `check` whether the desk's own presses have made the odds, and since when; leaves making them to `train --own`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.check_desk import Finding
from bot.commands.common import database_if_readable
from bot.library import load_matcher
from bot.settings_values import Settings
from bot.training.own import in_words
from knowledge.faq.own import OwnPart, in_use, read_parts
from knowledge.support.directory_rules import Severity


async def calibration(settings: Settings) -> tuple[str, Sequence[Finding]]:
    """A line for the summary, empty without a database that can be read; and whether something stored is out of use."""
    parts = await _stored(settings)
    if parts is None:
        return "", []
    used = in_use(parts, load_matcher())
    line = f"Calibration: {in_words(used)}"
    if len(used) == len(parts):
        return line, []
    words = (
        "odds that the own presses had made came from another version's weights and are not in use; "
        "run `supportbot train --own` again, or `supportbot train --own --reset`"
    )
    return line, [Finding(severity=Severity.RISKY, part="Matching", words=words)]


async def _stored(settings: Settings) -> tuple[OwnPart, ...] | None:
    async with database_if_readable(settings) as store:
        if store is None:
            return None
        async with store.reading() as tx:
            return read_parts(await tx.calibration.get())
