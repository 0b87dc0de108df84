"""Voice: says phrases, names and times in one reader's language; leaves which phrase to the other replies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from knowledge.conversation import times
from knowledge.conversation.hours_words import hours_words
from knowledge.conversation.message import escape, mention
from knowledge.conversation.texts import Texts
from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Directory, PlaceKind
from knowledge.support.policy import DeskPolicy
from knowledge.support.retention import is_nobody


@dataclass(frozen=True, kw_only=True)
class Voice:
    """All that is needed to say something to one reader, now."""

    texts: Texts
    language: str
    directory: Directory
    working: WorkingTime
    policy: DeskPolicy
    now: datetime

    def to(self, language: str) -> Voice:
        """The same, in another language."""
        return replace(self, language=language)

    def say(self, key: str, **blanks: object) -> str:
        """The phrase with that key; blanks are put in as they are, so they must be safe Markdown."""
        return self.texts.say(self.language, key, **blanks)

    def name(self, person: str | None) -> str:
        """A person's name, safe to show."""
        known = self.directory.person(person)
        if known is None and is_nobody(person):
            return self.say("word.erased")
        return escape(known.name if known else person or "")

    def names(self, people: Iterable[str]) -> str:
        """”Eva”, ”Eva och Olle”, ”Eva, Olle och Per”."""
        return self.listed([self.name(person) for person in people])

    def calls(self, people: Iterable[str]) -> str:
        """The same, as mentions: it is their turn."""
        return self.listed([self.call(person) for person in people])

    def call(self, person: str) -> str:
        """A mention of one person."""
        known = self.directory.person(person)
        if known is None and is_nobody(person):
            return self.say("word.erased")
        return mention(person, known.name if known else person)

    def listed(self, words: list[str]) -> str:
        """Words joined with commas and a last ”och”."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.say('word.and')} {words[-1]}"

    def school(self, school: str | None) -> str:
        """A school's name, or ”skolan” when none is known."""
        known = self.directory.school(school)
        return escape(known.name) if known else self.say("word.the_school")

    def place(self, place: str | None) -> str:
        """A place's name."""
        known = self.directory.place(place)
        if known is None or (not known.name and known.kind is PlaceKind.SUPPORT):
            return self.say("word.support_place")
        return escape(known.name or known.id)

    def deadline(self, moment: datetime) -> str:
        """A time ahead that follows ”är den inte löst”."""
        return times.ahead(moment, self.now, self.working.zone, self.language, on=True)

    def ahead(self, moment: datetime) -> str:
        """A time ahead that follows ”tidigast”; says ”efter jullovet” when a break lies between."""
        return times.ahead(moment, self.now, self.working.zone, self.language, breaks=self.working.closed)

    def opening(self, moment: datetime) -> str:
        """The same without ”efter jullovet”, where the break has been named already."""
        return times.opening(moment, self.now, self.working.zone, self.language)

    def ago(self, moment: datetime) -> str:
        """A time that has been: ”i dag 09:12”, ”3 november”."""
        return times.ago(moment, self.now, self.working.zone, self.language)

    def on(self, moment: datetime | date) -> str:
        """A date for texts that stay: ”24 november”."""
        if isinstance(moment, datetime):
            moment = moment.astimezone(self.working.zone).date()
        return times.day(moment, self.now, self.working.zone, self.language)

    def hours(self) -> str:
        """When the desk is open: ”måndag–fredag 07:30–16:30”."""
        return hours_words(self.working.hours, self.language)

    def worked(self, minutes: float) -> str:
        """So much working time: ”2 tim 40 min”."""
        return times.worked(minutes, self.language)

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.working.zone).date()
