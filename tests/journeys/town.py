"""A small municipality for plays in which every name and hour is to be seen at once; leaves the playing to Day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from tests.journeys.day import Day

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

ASSIGN = "Hur tilldelar jag en planering till min klass?"
"""Equal to the entry `plan`, which is pedagogical where areas count."""
LOGGED_OUT = "Varför blir jag utloggad hela tiden?"
"""Equal to the entry `out`, which is technical."""
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
VOTE = "kan eleverna rösta om klassresan inne i unikum?"
FILM = "kan man ladda upp en film på tio minuter i unikum?"
PRINT = "var ställer man in att schemat skrivs ut på A3?"
"""Real questions without an entry, unlike each other."""

FAQ = [
    {"id": "plan", "question": ASSIGN, "answer": "Öppna planeringen och klicka på **Tilldela**."},
    {"id": "out", "question": LOGGED_OUT, "answer": "Efter 45 minuter loggas du ut."},
]
SCHOOLS = ("lindskolan", "hagaskolan", "ekskolan")
PEOPLE: list[dict[str, Any]] = [
    {"id": "cecilia", "name": "Cecilia Holm", "role": "central", "areas": ["pedagogical"]},
    {"id": "mats", "name": "Mats Nyström", "role": "central", "areas": ["technical"]},
    {"id": "amina", "name": "Amina Warsame", "role": "central", "areas": ["pedagogical"]},
    {"id": "eva", "name": "Eva Lind", "role": "local", "schools": ["lindskolan"]},
    {"id": "jonas", "name": "Jonas Åberg", "role": "local", "schools": ["hagaskolan"]},
    {"id": "leila", "name": "Leila Rahimi", "role": "local", "schools": ["hagaskolan"]},
    {"id": "anna", "name": "Anna Ek", "role": "teacher", "schools": ["lindskolan"]},
    {"id": "olle", "name": "Olle Berg", "role": "teacher", "schools": ["lindskolan"]},
    {"id": "gunilla", "name": "Gunilla Fors", "role": "teacher", "schools": ["hagaskolan"]},
    {"id": "goran", "name": "Göran Lundkvist", "role": "teacher", "schools": ["ekskolan"]},
    {"id": "lucy", "name": "Lucy Hart", "role": "teacher", "schools": ["ekskolan"], "language": "en"},
    {"id": "dragana", "name": "Dragana Petrović", "role": "teacher", "schools": ["lindskolan", "hagaskolan"]},
]
PLACES = [{"id": "support", "kind": "support"}, {"id": "central", "kind": "central"}]


BREAK = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]
"""Between two terms."""
SLOW = {"local": "3wd", "central": "3wd"}
"""Patience that outlasts a night."""


async def begin(
    store: Store,
    folder: Path,
    at: str = "2026-11-24T09:00",
    *,
    away: dict[str, tuple[str, str, str | None]] | None = None,
    closed: list[dict[str, Any]] | None = None,
    without: tuple[str, ...] = (),
    areas: dict[str, str] | None = None,
    more: tuple[dict[str, Any], ...] = (),
    vendor: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    also: tuple[dict[str, Any], ...] = (),
    **settings: Any,
) -> Day:
    """A day in Lillköping, where the bot answers what equals an entry and routes every other question.

    `away`: person -> (first day, last day, substitute). `closed`: as in the directory file. `without`: people, schools
    and places that are not there. `areas`: entry -> area. `more`: entries of the FAQ beside the two.
    `vendor`: who may send cases to the vendor. `places`, `also`: kinds of places, and people, that are there too.
    """
    entries = [{**entry, **({"area": areas[entry["id"]]} if areas else {})} for entry in FAQ]
    entries += more
    directory = {
        "organisation": {"name": "Lillköping", "language": "sv", "time_zone": "Europe/Stockholm"},
        "calendar": {"closed": closed or []},
        "schools": [{"id": school, "name": school.capitalize()} for school in SCHOOLS if school not in without],
        "people": [
            _person(person, away or {}) | ({"vendor_contact": True} if person["id"] in vendor else {})
            for person in (*PEOPLE, *also)
            if person["id"] not in without
        ],
        "places": [
            place for place in (*PLACES, *({"id": kind, "kind": kind} for kind in places)) if place["id"] not in without
        ],
    }
    for name, file in (("directory", directory), ("faq", entries)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    return await Day.begin(store, at, directory=folder / "directory.yaml", faq=folder / "faq.yaml",
                           **{"matching": {"answer": "0.96", "suggest": "0.95"}, **settings})  # fmt: skip


def _person(person: dict[str, Any], away: dict[str, tuple[str, str, str | None]]) -> dict[str, Any]:
    if person["id"] not in away:
        return person
    first, last, substitute = away[person["id"]]
    stands_in = {"substitute": substitute} if substitute else {}
    return {**person, "absences": [{"from": first, "to": last, **stands_in}]}
