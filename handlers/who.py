"""`vem`: whom the words mean, a school, several, somebody or the central contacts; leaves the words about them to `replies/who`."""

from __future__ import annotations

from handlers.context import Desk, Refusal
from handlers.replies import who as say
from handlers.replies.buttons import object_of
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.fold import EDGE
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.conversation.people_words import areas_said
from knowledge.support.directory import Directory, Person, School
from knowledge.support.named import people_meant, school_meant
from knowledge.support.naming import alike

MOST = 5
"""So many schools or people are told of at once."""


def told(desk: Desk, person: Person, typed: str) -> Message:
    """The answer to `vem` with these words; without any it is about one's own schools."""
    voice, typed = desk.voice_for(person), typed.strip(EDGE)
    if not typed:
        return say.of_person(voice, person)
    areas = _areas(typed)
    if areas is not None:
        return say.of_areas(voice, areas)
    schools = _schools(desk.directory, typed)
    if schools:
        return say.of_schools(voice, [one.id for one in schools[:MOST]])
    people = people_meant(desk.directory, typed)
    if 0 < len(people) <= MOST:
        return say.of_people(voice, people)
    names = {one.id: (one.name, *one.aliases) for one in desk.directory.schools}
    near = [one for one in map(desk.directory.school, alike(typed, names)) if one]
    return say.near(voice, typed, near)


def _areas(typed: str) -> tuple[str, ...] | None:
    """The areas that are asked for; empty = all central contacts; None = it is about something else."""
    areas, left = areas_said(typed)
    small = {"central", "centralt", "centrala", "ansvarig", "ansvariga", "teaching"}
    if not {word.casefold().strip(EDGE) for word in left.split()} <= small:
        return None
    return ("pedagogical",) if not areas and "teaching" in left.casefold() else areas


def _schools(directory: Directory, typed: str) -> list[School]:
    """Every school that is named, in that order; those that are called the same too."""
    found: list[School] = []
    while typed and len(found) < MOST:
        meant = school_meant(directory, typed)
        if not meant.schools:
            break
        found += [one for one in meant.schools if one not in found]
        typed = meant.rest
    return found


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """`who` on the card is about one's own school, `who:<school>` about that one."""
    school, voice = object_of(event.action), desk.voice_for(person)
    if not school:
        return Notice(message=say.of_person(voice, person))
    if desk.directory.school(school) is None:
        raise Refusal("gone")
    return Notice(message=say.of_schools(voice, (school,)))
