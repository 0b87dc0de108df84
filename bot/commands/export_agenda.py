"""The part of `export` that writes an agenda as Markdown; leaves what stands on it to the handlers."""

from __future__ import annotations

from bot.app import build
from bot.clock import Clocks
from bot.commands.common import CommandError, database_as_it_is
from bot.settings_values import Settings
from bot.why import looking
from handlers import checkins
from handlers.agenda_facts import gathered
from handlers.context import Desk
from handlers.replies.agenda import markdown
from knowledge.support.meeting import Meeting


async def written(settings: Settings, number: int | None) -> str:
    """The agenda of that meeting, or of the next one, as everything stands now. Raises CommandError."""
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        app = build(store, settings, {}, Clocks())
        try:
            async with looking(app) as desk:
                meeting = await _meant(desk, number)
                return "\n\n".join(markdown(await gathered(desk, meeting), meeting, desk.voice())) + "\n"
        finally:
            await app.brain.close()


async def _meant(desk: Desk, number: int | None) -> Meeting | None:
    if number is None:
        return next(iter(await checkins.planned(desk)), None)
    meeting = await checkins.numbered(desk, str(number))
    if meeting is None:
        numbers = ", ".join(str(one.number) for one in await checkins.planned(desk))
        planned = f"planned are {numbers}" if numbers else "none is planned"
        raise CommandError(f"there is no check-in {number}; {planned}")
    return meeting
