"""Whether two people ask the same: careful, since a link joins their questions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.faq.index import Index
from knowledge.faq.likeness import likeness

SAME = 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "knappen för att skriva ut schemat är borta, var är den?",
            "var är knappen för att skriva ut schemat? den är borta",
        ),
        ("går det att boka ipadvagnen i unikum?", "finns det något ställe i unikum att boka ipadvagnen?"),
        ("lärloggen laddar inte bilder idag", "bilderna i lärloggen laddas inte"),
        ("matrisen går inte att spara", "kan inte spara matrisen"),
        ("får bara vit sida i unikum", "vit sida när jag öppnar unikum, någon mer?"),
    ],
)
def test_the_same_matter_in_other_words_is_the_same(one: str, other: str, sample: Index) -> None:
    assert likeness(one, other, sample) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hur gör jag för att byta bild?", "hur gör jag för att byta lösenord?"),
        ("hur gör jag en planering", "hur gör jag en matris"),
        ("hur gör jag?", "hur gör jag det?"),
        ("det funkar inte", "det fungerar inte"),
        ("hjälp", "hjälp mig"),
        ("var hittar jag mina elever", "var hittar jag mina planeringar"),
        ("går det att skriva ut schemat?", "går det att skriva ut lärloggen?"),
        ("kan man ladda upp en film i unikum?", "kan man ladda upp en pdf i unikum?"),
        ("", "hur loggar jag in?"),
    ],
)
def test_the_same_frame_around_another_matter_is_not_the_same(one: str, other: str, sample: Index) -> None:
    assert likeness(one, other, sample) < SAME


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_likeness_goes_both_ways_and_lies_between_nothing_and_one(sample: Index, one: str, other: str) -> None:
    assert 0 <= likeness(one, other, sample) <= 1
    assert likeness(one, other, sample) == pytest.approx(likeness(other, one, sample))
