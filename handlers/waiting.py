"""Which questions are somebody's, and which somebody may see; leaves saying it to the replies."""

from __future__ import annotations

from handlers.context import Desk
from knowledge.support.directory import Person, Role
from knowledge.support.question import OPEN, Question, State


async def of_asker(desk: Desk, person: Person) -> list[Question]:
    """What the person asked and still waits for, resting ones too."""
    asked = await desk.tx.questions.where(states=(*OPEN, State.EXPIRED), asker=person.id)
    return [one for one in asked if not one.unsure]


async def for_contact(desk: Desk, person: Person) -> tuple[list[Question], list[Question]]:
    """What waits for a contact, and what else waits at the contact's school; for central everywhere."""
    waits = [one for one in await desk.tx.questions.open() if one.state in {State.WAITING, State.TAKEN}]
    waits = [one for one in waits if not one.follows]
    own = [one for one in waits if person.id in one.holders]
    central = person.role is Role.CENTRAL
    others = [one for one in waits if one not in own and (central or one.school in person.schools)]
    return own, [one for one in others if may_see(one, person)]


def may_see(question: Question, person: Person) -> bool:
    """Own questions, those of the channel, and for contacts the private ones that are theirs."""
    shut = question.private or question.sensitive or question.root.is_direct or question.unsure
    return person.id in {question.asker, *question.asked} or not shut
