"""Who gets a copy where: each way, each kind of channel, and who can be reached by nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.broadcast.audience import Copy, Way
from knowledge.broadcast.audience_copies import copies, reached
from knowledge.broadcast.audience_words import parse_audience
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School

BOTH = ("slack", "teams")


def _on(person: Person, *platforms: str) -> Person:
    return replace(person, accounts={one: f"{one[0]}-{person.id}" for one in platforms})


TOWN = Directory(
    schools=(School(id="lind", name="Lindskolan", kind="grundskola"), School(id="haga", name="Hagaskolan", kind="grundskola")),
    people=(
        _on(Person(id="cia", name="Cia Berg", role=Role.CENTRAL), "slack"),
        _on(Person(id="eva", name="Eva Lind", role=Role.LOCAL, schools=("lind",), language="en"), "teams", "slack"),
        _on(Person(id="anna", name="Anna Ek", schools=("lind", "haga")), "teams"),
        _on(Person(id="olle", name="Olle Ek", schools=("haga",), known=False), "slack"),
        Person(id="pia", name="Pia Ek", schools=("haga",)),
        _on(Person(id="gun", name="Gun Gäst", schools=("lind",), guest=True), "slack"),
        _on(Person(id="ext", name="Ext Ern", schools=("lind",), external=True), "slack"),
    ),
    places=(
        Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": "C0"}),
        Place(id="haga-rum", kind=PlaceKind.SCHOOL, school="haga", channels={"slack": "C2", "teams": "T2"}),
        Place(id="lind-rum", kind=PlaceKind.SCHOOL, school="lind", channels={"slack": "C1"}),
        Place(id="kontakt", kind=PlaceKind.CONTACTS, channels={"slack": "C3"}),
        Place(id="central", kind=PlaceKind.CENTRAL, channels={"slack": "C4"}),
    ),
)  # fmt: skip
NEWS = replace(TOWN, places=(*TOWN.places, Place(id="news", kind=PlaceKind.NEWS, channels={"teams": "T5"})))


def _copies(words: str, way: Way, running: tuple[str, ...] = BOTH, directory: Directory = TOWN) -> tuple[Copy, ...]:
    return copies(parse_audience(words, directory), directory, way, running)


def _channels(words: str, way: Way = Way.PLACES, directory: Directory = TOWN) -> list[str]:
    return [copy.recipient for copy in _copies(words, way, directory=directory) if copy.place]


@pytest.mark.parametrize(("words", "channels"), [
    ("alla", ["#support@slack"]), ("lärare", ["#support@slack"]), ("kontakter", ["#kontakt@slack"]), ("lokala kontakter", ["#kontakt@slack"]),
    ("centrala kontakter", ["#central@slack"]), ("Lindskolan", ["#lind-rum@slack"]), ("lärare på Lindskolan", []), ("Eva Lind", []),
    ("grundskolor", ["#haga-rum@slack", "#haga-rum@teams", "#lind-rum@slack"]), ("kanalen kontakt", ["#kontakt@slack"]),
    ("grundskolor, utom Hagaskolan", ["#lind-rum@slack"]), ("grundskolor, utom alla på Hagaskolan", ["#lind-rum@slack"]),
    ("grundskolor, utom lärare på Hagaskolan", ["#haga-rum@slack", "#haga-rum@teams", "#lind-rum@slack"]),
    ("alla, utom kanalen support", []), ("#support, alla", ["#support@slack"]), ("#support, utom #support", []),
])  # fmt: skip
def test_these_channels_are_meant(words: str, channels: list[str]) -> None:
    assert _channels(words) == channels


def test_news_go_to_the_place_for_news_where_there_is_one() -> None:
    assert _channels("alla", directory=NEWS) == _channels("lärare", Way.BOTH, NEWS) == ["#news@teams"]


def test_named_channels_alone_are_posted_to_when_it_goes_to_people() -> None:
    assert _channels("Lindskolan", Way.PEOPLE) == []
    assert _channels("Lindskolan, #support", Way.PEOPLE) == ["#support@slack"]


def _ways(found: tuple[Copy, ...]) -> dict[str | None, tuple[str, str | None]]:
    return {copy.person: (copy.channel, copy.via) for copy in found if copy.person}


def test_both_ways_everybody_gets_one_copy() -> None:
    assert _ways(_copies("grundskolor", Way.BOTH)) == {
        "eva": ("", "#lind-rum@slack"),
        "anna": ("", "#haga-rum@teams"),
        "olle": ("", "#haga-rum@slack"),
        "pia": ("", None),
    }
    assert _ways(_copies("Hagaskolan, #support", Way.BOTH))["olle"] == ("", "#support@slack")  # the first channel
    assert _ways(_copies("Lindskolan", Way.BOTH)) == {"eva": ("", "#lind-rum@slack"), "anna": ("direct:t-anna", None)}
    assert _ways(_copies("kontakter", Way.BOTH)) == {"cia": ("", "#kontakt@slack"), "eva": ("", "#kontakt@slack")}
    assert _ways(_copies("centrala; Eva Lind", Way.BOTH)) == {
        "cia": ("", "#central@slack"),
        "eva": ("direct:s-eva", None),
    }


def test_by_channels_alone_nobody_is_written_to() -> None:
    assert _ways(_copies("Lindskolan", Way.PLACES)) == {"eva": ("", "#lind-rum@slack"), "anna": ("", None)}


def test_a_person_is_written_to_on_the_first_platform_that_runs() -> None:
    assert _ways(_copies("Eva Lind, Anna Ek, Pia Ek", Way.PEOPLE)) == {
        "eva": ("direct:s-eva", None),
        "anna": ("direct:t-anna", None),
        "pia": ("", None),
    }
    assert _ways(_copies("Eva Lind", Way.PEOPLE, ("teams", "slack"))) == {"eva": ("direct:t-eva", None)}
    assert _ways(_copies("Eva Lind", Way.PEOPLE, ())) == {"eva": ("", None)}


def test_a_copy_knows_its_language_and_school() -> None:
    place, eva, anna = _copies("Lindskolan", Way.PLACES)
    assert (place.language, place.school, place.channel, place.person) == ("sv", "lind", "C1", None)
    assert (eva.language, eva.school, anna.language, anna.school) == ("en", "lind", "sv", "lind")


def test_an_author_who_may_reach_everybody_may_reach_every_channel() -> None:
    everybody = reached(parse_audience("alla", TOWN), TOWN)
    assert everybody == {"cia", "eva", "anna", "olle", "pia"}
    assert reached(parse_audience("#support", TOWN), TOWN) == everybody
    assert reached(parse_audience("#kontakt", TOWN), TOWN) == {"cia", "eva"}
    assert reached(parse_audience("#central", TOWN), TOWN) == {"cia"}
    assert reached(parse_audience("#haga-rum", TOWN), TOWN) == {"anna", "olle", "pia"}
