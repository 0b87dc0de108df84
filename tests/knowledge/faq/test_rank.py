"""The ranking: order, probabilities, exact texts and odd messages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.faq.index import Index
from knowledge.faq.rank import MOST, rank
from knowledge.faq.text import normal


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        ("hur får jag ut planeringen till 6B?", "tilldela-planering"),
        ("mina åttor ser inte omdömet i NO, vad gör jag?", "bedomning-utkast"),
        ("Varför blir jag utslängd och utloggad hela tiden?", "utloggad-automatiskt"),
        ("jag kan inte rapportera frånvaro på min lektion", "franvaro-lektion"),
        ("Hej! Vi har nytt arbetslag i år. Hur bokar man utvecklingssamtal?", "boka-tid-samtal"),
        ("en elev har skyddad identitet, hur gör jag?", "skyddad-identitet"),
    ],
)
def test_what_teachers_type_finds_the_entry_that_answers_it(message: str, entry: str, sample: Index) -> None:
    assert rank(message, sample)[0].id == entry


def test_matches_stand_best_first_and_their_chances_are_shares_of_one(sample: Index) -> None:
    matches = rank("hur tilldelar man en planering till eleverna", sample)
    scores = [match.score for match in matches]
    assert len(matches) == MOST
    assert scores == sorted(scores, reverse=True)
    assert 0 <= sum(scores) <= 1


def test_every_text_of_every_entry_is_exact_for_its_entry(sample: Index) -> None:
    for entry in sample.entries:
        for text in entry.texts:
            best = rank(text.upper() + "!!", sample)[0]
            assert best.exact
            found = sample.entry(best.id)
            assert found is not None
            assert normal(text) in map(normal, found.texts)


def test_a_match_says_what_it_was_found_by(sample: Index) -> None:
    assert {"char", "kb", "cover"} <= rank("hur loggar jag in", sample)[0].features.keys()


@pytest.mark.parametrize("message", ["", "  \n ", "🙏🙏", "https://x.example/y", "\u200b\u202e", "<@U1>", "???"])
def test_a_message_without_words_matches_nothing(message: str, sample: Index) -> None:
    assert rank(message, sample) == []


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_is_ranked_without_a_fall(sample: Index, text: str) -> None:
    assert all(0 <= match.score <= 1 for match in rank(text, sample))
