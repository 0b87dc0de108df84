"""How an imported directory meets the stored people; leaves the rows to directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select, update

from knowledge.support.directory import Person
from knowledge.support.question import Question
from storage import codec
from storage.schema import messages, questions, timers
from storage.schema_broadcast import deliveries
from storage.schema_faq import faq_feedback, wordings
from storage.work import Work


def absorbed(stored: Iterable[Person], named: Iterable[Person]) -> dict[str, str]:
    """Id of a stranger -> id of the person to whom the file gives the stranger's account."""
    owner = {account: person.id for person in named for account in person.accounts.items()}
    return {
        stranger.id: owner[account]
        for stranger in stored
        if not stranger.known
        for account in stranger.accounts.items()
        if account in owner and owner[account] != stranger.id
    }


def merged(stored: Iterable[Person], named: Iterable[Person]) -> tuple[Person, ...]:
    """The file's people in file order with what they told the bot themselves, then the strangers that remain."""
    stored, named = tuple(stored), tuple(named)
    before = {person.id: person for person in stored}
    gone = absorbed(stored, named)
    told = {new: before[old] for old, new in gone.items()} | before
    names = {person.id for person in named}
    strangers = (one for one in stored if not one.known and one.id not in names and one.id not in gone)
    return (*(_with_told(person, told.get(person.id)) for person in named), *strangers)


def _with_told(person: Person, told: Person | None) -> Person:
    if told is None:
        return person
    return replace(
        person,
        absences=person.absences or told.absences,
        language=person.language or told.language,
        hints=person.hints and told.hints,
        lists=person.lists and told.lists,
        lists_weekly=person.lists_weekly or told.lists_weekly,
        guest=person.guest or told.guest,
        external=person.external or told.external,
    )


def as_one(person: Person, stranger: Person) -> Person:
    """The person with what the stranger told the bot and the account that the stranger writes with."""
    told = _with_told(person, stranger)
    return replace(told, schools=told.schools or stranger.schools, accounts={**told.accounts, **stranger.accounts})


async def rename_asker(work: Work, old: str, new: str) -> None:
    """Let what a stranger asked, answered, wrote and taught belong to the person that the stranger turned out to be."""
    wrote = select(messages.c.question).where(messages.c.author == old)
    theirs = select(questions).where(or_(questions.c.asker == old, questions.c.number.in_(wrote)))
    for row in await work.rows(theirs):
        question = _renamed(codec.from_json(Question, row.document), old, new)
        changed = {"asker": question.asker, "document": codec.to_json(question)}
        await work.do(update(questions).where(questions.c.number == row.number).values(**changed))
    await work.do(update(messages).where(messages.c.author == old).values(author=new))
    await work.do(update(wordings).where(wordings.c.person == old).values(person=new))
    await work.do(update(faq_feedback).where(faq_feedback.c.who == old).values(who=new))
    await work.do(update(deliveries).where(deliveries.c.person == old).values(person=new))
    for row in await work.rows(select(timers)):
        if row.values.get("person") == old:
            values = {**row.values, "person": new}
            await work.do(update(timers).where(timers.c.key == row.key).values(values=values))


def _renamed(question: Question, old: str, new: str) -> Question:
    names: dict[str, Any] = {
        name: new for name in ("asker", "answered_by", "solved_by") if getattr(question, name) == old
    }
    return replace(question, **names)
