"""Plays: the command words, to the bot alone and with its name in a place, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, only
from tests.journeys.town import ASSIGN, FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

WHO = (
    "Lindskolan: Eva Lind.\n"
    "Centralt: Mats Nyström (teknik), Cecilia Holm och Amina Warsame (pedagogik)."
)  # fmt: skip


WORDS = [
    ("hjälp", "help", "Skriv din fråga så svarar jag eller en kollega.", "Write your question and I or a colleague"),
    ("vem", "who", "Lindskolan: Eva Lind.\n", "Ekskolan has no contact of its own right now."),
    ("mina", "mine", "Du har inga öppna frågor.", "You have no open questions."),
    ("status 42", "status 42", "Jag hittar ingen fråga 42 som du kan se.", "I can't find a question 42 that you"),
    ("min skola", "my school", "Du hör till Lindskolan.", "You belong to Ekskolan."),
    ("språk", "language", "Jag skriver svenska till dig.", "I'll write English to you."),
    ("väntar", "waiting", "Du har inga öppna frågor.", "You have no open questions."),
    ("sök månens baksida", "search moon rocks", "Inget om ”månens baksida” ännu.", "Nothing about “moon rocks” yet."),
    ("hem", "home", "Hej Anna. Skriv din fråga i", "Hi Lucy. Write your question in"),
    ("meddela", "announce", "Det kan bara de centrala kontakterna göra", "Only the central contacts can do that"),
    ("kontakt", "contact", "Lindskolan: Eva Lind.\n", "Ekskolan has no contact of its own right now."),
    ("kontakt Ekskolan Anna", "contact Ekskolan Anna", "Det kan bara de centrala", "Only the central contacts can"),
    ("faq", "faq", "Det kan bara en kontakt göra: Cecilia Holm", "Only a contact can do that: Cecilia Holm"),
    ("borta till fredag", "away until Friday", "Du står inte som kontakt", "You're not listed as a contact"),
    ("tillbaka", "back", "Du står inte som kontakt", "You're not listed as a contact"),
    ("paus 2h", "pause 2h", "Det kan bara de centrala kontakterna göra", "Only the central contacts can do that"),
    ("igång", "resume", "Det kan bara de centrala kontakterna göra", "Only the central contacts can do that"),
]
"""In Swedish to Anna, in English to Lucy, and how the answers begin."""


async def test_each_word_is_answered_in_the_readers_language(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    for swedish, english, says, tells in WORDS:
        for who, word, answer in (("anna", swedish, says), ("lucy", english, tells)):
            alone = await day.writes_to_the_bot(who, word)
            assert [line["text"].startswith(answer) for line in alone] == [True], (word, alone)
            assert (alone[0]["place"], alone[0]["to"], alone[0]["mentions"]) == (None, who, [])
            named = await day.mentions_the_bot(who, word)
            assert [(line["event"] in {"notice", "refused"}, line["to"]) for line in named] == [(True, who)], word
            assert named[0]["text"] == alone[0]["text"]
            assert await day.says(who, word, place="central") == []  # among colleagues it is a word like others
    await day.end()


async def test_who_is_my_contact_and_who_is_somebody_elses(store: Store, tmp_path: Path) -> None:
    away = {"leila": ("2026-11-23", "2026-11-27", "jonas"), "mats": ("2026-11-23", "2026-11-27", None)}
    day = await begin(store, tmp_path, away=away)
    mine = only(await day.writes_to_the_bot("anna", "vem är min kontakt?"), "direct")
    assert mine["text"].startswith("Lindskolan: Eva Lind.\nCentralt: Mats Nyström (borta till och med 27 november)")
    other = only(await day.writes_to_the_bot("anna", "vem på Hagaskolan"), "direct")
    assert other["text"].startswith(
        "Hagaskolan: Jonas Åberg och Leila Rahimi (borta till och med 27 november, Jonas Åberg ersätter).\n"
    )
    none = only(await day.writes_to_the_bot("anna", "vem på Ekskolan"), "direct")
    assert none["text"].startswith(
        "Ekskolan har ingen egen kontakt just nu. Frågor därifrån går direkt till Cecilia Holm"
    )
    stranger = only(await day.writes_to_the_bot("nya", "vem"), "direct")
    assert stranger["text"].startswith("Jag vet inte vilken skola du är på. Skriv min skola")
    unknown = only(await day.writes_to_the_bot("anna", "vem på Lundskolan"), "direct")
    assert unknown["text"] == "Jag hittar ingen skola som heter ”Lundskolan”. Menar du Lindskolan?"
    await day.end()


async def test_the_lists_of_who_asks_and_of_who_answers(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    await day.says("anna", ASSIGN, "q2")
    await day.says("olle", VOTE, "q3")
    await day.presses("eva", "take", "q3")
    await day.says("gunilla", FILM, "q4")
    mine = only(await day.writes_to_the_bot("anna", "mina"), "direct")
    assert mine["text"] == (
        f"Dina öppna frågor (2)\n- Fråga 1 ”{SIGNS}” – ligger hos Eva Lind\n- Fråga 2 ”{ASSIGN}” – har fått ett svar"
    )
    waits = only(await day.writes_to_the_bot("eva", "väntar"), "direct")
    assert waits["text"] == (
        f"Väntar på dig (2)\n- Fråga 1 ”{SIGNS}” – Anna Ek, till i dag 13:00\n"
        f"- Fråga 3 ”{VOTE}” – Olle Berg (Eva Lind har tagit den)"
    )
    assert waits["mentions"] == []
    central = only(await day.writes_to_the_bot("cecilia", "vad väntar?"), "direct")
    assert central["text"].startswith("Övrigt från supporten (3)\n- Fråga 1")
    other = only(await day.writes_to_the_bot("leila", "väntar"), "direct")
    assert other["text"] == f"Övrigt från Hagaskolan (1)\n- Fråga 4 ”{FILM}” – Gunilla Fors, till i dag 11:00"
    status = only(await day.mentions_the_bot("gunilla", "status 3"), "notice")
    assert (status["text"], status["state"]) == ("Fråga 3 Eva Lind har tagit den. Ställd i dag 09:00.", "taken")
    await day.end()


async def test_the_language_is_remembered(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert only(await day.writes_to_the_bot("anna", "språk engelska"), "direct")["text"].startswith(
        "I'll write English"
    )
    assert only(await day.writes_to_the_bot("anna", "mina"), "direct")["text"] == "You have no open questions."
    asked = await day.says("anna", SIGNS, "q")
    assert asked[0]["text"].startswith("Eva Lind at Lindskolan has the question.\nIf it isn't solved by today 13:00")
    assert called(asked) == ["eva"]
    back = only(await day.mentions_the_bot("anna", "byt språk till svenska"), "notice")
    assert back["text"].startswith("Jag skriver svenska till dig.")
    await day.end()
