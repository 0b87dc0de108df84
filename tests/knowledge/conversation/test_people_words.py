"""Sentences about people, schools and channels are read as meant; questions that begin alike stay questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation.commands import Command, parse_command
from knowledge.conversation.people_words import (
    LEADS,
    PlaceSaid,
    SchoolSaid,
    alias_said,
    areas_said,
    names_said,
    place_said,
    renamed,
    school_said,
)

GIVEN = [
    ("kontakt Lindskolan Eva Lind", "contact", "Lindskolan Eva Lind"),
    ("Ny kontakt: Lindskolan Eva", "contact", "Lindskolan Eva"),
    ("ta bort kontakt Lindskolan Eva", "contact_off", "Lindskolan Eva"),
    ("remove contact Lindskolan Eva", "contact_off", "Lindskolan Eva"),
    ("ta bort kontakten Eva", "contact_off", "Eva"),
    ("central Eva Lind teknik", "central", "Eva Lind teknik"),
    ("ta bort central Eva", "central_off", "Eva"),
    ("leverantörskontakt Mats", "vendor_contact", "Mats"),
    ("vendor contact Mats", "vendor_contact", "Mats"),
    ("ta bort leverantorskontakt Mats", "vendor_contact_off", "Mats"),
    ("ersättare Eva Olle 3–7 mars", "substitute", "Eva Olle 3–7 mars"),
    ("ersättare för Eva: Olle i två veckor", "substitute", "för Eva: Olle i två veckor"),
    ("ny skola Ekbacken", "school_on", "Ekbacken"),
    ("Ny skola: Ekbacken, förskola, alias Backen", "school_on", "Ekbacken, förskola, alias Backen"),
    ("byt namn skola Ekbacken till Eken", "school_name", "Ekbacken till Eken"),
    ("byt namn på skolan Ekbacken till Eken", "school_name", "Ekbacken till Eken"),
    ("rename school Ekbacken to Eken", "school_name", "Ekbacken to Eken"),
    ("alias Lindskolan Linden", "school_alias", "Lindskolan Linden"),
    ("ta bort skola Ekbacken", "school_off", "Ekbacken"),
    ("den här kanalen är support", "place", "support"),
    ("Kanalen är nyheter.", "place", "nyheter."),
    ("kanalen är för Lindskolan", "place", "för Lindskolan"),
    ("den här kanalen är inte support längre", "place", "inte support längre"),
    ("this channel is no longer support", "place", "no longer support"),
]

NOT_GIVEN = [
    "kanalen är tyst i dag",
    "kanalen är full av spam, kan ni hjälpa mig?",
    "den här kanalen är bra",
    "den här kanalen är för alla som har frågor om omdömen och planeringar i Unikum",
    "den här kanalen är support?",
    "ny skola var lägger jag in den?",
    "ersättare hur lägger jag in en vikarie",
    "ersättare för mig när jag är sjuk?",
    "vikarie ser inte eleverna",
    "central inloggning fungerar inte",
    "byt namn på en planering, hur gör jag?",
    "alias fungerar inte",
    "kontakt med vårdnadshavare",
    "ta bort kontakt hur gör jag",
    "ta bort en elev",
]


@pytest.mark.parametrize(("text", "word", "rest"), GIVEN)
def test_it_is_a_command(text: str, word: str, rest: str) -> None:
    assert parse_command(text, direct=True) == Command(word, rest)
    assert parse_command(f"/{text}", direct=False) == Command(word, rest)
    assert parse_command(text, direct=False) is None


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_it_is_none(text: str) -> None:
    assert parse_command(text, direct=True) is None


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("support", PlaceSaid(kind="support")),
        ("Supportkanalen nu", PlaceSaid(kind="support")),
        ("för frågor", PlaceSaid(kind="support")),
        ("nyheter", PlaceSaid(kind="news")),
        ("kontakternas", PlaceSaid(kind="contacts")),
        ("de centralas", PlaceSaid(kind="central")),
        ("för Norra skolan", PlaceSaid(kind="school", school="Norra skolan")),
        ("for Lindskolan", PlaceSaid(kind="school", school="Lindskolan")),
        ("inte för Lindskolan längre", PlaceSaid()),
        ("ingenting", PlaceSaid()),
        ("not support any more", PlaceSaid()),
        ("trasig", None),
        ("inte bra", None),
        ("", None),
    ],
)
def test_what_a_channel_is(rest: str, said: PlaceSaid | None) -> None:
    assert place_said(rest) == said


def test_areas_are_taken_out_of_the_words() -> None:
    assert areas_said("Eva Lind teknik") == (("technical",), "Eva Lind")
    assert areas_said("Eva Lind pedagogik och teknik") == (("technical", "pedagogical"), "Eva Lind")
    assert areas_said("både Eva båda") == (("technical", "pedagogical"), "både Eva")
    assert areas_said("Eva Lind") == ((), "Eva Lind")


def test_schools_in_words() -> None:
    assert school_said("Ekbacken") == SchoolSaid(name="Ekbacken")
    assert school_said("Ekbacken, förskola, alias Backen och Eken") == SchoolSaid(
        name="Ekbacken", kind="förskola", aliases=("Backen", "Eken")
    )
    assert school_said("Norra Ekbacken (alias: Backen)") == SchoolSaid(name="Norra Ekbacken", aliases=("Backen",))
    assert names_said("Backen, Backen; Eken") == ("Backen", "Eken")
    assert renamed("Ekbacken till Eken") == ("Ekbacken", "Eken")
    assert renamed("Ekbacken") == ("Ekbacken", "")
    assert alias_said("Linden för Lindskolan") == ("Lindskolan", "Linden")
    assert alias_said("Lindskolan: Linden") == ("Lindskolan", "Linden")
    assert alias_said("Lindskolan Linden") == ("Lindskolan Linden", "")


@given(st.text(max_size=120))
def test_nothing_typed_breaks_it(text: str) -> None:
    for read in (place_said, areas_said, school_said, names_said, renamed, alias_said):
        read(text)
    for leads in LEADS.values():
        parse_command(f"{leads.split('|')[0]} {text}", direct=True)


@given(st.lists(st.sampled_from(["Eva", "Lind", "på", "Lindskolan", "Åsa", "3–7 mars", "och"]), max_size=6))
def test_areas_keep_every_other_word(words: list[str]) -> None:
    text = " ".join(words)
    assert areas_said(f"{text} teknik")[0] == ("technical",)
    assert areas_said(text) == ((), text)
