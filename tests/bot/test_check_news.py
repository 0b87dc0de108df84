"""`check` says which settings of announcements cannot be used."""

from __future__ import annotations

from bot import config
from bot.commands.check_desk import _news
from knowledge.support.directory import Directory, Person, Role, School

TOWN = Directory(
    schools=(School(id="lind", name="Lindskolan"),),
    people=(Person(id="cecilia", name="Cecilia Holm", role=Role.CENTRAL), Person(id="anna", name="Anna Ek")),
)


def said(**announcements: object) -> list[str]:
    return [one.words for one in _news(config.load({}, overrides={"announcements": announcements}), TOWN)]


def test_what_can_be_used_is_not_mentioned() -> None:
    assert said(pilot="lärare på Lindskolan", allowed={"cecilia": "Lindskolan"}) == []
    assert said() == []


def test_an_audience_that_is_not_understood_and_a_person_who_announces_nothing() -> None:
    wrong = said(pilot="Blaskolan", allowed={"anna": "Lindskolan", "cecilia": "Hult"})
    assert wrong == [
        "announcements.allowed, cecilia: ”Hult” is not understood; write a role, a school, a kind of school or a name",
        "announcements.pilot: ”Blaskolan” is not understood; write a role, a school, a kind of school or a name",
        "announcements.allowed: anna is no central contact; give the id of one",
    ]
