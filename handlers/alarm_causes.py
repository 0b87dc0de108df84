"""Causes that central hears of: each once a week, many in one, and that it is mended; leaves finding causes and their words to others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers import alarms
from handlers.context import Desk
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message

AGAIN = timedelta(days=7)
"""The same cause is not told of more often (conversations 7.4)."""

Told = dict[str, list[str]]
"""What has the cause (a school, a person) -> [day on which it was told, key of the alarm]."""


def _itself(one: str) -> str:
    return one


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One kind of thing that can be wrong."""

    name: str
    """Begins the keys; what has been told is kept under `<name>/told`."""
    mended: Callable[[Voice, Sequence[str]], Message]
    """What an alarm says when all that it named is well again."""
    one_by_one: int = 3
    """More at once than this become one alarm."""
    alone: bool = False
    """Whether it is for central contacts alone, never for their place."""
    people: bool = False
    """Whether it is people that have it: a key must not have them in its middle."""
    part: Callable[[str], str] = _itself
    """The part of a key that stands for one that has it; those with the same part share an alarm."""


async def told_of(desk: Desk, cause: Cause) -> Told:
    """Of what central has heard."""
    kept: dict[str, Any] = (await desk.tx.desk.under(f"{cause.name}/told")).get(f"{cause.name}/told") or {}
    told = kept.get("people", {}) if cause.people else kept
    return {one: list(of) for one, of in told.items()}


async def _keep(desk: Desk, cause: Cause, told: Told) -> None:
    await desk.tx.desk.set(f"{cause.name}/told", {"people": told} if cause.people else told)


async def look(
    desk: Desk,
    cause: Cause,
    found: Collection[str],
    tell: Callable[[Sequence[str]], Message],
    *,
    only: Collection[str] | None = None,
    known: Iterable[str] = (),
) -> None:
    """Tell of what has the cause now, and say of earlier ones that they have it no more.

    `tell`: the alarm about some of them. `only`: no others are told of; None = all. `known`: of which central hears in
    another way at this moment.
    """
    told = await told_of(desk, cause)
    if not found and not told:
        return
    today, before = desk.voice().today, {one: list(of) for one, of in told.items()}
    await _mended(desk, cause, found, told, today)
    for one in known:
        if one in found and is_due(told.get(one), today):
            told[one] = [today.isoformat(), told.get(one, ["", ""])[1]]
    due = [one for one in found if is_due(told.get(one), today) and (only is None or one in only)]
    if due and desk.policy.alarms:
        await _tell(desk, cause, due, tell, {one: of for one, of in told.items() if one in found}, told)
    if told != before:
        await _keep(desk, cause, told)


def is_due(told: list[str] | None, today: date) -> bool:
    """Whether it may be told of (again)."""
    return told is None or date.fromisoformat(told[0]) + AGAIN <= today


async def _mended(desk: Desk, cause: Cause, found: Collection[str], told: Told, today: date) -> None:
    """Alarms of which nothing has the cause any more say so; what was told long ago is forgotten."""
    open_keys = {key for one, (_day, key) in told.items() if one in found}
    done: dict[str, list[str]] = {}
    for one, (_day, key) in told.items():
        if key and key not in open_keys:
            done.setdefault(key, []).append(one)
    for key, ones in done.items():
        for stands in await desk.tx.outbox.live(f"alarm/{key}/"):
            message = cause.mended(desk.voice(stands.message.language), ones)
            await desk.tx.outbox.say(stands.key, stands.address, message, person=stands.person)
    for one in [one for one in told if one not in found]:
        if told[one][1] in done:
            told[one][1] = ""
        if is_due(told[one], today):
            del told[one]


async def _tell(
    desk: Desk, cause: Cause, due: Sequence[str], tell: Callable[[Sequence[str]], Message], still: Told, told: Told
) -> None:
    """One alarm each, or one for all when they are many; an older one about the same goes, and what it told of comes along.

    `still`: of what has been told, that which has the cause now.
    """
    today = desk.voice().today
    groups: dict[str, list[str]] = {}
    for one in due:
        groups.setdefault(cause.part(one) if len(due) <= cause.one_by_one else "several", []).append(one)
    for part, ones in groups.items():
        key = f"{cause.name}/{part}/{today.isoformat()}"
        ones += [one for one, (_day, other) in still.items() if other == key and one not in ones]
        for old in {key, *(told[one][1] for one in ones if one in told)} - {""}:
            for stands in await desk.tx.outbox.live(f"alarm/{old}/"):
                await desk.tx.outbox.withdraw(stands.key)
        await _say(desk, cause, f"alarm/{key}", tell(ones))
        for one in ones:
            told[one] = [today.isoformat(), key]


async def _say(desk: Desk, cause: Cause, key: str, message: Message) -> None:
    if not cause.alone:
        await alarms.tell_central(desk, key, message)
        return
    for person in desk.directory.central():
        await desk.tell(person, f"{key}/{person.id}", message, "")
