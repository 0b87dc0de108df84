"""A directory that is written and read again is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.files.directory_file import PLATFORMS, read_directory
from bot.files.directory_writer import write_directory
from bot.files.sheets_file import write_directory_book, write_directory_csv
from knowledge.support.directory import (
    Absence,
    Closed,
    Directory,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Role,
    School,
)

# What a person may write: no control characters, no space around it, nothing that looks like our own mentions.
_CHARACTERS = st.characters(
    blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ue000\ue001\ue002\ue003\ue004"
)
WORDS = st.text(_CHARACTERS | st.sampled_from(":-#'\"[]{}&*! "), max_size=15).map(str.strip)
FILLED = WORDS.filter(bool)
IDS = FILLED.filter(str.isprintable)
PAIRS = st.tuples(st.dates(), st.dates()).map(sorted)


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    schools = draw(st.lists(st.builds(School, id=IDS, name=FILLED, kind=WORDS), max_size=3, unique_by=lambda s: s.id))
    ids = draw(st.lists(IDS, max_size=4, unique=True))
    some_schools = st.lists(st.sampled_from([s.id for s in schools]), max_size=2).map(tuple) if schools else st.just(())
    people = []
    for number, one in enumerate(ids):
        others = [None, *(other for other in ids if other != one)]
        absences = st.builds(
            lambda days, who: Absence(first=days[0], last=days[1], substitute=who), PAIRS, st.sampled_from(others)
        )
        platforms = draw(st.sets(st.sampled_from(PLATFORMS)))
        people.append(
            Person(
                id=one,
                name=draw(FILLED),
                role=draw(st.sampled_from(Role)),
                email=draw(st.sampled_from([None, "å@example.org"])),
                language=draw(st.sampled_from([None, "sv", "en"])),
                schools=draw(some_schools),
                areas=draw(st.sampled_from([(), ("technical",), ("technical", "pedagogical")])),
                vendor_contact=draw(st.booleans()),
                accounts={platform: f"{platform}-{number}" for platform in platforms},
                absences=tuple(draw(st.lists(absences, max_size=2))),
                hints=draw(st.booleans()),
                lists=draw(st.booleans()),
                lists_weekly=draw(st.booleans()),
                known=draw(st.booleans()),
            )
        )
    closed = st.builds(
        lambda days, name, of: Closed(first=days[0], last=days[1], name=name, schools=of), PAIRS, WORDS, some_schools
    )
    return Directory(
        organisation=Organisation(name=draw(WORDS), language=draw(st.sampled_from(["sv", "en"])), time_zone="UTC"),
        schools=tuple(schools),
        people=tuple(people),
        places=(Place(id="p", kind=draw(st.sampled_from(PlaceKind)), name=draw(WORDS), channels={"local": draw(IDS)}),),
        closed=tuple(draw(st.lists(closed, max_size=2))),
    )


FORMS = ("yaml", "jsonl", "csv", "xlsx")


def written(folder: Path, directory: Directory, form: str) -> list[Path]:
    """The files that an export makes."""
    if form == "csv":
        files = {folder / f"d-{name}.csv": text for name, text in write_directory_csv(directory).items()}
        for path, text in files.items():
            path.write_bytes(text.encode())
        return list(files)
    path = folder / f"directory.{form}"
    if form == "xlsx":
        path.write_bytes(write_directory_book(directory))
    else:
        path.write_text(write_directory(directory, form), encoding="utf-8")
    return [path]


@given(directory=directories(), form=st.sampled_from(FORMS))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_is_read_back_the_same(tmp_path: Path, directory: Directory, form: str) -> None:
    assert read_directory(*written(tmp_path, directory, form)).value == directory


@pytest.mark.parametrize("form", FORMS)
def test_a_field_that_is_not_known_here_is_kept_wherever_it_stands(tmp_path: Path, form: str) -> None:
    text = """
organisation: {name: Storköping, number: "2120"}
calendar: {closed: [{from: 2026-12-21, to: 2027-01-08, name: jullov, colour: red}]}
schools: [{id: linden, name: Lindskolan, phone: "08"}]
people:
- {id: eva, name: Eva, role: local, schools: [linden], title: förstelärare,
   absences: [{from: 2026-12-01, to: 2026-12-02, why: kurs}]}
places: [{id: support, kind: support, local: support, topic: [a, b]}]
"""
    first = tmp_path / "first.yaml"
    first.write_text(text, encoding="utf-8")
    read = read_directory(first)
    assert len(read.warnings) == 6
    assert read_directory(*written(tmp_path, read.value, form)).value == read.value
    assert read.value.people[0].extra == {"title": "förstelärare"}
    assert read.value.places[0].extra == {"topic": ["a", "b"]}
