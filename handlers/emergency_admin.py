"""`nödadmin`: what a contact may and must not change by hand, and the steps of what is permitted; leaves the words to `replies/emergency_admin`."""

from __future__ import annotations

from handlers.context import Desk
from handlers.replies import emergency_admin as say
from knowledge.conversation.message import Message
from knowledge.faq.entry import FaqEntry
from knowledge.faq.likeness import likeness
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person

_ALIKE = 0.35
"""How alike (`likeness`) a task's question and one way of asking for the entry must be, at least."""


async def command(desk: Desk, person: Person) -> Message:
    """The rule, then each permitted task with the entry that has its steps, where the FAQ has one."""
    organisation = desk.voice()
    steps: dict[str, FaqEntry] = {}
    for task in say.TASKS:
        entry = _steps(desk, organisation.say(f"emergency_admin.asked.{task}"))
        if entry is not None and entry.id not in {one.id for one in steps.values()}:
            steps[task] = entry
    return say.told(desk.voice_for(person), person, steps)


def _steps(desk: Desk, asked: str) -> FaqEntry | None:
    """The entry that the task's question is answered with."""
    matches = desk.read(asked).verdict(Situation(direct=True, role="local")).matches
    near = desk.index.entry(matches[0].id) if matches else None
    alike = max((likeness(asked, text, desk.index) for text in near.texts), default=0.0) if near else 0.0
    return near if alike >= _ALIKE else None
