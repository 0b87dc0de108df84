"""What is read out of a thread for the vendor, and what must not be in it."""

from __future__ import annotations

import pytest

from knowledge.conversation.exposed import Names, around, masked_places, without
from knowledge.support.vendor_summary import Said, summary

ASKED = (
    "Hej! Min nya elev syns inte i Unikum. När jag klickar på Klasser blir det en vit sida. "
    "Hen borde synas efter synken. Det har varit så sen i torsdags. Tack på förhand"
)
NAMES = Names(lambda name: name in {"eva lind", "mats nystrom"}, ["Karin", "Eva"])


def test_the_askers_sentences_are_sorted_by_what_they_tell() -> None:
    made = summary([Said(text=ASKED, by_asker=True)], "24 november")
    assert made.title == "Min nya elev syns inte i Unikum"
    assert made.steps == "När jag klickar på Klasser blir det en vit sida."
    assert made.expected == "Hen borde synas efter synken."
    assert made.seen == "Min nya elev syns inte i Unikum."
    assert made.since == "i torsdags"
    assert "Hej" not in made.what
    assert "Tack" not in made.what


def test_what_contacts_found_is_seen_and_what_they_promise_is_left_out() -> None:
    thread = [
        Said(text="Min nya elev syns inte.", by_asker=True),
        Said(text="Jag tar den.", by_asker=False),
        Said(text="Eleven har fått två konton. Det måste de slå ihop. Jag skickar det.", by_asker=False),
    ]
    made = summary(thread, "24 november")
    assert made.seen == "Min nya elev syns inte.\nEleven har fått två konton.\nDet måste de slå ihop."
    assert made.since == "24 november"


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("Jag loggar in, sen blir sidan vit.", ""), ("Jag klickar och sedan trycker jag på spara.", ""),
        ("Jag klickar och sen blir det fel. Så har det varit sedan i måndags.", "i måndags"),
        ("Sen ska vi på lov.", ""), ("Sedan 2 elever slutade blir det fel.", ""), ("Sen de 12/11 listorna kom.", ""),
        ("Det går inte sedan i går.", "i går"), ("Det är fel sen igår kväll.", "igår kväll"),
        ("Trasigt sedan i morse!", "i morse"), ("Inget syns sedan måndag.", "måndag"),
        ("Inget syns sedan förra veckan.", "förra veckan"), ("Tomt sedan ungefär tre dagar.", "tre dagar"),
        ("Tomt sen 12/11.", "12/11"), ("Tomt sedan uppdateringen 12/11.", "uppdateringen 12/11"),
        ("Tomt sedan uppdateringen i torsdags.", "uppdateringen i torsdags"), ("Fel sen skolstart.", "skolstart"),
        ("Fel sedan höstlovet.", "höstlovet"), ("Fel sen lovet, tror jag.", "lovet"),
        ("Fel sedan den 12 november.", "den 12 november"), ("Fel sedan 2026-11-12.", "2026-11-12"),
        ("Fel sedan vecka 46.", "vecka 46"), ("Det slutade fungera i torsdags.", "i torsdags"),
        ("Det slutade för två veckor sedan.", "för två veckor sedan"), ("Fel sedan marsvin kom.", ""),
        ("It has been blank since yesterday.", "yesterday"), ("Blank since last week.", "last week"),
        ("Blank since the update on Monday.", "the update"), ("It broke 3 days ago.", "3 days ago"),
        ("Then since I press save it is blank.", ""), ("Blank since the autumn break.", "the autumn break"),
    ],
)  # fmt: skip
def test_since_when_is_what_tells_of_time_and_no_other_word_after_then(said: str, since: str) -> None:
    assert summary([Said(text=f"Min elev syns inte. {said}", by_asker=True)], "").since == since


def test_an_empty_thread_and_a_very_long_one() -> None:
    assert summary([], "24 november").what == ""
    long = summary([Said(text="Sidan blir vit när jag klickar. " * 400, by_asker=True)], "24 november")
    assert len(long.what) <= 800
    assert len(summary([Said(text="ord " * 900, by_asker=True)], "").what) <= 800


def test_colleagues_and_masked_places_are_found_and_left_out() -> None:
    text = "Evas klass: [personnummer] saknas , säger Mats Nyström och Karin. Per Evald kanske."
    assert (
        without(text, NAMES, "en kollega")
        == "en kollega klass: saknas, säger en kollega och en kollega. Per Evald kanske."
    )
    assert [text[start:end] for start, end in masked_places(text)] == ["[personnummer]"]
    assert around("x" * 60 + " [namn] y", masked_places("x" * 60 + " [namn] y")[0]).startswith("…")


def test_words_that_only_look_like_names_stay() -> None:
    text = "Klicka på Skriv Ut i Unikum Familj, gärna eva lind."
    assert NAMES.places(text) == []
