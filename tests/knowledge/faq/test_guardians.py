"""Texts for guardians: heading and body, which are there, what only we say."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.faq.entry import FaqEntry
from knowledge.faq.guardians import GuardianText, in_language, internal, is_old, is_over, texts_of

ENTRY = FaqEntry(id="a", question="Hur loggar man in?", answer="Så.", guardian_sv="**Logga in**\n1. Öppna appen.")


def test_the_first_line_is_the_heading_if_it_is_one() -> None:
    text = texts_of(ENTRY)["sv"]
    assert (text.title, text.body, text.is_own) == ("Logga in", "1. Öppna appen.", True)
    told = GuardianText(entry=ENTRY, language="sv", text="Öppna appen och logga in.\nSedan väljer du barn.")
    assert (told.title, told.body) == ("Hur loggar man in?", told.text)
    assert GuardianText(entry=ENTRY, language="sv", text="**Vem ser det?**\nDu.").title == "Vem ser det?"


def test_the_answer_stands_in_where_it_is_for_guardians_and_names_nobody_inside() -> None:
    entry = FaqEntry(id="b", answer="Öppna appen.", audience="guardian", local="Hos oss: portalen.")
    text = texts_of(entry)["sv"]
    assert (text.text, text.is_own, text.title) == ("Öppna appen.\n\nHos oss: portalen.", False, "Öppna appen")
    assert texts_of(FaqEntry(id="c", answer="Öppna appen.", audience="teacher")) == {}
    assert texts_of(FaqEntry(id="d", answer="Fråga din lokala kontakt.", audience="guardian")) == {}
    assert set(texts_of(FaqEntry(id="e", answer="Open the app.", audience="guardian", language="en"))) == {"en"}
    assert in_language(texts_of(ENTRY), "en").language == "sv"


@pytest.mark.parametrize(("text", "place"), [
    ("Skriv i supportkanalen.", "Skriv i supportkanalen."),
    ("Hör av dig till skolans lokala Unikumkontakt om det inte går, så hjälper vi till.", "…till skolans lokala Unikumkontakt om det inte…"),
    ("Fråga Eva Lind.", "Fråga Eva Lind."),
    ("Vänta till nattens synk.", "…till nattens synk."),
    ("Ask the local contact.", "Ask the local contact."),
    ("Se #unikum-lind för mer.", "Se #unikum-lind för mer."),
    ("Kontakta skolan. Evalinda finns i appen.", ""),
    ("Det fungerar synkront i supporten.", ""),
])  # fmt: skip
def test_what_only_those_inside_say_is_found_with_the_words_around_it(text: str, place: str) -> None:
    assert internal(text, ("Eva Lind", "#unikum-lind", " ", "")) == place


def test_days() -> None:
    entry = FaqEntry(id="a", answer="x", review_by=date(2026, 11, 24), valid_to=date(2026, 11, 24))
    assert not is_old(entry, date(2026, 11, 24))
    assert not is_over(entry, date(2026, 11, 24))
    assert is_old(entry, date(2026, 11, 25))
    assert is_over(entry, date(2026, 11, 25))
