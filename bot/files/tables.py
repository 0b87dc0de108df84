"""Which tables a spreadsheet may hold, with the headings of their columns in two languages; leaves reading to table_reader."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_BETWEEN = re.compile(r"[\s_\-]+")
TEXT, LIST, FLAG, DAY = "text", "list", "flag", "day"
_AREAS = {"teknisk": "technical", "tekniskt": "technical", "teknik": "technical", "pedagogisk": "pedagogical",
          "pedagogiskt": "pedagogical", "pedagogik": "pedagogical"}  # fmt: skip
_LANGUAGES = {"svenska": "sv", "swedish": "sv", "engelska": "en", "english": "en"}
_ROLES = {"lärare": "teacher", "lokal": "local", "central": "central"}
_KINDS = {"kontakter": "contacts", "centralt": "central", "skola": "school", "nyheter": "news"}


def folded(heading: str) -> str:
    """A heading as it is compared: small letters, one space between words, no star or colon at its end."""
    return _BETWEEN.sub(" ", heading.casefold()).strip(" *:")


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    """The field that it fills, as in YAML; `accounts.slack` for one within another."""
    swedish: str
    """Its heading in Swedish; in English it is the field's name."""
    kind: str = TEXT
    others: tuple[str, ...] = ()
    """Further headings that people write."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Swedish word -> the value that it stands for."""

    def heading(self, language: str) -> str:
        """What stands above it at an export."""
        return self.name.removeprefix("accounts.") if language == "en" else self.swedish


@dataclass(frozen=True)
class Table:
    """One kind of sheet."""

    name: str
    """As the field is called in YAML."""
    swedish: str
    """What its sheet is called in Swedish; in English it is called by `name`."""
    required: tuple[str, ...]
    """Fields whose columns must be there."""
    columns: tuple[Column, ...]
    others: tuple[str, ...] = ()
    """Further names of its sheet."""
    nested: str = ""
    """The field that holds further fields whose names nobody knows: `accounts`."""

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Folded heading -> column."""
        return {folded(name): one for one in self.columns for name in (one.name, one.swedish, *one.others)}

    @property
    def names(self) -> set[str]:
        """What its sheet may be called, folded."""
        return {folded(one) for one in (self.name, self.swedish, *self.others)}

    def title(self, language: str) -> str:
        """What its sheet is called at an export."""
        return self.name if language == "en" else self.swedish

    @property
    def told(self) -> str:
        """`people (id, name, role; …)`, for a message."""
        return f"{self.name} (with {', '.join(self.required)})"


_ID, _NAME = Column("id", "Id"), Column("name", "Namn")
_LANGUAGE = Column("language", "Språk", words=_LANGUAGES)
_FROM = Column("from", "Från", DAY, ("from och med", "fr o m", "start", "första dag"))
_TO = Column("to", "Till", DAY, ("till och med", "t o m", "slut", "sista dag"))

FAQ = Table(
    "faq", "Frågor och svar", ("id", "answer"),
    (
        _ID,
        Column("question", "Fråga"),
        Column("alternatives", "Andra sätt att fråga", LIST, ("alternativ", "formuleringar", "alternative")),
        Column("answer", "Svar"),
        Column("category", "Kategori"),
        Column("area", "Område", words=_AREAS),
        Column("audience", "Målgrupp"),
        _LANGUAGE,
        Column("source", "Källa", others=("länk", "läs mer", "link")),
        Column("confidence", "Säkerhet"),
        Column("owner", "Ägare", others=("ansvarig",)),
        Column("review_by", "Ses över senast", DAY, ("granskas senast",)),
        Column("valid_from", "Gäller från", DAY),
        Column("valid_to", "Gäller till", DAY),
        Column("local", "Lokalt tillägg", others=("kommunens tillägg",)),
        Column("guardian_sv", "Till vårdnadshavare", others=("till vårdnadshavare svenska",)),
        Column("guardian_en", "Till vårdnadshavare engelska", others=("to guardians",)),
        Column("wordings", "Inlärda formuleringar", LIST),
    ),
    ("faq", "frågor", "frågor & svar", "entries", "questions and answers"),
)  # fmt: skip
ORGANISATION = Table(
    "organisation", "Organisation", ("name", "time_zone"),
    (_NAME, _LANGUAGE, Column("time_zone", "Tidszon")),
    ("organization", "kommun"),
)  # fmt: skip
SCHOOLS = Table(
    "schools", "Skolor", ("id", "name"),
    (_ID, _NAME, Column("kind", "Skolform"), Column("aliases", "Andra namn", LIST, ("alias", "smeknamn", "kallas"))),
    ("school", "skola", "enheter"),
)  # fmt: skip
PEOPLE = Table(
    "people", "Personer", ("id", "name", "role"),
    (
        _ID,
        _NAME,
        Column("email", "E-post", others=("epost", "mejl", "mail", "e mail", "e postadress")),
        _LANGUAGE,
        Column("schools", "Skolor", LIST, ("skola", "school")),
        Column("role", "Roll", words=_ROLES),
        Column("areas", "Områden", LIST, ("område", "area"), _AREAS),
        Column("vendor_contact", "Leverantörskontakt", FLAG),
        Column("accounts.slack", "Slack", others=("slack",)),
        Column("accounts.teams", "Teams", others=("teams",)),
        Column("accounts.local", "Lokalt konto", others=("local",)),
        Column("hints", "Tips", FLAG),
        Column("known", "Känd", FLAG),
    ),
    ("person", "persons", "kontaktpersoner"), nested="accounts",
)  # fmt: skip
PLACES = Table(
    "places", "Platser", ("id", "kind"),
    (
        _ID,
        Column("kind", "Typ", words=_KINDS),
        Column("school", "Skola"),
        _NAME,
        Column("slack", "Slack"),
        Column("teams", "Teams"),
        Column("local", "Lokal kanal"),
    ),
    ("place", "plats", "kanaler", "channels"),
)  # fmt: skip
CALENDAR = Table(
    "calendar", "Kalender", ("from", "to"),
    (_FROM, _TO, _NAME, Column("schools", "Skolor", LIST, ("skola", "school"))),
    ("closed", "lov", "stängt"),
)  # fmt: skip
ABSENCES = Table(
    "absences", "Frånvaro", ("person", "from", "to"),
    (Column("person", "Person"), _FROM, _TO, Column("substitute", "Ersättare", others=("vikarie",))),
    ("absence", "borta"),
)  # fmt: skip
DIRECTORY: Sequence[Table] = (ORGANISATION, SCHOOLS, PEOPLE, PLACES, CALENDAR, ABSENCES)
