"""Which questions are somebody's, and which somebody may see; leaves saying it to the replies."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from handlers.context import Desk
from knowledge.support.directory import Person, Role
from knowledge.support.question import OPEN, Question, State


async def of_asker(desk: Desk, person: Person) -> list[Question]:
    """What the person asked and still waits for, resting ones too."""
    asked = await desk.tx.questions.where(states=(*OPEN, State.EXPIRED), asker=person.id)
    return [one for one in asked if not one.unsure]


async def for_contact(desk: Desk, person: Person) -> tuple[list[Question], list[Question]]:
    """What waits for a contact, and what else waits at the contact's school; for central everywhere."""
    return of_contact(await desk.tx.questions.open(), person, schools_of(desk, person))


def of_contact(
    questions: Iterable[Question], person: Person, schools: Collection[str]
) -> tuple[list[Question], list[Question]]:
    """The same of these open questions, for somebody who looks after those schools."""
    waits = [one for one in questions if one.state in {State.WAITING, State.TAKEN} and not one.follows]
    own = [one for one in waits if person.id in one.holders]
    central = person.role is Role.CENTRAL
    others = [one for one in waits if person.id not in one.holders and (central or one.school in schools)]
    return own, [one for one in others if may_see(one, person)]


def there(desk: Desk, contact: Person) -> Person | None:
    """The contact, or who stands in while the contact is away; None when nobody is there."""
    today = desk.voice().today
    away = contact.absence(today)
    reader = contact if away is None else desk.directory.person(away.substitute)
    return reader if reader is not None and reader.absence(today) is None else None


def schools_of(desk: Desk, person: Person) -> tuple[str, ...]:
    """The schools that the person looks after today: a contact's own, and those of whom the person stands in for."""
    own = person.schools if person.is_contact else ()
    if not desk.directory.stands_in(person.id):
        return own
    today = desk.voice().today
    absent = (one for one in desk.directory.contacts() if (away := one.absence(today)) and away.substitute == person.id)
    return tuple(dict.fromkeys((*own, *(school for one in absent for school in one.schools))))


def may_see(question: Question, person: Person) -> bool:
    """Own questions, those of the channel, and for contacts the private ones that are theirs."""
    shut = question.private or question.sensitive or question.root.is_direct or question.unsure
    return person.id in {question.asker, *question.asked} or not shut
