"""What is asked most is told by topic, and never where it would be somebody's own."""

from __future__ import annotations

from datetime import UTC, datetime

from knowledge.support.topics import Asking, bar, proposed, spelt

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CATEGORY = {"assign": "planering", "copy": "planering", "out": "inloggning", "odd": "odd"}


def asking(asker: str, near: str | None, school: str = "linden") -> Asking:
    return Asking(asked_at=NOW, asker=asker, school=school, near=near)


ASKED = [
    asking("anna", "assign"), asking("olle", "assign"), asking("olle", "copy"), asking("gunilla", "copy", "haga"),
    asking("anna", "out"), asking("anna", "out"), asking("anna", "out"),
    asking("anna", "odd"), asking("gunilla", "odd", "haga"), asking("gunilla", "gone", "haga"), asking("olle", None),
]  # fmt: skip


def test_a_topic_has_three_questions_by_two_people_and_names_what_two_have_asked() -> None:
    (only,) = proposed(ASKED, CATEGORY.get)
    assert (only.name, only.questions, only.askers, only.entries) == ("planering", 4, 3, ("assign", "copy"))
    more = [*ASKED, asking("olle", "out"), asking("olle", "odd")]
    assert [one.name for one in proposed(more, CATEGORY.get)] == ["inloggning", "planering", "odd"]


def test_of_a_school_only_its_own_questions_count() -> None:
    (only,) = proposed(ASKED, CATEGORY.get, frozenset({"linden"}))
    assert (only.questions, only.askers, only.entries) == (3, 2, ("assign",))
    assert proposed(ASKED, CATEGORY.get, frozenset({"haga"})) == []


def test_a_category_is_called_as_its_entries_spell_it() -> None:
    assert spelt("bedomning", ["Var gör jag en bedömning?", "Bedömning"]) == "Bedömning"
    assert spelt("konto", ["Hur loggar jag in?"]) == "Konto"


def test_a_count_is_drawn_beside_the_greatest() -> None:
    assert (bar(20, 20), bar(10, 20), bar(1, 200), bar(0, 5)) == ("█" * 10, "█" * 5 + "░" * 5, "█" + "░" * 9, "░" * 10)
