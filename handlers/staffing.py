"""Central hears of too many or too few who help, before a question is lost; leaves schools that nobody can be reached at to `reach`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from handlers import alarm_causes
from handlers.alarm_causes import Cause
from handlers.context import Desk
from handlers.replies import staffing as say
from knowledge.support.directory import Directory, Person, Role
from knowledge.support.moved_on import WITHIN, past_contacts
from knowledge.support.staffing import Few, Gap, few_central, gaps, too_many

_MANY = Cause(name="many_contacts", mended=say.fewer)
_CENTRAL = Cause(name="few_central", mended=say.enough, part=lambda _: "central")
_QUIET = Cause(name="quiet_contact", mended=say.heard_again, alone=True)
CENTRAL = "/central"
"""Stands for the central contacts among schools."""


def _away(found: Mapping[str, Gap]) -> Cause:
    """Who is away, those of a school in one alarm; no person's id stands in the middle of a key."""
    return Cause(name="no_substitute", mended=say.stood_in_for, people=True, part=lambda person: found[person].school)


def about(person: Person) -> tuple[str, ...]:
    """What the person's being there or not is about."""
    return (CENTRAL,) if person.role is Role.CENTRAL else person.schools


async def daily(desk: Desk) -> None:
    """What only the look of each working day finds."""
    if "local" not in desk.policy.steps:
        return
    voice = desk.voice()
    quiet = past_contacts(await desk.tx.statistics.passed(desk.now - WITHIN), desk.directory)
    await alarm_causes.look(desk, _QUIET, quiet, lambda schools: say.quiet_contact(voice, schools, quiet))


async def look(desk: Desk, only: Collection[str] | None = None, known: Collection[str] = ()) -> None:
    """Who is away while nobody stands in, too many contacts, and whether central is enough; of these schools, or of all.

    `only`, `known`: as in `reach`, whose looks bring this one along; CENTRAL among them is central itself.
    """
    voice = desk.voice()
    if "local" in desk.policy.steps:
        await _look_at_absences(desk, only, known)
        counts = too_many(desk.directory)
        await alarm_causes.look(
            desk, _MANY, counts, lambda schools: say.many_contacts(voice, schools, counts), only=only, known=known
        )
    found = {CENTRAL: few} if (few := _few(desk, desk.directory)) else {}
    await alarm_causes.look(
        desk, _CENTRAL, found, lambda ones: say.few_central(voice, found[ones[0]]), only=only, known=known
    )


def _few(desk: Desk, directory: Directory) -> Few | None:
    return few_central(directory, desk.voice().today, desk.working.is_working_day, desk.running)


def _gaps(desk: Desk, directory: Directory) -> dict[str, Gap]:
    return gaps(directory, desk.voice().today, desk.working.is_working_day, desk.running)


def newly(desk: Desk, before: Directory) -> set[str]:
    """Schools with a gap or with too many contacts since the directory was as `before`, and central: whoever did that has read so."""
    gone = {one.school for one in _gaps(desk, desk.directory).values()} - {
        one.school for one in _gaps(desk, before).values()
    }
    many = too_many(desk.directory).keys() - too_many(before).keys()
    is_few = _few(desk, desk.directory) is not None and _few(desk, before) is None
    return gone | many | ({CENTRAL} if is_few else set())


async def _look_at_absences(desk: Desk, only: Collection[str] | None, known: Collection[str]) -> None:
    found = _gaps(desk, desk.directory)
    told = await alarm_causes.told_of(desk, _away(found))
    heard = [person for person, gap in found.items()
             if gap.out or gap.school in known or (gap.next and person in told)]  # fmt: skip
    these = None if only is None else [person for person, gap in found.items() if gap.school in only]
    voice = desk.voice()
    await alarm_causes.look(
        desk, _away(found), found, lambda people: say.no_substitute(voice, [found[one] for one in people]),
        only=these, known=heard,
    )  # fmt: skip


async def told_lately(desk: Desk) -> set[str]:
    """Schools of which central has read of each who is away that they will be, so that the first day needs no alarm of its own."""
    found, today = _gaps(desk, desk.directory), desk.voice().today
    told = await alarm_causes.told_of(desk, _away(found))
    fresh = {person for person, of in told.items() if of[1] and not alarm_causes.is_due(of, today)}
    return {gap.school for gap in found.values()} - {gap.school for one, gap in found.items() if one not in fresh}
