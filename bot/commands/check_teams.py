"""Says for `check` what is the matter with Teams: secret, tokens, keys, ids; leaves looking to the platform's doctor."""

from __future__ import annotations

from bot.clock import MachineClock
from bot.commands.check_asked import Looked, directory_of, told
from bot.platforms.teams.doctor import Doctor
from bot.settings_values import Settings


async def teams(settings: Settings) -> Looked:
    """Ask Microsoft's login and where its keys are told, when Teams is on. No message is sent."""
    if not settings.teams.is_on:
        return Looked()
    doctor = Doctor(settings.teams, today=MachineClock().now().date())
    report = await doctor.look(await directory_of(settings))
    return Looked(line=report.line, findings=tuple(told("Teams", report.signs)))
