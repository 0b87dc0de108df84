"""A change of the directory is shown with what it does to waiting questions, then done, and can be undone; leaves what is meant to `roster`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers import absences, change_back, change_cases, change_moves, change_news, new_contacts, reach
from handlers import vendor_notes as notes
from handlers.change_back import Was
from handlers.change_moves import Move
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import changes as say
from handlers.replies.buttons import object_of, verb
from handlers.vendor_reminders import Successor
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.support.change import Change, Rows, absence_of, clash, rows
from knowledge.support.change_rules import fault
from knowledge.support.directory import Directory, Person
from knowledge.support.reach import out_of_reach
from storage import codec

LAST = "changes/last"
"""The number of the newest change; each is kept under `change/<n>`."""
UNDO = timedelta(minutes=10)
KEPT = timedelta(days=1)
"""What nobody decided on for so long is old."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A change that was shown, and what became of it."""

    number: int
    by: str
    """Who asked for it; of one that is done who did it."""
    at: datetime
    """When it was shown, or done."""
    change: Change
    choices: tuple[str, ...] = ()
    """Ids of the people one of whom is meant."""
    text: str = ""
    """What was shown."""
    state: str = "shown"
    """`shown`, `done`, `stopped`, `undone`."""
    put: Rows | None = None
    back: Rows | None = None
    was: tuple[Was, ...] = ()
    """The questions that it has touched."""
    handed: tuple[tuple[int, str, str], ...] = ()
    """Of each case with the vendor that it has handed over: number, follower before, follower since."""
    told: tuple[str, ...] = ()
    """Keys of what people were told."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a change would do at this moment."""

    put: Rows
    moves: list[Move]
    cases: list[Successor]
    count: int
    """How many questions somebody else has then."""
    text: str
    """All of it in words."""


async def propose(desk: Desk, person: Person, change: Change) -> Message:
    """What would come of it, with `change_do` and `change_stop`; Refusal when it may not be."""
    await desk.tx.only_one(LAST)
    _refuse(desk, person, change)
    text = (await _planned(desk, person, change)).text
    kept = await _add(desk, Kept(number=0, by=person.id, at=desk.now, change=change, text=text))
    return say.shown(desk.voice_for(person), kept.number, text)


async def ask_who(desk: Desk, person: Person, change: Change, people: tuple[Person, ...]) -> Message:
    """More than one person may be meant: a button for each."""
    await desk.tx.only_one(LAST)
    ids = tuple(one.id for one in people)
    kept = await _add(desk, Kept(number=0, by=person.id, at=desk.now, change=change, choices=ids))
    return say.which(desk.voice_for(person), kept.number, people)


async def _planned(desk: Desk, person: Person, change: Change) -> Plan:
    put = rows(desk.directory, change)
    after = put.on(desk.directory)
    moves = await change_moves.planned(desk, change, after)
    cases = await change_cases.planned(desk, change, after)
    touched = [*moves, *await change_cases.moves(desk, cases)]
    text = say.preview(desk.voice_for(person), person, change, after, touched)
    return Plan(put=put, moves=moves, cases=cases, count=sum(one.goes for one in touched), text=text)


def _refuse(desk: Desk, person: Person, change: Change) -> None:
    voice = desk.voice_for(person)
    why = fault(desk.directory, change, voice.today)
    if why == "gone":
        raise Refusal("gone")
    if not why:
        return
    substitute = desk.directory.person(change.substitute)
    absence = absence_of(change)
    busy = clash(substitute, absence.first, absence.last) if substitute else None
    if busy and why == "substitute_away":
        raise Refusal("substitute_away", substitute=voice.name(change.substitute), until=voice.on(busy.last))
    raise _no(desk, person, change, why)


def _no(desk: Desk, person: Person, change: Change, why: str) -> Refusal:
    return Refusal(f"change.{why}", **say.blanks(desk.voice_for(person), change))


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown | None:
    """`change_do`, `change_stop`, `change_undo` and `change_who` on what was shown."""
    word, (number, _, which) = verb(event.action), object_of(event.action).partition(":")
    if word != "change_undo":
        must_be_central(desk, person)
    await desk.tx.only_one(LAST)
    await desk.reload()
    kept = await _get(desk, number)
    if person.id != kept.by:  # who made it may have stepped down by it
        must_be_central(desk, person)
    if word == "change_undo":
        return await _answer(desk, person, event, await _undone(desk, person, kept))
    if kept.state != "shown" or desk.now - kept.at > KEPT:
        raise Refusal(f"change_{kept.state}" if kept.state != "shown" else "change_old")
    if word == "change_stop":
        await _save(desk, replace(kept, state="stopped"))
        return await _answer(desk, person, event, say.stopped(desk.voice_for(person)))
    if word == "change_who":
        return await _answer(desk, person, event, await _chosen(desk, person, kept, which))
    return await _answer(desk, person, event, await _done(desk, person, kept))


async def _answer(desk: Desk, person: Person, event: ButtonPressed, message: Message) -> Shown | None:
    """In the person's own conversation the card says it; what was a notice is followed by one."""
    stands = await desk.tx.outbox.said(event.key)
    if stands is None or stands.person != person.id:
        return Notice(message=message)
    await desk.tx.outbox.say(event.key, stands.address, message, person=person.id)
    return None


async def _chosen(desk: Desk, person: Person, kept: Kept, which: str) -> Message:
    """One of several people was meant."""
    place = int(which) if which.isdecimal() and len(which) < 3 else len(kept.choices)
    if place >= len(kept.choices):
        raise Refusal("gone")
    change = replace(kept.change, person=kept.choices[place])
    _refuse(desk, person, change)
    text = (await _planned(desk, person, change)).text
    await _save(desk, replace(kept, change=change, choices=(), text=text))
    return say.shown(desk.voice_for(person), kept.number, text)


async def _done(desk: Desk, person: Person, kept: Kept) -> Message:
    """Do it, unless it would be another thing by now: then that is shown."""
    change, before, voice = kept.change, desk.directory, desk.voice_for(person)
    if kept.choices:
        raise Refusal("gone")
    _refuse(desk, person, change)
    await notes.alone(desk)
    plan = await _planned(desk, person, change)
    if plan.text != kept.text:
        await _save(desk, replace(kept, text=plan.text))
        return say.shown(voice, kept.number, plan.text, anew=True)
    await _carried_out(desk, person, kept, plan)
    return say.done(voice, kept.number, change, plan.count, before)


async def by_oneself(desk: Desk, person: Person, change: Change) -> tuple[Kept, int]:
    """Somebody ends their own part, without being asked twice; gives it with how many questions moved. Refusal as ever."""
    await desk.tx.only_one(LAST)
    await desk.reload()
    _refuse(desk, person, change)
    await notes.alone(desk)
    plan = await _planned(desk, person, change)
    kept = await _add(desk, Kept(number=0, by=person.id, at=desk.now, change=change, text=plan.text))
    return await _carried_out(desk, person, kept, plan), plan.count


async def told_too(desk: Desk, kept: Kept, keys: Iterable[str]) -> None:
    """What was said about it elsewhere goes too when it is undone."""
    await _save(desk, replace(kept, told=(*kept.told, *keys)))


async def _carried_out(desk: Desk, person: Person, kept: Kept, plan: Plan) -> Kept:
    change, before = kept.change, desk.directory
    await _put(desk, plan.put)
    moved = await change_moves.done(desk, plan.moves)
    handed = await change_cases.done(desk, plan.cases)
    told = await change_news.tell(desk, person, change, before, plan.count, f"change/{kept.number}")
    if change.kind == "substitute":
        await _begin_later(desk, change.person, before)
    await reach.look(desk, only=(), known=_newly_out(desk, before))
    await new_contacts.mark(desk, [one.id for one in plan.put.people])
    for one in plan.put.people:
        if one.id != person.id and not one.is_contact:
            await new_contacts.ask_no_more(desk, one.id)
    done = replace(kept, state="done", by=person.id, at=desk.now, put=plan.put, back=plan.put.back(before),
                   told=told, was=change_back.was(plan.moves, moved), handed=handed)  # fmt: skip
    await _save(desk, done)
    return done


async def _begin_later(desk: Desk, person_id: str, before: Directory) -> None:
    """The first mornings of the absences that are new in the directory and still to come."""
    now, was, today = desk.directory.person(person_id), before.person(person_id), desk.voice().today
    for one in now.absences if now and was else ():
        if was and one not in was.absences and one.first > today:
            await absences.begin_later(desk, person_id, one.first)


def _newly_out(desk: Desk, before: Directory) -> set[str]:
    """Schools that the change leaves without a contact: whoever did it has just read so."""
    today = desk.voice().today
    return set(out_of_reach(desk.directory, today, desk.running)) - set(out_of_reach(before, today, desk.running))


async def _put(desk: Desk, put: Rows) -> None:
    await desk.tx.directory.put(put)
    await desk.reload()


async def _undone(desk: Desk, person: Person, kept: Kept) -> Message:
    """Everything as it was, as long as nobody has changed it since."""
    if kept.state != "done" or kept.put is None or kept.back is None:
        raise Refusal("change_undone" if kept.state == "undone" else "gone")
    if desk.now - kept.at > UNDO:
        raise Refusal("change_late")
    if not kept.put.stand_in(desk.directory):
        raise Refusal("change_since")
    after = kept.back.on(desk.directory)
    if not any(one.accounts and not one.is_outsider for one in after.central()):
        raise _no(desk, person, kept.change, "last_central")
    await _put(desk, kept.back)
    await new_contacts.mark(desk, [one.id for one in kept.back.people], as_before=True)
    await change_back.returned(desk, kept.was)
    await notes.alone(desk)
    await change_cases.returned(desk, kept.handed)
    for key in kept.told:
        await desk.tx.outbox.withdraw(key)
    await reach.look(desk, only=())
    await _save(desk, replace(kept, state="undone"))
    return say.undone(desk.voice_for(person))


async def forget(desk: Desk) -> None:
    """Keep nothing of what is old."""
    for name, stored in (await desk.tx.desk.under("change/")).items():
        if desk.now - datetime.fromisoformat(stored["at"]) > KEPT:
            await desk.tx.desk.set(name, None)


async def _add(desk: Desk, kept: Kept) -> Kept:
    number = int(await desk.tx.desk.get(LAST) or 0) + 1
    await desk.tx.desk.set(LAST, number)
    kept = replace(kept, number=number)
    await _save(desk, kept)
    return kept


async def _save(desk: Desk, kept: Kept) -> None:
    await desk.tx.desk.set(f"change/{kept.number}", codec.to_json(kept))


async def _get(desk: Desk, number: str) -> Kept:
    stored = await desk.tx.desk.get(f"change/{number}") if number.isdecimal() and len(number) < 9 else None
    if stored is None:
        raise Refusal("change_old")
    return codec.from_json(Kept, stored)
