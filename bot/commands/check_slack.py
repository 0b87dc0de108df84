"""Says for `check` what Slack has to say: tokens, rights, channels, contacts; leaves looking to the platform's doctor."""

from __future__ import annotations

from bot.commands.check_asked import Looked, directory_of, told
from bot.platforms.slack.doctor import Doctor
from bot.settings_values import Settings


async def slack(settings: Settings) -> Looked:
    """Ask Slack itself, when it is on. It is told nothing, and nothing is changed."""
    if not settings.slack.is_on:
        return Looked()
    doctor = Doctor(settings.slack, looks_at_dnd=settings.policy.away_hints == "all")
    report = await doctor.look(await directory_of(settings))
    return Looked(line=report.line, findings=tuple(told("Slack", report.signs)), accounts=report.accounts)
