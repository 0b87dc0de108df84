"""Whose turn it is: from a question, the directory and the time to the next Turn; leaves saying it to the replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Directory, Person, Role
from knowledge.support.duration import Duration
from knowledge.support.ladder import Step, ladder_of
from knowledge.support.policy import DeskPolicy
from knowledge.support.question import Question


@dataclass(frozen=True, kw_only=True)
class Load:
    """What each contact carries already."""

    open: Mapping[str, int] = field(default_factory=dict)
    """Person id -> open questions that are their turn."""
    asked_at: Mapping[str, datetime] = field(default_factory=dict)
    """Person id -> when they were last called."""
    hinted: frozenset[str] = frozenset()
    """Whom a sign on their platform says to be away; never an absence, so it only moves them behind the others."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who has a question, and until when."""

    step: int
    holders: tuple[str, ...]
    stands_in_for: str | None = None
    starts: datetime
    """When the desk is open for them: now, or the next opening."""
    deadline: datetime | None
    """When it goes on; None on a step without end."""
    step_ends: datetime | None


@dataclass(frozen=True, kw_only=True)
class Rung:
    """People who are asked at the same time."""

    people: tuple[str, ...]
    stands_in_for: str | None = None


@dataclass(frozen=True, kw_only=True)
class Routing:
    """The rules of one moment: directory, calendar, load and time."""

    directory: Directory
    policy: DeskPolicy
    working: WorkingTime
    load: Load
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.working.zone).date()

    def start(self, question: Question) -> Turn:
        """The first turn of a question, by its own ladder (or the settings' when it has none yet)."""
        return self._turn_from(question, self._first_step(question), step_ends=None)

    def next(self, question: Question) -> Turn | None:
        """The turn after the present one; None when nobody comes after it.

        The contacts of one step share its time; when somebody had taken the question beyond it, the next have a new one.
        """
        ladder = self.ladder(question)
        left = question.step_ends if question.step_ends and question.step_ends > self.now else None
        several = ladder[question.step].kind == "local"  # one central contact has the central step alone
        if several and self._rungs(question, ladder[question.step], question.asked):
            return self._turn_from(question, question.step, step_ends=left)
        if question.step + 1 < len(ladder):
            return self._turn_from(question, question.step + 1, step_ends=None)
        return None

    def last(self, question: Question) -> Turn:
        """The turn at the ladder's end: everybody there, whoever has been asked before."""
        return self._turn_from(question, len(self.ladder(question)) - 1, step_ends=None)

    def again(self, question: Question) -> Turn:
        """The present turn once more, with fresh time."""
        school = self._school(question, question.step)
        ends = self._ends(self.ladder(question)[question.step].duration, school)
        return Turn(step=question.step, holders=question.holders, stands_in_for=question.stands_in_for,
                    starts=self.working.next_open(self.now, school), deadline=ends, step_ends=ends)  # fmt: skip

    def to(self, question: Question, person: Person) -> Turn:
        """The turn when a question is handed to that person (or to the substitute while the person is away)."""
        step = self._step_of(question, person)
        rung = self._standing_in(person, question) or Rung(people=(person.id,))
        patience = self._patience_of(person)
        starts = self.working.next_open(self.now, self._school(question, step))
        ends = self.working.add(self.now, patience, self._school(question, step))
        return Turn(step=step, holders=rung.people, stands_in_for=rung.stands_in_for,
                    starts=starts, deadline=ends, step_ends=ends)  # fmt: skip

    def ladder(self, question: Question) -> tuple[Step, ...]:
        """The question's own ladder, or the settings' before it has one."""
        return question.ladder or ladder_of(self.policy)

    def is_reachable(self, person: Person, platform: str) -> bool:
        """Whether the person is not away and can be called on that platform."""
        return person.absence(self.today) is None and platform in person.accounts and not person.is_outsider

    def _first_step(self, question: Question) -> int:
        ladder = self.ladder(question)
        asker = self.directory.person(question.asker)
        skips_local = asker is not None and asker.role is not Role.TEACHER
        for number, step in enumerate(ladder):
            if skips_local and step.kind in {"local", "helpdesk"}:
                continue
            if self._rungs(question, step, ()):
                return number
        return len(ladder) - 1

    def _turn_from(self, question: Question, step: int, step_ends: datetime | None) -> Turn:
        """The first turn from that step on that has somebody to ask."""
        ladder = self.ladder(question)
        while step + 1 < len(ladder) and not self._rungs(question, ladder[step], self._excluded(question, step)):
            step, step_ends = step + 1, None
        rungs = self._rungs(question, ladder[step], self._excluded(question, step)) or [self._last_resort(question)]
        school = self._school(question, step)
        starts = self.working.next_open(self.now, school)
        ends = step_ends or self._ends(ladder[step].duration, school)
        deadline = ends
        if ends and len(rungs) > 1 and ends > starts:
            deadline = self.working.part(starts, ends, 1 / len(rungs), school)
        first = rungs[0]
        return Turn(step=step, holders=first.people, stands_in_for=first.stands_in_for,
                    starts=starts, deadline=deadline, step_ends=ends)  # fmt: skip

    def _ends(self, patience: Duration | None, school: str | None) -> datetime | None:
        return self.working.add(self.now, patience, school) if patience else None

    def _excluded(self, question: Question, step: int) -> tuple[str, ...]:
        """Nobody is asked twice, except at the ladder's end, where everybody is."""
        return () if step == len(self.ladder(question)) - 1 else question.asked

    def _rungs(self, question: Question, step: Step, excluded: Sequence[str]) -> list[Rung]:
        """Who is asked on that step, in order; each Rung at the same time."""
        gone = {*excluded, question.asker}
        if step.kind == "local":
            return self._local_rungs(question, step, gone)
        if step.kind == "helpdesk":
            people = self._reachable(question, [p for p in map(self.directory.person, self.policy.helpdesk) if p])
            ids = tuple(person.id for person in people if person.id not in gone)
            return [Rung(people=ids)] if ids else []
        if step.kind == "all_central":
            ids = tuple(p.id for p in self._reachable(question, self.directory.central()) if p.id not in gone)
            return [Rung(people=ids)] if ids else []
        return self._central_rung(question, gone)

    def _local_rungs(self, question: Question, step: Step, gone: set[str]) -> list[Rung]:
        if question.school is None:
            return []
        rungs: list[Rung] = []
        seen = set(gone)
        for contact in self._fair(self.directory.contacts_of(question.school)):
            rung = self._rung_of(contact, question)
            if contact.id in gone or rung is None or rung.people[0] in seen:
                continue
            seen.update(rung.people)
            rungs.append(rung)
        rungs.sort(key=lambda rung: not self._seems_there(rung))
        if step.at_once > 1 and len(rungs) > 1:
            together = tuple(person for rung in rungs[: step.at_once] for person in rung.people)
            return [Rung(people=together), *rungs[step.at_once :]]
        return rungs

    def _central_rung(self, question: Question, gone: set[str]) -> list[Rung]:
        """One central contact with the right area, else any; whom a sign says to be away only when there is no other."""
        people = [person for person in self.directory.central() if person.id not in gone]
        right = [person for person in people if not question.area or question.area in person.areas]
        rungs = [self._rung_of(person, question) for group in (right, people) for person in self._fair(group)]
        there = [rung for rung in rungs if rung and rung.people[0] not in gone]
        return sorted(there, key=lambda rung: not self._seems_there(rung))[:1]

    def _rung_of(self, person: Person, question: Question) -> Rung | None:
        """The person, or who stands in; None when neither can be asked."""
        if self.is_reachable(person, question.root.platform):
            return Rung(people=(person.id,))
        return self._standing_in(person, question)

    def _seems_there(self, rung: Rung) -> bool:
        """Whether no sign says that they are away."""
        return not self.load.hinted.intersection(rung.people)

    def _standing_in(self, person: Person, question: Question) -> Rung | None:
        """The substitute of an absent person, if one can be reached and did not ask the question."""
        away = person.absence(self.today)
        substitute = self.directory.person(away.substitute) if away else None
        if substitute and substitute.id != question.asker and self.is_reachable(substitute, question.root.platform):
            return Rung(people=(substitute.id,), stands_in_for=person.id)
        return None

    def _last_resort(self, question: Question) -> Rung:
        """Everybody central, away or not, else a contact: a question is never with nobody while there is anybody."""
        others = [one for one in self.directory.contacts() if one.id != question.asker]
        others = [one for one in others if one.accounts] or others
        central = [one for one in others if one.role is Role.CENTRAL]
        near = [one for one in others if question.school in one.schools]
        return Rung(people=tuple(one.id for one in central or self._fair(near or others)[:2]))

    def _reachable(self, question: Question, people: Iterable[Person]) -> list[Person]:
        return [person for person in people if self.is_reachable(person, question.root.platform)]

    def _fair(self, people: Sequence[Person]) -> list[Person]:
        """Fewest open questions first, then the one asked longest ago, then file order (DESIGN 5)."""

        def burden(person: Person) -> tuple[int, float]:
            asked = self.load.asked_at.get(person.id)
            return self.load.open.get(person.id, 0), asked.timestamp() if asked else float("-inf")

        return sorted(people, key=burden)

    def _step_of(self, question: Question, person: Person) -> int:
        """The step that the person belongs to, so that what comes after it is asked next."""
        kinds = [step.kind for step in self.ladder(question)]
        wanted = "central" if person.role is Role.CENTRAL else "local"
        if wanted in kinds:
            return kinds.index(wanted)
        return min(question.step, len(kinds) - 1)

    def _patience_of(self, person: Person) -> Duration:
        return self.policy.central if person.role is Role.CENTRAL else self.policy.local

    def _school(self, question: Question, step: int) -> str | None:
        """Whose calendar counts: the school's while its own people are asked."""
        return question.school if self.ladder(question)[step].kind == "local" else None
