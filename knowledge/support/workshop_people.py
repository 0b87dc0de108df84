"""Who took part in a workshop, counted by school; leaves who may come to Meeting, what they thought to `workshop`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from knowledge.support.directory import Directory
from knowledge.support.meeting import Answer, Meeting, Reply


def took_part(reply: Reply) -> bool:
    """Whether the person came, or was signed up where nobody has said who came."""
    return reply.answer is Answer.YES if reply.came is None else reply.came


def schools_of(directory: Directory, meeting: Meeting, replies: Iterable[Reply]) -> dict[str, int]:
    """School (the empty name = none) -> how many took part."""
    known = (directory.person(one.person) for one in replies if took_part(one))
    return dict(Counter(came_from(person.schools if person else (), meeting.invited.schools) for person in known))


def came_from(schools: Sequence[str], invited: Sequence[str]) -> str:
    """Which of somebody's schools a person who took part is counted for: the first that it was for; empty = none."""
    return next((one for one in schools if one in invited), next(iter(schools), ""))
