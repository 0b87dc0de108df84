"""The index: adding, changing and removing entries, and FAQs that are odd."""

from __future__ import annotations

import pytest

from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.rank import rank
from knowledge.faq.weights import Weights

LOGIN = FaqEntry(id="login", question="Hur loggar jag in?", answer="Med BankID.")
PRINT = FaqEntry(id="print", question="Hur skriver jag ut?", answer="Välj pdf.")


def test_an_added_entry_is_found_and_the_old_index_stays_as_it_was(weights: Weights) -> None:
    before = Index.build([LOGIN], weights)
    after = before.changed(PRINT)
    assert rank("hur skriver jag ut?", after)[0].id == "print"
    assert [match.id for match in rank("hur skriver jag ut?", before)] == ["login"]


def test_a_changed_entry_takes_the_place_of_the_old_one(weights: Weights) -> None:
    index = Index.build([LOGIN, PRINT], weights)
    changed = FaqEntry(id="login", question="Hur kommer jag in?", answer="Med Freja.")
    assert index.changed(changed).entries == (changed, PRINT)


def test_a_removed_entry_is_found_no_more(weights: Weights) -> None:
    index = Index.build([LOGIN, PRINT], weights).without("login")
    assert index.entry("login") is None
    assert index.entry("print") == PRINT
    assert all(match.id == "print" for match in rank("hur loggar jag in?", index))


def test_of_two_entries_with_one_id_the_last_one_counts(weights: Weights) -> None:
    other = FaqEntry(id="login", question="Annat", answer="Nej.")
    assert Index.build([LOGIN, other], weights).entries == (other,)


def test_two_entries_with_the_same_question_are_both_exact(weights: Weights) -> None:
    twin = FaqEntry(id="twin", question="Hur loggar jag in?", answer="Med Freja.")
    matches = rank("Hur loggar jag in?", Index.build([LOGIN, twin], weights))
    assert {match.id for match in matches if match.exact} == {"login", "twin"}


def test_an_empty_faq_has_no_matches(weights: Weights) -> None:
    assert rank("hur loggar jag in?", Index.build([], weights)) == []


def test_one_entry_alone_can_be_found(weights: Weights) -> None:
    assert rank("hur loggar man in", Index.build([LOGIN], weights))[0].id == "login"


def test_an_entry_without_question_is_found_by_its_answer(weights: Weights) -> None:
    bare = FaqEntry(id="bare", answer="Gruppbilden byter du under Inställningar och Utseende.")
    assert rank("var byter man gruppbild?", Index.build([LOGIN, bare, PRINT], weights))[0].id == "bare"


def test_an_entry_without_any_letters_does_no_harm(weights: Weights) -> None:
    odd = FaqEntry(id="odd", question="???", answer="👍")
    assert rank("hur loggar jag in?", Index.build([odd, LOGIN], weights))[0].id == "login"


@pytest.mark.parametrize("text", ["¿Cómo inicio sesión aquí?", "כיצד מתחברים למערכת", "Как войти в систему"])
def test_entries_in_a_third_language_are_found_in_that_language(text: str, weights: Weights) -> None:
    foreign = FaqEntry(id="foreign", question=text, answer="…", language="xx")
    assert rank(text, Index.build([LOGIN, foreign], weights))[0].id == "foreign"


def test_above_the_limit_of_the_classifier_entries_are_still_found(weights: Weights) -> None:
    many = [
        FaqEntry(id=f"e{n}", question=f"Hur öppnar jag dörr nummer {n} i hus {n % 7}?", answer="Med nyckel.")
        for n in range(1600)
    ]
    index = Index.build([*many, PRINT], weights)
    assert index.classifier.tables == {}
    assert rank("hur skriver man ut", index)[0].id == "print"
