"""Command words make the bot do something; questions that begin like them stay questions."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.commands import Command, parse_command

GIVEN = [
    ("hjälp", "help", ""),
    ("Hjälp!", "help", ""),
    ("hjalp", "help", ""),
    ("HELP", "help", ""),
    ("/hjälp", "help", ""),
    ("!help", "help", ""),
    ("hjälp tack", "help", ""),
    ("vad kan du?", "help", ""),
    ("what can you do?", "help", ""),
    ("vem", "who", ""),
    ("Vem?", "who", ""),
    ("who", "who", ""),
    ("vem är min kontakt", "who", ""),
    ("vem är vår kontaktperson?", "who", ""),
    ("vem är lokal kontakt", "who", ""),
    ("who is my contact?", "who", ""),
    ("who's our contact", "who", ""),
    ("vem kan hjälpa mig?", "who", ""),
    ("vem hjälper oss på Lindskolan?", "who", "Lindskolan"),
    ("vem ska jag fråga?", "who", ""),
    ("vem på Lindskolan", "who", "Lindskolan"),
    ("vem på min skola?", "who", ""),
    ("vem på lindskolan?", "who", "lindskolan"),
    ("vem Lindskolan", "who", "Lindskolan"),
    ("vem ekskolan", "who", "ekskolan"),
    ("who at Ekskolan?", "who", "Ekskolan"),
    ("vem är kontakt på Lindskolan?", "who", "Lindskolan"),
    ("vem är kontakt för Norra Ekskolan", "who", "Norra Ekskolan"),
    ("mina", "mine", ""),
    ("mine", "mine", ""),
    ("mina frågor", "mine", ""),
    ("Mina fragor.", "mine", ""),
    ("visa mina frågor", "mine", ""),
    ("my questions", "mine", ""),
    ("status", "status", ""),
    ("status 42", "status", "42"),
    ("status #42", "status", "42"),
    ("Status fråga 42?", "status", "42"),
    ("status på fråga 42", "status", "42"),
    ("status for question 7", "status", "7"),
    ("fråga 42", "status", "42"),
    ("listor", "lists", ""),
    ("Listor av.", "lists", "off"),
    ("mina listor på tack", "lists", "on"),
    ("lists off please", "lists", "off"),
    ("listor veckovis", "lists", "weekly"),
    ("lists every day", "lists", "daily"),
    ("min skola", "my_school", ""),
    ("my school", "my_school", ""),
    ("min skola är Lindskolan", "my_school", "Lindskolan"),
    ("min skola ar lindskolan.", "my_school", "lindskolan"),
    ("min skola: Ekskolan", "my_school", "Ekskolan"),
    ("my school is Ekskolan", "my_school", "Ekskolan"),
    ("byt skola", "my_school", ""),
    ("byt skola till linden", "my_school", "linden"),
    ("borta", "away", ""),
    ("away", "away", ""),
    ("borta till fredag", "away", "till fredag"),
    ("Borta t.o.m. 4/12", "away", "t.o.m. 4/12"),
    ("jag är borta till fredag", "away", "till fredag"),
    ("borta 3–7 mars ersättare Olle", "away", "3–7 mars ersättare Olle"),
    ("borta 2026-11-30 till 2026-12-04", "away", "2026-11-30 till 2026-12-04"),
    ("borta idag", "away", "idag"),
    ("borta i dag", "away", "i dag"),
    ("borta i morgon", "away", "i morgon"),
    ("borta nästa vecka", "away", "nästa vecka"),
    ("borta v 9", "away", "v 9"),
    ("borta 3 dagar", "away", "3 dagar"),
    ("borta på fredag", "away", "på fredag"),
    ("borta från måndag till onsdag", "away", "från måndag till onsdag"),
    ("borta ersättare Olle", "away", "ersättare Olle"),
    ("away until Friday", "away", "until Friday"),
    ("I'm away tomorrow", "away", "tomorrow"),
    ("away 3-7 March substitute Olle", "away", "3-7 March substitute Olle"),
    ("tillbaka", "back", ""),
    ("back", "back", ""),
    ("jag är tillbaka", "back", ""),
    ("Jag är tillbaka nu!", "back", ""),
    ("tillbaka på jobbet", "back", ""),
    ("I'm back", "back", ""),
    ("språk", "language", ""),
    ("sprak engelska", "language", "en"),
    ("språk english", "language", "en"),
    ("språk: svenska", "language", "sv"),
    ("språk sv", "language", "sv"),
    ("language EN", "language", "en"),
    ("language swedish", "language", "sv"),
    ("byt språk till engelska", "language", "en"),
    ("byt till svenska", "language", "sv"),
    ("väntar", "waiting", ""),
    ("vantar?", "waiting", ""),
    ("vad väntar?", "waiting", ""),
    ("vad väntar på mig", "waiting", ""),
    ("waiting", "waiting", ""),
    ("what's waiting?", "waiting", ""),
    ("fråga", "ask", ""),
    ("fråga hur gör jag en planering?", "ask", "hur gör jag en planering?"),
    ("Fråga: hur gör jag?", "ask", "hur gör jag?"),
    ("fråga till er: syns lärloggen hemma", "ask", "till er: syns lärloggen hemma"),
    ("ask how do I log in?", "ask", "how do I log in?"),
    ("fraga rad ett\nrad två", "ask", "rad ett\nrad två"),
    ("sök lärlogg", "search", "lärlogg"),
    ("sok efter omdömen", "search", "omdömen"),
    ("search log in", "search", "log in"),
    ("sök", "search", ""),
    ("meddela", "announce", ""),
    ("announce", "announce", ""),
    ("meddela Nya omdömen i januari", "announce", "Nya omdömen i januari"),
    ("paus", "pause", ""),
    ("pause", "pause", ""),
    ("paus 2h", "pause", "2h"),
    ("pausa 2 timmar", "pause", "2 timmar"),
    ("pausa boten i 30 min", "pause", "i 30 min"),
    ("paus en timme", "pause", "en timme"),
    ("paus till kl 14", "pause", "till kl 14"),
    ("paus i dag", "pause", "i dag"),
    ("igång", "resume", ""),
    ("igang", "resume", ""),
    ("fortsätt", "resume", ""),
    ("resume", "resume", ""),
    ("sätt igång igen", "resume", ""),
    ("kontakt", "contact", ""),
    ("kontakt Eva Lind Lindskolan", "contact", "Eva Lind Lindskolan"),
    ("contact Eva Lind", "contact", "Eva Lind"),
    ("faq", "faq", ""),
    ("FAQ omdömen", "faq", "omdömen"),
]

NOT_GIVEN = [
    "listor av elever saknas",
    "listor över eleverna, var finns de?",
    "",
    "   ",
    "hej",
    "hjälp mig logga in",
    "hjälp! jag kommer inte in",
    "hjälp jag har raderat allt",
    "hjälper det att logga ut?",
    "help me log in",
    "help with the app",
    "vem ser lärloggen?",
    "vem ser kontaktuppgifterna",
    "vem är Kattis?",
    "vem då",
    "vem kan se mina bedömningar?",
    "vem på skolan ser omdömet",
    "vem på Lindskolan kan hjälpa mig med betygen i nian",
    "vem hjälper mig med betyg",
    "vem har skrivit inlägget",
    "vem bestämmer",
    "who can see the log?",
    "who sees it",
    "whose fault",
    "mina elever syns inte",
    "mina klasser är borta",
    "mina omdömen?",
    "mine is empty",
    "status på synken?",
    "status i planeringen ändras inte",
    "status 42 elever",
    "statusen är fel",
    "min skola har ingen kontakt",
    "min skola är inte med i listan",
    "min skola syns inte",
    "min skola är borta",
    "min skola saknas",
    "my school is not there",
    "my school is missing in the list",
    "borttagen planering",
    "borta bra men hemma bäst",
    "borta i appen",
    "borta från elevlistan",
    "borta 5 elever i listan",
    "jag är borta ur klassen",
    "away message in the app",
    "tillbaka till startsidan går inte",
    "tillbaka-knappen saknas",
    "jag är tillbaka på startsidan hela tiden",
    "back to start does not work",
    "språk i appen?",
    "språk svenska eller engelska för vårdnadshavare?",
    "språkval saknas",
    "language in the app",
    "byt till elevvy hur gör man",
    "väntar på svar från er",
    "väntar fortfarande",
    "vad väntar vi på?",
    "waiting for an answer",
    "fråga en människa",
    "ask a person",
    "frågan är om det syns hemma",
    "söker efter en planering",
    "sök fungerar inte",
    "sök finns inte i appen",
    "meddelandet kom inte fram",
    "meddela vårdnadshavare, hur gör man?",
    "hur meddela alla?",
    "paus i inspelningen?",
    "pausade elever",
    "paus fungerar inte för klassen",
    "igång med appen?",
    "fortsätt att skriva omdömen utan att spara?",
    "kontakt med vårdnadshavare via unikum?",
    "kontakten svarar inte",
    "kontakta mig tack",
    "contact me please",
    "kontaktlistan är tom",
    "hur får jag ut planeringen till 6B?",
    "tack!",
    "1",
]


@pytest.mark.parametrize(("text", "word", "rest"), GIVEN)
def test_a_command_is_understood(text: str, word: str, rest: str) -> None:
    assert parse_command(text, direct=True) == Command(word, rest)


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_what_merely_begins_like_a_command_is_none(text: str) -> None:
    assert parse_command(text, direct=True) is None


@pytest.mark.parametrize(("text", "word", "rest"), GIVEN)
def test_capitals_and_a_mark_in_front_change_nothing(text: str, word: str, rest: str) -> None:
    loud = parse_command(f"/{text[0].upper()}{text[1:]}".replace("//", "/").replace("/!", "!"), direct=False)
    assert loud == Command(word, rest)


@pytest.mark.parametrize("text", ["vem", "hjälp", "borta till fredag", "mina", "status 42"])
def test_among_colleagues_only_a_marked_word_is_a_command(text: str) -> None:
    assert parse_command(text, direct=False) is None
    assert parse_command(f"/{text}", direct=False) is not None
    assert parse_command(f"!{text}", direct=False) is not None


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_commands(text: str) -> None:
    for lead in ("", "vem ", "borta ", "paus ", "status ", "min skola "):
        parse_command(lead + text, direct=True)


def test_a_huge_message_is_no_command_and_takes_no_time() -> None:
    began = time.perf_counter()
    assert parse_command("vem " + "a " * 50_000, direct=True) is None
    assert time.perf_counter() - began < 0.5
