"""Each term contacts say whether they go on: asked, asked again, then central hears who is silent; leaves when a term begins to `terms`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers import alarms, changes
from handlers.context import Desk, Refusal
from handlers.new_contacts import since_of
from handlers.replies import terms as say
from handlers.replies.buttons import object_of, verb
from knowledge.conversation.event import ButtonPressed, TimerFired
from knowledge.conversation.message import Message, Shown
from knowledge.support.change import Change
from knowledge.support.directory import Person, Role
from knowledge.support.duration import Duration
from knowledge.support.term import Term, term_named

AGAIN, KEY = "term_again", "term/again"
"""The timer that asks more of them, or again, and then tells central."""
ASKED = "role_asked/"
"""Before a person's id: the term that was asked about, how often, and `asked`, `confirmed` or `declined`."""
PATIENCE = Duration(working_days=5)
NEW = timedelta(days=28)
"""Who became a contact within so long a time is not asked: they have just been told."""
PART = 100
"""So many are asked in one transaction; while it lasts nobody else can write."""
SOON = timedelta(seconds=1)


async def ask(desk: Desk, term: Term) -> None:
    """Each contact privately; what was asked about another term is over."""
    for name in await desk.tx.desk.under(ASKED):
        person = desk.directory.person(name.removeprefix(ASKED))
        if person is None or not person.is_contact:
            await desk.tx.desk.set(name, None)
    for stands in [one for one in await desk.tx.outbox.live("person/") if _is_question(one.key)]:
        await desk.tx.outbox.withdraw(stands.key)
    await _ask(desk, term, 1)


async def _ask(desk: Desk, term: Term, times: int) -> None:
    """For the first or the second time, a part of them after the other."""
    people = await _unasked(desk, term) if times == 1 else await _silent(desk, term.name, times=1)
    for person in people[:PART]:
        await desk.tx.desk.set(f"{ASKED}{person.id}", {"term": term.name, "state": "asked", "times": times})
        await desk.tx.outbox.withdraw(_key(person, term))
        message = say.asked(desk.voice_for(person), person, term, again=times > 1)
        await desk.tell(person, _key(person, term), message, "")
    if len(people) > PART:
        await _later(desk, term, times, desk.soon(SOON))
    elif times == 1 or people:
        await _later(desk, term, times + 1, desk.working.add(desk.now, PATIENCE))


async def _unasked(desk: Desk, term: Term) -> list[Person]:
    rows = await desk.tx.desk.under(ASKED)
    theirs = [one for one in desk.directory.contacts() if not one.is_outsider]
    left = [one for one in theirs if (rows.get(f"{ASKED}{one.id}") or {}).get("term") != term.name]
    return [one for one in left if not await _is_new(desk, one)]


def _key(person: Person, term: Term) -> str:
    return f"person/{person.id}/role/{term.name}"


def _is_question(key: str) -> bool:
    return key.split("/")[2:3] == ["role"]


async def _is_new(desk: Desk, person: Person) -> bool:
    """Also who has not been welcomed yet, and who is contact at no school."""
    since = await since_of(desk, person.id)
    return all(one and desk.voice().today - date.fromisoformat(one) < NEW for one in since.values())


async def _later(desk: Desk, term: Term, times: int, due: datetime) -> None:
    await desk.tx.timers.set(KEY, AGAIN, due, values={"term": term.name, "times": times})


async def woken(desk: Desk, event: TimerFired) -> None:
    """More of them are asked, then those who are silent once more; the third time central hears who they are."""
    if not desk.policy.term_start:
        return
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(KEY, AGAIN, opens, values=event.values)
        return
    term, times = term_named(event.values["term"]), int(event.values["times"])
    if times < 3:
        await _ask(desk, term, times)
        return
    silent = await _silent(desk, term.name)
    if silent and desk.policy.alarms:
        await alarms.tell_central(desk, _alarm(term), say.silent(desk.voice(), silent, term, desk.running))


def _alarm(term: Term) -> str:
    return f"alarm/role/{term.name}"


async def _silent(desk: Desk, term: str, times: int = 0) -> list[Person]:
    """Contacts who were asked about that term and have not answered; `times`: of these only who was asked so often."""
    rows = {name.removeprefix(ASKED): row for name, row in (await desk.tx.desk.under(ASKED)).items()}
    asked = {one for one, row in rows.items() if (row["term"], row["state"]) == (term, "asked")}
    return [one for one in desk.directory.contacts()
            if one.id in asked and times in (0, rows[one.id]["times"])]  # fmt: skip


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown | None:
    """`confirm` and `decline_role` on what a contact was asked."""
    parts = event.key.split("/")
    if len(parts) != 4 or not _is_question(event.key) or parts[1] != person.id:
        raise Refusal("gone")
    await desk.tx.only_one("roles")
    await desk.reload()
    now, stands = desk.directory.person(person.id), await desk.tx.outbox.said(event.key)
    row = await desk.tx.desk.get(f"{ASKED}{person.id}")
    if row is None or row["term"] != parts[3] or stands is None or now is None or not now.is_contact:
        raise Refusal("gone")
    if row["state"] != "asked":
        raise Refusal("change_done")
    term = term_named(parts[3])
    if verb(event.action) == "confirm":
        state, message = "confirmed", say.confirmed(desk.voice_for(now), now, term)
    else:
        state, message = await _declined(desk, now, object_of(event.action), term)
    await desk.tx.desk.set(f"{ASKED}{person.id}", {**row, "state": state})
    await desk.tx.outbox.say(event.key, stands.address, message, person=person.id)
    await answered(desk, term)
    return None


async def _declined(desk: Desk, person: Person, school: str, term: Term) -> tuple[str, Message]:
    """The role ends, the open questions go on, central hears of it; other schools are still asked for."""
    change = _change(person, school)
    kept, moved = await changes.by_oneself(desk, person, change)
    now = desk.directory.person(person.id)
    key = f"alarm/role_declined/{kept.number}"
    await alarms.tell_central(desk, key, say.left(desk.voice(), person, change.school))
    told = [stands.key for stands in await desk.tx.outbox.live(f"{key}/")]
    await changes.told_too(desk, kept, told)
    message = say.declined(desk.voice_for(person), now, change.school, term, moved, kept.number)
    return "asked" if now is not None and now.is_contact else "declined", message


def _change(person: Person, school: str) -> Change:
    if person.role is Role.CENTRAL:
        return Change(kind="central_off", person=person.id)
    if not school and len(person.schools) != 1:
        raise Refusal("gone")  # it was one school when the button was made
    return Change(kind="contact_off", person=person.id, school=school or person.schools[0])


async def undone(desk: Desk, person: Person, event: ButtonPressed) -> Shown | None:
    """`change_undo`; what was a no is asked again where it stands, since everything is as it was."""
    shown = await changes.pressed(desk, person, event)
    parts = event.key.split("/")
    stands, now = await desk.tx.outbox.said(event.key), desk.directory.person(person.id)
    row = await desk.tx.desk.get(f"{ASKED}{person.id}")
    if not _is_question(event.key) or parts[1] != person.id or stands is None or now is None or row is None:
        return shown
    if row["term"] == parts[3] and now.is_contact:
        term = term_named(parts[3])
        await desk.tx.desk.set(f"{ASKED}{person.id}", {**row, "state": "asked"})
        message = say.asked_again(desk.voice_for(now), now, term)
        await desk.tx.outbox.say(event.key, stands.address, message, person=person.id)
        await answered(desk, term)
    return shown


async def answered(desk: Desk, term: Term) -> None:
    """The list that central has of the silent ones is what it is now; what is sorted stays so."""
    for stands in await desk.tx.outbox.live(f"{_alarm(term)}/"):
        if not stands.message.buttons:
            continue
        voice = desk.voice(stands.message.language)
        message = say.silent(voice, await _silent(desk, term.name), term, desk.running)
        await desk.tx.outbox.say(stands.key, stands.address, message, person=stands.person)
