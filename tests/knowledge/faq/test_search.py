"""What a search finds among the sample's answers."""

from __future__ import annotations

import pytest

from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.rank import rank
from knowledge.faq.search import MOST, found, is_clear
from knowledge.faq.weights import Weights


def search(typed: str, index: Index) -> tuple[list[str], bool]:
    matches = rank(typed, index)
    return [entry.id for entry in found(typed, matches, index)], is_clear(typed, matches, index)


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("lösenord", "glomt-losenord"),
        ("password", "glomt-losenord"),
        ("lösnord", "glomt-losenord"),
        ("sjukanmälan", "vh-anmala-franvaro"),
        ("utloggad", "utloggad-automatiskt"),
        ("app", "app-personal"),
        ("dela planering", "tilldela-planering"),
    ],
)
def test_what_people_look_for_is_among_the_first(sample: Index, typed: str, entry: str) -> None:
    ids, _ = search(typed, sample)
    assert entry in ids
    assert len(ids) <= MOST


@pytest.mark.parametrize("typed", ["gardiner", "xyzzy", "och att det är", "", "?!", "lapa"])
def test_words_that_no_answer_has_find_nothing(sample: Index, typed: str) -> None:
    assert search(typed, sample)[0] == []


def test_a_whole_question_is_clear_and_a_word_of_many_answers_is_not(sample: Index) -> None:
    assert search("Hur tilldelar jag en planering till min klass?", sample)[1]
    assert search("blir utloggad hela tiden", sample)[1]
    assert not search("planering", sample)[1]
    assert not search("gardiner", sample)[1]
    assert not search("lösenord", sample)[1]  # however sure the first of them is


def test_in_a_small_faq_what_is_near_by_default_is_not_found(weights: Weights) -> None:
    small = Index.build([FaqEntry(id="a", question="Hur byter jag bild?", answer="Klicka på Profil."),
                         FaqEntry(id="b", question="Var finns veckobrevet?", answer="Under Lärlogg.")], weights)  # fmt: skip
    assert search("gardiner", small) == ([], False)
    assert search("profil", small)[0] == ["a"]  # a word of its answer
    assert search("brev", small)[0] == ["b"]  # a part of a word


def test_an_empty_faq_finds_nothing(weights: Weights) -> None:
    assert search("bild", Index.build([], weights)) == ([], False)
