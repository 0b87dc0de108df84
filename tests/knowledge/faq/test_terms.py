"""Compounds, words written apart, abbreviations and English, as the matcher weighs them."""

from __future__ import annotations

import pytest

from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.rank import rank
from knowledge.faq.stems import parts
from knowledge.faq.terms import language_of
from knowledge.faq.weights import Weights
from knowledge.faq.words import Wordbook

KNOWN = {"lösenord": 4, "återställning": 2, "bygglov": 3, "ansökan": 5, "lös": 1}
ENTRIES = (
    FaqEntry(id="guardian", question="Hur kontaktar jag en vårdnadshavare?", answer="Skicka ett meddelande."),
    FaqEntry(id="talk", question="Hur bokar jag utvecklingssamtal?", answer="Öppna kalendern."),
    FaqEntry(id="log", question="Hur skriver jag i lärloggen?", answer="Tryck på plus."),
    FaqEntry(id="login", question="Varför kan jag inte logga in?", answer="Titta på kommunens sida."),
    FaqEntry(id="plan", question="Hur tilldelar jag en planering?", answer="Öppna planeringen."),
)


@pytest.fixture(scope="module")
def small(weights: Weights) -> Index:
    return Index.build(ENTRIES, weights)


@pytest.mark.parametrize(
    ("word", "pair"),
    [
        ("lösenordsåterställning", ("lösenord", "återställning")),
        ("bygglovsansökan", ("bygglov", "ansökan")),
        ("bygglovansökan", ("bygglov", "ansökan")),
        ("okändord", None),
        ("lös", None),
    ],
)
def test_a_compound_is_cut_in_the_words_that_the_faq_knows(word: str, pair: tuple[str, str] | None) -> None:
    assert parts(word, KNOWN) == pair


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        ("hur når jag en vh", "guardian"),
        ("när lägger man uv-samtal", "talk"),
        ("lär logg, hur skriver man?", "log"),
        ("larloggen hur skriver man", "log"),
        ("how do I reach a guardian?", "guardian"),
        ("I can't log in", "login"),
        ("how do I assign a plan", "plan"),
        ("hur tildelar ja en plannering", "plan"),
    ],
)
def test_the_words_of_the_channel_find_the_words_of_the_faq(message: str, entry: str, small: Index) -> None:
    assert rank(message, small)[0].id == entry


def test_a_wordbook_goes_both_ways_and_knows_inflections() -> None:
    book = Wordbook.of({"abbreviations": {"vh": "vårdnadshavare"}, "glossary": {"learning log": "lärlogg"}})
    assert book.meaning(["vh"]) == ("vårdnadshavare",)
    assert book.meaning(["learning", "logs"]) == ("lärlogg",)
    assert book.meaning(["lärloggen"]) == ("learning", "log")


def test_fillers_are_dropped_unless_nothing_else_is_left() -> None:
    book = Wordbook.of({"fillers": ["hej", "nån som vet"]})
    assert book.without_fillers(["hej", "nån", "som", "vet", "koden"]) == ["koden"]
    assert book.without_fillers(["hej"]) == ["hej"]


def test_the_language_of_an_faq_is_the_one_whose_small_words_it_has() -> None:
    assert language_of({"the": 3, "to": 2, "en": 1}) == "en"
    assert language_of({"att": 3, "to": 1}) == "sv"
    assert language_of({}) == "sv"
