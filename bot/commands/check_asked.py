"""What the services say for `check`, alike for each of them: the directory they are asked about, and their signs as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.commands.check_desk import Finding, short
from bot.commands.common import database_if_readable
from bot.platforms.shared.signs import Sign
from bot.settings_values import Settings
from knowledge.support.directory import Directory
from knowledge.support.directory_rules import Severity


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What came of asking one service."""

    line: str = ""
    """For the summary; empty when the service is off."""
    findings: tuple[Finding, ...] = ()
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Person id -> account, of contacts whose accounts the desk will find by their addresses."""


async def directory_of(settings: Settings) -> Directory | None:
    """Who and what is there; None when nobody knows yet."""
    async with database_if_readable(settings) as store:
        if store is None:
            return None
        async with store.reading() as tx:
            return await tx.directory.load()


def told(part: str, signs: Sequence[Sign]) -> Iterator[Finding]:
    """A few of each kind, and how many more there are."""
    for kind, is_wrong in dict.fromkeys((one.kind, one.is_wrong) for one in signs):
        words = [one.words for one in signs if (one.kind, one.is_wrong) == (kind, is_wrong)]
        severity = Severity.WRONG if is_wrong else Severity.RISKY
        yield from (Finding(severity=severity, part=part, words=line) for line in short(words))
