"""What a form for an entry holds comes back whole; a day, a way of asking and what was cut on its way; whether an answer says something else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation.pasted import from_word
from knowledge.faq.editing import About, edited, months_later, values_of
from knowledge.faq.entry import FaqEntry
from knowledge.faq.substance import differs

LONG = " ".join(f"Steg {number}: klicka vidare." for number in range(300))


def _entry(**fields: object) -> FaqEntry:
    return FaqEntry(**{"id": "out", "answer": "Efter 45 minuter loggas du ut.", **fields})  # type: ignore[arg-type]


def test_what_comes_back_as_it_was_shown_changes_nothing() -> None:
    many = tuple(f"sätt {number} att fråga" for number in range(150))
    one = _entry(question="Varför blir jag utloggad?", alternatives=many, source="https://example.org/" + "a" * 900,
                 local="Hos oss 30.", review_by=date(2027, 5, 1), owner="eva")  # fmt: skip
    assert edited(one, values_of(one)) == one


def test_what_a_service_cut_on_its_way_stays_whole() -> None:
    one = _entry(answer=LONG)
    assert edited(one, {"answer": f"{LONG[:2999]}…"}) == one
    assert edited(one, {"answer": "Klicka vidare…"}).answer == "Klicka vidare…"


@given(st.builds(About, entry=st.text("abc/-", min_size=1), version=st.integers(0, 10**6),
                 proposal=st.sampled_from(("", "proposal/3")), sure=st.booleans()))  # fmt: skip
def test_what_a_form_is_about_is_read_as_it_was_written(about: About) -> None:
    assert About.read(about.written) == about


@pytest.mark.parametrize(("day", "months", "later"), [
    (date(2026, 8, 31), 6, date(2027, 2, 28)), (date(2026, 12, 31), 1, date(2027, 1, 31)), (date(2027, 8, 31), 6, date(2028, 2, 29)),
])  # fmt: skip
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(("before", "after", "other"), [
    ("Öppna gruppen och klicka på **Tilldela**.", "Öppna gruppen, klicka på Tilldela.", False),
    ("Klika på knappen.", "Klicka på knappen.", False),
    ("Öppna skol banken.", "Öppna skolbanken.", False),
    ("Det går inte.", "Det går.", True),
    ("Efter 45 minuter.", "Efter 60 minuter.", True),
    ("Läs [här](https://a.se).", "Läs [här](https://b.se).", True),
    ("Slå på synken.", "Slå av synken.", True),
    ("Den är synlig.", "Den är osynlig.", True),
    ("Aktivera notiser.", "Avaktivera notiser.", True),
    ("Lärare ser den.", "Bara lärare ser den.", True),
])  # fmt: skip
def test_an_answer_that_says_something_else(before: str, after: str, other: bool) -> None:
    assert differs(_entry(answer=before), _entry(answer=after)) is other


@given(st.text())
def test_plain_text_is_cleaned_once(text: str) -> None:
    assert from_word(from_word(text)) == from_word(from_word(from_word(text)))
