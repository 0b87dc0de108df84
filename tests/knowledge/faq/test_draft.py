"""A new entry from what somebody filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.faq.draft import draft, entry_id, proposed
from knowledge.faq.editing import ways
from knowledge.faq.entry import FaqEntry


def test_a_form_becomes_an_entry() -> None:
    values = {"question": " Hur byter  jag bild? ", "answer": "Klicka på **Profil**.", "category": "konto", "area": "technical",
              "ways": "1. ny profilbild\n- byta foto\n\nHUR BYTER JAG BILD\nNy profilbild!"}  # fmt: skip
    assert draft(values, "sv", ()) == FaqEntry(
        id="byter-bild", question="Hur byter jag bild?", alternatives=("ny profilbild", "byta foto"),
        answer="Klicka på **Profil**.", category="konto", area="technical",
    )  # fmt: skip


def test_what_is_not_filled_in_is_empty_and_an_unknown_area_is_none() -> None:
    assert draft({"area": "cooking", "ways": None}, "en", ()) == FaqEntry(id="svar", answer="", language="en")


def test_an_id_is_made_of_the_words_that_say_something_and_is_used_once() -> None:
    assert entry_id("Hur får jag på mig skärmens läsläge?", ()) == "far-mig-skarmens-laslage"
    assert entry_id("Hur jag?", ()) == "hur-jag"
    assert entry_id("Byta bild", ("byta-bild", "byta-bild-2")) == "byta-bild-3"


@given(st.text(max_size=500), st.lists(st.text(max_size=20), max_size=5))
def test_any_question_gets_a_short_id_of_its_own(question: str, taken: list[str]) -> None:
    made = entry_id(question, taken)
    assert made not in taken
    assert 0 < len(made) <= 70
    assert made.isprintable()
    assert " " not in made


def test_marks_that_call_people_are_not_kept() -> None:
    assert ways("\ue000eva\ue001Eva\ue002 byta bild", "") == ("evaEva byta bild",)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Hej alla! hur byter man bild? Tack på förhand", "Hur byter man bild?"),
        ("Hej Anna! Öppna gruppen, välj Skriv ut. Mvh Eva", "Öppna gruppen, välj Skriv ut."),
        ("<@U012AB> hej, kan man dela en planering?", "Kan man dela en planering?"),
        ("Hello everyone, where is the log?\nThanks!", "Where is the log?"),
        (
            "Hittar ni knappen? Annars: tack vare pilen syns den.",
            "Hittar ni knappen? Annars: tack vare pilen syns den.",
        ),
        ("Hej", ""),
    ],
)
def test_a_proposed_text_loses_calls_greetings_and_thanks(written: str, kept: str) -> None:
    assert proposed(written, 300) == kept


@given(st.text(max_size=400))
def test_any_text_can_be_proposed_and_only_gets_shorter(written: str) -> None:
    assert len(proposed(written, 300)) <= 300
