"""An audience that is not quite clear is a fault, and never everybody; names that look like something else keep their meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.broadcast.audience import Atom
from knowledge.broadcast.audience_copies import members
from knowledge.broadcast.audience_words import AudienceError, parse_audience, written
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School

TEACHERS = {"anna": "norr", "olle": "soder", "pia": "ns", "utom": "lek"}
TOWN = Directory(
    schools=(
        School(id="norr", name="Norr", kind="grundskola 7–9"),
        School(id="soder", name="Söder", kind="grundskola F–6", aliases=("Å, ä & ö-skolan",)),
        School(id="ns", name="Norr och Söder", kind="anpassad grundskola"),
        School(id="lek", name="Leken", kind="förskola"),
        School(id="lek2", name="Leken", kind="förskola"),
    ),
    people=(
        Person(id="cia", name="Cia Berg", role=Role.CENTRAL, areas=("technical",)),
        Person(id="eva", name="Eva Lind", role=Role.LOCAL, schools=("norr",)),
        *(Person(id=one, name=f"{one.title()} Dr. Ek", schools=(school,)) for one, school in TEACHERS.items()),
        Person(id="i", name="Och", schools=("lek2",)),
    ),
    places=(
        Place(id="central", kind=PlaceKind.CENTRAL),
        Place(id="news", kind=PlaceKind.NEWS, name="Nyheter"),
        Place(id="pia-dr", kind=PlaceKind.SCHOOL, school="ns", name="Pia Dr. Ek"),
    ),
)  # fmt: skip
EVERYBODY = "cia eva anna olle pia utom i"
CLEAR = {
    "ALLA": EVERYBODY, "samtliga": EVERYBODY, "hela kommunen": EVERYBODY, "all staff": EVERYBODY, "alla i kommunen.": EVERYBODY,
    "alla lokala": "eva", "alla lokala kontakter": "eva", "alla centrala": "cia", "all central contacts": "cia",
    "alla tekniska kontakter": "cia", "samtliga lärare": "anna olle pia utom i", "all the teachers": "anna olle pia utom i",
    "alla kontakterna": "cia eva", "de lokala kontakterna": "eva", "the local contacts": "eva", "lokala kontaktpersoner": "eva",
    "kontaktpersoner": "cia eva", "LARARE": "anna olle pia utom i", "lärarna": "anna olle pia utom i", "alla Norr": "eva anna",
    "lärare Norr": "anna", "lärare Norr, Söder": "anna olle", "lärare i Norr": "anna", "lärare vid Norr": "anna",
    "lärare på Norr": "anna", "lärare på Söder": "olle", "lärare på Norr och på Söder": "anna olle",
    "lärare på Norr, Söder": "anna olle", "lärare på Norr & Söder": "anna olle", "lärare på Norr och Söder": "pia",
    "lärare på Norr, Norr och Söder": "anna pia", "lärare på alla grundskolor": "anna olle pia", "teachers in all förskolor": "utom i",
    "lärare i förskolan": "utom i", "förskolorna": "utom i", "grundskola 7–9": "eva anna", "grundskola F–6 och förskolor": "olle utom i",
    "lärare på Norr och lokala kontakter": "eva anna", "lärare på Norr och Eva Lind": "eva anna",
    "både lärare och centrala": "cia anna olle pia utom i",
    "lärare och lokala kontakter på Norr": "eva anna", "Norr; Söder": "eva anna olle", "lek och lek2": "utom i",
    "Anna Dr. Ek": "anna", "anna dr ek": "anna", "”Anna Dr. Ek”": "anna", "Eva Lind\nCia Berg": "cia eva", "Å, ä & ö-skolan": "olle",
    "a, a & o-skolan, Norr": "eva anna olle", "@i": "i", "@utom, @anna": "anna utom", "Utom Dr. Ek": "utom",
    "alla utom Utom Dr. Ek": "cia eva anna olle pia i", "alla förutom Norr": "cia olle pia utom i", "alla forutom Norr": "cia olle pia utom i",
    "everyone without Norr, Söder": "cia pia utom i", "everyone but not Norr": "cia olle pia utom i",
    "alla, men inte lärare på Norr": "cia eva olle pia utom i", "alla utom lärare; lokala": "cia", "alla men inte på Norr": "cia olle pia utom i",
    "lärare utom alla på Norr": "olle pia utom i",
    "central": "cia", "#central": "", "kanalen Nyheter": "", "nyheter": "", "school:lek2": "i", "Pia Dr. Ek": "pia", "#Pia Dr. Ek": "",
}  # fmt: skip
UNCLEAR = {
    "lärare på": ["på"], "lärare på, Eva Lind": ["på Eva Lind"], "lärare på Eva Lind": ["på Eva Lind"], "på Norr": ["på"],
    "lärare på kanalen nyheter": ["på kanalen nyheter"], "lärare på lokala": ["på lokala"], "lärare på alla": ["på"],
    "alla utom": ["utom"], "alla, except ": ["except"], "lärare på; Norr": ["på"], "lärare på utom Norr": ["på"],
    "alla utom Norr utom Söder": ["utom"], "lokala lärare": ["lokala lärare"], "Norr lärare": ["Norr lärare"],
    "Eva Lind Cia Berg": ["Eva Lind Cia Berg"], "lärare i Nor": ["Nor"], "Nisse; lärare på Blaha, utom Hult": ["Nisse", "Blaha", "Hult"],
    "Leken": ["Leken"], "lärare på Leken": ["Leken"], "utom": ["utom"], "; + ,": ["; + ,"], "lärare Nisse Hult på Norr": ["Nisse Hult"],
    "Och": ["Och"], "@nobody": ["@nobody"], "#nowhere": ["#nowhere"], "alla på": ["på"], "everyone at": ["at"],
    "lärare på Norr på": ["på"], "alla utom på": ["utom"],
}  # fmt: skip


@pytest.mark.parametrize(("words", "people"), CLEAR.items())
def test_the_words_mean_these_people_and_nobody_else(words: str, people: str) -> None:
    found = parse_audience(words, TOWN)
    assert [person.id for person in members(found, TOWN)] == people.split()
    for language in ("sv", "en"):
        assert parse_audience(written(found, TOWN, language), TOWN) == found


@pytest.mark.parametrize(("words", "wrong"), UNCLEAR.items())
def test_what_is_not_clear_is_a_fault_and_never_everybody(words: str, wrong: list[str]) -> None:
    with pytest.raises(AudienceError) as error:
        parse_audience(words, TOWN)
    assert [one.words for one in error.value.problems] == wrong


@given(st.lists(st.sampled_from([
    "alla", "all", "lärare", "lokala", "Norr", "Söder", "och", ",", ";", "på", "i", "utom", "de", "Eva Lind", "förskolor", "#news", "x",
]), max_size=7))  # fmt: skip
def test_whatever_is_written_is_read_as_it_reads_or_is_a_fault(words: list[str]) -> None:
    try:
        found = parse_audience(" ".join(words), TOWN)
    except AudienceError:
        return
    assert "x" not in words
    assert words[-1] not in {"på", "i", "utom"}
    assert parse_audience(written(found, TOWN), TOWN) == found
    if Atom(kind="everyone") in {atom for group in found.groups for atom in group.who}:
        told = " ".join(words).split("utom")[0]
        assert "alla" in told or "all" in told


def test_one_of_two_schools_of_one_name_is_told_by_its_id() -> None:
    with pytest.raises(AudienceError) as error:
        parse_audience("Leken", TOWN)
    (problem,) = error.value.problems
    assert (problem.kind, problem.guesses) == ("ambiguous", ("lek", "lek2"))
    assert written(parse_audience("lek2", TOWN), TOWN) == "lek2"


def test_one_school_called_like_two_others_is_kept_apart() -> None:
    assert written(parse_audience("Norr, Söder", TOWN), TOWN) == "Norr, Söder"
    assert written(parse_audience("Norr och Söder", TOWN), TOWN) == "Norr och Söder"


def test_a_guess_is_as_long_as_what_was_typed_and_a_long_list_of_faults_gets_few() -> None:
    with pytest.raises(AudienceError) as error:
        parse_audience("; ".join(["Eva Lindh", *(f"okänd{number}" for number in range(20))]), TOWN)
    assert error.value.problems[0].guesses == ("Eva Lind",)
    assert [bool(one.guesses) for one in error.value.problems] == [True] * 5 + [False] * 16
    with pytest.raises(AudienceError) as error:
        parse_audience("Annan Ekman, Sara Allvin Holm", TOWN)
    assert [one.guesses for one in error.value.problems] == [("Anna Dr. Ek",), ("Eva Lind",)]
    with pytest.raises(AudienceError) as error:
        parse_audience("å" * 40_000, TOWN)
    assert len(error.value.problems[0].words) == 60


def test_what_is_gone_from_the_directory_is_told_by_its_id() -> None:
    found = parse_audience("Eva Lind, Norr", TOWN)
    assert written(found, Directory()) == "@eva och school:norr"
