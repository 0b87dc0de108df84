"""What is understood of notes before they are posted: whose a task is and until when, what must be asked; leaves its words to the replies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.conversation.fold import EDGE, fold, folded_words
from knowledge.support.directory import Directory, Person
from knowledge.support.meeting_notes import TEXT, Wanted, Written, tasks_in, vendor_points_in
from knowledge.support.meeting_task import LONGEST, Assigned, MeetingTask
from knowledge.support.named import nearer, people_meant
from knowledge.support.naming import nearest

MOST_CANDIDATES = 8
_TOUCHED = 0.8
"""So much of a point's words must stand in the notes for it to have been talked about."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Whose is a task? Nobody guesses."""

    typed: str
    """What `Meant` will know it by."""
    who: str
    """The name as it was written; empty = nobody is named."""
    text: str
    is_known: bool
    """Whether somebody is called so; then it is several."""
    candidates: tuple[str, ...]
    """Person ids to choose from."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that must be changed before the notes can be posted."""

    field: str
    kind: str
    """`past`, `far`, `long`."""
    text: str
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """All that is to be looked at."""

    tasks: tuple[Assigned, ...] = ()
    """Those whose owner is known."""
    asks: tuple[Ask, ...] = ()
    faults: tuple[Fault, ...] = ()
    vendor: tuple[tuple[str, str], ...] = ()
    """(field, text) of what is for the vendor."""

    @property
    def moved(self) -> tuple[Assigned, ...]:
        """Tasks whose day is a closed one, so that they are due later."""
        return tuple(one for one in self.tasks if one.noted is not None and one.noted != one.due)

    @property
    def undated(self) -> tuple[Assigned, ...]:
        """Tasks that got a day since they had none."""
        return tuple(one for one in self.tasks if one.noted is None)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What is known beside the words."""

    directory: Directory
    day: date
    """Of the meeting."""
    today: date
    default: date
    """The last day of a task that has none."""
    invited: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    """Who is offered when nobody is named or known: the author, then whoever leads the meeting."""
    before: Sequence[MeetingTask] = ()
    opens: Callable[[date], date] = field(default=lambda day: day)
    """The first working day from that day on."""

    def known(self, name: str) -> bool:
        """Whether somebody is called so."""
        return bool(self.directory.called(fold(name)))


def judged(written: Written, around: Around) -> Judged:
    """The draft, looked at whole: everything wrong and everything doubtful at once."""
    tasks: list[Assigned] = []
    asks: dict[str, Ask] = {}
    faults: list[Fault] = []
    for one in tasks_in(written, around.day, around.known):
        owner = _owner(one, written, around)
        fault = _fault(one, around)
        if fault is not None:
            faults.append(fault)
        if owner is None:
            asks.setdefault(one.typed, _ask(one, around))
        else:
            due = around.opens(one.due or max(around.default, around.today))
            tasks.append(Assigned(text=one.text, owner=owner, due=due, noted=one.due))
    vendor = vendor_points_in(written, around.day, around.known)
    unique = {(fold(one.text), one.owner): one for one in reversed(tasks)}
    return Judged(
        tasks=tuple(reversed(unique.values())), asks=tuple(asks.values()), faults=tuple(faults), vendor=tuple(vendor)
    )


def _owner(one: Wanted, written: Written, around: Around) -> str | None:
    chosen = around.directory.person(written.owner_of(one.typed))
    if chosen is not None:
        return chosen.id
    people = _meant(one.who, around)
    if len(people) == 1:
        return people[0].id
    return None


def _meant(who: str, around: Around) -> tuple[Person, ...]:
    """Everybody who may be meant; of several those who were invited."""
    if not who:
        return ()
    people = tuple(one for one in people_meant(around.directory, who) if one.known and not one.is_outsider)
    invited = tuple(one for one in people if one.id in around.invited)
    return nearer(people, invited)


def _ask(one: Wanted, around: Around) -> Ask:
    people = [person.id for person in _meant(one.who, around)]
    offered = people or [*_nearest(one.who, around), *around.leads]
    if not one.who:
        offered += [person for person in around.invited if around.directory.person(person)]
    return Ask(typed=one.typed, who=one.who, text=one.text, is_known=len(people) > 1,
               candidates=tuple(dict.fromkeys(offered))[:MOST_CANDIDATES])  # fmt: skip


def _nearest(who: str, around: Around) -> list[str]:
    """Who is spelt most alike, of those who were invited and the contacts."""
    people = [person for one in around.invited if (person := around.directory.person(one))]
    people = people or list(around.directory.contacts())
    names = {person.name: person.id for person in people} | {person.first_name: person.id for person in people}
    found = nearest(who, list(names)) if who else None
    return [names[found]] if found else []


def _fault(one: Wanted, around: Around) -> Fault | None:
    if len(one.text) > LONGEST:
        return Fault(field=one.field, kind="long", text=one.text)
    if one.due is None or any(fold(task.text) == fold(one.text) and task.noted == one.due for task in around.before):
        return None
    if one.due < around.today:
        return Fault(field=one.field, kind="past", text=one.text, day=one.due)
    if (one.due - around.today).days > 366:
        return Fault(field=one.field, kind="far", text=one.text, day=one.due)
    return None


def touches(written: Written, point: str, name: str) -> bool:
    """Whether the notes speak of a point of the agenda: in its own field, or in its words."""
    if any(part.field == name and part.text.strip() for part in written.parts):
        return True
    words = {word for word in folded_words(point) if len(word) > 2}
    said = set(folded_words(" ".join(part.text for part in written.parts if part.field == TEXT)))
    return len(words) > 1 and len(words & said) >= _TOUCHED * len(words)


def without_same(texts: Sequence[str], known: Sequence[str]) -> list[str]:
    """The texts that do not stand among the known ones, whatever their capitals and full stops."""
    have = {_plain(one) for one in known}
    return [one for one in texts if _plain(one) not in have]


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).strip(EDGE)
