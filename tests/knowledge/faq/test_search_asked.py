"""Which earlier questions fit a search, and which of them are one."""

from __future__ import annotations

from knowledge.faq.index import Index
from knowledge.faq.search_asked import MOST_FITTING, MOST_WORDS, fitting, folded, sought

ASKED = {
    1: "hur delar jag en planering med min kollega",
    2: "syns planeringen för vårdnadshavare",
    3: "kan kollegan se lärloggen",
    4: "brandlarmet piper",
}


def test_words_around_the_matter_are_not_looked_for(sample: Index) -> None:
    assert sought("hur gör jag för att", sample) == ()
    assert fitting("hur gör jag för att", ASKED, sample) == {}
    assert [one.begins for one in sought("planeringarna Planering", sample)] == ["planering"]
    assert len(sought(" ".join(f"ord{n}" for n in range(50)), sample)) == MOST_WORDS


def test_what_has_all_of_it_comes_before_what_has_half(sample: Index) -> None:
    assert next(iter(fitting("dela planering kollega", ASKED, sample))) == 1
    assert set(fitting("planering", ASKED, sample)) == {1, 2}
    assert fitting("logg", ASKED, sample).keys() == {3}  # a long word may be part of another
    assert fitting("las", {5: "glaset i matsalen"}, sample) == {}  # a short one must stand by itself


def test_of_equals_the_newest_comes_first_and_there_are_not_too_many(sample: Index) -> None:
    found = list(fitting("planering", dict.fromkeys(range(1, 100), "en planering"), sample))
    assert found == list(range(99, 99 - MOST_FITTING, -1))


def test_the_same_question_is_one_group_and_so_is_the_same_answer(sample: Index) -> None:
    asked = {**ASKED, 5: "Hur delar man planering med kollega?", 6: "något helt annat om lösenord"}
    alone = {number: number for number in asked}
    assert folded([1, 2, 5, 6], asked, alone, sample) == [[1, 5], [2], [6]]
    assert folded([1, 2, 5, 6], asked, {**alone, 2: "entry", 6: "entry"}, sample) == [[1, 5], [2, 6]]
