"""Audiences in words: who is meant, who is not, what is not understood, and that the words come back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.broadcast.audience import Atom, Audience, Group, Way
from knowledge.broadcast.audience_copies import copies, members, reached
from knowledge.broadcast.audience_words import AudienceError, parse_audience, written
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School


def _who(person: str, role: Role, *schools: str, **more: object) -> Person:
    return Person(
        id=person,
        name=f"{person.capitalize()} Ek",
        role=role,
        schools=schools,
        accounts={"slack": f"U{person}"},
        **more,
    )  # type: ignore[arg-type] # fields of Person


TOWN = Directory(
    schools=(
        School(id="lind", name="Lindskolan", kind="grundskola F–9", aliases=("Linden",)),
        School(id="haga", name="Haga och Söder", kind="grundskola F–6"),
        School(id="alm", name="Almens förskola", kind="förskola"),
    ),
    people=(
        _who("cecilia", Role.CENTRAL, areas=("pedagogical",)), _who("mats", Role.CENTRAL, areas=("technical",)),
        _who("eva", Role.LOCAL, "lind"), _who("jonas", Role.LOCAL, "haga"), _who("anna", Role.TEACHER, "lind"),
        _who("olle", Role.TEACHER, "lind", "haga"), _who("pia", Role.TEACHER, "alm"),
        _who("gun", Role.TEACHER, "lind", guest=True),
    ),
    places=(
        Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": "C1"}),
        Place(id="nyheter", kind=PlaceKind.NEWS, channels={"slack": "C2", "teams": "19:c2"}),
        Place(id="lararrum", name="Lärarrummet", kind=PlaceKind.SCHOOL, school="lind", channels={"slack": "C3"}),
        Place(id="kontakt", kind=PlaceKind.CONTACTS, channels={"slack": "C4"}),
    ),
)  # fmt: skip
TABLE = {
    "alla": "cecilia mats eva jonas anna olle pia", "Everyone": "cecilia mats eva jonas anna olle pia",
    "personalen": "cecilia mats eva jonas anna olle pia", "lärare": "anna olle pia", "Alla lärare": "anna olle pia",
    "teachers": "anna olle pia", "lokala kontakter": "eva jonas", "de lokala": "eva jonas", "local contacts": "eva jonas",
    "centrala kontakter": "cecilia mats", "centrala": "cecilia mats", "central contacts": "cecilia mats",
    "kontakter": "cecilia mats eva jonas", "tekniska kontakter": "mats", "pedagogical contacts": "cecilia",
    "Lindskolan": "eva anna olle", "linden": "eva anna olle", "lind": "eva anna olle", "Haga och Söder": "jonas olle",
    "grundskolor": "eva jonas anna olle", "alla grundskolor": "eva jonas anna olle", "förskolor": "pia",
    "grundskola F–6": "jonas olle", "Anna Ek": "anna", "anna": "anna", "Eva Ek och Mats Ek": "mats eva",
    "lärare på Lindskolan": "anna olle", "lärare på linden": "anna olle", "teachers at Lindskolan": "anna olle",
    "lärare på Lindskolan och Almens förskola": "anna olle pia", "lärare på förskolor": "pia",
    "lokala kontakter på Lindskolan och Haga och Söder": "eva jonas", "lokala på grundskolor": "eva jonas",
    "lokala kontakter på Lindskolan; centrala kontakter": "cecilia mats eva",
    "lärare på Lindskolan + lokala kontakter": "eva jonas anna olle", "lärare, centrala kontakter": "cecilia mats anna olle pia",
    "Lindskolan, Almens förskola": "eva anna olle pia", "Lindskolan & Haga och Söder": "eva jonas anna olle",
    "alla utom Anna Ek": "cecilia mats eva jonas olle pia", "alla, utom lärare": "cecilia mats eva jonas",
    "everyone except Lindskolan": "cecilia mats jonas pia", "Lindskolan utom lokala kontakter": "anna olle",
    "lärare men inte på Lindskolan": None, "alla förutom lärare på Lindskolan": "cecilia mats eva jonas pia",
    "lärare på Lindskolan, utom Olle Ek": "anna", "kontakter utom centrala": "eva jonas", "#nyheter": "",
    "kanalen nyheter": "", "channel nyheter": "", "nyheter och lärare på förskolor": "pia",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "people"), [(words, people) for words, people in TABLE.items() if people is not None]
)
def test_the_words_mean_these_people(words: str, people: str) -> None:
    found = parse_audience(words, TOWN)
    assert [person.id for person in members(found, TOWN)] == people.split()


@pytest.mark.parametrize("words", [words for words, people in TABLE.items() if people is not None])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_written_means_the_same(words: str, language: str) -> None:
    found = parse_audience(words, TOWN)
    assert parse_audience(written(found, TOWN, language), TOWN) == found


@pytest.mark.parametrize(("words", "unknown"), [
    ("blaskolan", ["blaskolan"]), ("lärare på Lindskalan och Blaha", ["Lindskalan", "Blaha"]),
    ("alla utom Nisse Hult", ["Nisse Hult"]), ("", [""]), ("  ", [""]), ("utom Anna Ek", ["utom Anna Ek"]),
])  # fmt: skip
def test_everything_that_is_not_understood_is_named(words: str, unknown: list[str]) -> None:
    with pytest.raises(AudienceError) as error:
        parse_audience(words, TOWN)
    assert [one.words for one in error.value.problems] == unknown


def test_two_of_one_name_must_be_told_apart() -> None:
    twin = Person(id="anna2", name="Anna Ek", accounts={"slack": "U2"})
    with pytest.raises(AudienceError) as error:
        parse_audience("Anna Ek", Directory(people=(*TOWN.people, twin)))
    assert error.value.problems[0].kind == "ambiguous"
    assert error.value.problems[0].guesses == ("anna", "anna2")


ATOMS = st.sampled_from([
    Atom(kind="everyone"), *(Atom(kind="role", value=role) for role in ("teacher", "local", "central", "contact")),
    Atom(kind="school", value="lind"), Atom(kind="school", value="haga"), Atom(kind="school_kind", value="förskola"),
    Atom(kind="area", value="technical"), Atom(kind="person", value="anna"), Atom(kind="place", value="nyheter"),
])  # fmt: skip
AT = st.sampled_from([Atom(kind="school", value="lind"), Atom(kind="school_kind", value="grundskola")])
GROUPS = st.builds(lambda who, at: Group(who=(who,), at=tuple(dict.fromkeys(at))), ATOMS, st.lists(AT, max_size=2))
AUDIENCES = st.builds(
    lambda groups, without: Audience(groups=tuple(groups), without=tuple(without)),
    st.lists(GROUPS, min_size=1, max_size=3), st.lists(GROUPS, max_size=2),
)  # fmt: skip


@given(AUDIENCES)
def test_any_audience_means_the_same_people_when_it_is_read_again(audience: Audience) -> None:
    again = parse_audience(written(audience, TOWN), TOWN)
    assert members(again, TOWN) == members(audience, TOWN)
    assert reached(again, TOWN) == reached(audience, TOWN)


@given(AUDIENCES, st.sampled_from(list(Way)), st.sampled_from([("slack",), ("slack", "teams"), ("teams",), ()]))
def test_nobody_gets_it_twice_and_exceptions_win(audience: Audience, way: Way, running: tuple[str, ...]) -> None:
    found = copies(audience, TOWN, way, running)
    assert len({copy.recipient for copy in found}) == len(found)
    people = [copy for copy in found if copy.person]
    assert [copy.person for copy in people] == [person.id for person in members(audience, TOWN)]
    assert "gun" not in {copy.person for copy in people}  # a guest never is
    excluded = {person.id for person in members(Audience(groups=audience.without or (Group(who=()),)), TOWN)}
    assert not excluded & {copy.person for copy in people}
    channels = {copy.recipient for copy in found if copy.place}
    assert {copy.via for copy in people if copy.via} <= channels
    assert all(not (copy.via and copy.platform) for copy in people)
