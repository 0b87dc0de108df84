"""What is wrong or risky about who is who, as schools that reach nobody; leaves telling it to `check`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.support import reach
from knowledge.support.directory import Absence, Directory, Person, PlaceKind, Role, School
from knowledge.support.policy import DeskPolicy
from knowledge.support.staffing import AHEAD, LEAST_CENTRAL, MANY, few_central

_SATURDAY = 5


class Severity(StrEnum):
    """How bad it is."""

    WRONG = "wrong"
    """Questions do not reach anybody."""
    RISKY = "risky"
    """It works, but not as well as it should."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to do something about."""

    kind: str
    """`no_central`, `school_without_contact`, …"""
    severity: Severity
    subject: str
    """The id of the school, person or place; empty = the organisation."""
    words: str
    """What is the matter; what would help."""


def problems(directory: Directory, policy: DeskPolicy, today: date, platforms: Collection[str] = ()) -> list[Problem]:
    """Everything wrong or risky, the worst first. `platforms`: those in use; empty = an account on any will do."""
    check = _Check(directory, policy, today, frozenset(platforms))
    found = [*check.central(), *check.helpdesk(), *check.schools(), *check.people(), *check.places()]
    return sorted(found, key=lambda problem: problem.severity is not Severity.WRONG)


@dataclass(frozen=True)
class _Check:
    directory: Directory
    policy: DeskPolicy
    today: date
    platforms: frozenset[str]

    def central(self) -> Iterator[Problem]:
        """Whether there is somebody at the end of every ladder."""
        central = self.directory.central()
        if not central:
            yield _wrong("no_central", "", "nobody is a central contact; give two people or more the role central")
            return
        if not any(self.has_account(person) for person in central):
            yield _wrong("central_unreachable", "", f"no central contact has an account{self.on()}; add their accounts")
        if len(central) == 1:
            words = f"{central[0].name} is the only central contact; name a second, so that somebody is always there"
            yield _risky("only_one_central", central[0].id, words)
        few = few_central(self.directory, self.today, lambda day: day.weekday() < _SATURDAY, self.platforms)
        if few is not None and len(central) >= LEAST_CENTRAL and any(self.has_account(person) for person in central):
            until = f" to {few.last}" if few.last else " on"
            words = f"from {few.first}{until} fewer than two central contacts can be reached ({few.count}); plan for two at all times"
            yield _risky("few_central", "", words)
        covered = {area for person in central for area in person.areas}
        for area in ("technical", "pedagogical"):
            if covered and area not in covered:
                yield _risky(
                    "area_without_contact", "", f"no central contact has the area {area}; give it to one of them"
                )

    def helpdesk(self) -> Iterator[Problem]:
        """Whether the people of the helpdesk exist."""
        for person_id in self.policy.helpdesk:
            if self.directory.person(person_id) is None:
                words = f"escalation.helpdesk names ”{person_id}”, who is not in the directory; correct the id"
                yield _wrong("helpdesk_unknown", person_id, words)
        if self.policy.helpdesk and "helpdesk" not in self.policy.steps:
            words = "escalation.helpdesk names people, but the ladder has no step helpdesk; add it to escalation.steps"
            yield _risky("helpdesk_unused", "", words)

    def schools(self) -> Iterator[Problem]:
        """Whether the questions of each school reach somebody, and whether its own people are there."""
        for school in self.directory.schools:
            contacts = self.directory.contacts_of(school.id)
            if not self.reaches_somebody(school):
                words = f"questions from {school.name} reach nobody; add a contact with an account{self.on()}"
                yield _wrong("school_reaches_nobody", school.id, words)
            if "local" not in self.policy.steps:
                continue
            if not contacts:
                words = f"{school.name} has no contact; its questions go straight to the next step. Name one or two"
                yield _risky("school_without_contact", school.id, words)
            elif not any(self.is_there(person) for person in contacts):
                words = f"{school.name} has no contact who can be reached today; add a contact or a substitute"
                yield _risky("school_unreachable_today", school.id, words)
            if len(contacts) > MANY:
                words = f"{school.name} has {len(contacts)} contacts; one or two is usual. Is the list right?"
                yield _risky("school_with_many_contacts", school.id, words)

    def people(self) -> Iterator[Problem]:
        """Whether people can be reached, belong somewhere, and are stood in for."""
        for person in self.directory.people:
            if not person.known:
                continue
            if not self.has_account(person):
                words = (
                    f"{person.name} ({person.role}) has no account{self.on()}; add one, or nothing can be sent there"
                )
                yield _risky("person_without_account", person.id, words)
            if not person.schools and person.role is not Role.CENTRAL:
                words = f"{person.name} ({person.role}) belongs to no school; add schools"
                yield _risky("person_without_school", person.id, words)
            if person.is_contact and person.is_outsider:
                words = f"{person.name} ({person.role}) has a guest's account and is not asked; name somebody else"
                yield _risky("contact_is_guest", person.id, words)
            elif person.is_contact:
                yield from self.absences(person)
        yield from self.shared_addresses()

    def absences(self, person: Person) -> Iterator[Problem]:
        """Whether somebody stands in while a contact is away, now or soon."""
        for away in person.absences:
            if away.last < self.today or away.first > self.today + AHEAD:
                continue
            substitute = self.directory.person(away.substitute)
            period = f"from {away.first} to {away.last}"
            if substitute is None:
                words = f"{person.name} is away {period} and nobody stands in; name a substitute"
                yield _risky("away_without_substitute", person.id, words)
            elif self.is_away_too(substitute, away) or not self.has_account(substitute):
                why = "away then too" if self.is_away_too(substitute, away) else f"without account{self.on()}"
                words = f"{person.name} is away {period}, and {substitute.name}, who stands in, is {why}; name another"
                yield _risky("substitute_unreachable", person.id, words)

    def shared_addresses(self) -> Iterator[Problem]:
        """Whether an e-mail address is one person's own: accounts are recognised by it."""
        first: dict[str, Person] = {}
        for person in self.directory.people:
            address = (person.email or "").lower()
            if address and address in first:
                words = f"{person.name} and {first[address].name} have the same e-mail address; give each their own"
                yield _risky("shared_address", person.id, words)
            first.setdefault(address, person)

    def places(self) -> Iterator[Problem]:
        """Whether there is a channel to ask in."""
        support = self.directory.places_of(PlaceKind.SUPPORT)
        if not support:
            yield _risky("no_support_place", "", "no place is of kind support, so the bot listens nowhere; add one")
        for platform in sorted(self.platforms):
            if support and not any(platform in place.channels for place in support):
                words = f"no place of kind support has a channel on {platform}; add {platform}: … to it"
                yield _risky("no_support_channel", platform, words)
        for place in self.directory.places:
            if not place.channels:
                words = f"the place {place.name or place.id} has no channel; add slack, teams or local"
                yield _risky("place_without_channel", place.id, words)
            if place.kind is PlaceKind.SCHOOL and place.school is None:
                words = f"the place {place.name or place.id} is a school's, but of which? Add school: …"
                yield _risky("place_without_school", place.id, words)

    def reaches_somebody(self, school: School) -> bool:
        """Whether any step of the ladder has somebody with an account for that school."""
        for step in self.policy.steps:
            if step == "local":
                people = self.directory.contacts_of(school.id)
            elif step == "helpdesk":
                people = tuple(one for one in map(self.directory.person, self.policy.helpdesk) if one)
            else:
                people = self.directory.central()
            if any(self.has_account(person) for person in people):
                return True
        return False

    def is_there(self, person: Person) -> bool:
        """Whether the person, or who stands in, can be called today."""
        return reach.is_there(self.directory, person, self.today, self.platforms)

    def is_away_too(self, substitute: Person, away: Absence) -> bool:
        """Whether the substitute is away on any day of that absence that is still to come."""
        first = max(away.first, self.today)
        return any(other.first <= away.last and first <= other.last for other in substitute.absences)

    def has_account(self, person: Person) -> bool:
        """Whether the person can be reached on a platform that is in use."""
        return bool(self.platforms & person.accounts.keys() if self.platforms else person.accounts)

    def on(self) -> str:
        """The platforms in words, for the end of a phrase."""
        return f" on {' or '.join(sorted(self.platforms))}" if self.platforms else ""


def _wrong(kind: str, subject: str, words: str) -> Problem:
    return Problem(kind=kind, severity=Severity.WRONG, subject=subject, words=words)


def _risky(kind: str, subject: str, words: str) -> Problem:
    return Problem(kind=kind, severity=Severity.RISKY, subject=subject, words=words)
