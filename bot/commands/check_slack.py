"""Says for `check` what Slack has to say: tokens, rights, channels, contacts; leaves looking to the platform's doctor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.commands.check_desk import Finding, short
from bot.commands.common import database_if_readable
from bot.platforms.slack.doctor import Doctor
from bot.platforms.slack.visits import Sign
from bot.settings_values import Settings
from knowledge.support.directory import Directory
from knowledge.support.directory_rules import Severity


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What came of it."""

    line: str = ""
    """For the summary; empty when Slack is off."""
    findings: tuple[Finding, ...] = ()
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Person id -> account, of contacts whose accounts the desk will find by their addresses."""


async def slack(settings: Settings) -> Looked:
    """Ask Slack itself, when it is on. It is told nothing, and nothing is changed."""
    if not settings.slack.is_on:
        return Looked()
    doctor = Doctor(settings.slack, looks_at_dnd=settings.policy.away_hints == "all")
    report = await doctor.look(await _directory(settings))
    return Looked(line=report.line, findings=tuple(_findings(report.signs)), accounts=report.accounts)


async def _directory(settings: Settings) -> Directory | None:
    async with database_if_readable(settings) as store:
        if store is None:
            return None
        async with store.reading() as tx:
            return await tx.directory.load()


def _findings(signs: Sequence[Sign]) -> Iterator[Finding]:
    """A few of each kind, and how many more there are."""
    for kind, is_wrong in dict.fromkeys((one.kind, one.is_wrong) for one in signs):
        words = [one.words for one in signs if (one.kind, one.is_wrong) == (kind, is_wrong)]
        severity = Severity.WRONG if is_wrong else Severity.RISKY
        yield from (Finding(severity=severity, part="Slack", words=line) for line in short(words))
