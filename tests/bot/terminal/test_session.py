"""Talking with the desk in a terminal, as anybody of the sample municipality."""

from __future__ import annotations

import re

import pytest

from bot.demo import DemoDesk
from tests.bot.terminal.conftest import Talk

PLAN = "hur får jag ut planeringen till 6B?"
VOTE = "kan eleverna rösta om klassresan inne i unikum?"


def button(said: str, label: str) -> str:
    """The number of the newest button with that label."""
    return re.findall(rf"\[(\d+)\] {re.escape(label)}(?=   |\n)", said)[-1]


async def test_a_question_is_answered_and_its_buttons_are_pressed_by_number(talk: Talk, desk: DemoDesk) -> None:
    said = await talk(PLAN, "2")
    assert "Du är Anna Ek (lärare, Lindskolan) i #Unikumsupport. Klockan är tisdag 24 november 09:02." in said
    assert f"‹1› 09:02 Anna Ek: {PLAN}\n‹1› ↳ 09:02 Supporten: Hur tilldelar jag en planering" in said
    assert "[1] Det hjälpte   [2] Det hjälpte inte" in said
    assert "Supporten (bara du ser det): Då går frågan till Eva Lind." in said
    assert "Supporten (ändrat): Hur tilldelar jag en planering" in said
    assert "Mer:" not in said  # that menu is the contacts'
    assert said.endswith("Hej då.\n")


async def test_another_person_sees_what_is_new_and_answers_in_the_thread(talk: Talk) -> None:
    said = await talk(VOTE, "/som eva", "/tråd 1 Nej, men gör en enkät.", "/som anna")
    eva, anna = said.split("Du är Eva Lind (kontakt, Lindskolan)")[1].split("Du är Anna Ek")
    assert f"Nytt för dig:\n‹1› 09:02 Anna Ek: {VOTE}" in eva
    assert "@Eva Lind Det här är en fråga" in eva
    assert "[1] Jag tar den" in eva
    assert "Mer: " in eva
    assert "‹1› ↳ 09:02 Eva Lind: Nej, men gör en enkät." in eva
    assert "Eva Lind har svarat här i tråden. Hjälpte det?" in anna
    assert "Anna Ek: kan eleverna" not in anna  # what is one's own is not news


async def test_a_form_is_asked_field_by_field_and_what_is_wrong_is_asked_again(talk: Talk) -> None:
    said = await talk("/borta", "", "bababa", "", "", "fredag", who="eva")
    assert "── Jag är borta ── (/avbryt avbryter)" in said
    assert "Från (dag, till exempel fredag eller 2026-12-24) [2026-11-24]: \n" in said
    assert "⚠ Den dagen förstår jag inte." in said
    assert "  1) Ingen\n  2) Cecilia Holm" in said
    assert said.count("Från (dag") == 1  # only the field with the problem comes again
    assert "⚠ Fyll i Till och med.\nTill och med (dag" in said
    assert "(bara du ser det): Du är borta" in said


async def test_choices_are_made_by_number_or_name_and_a_form_can_be_left(talk: Talk) -> None:
    begun = await talk(VOTE, "/som eva", "1")
    hand_on = button(begun, "Jag tar den")
    assert hand_on == "1"
    left = await talk("/läs", who="eva")
    number = button(left, "Lämna vidare")
    said = await talk("/läs", number, "ingen alls", "/avbryt", number, "Mats", "Se på den\\", "när du kan", "j")
    assert "⚠ Välj ett nummer." in said
    assert "Avbrutet. Inget är skickat." in said
    assert "Eva Lind har lämnat frågan till Mats Nyström" in said
    assert "Eva Lind: ”Se på den\n    när du kan”" in said


async def test_the_clock_is_moved_and_what_falls_due_is_seen(talk: Talk) -> None:
    said = await talk(VOTE, "/hopp 1 dag", "/hopp 10:30", "/hopp skoldag", "/hopp 3000 dagar", "/hopp hit")
    assert "Klockan är onsdag 25 november 09:02." in said
    assert "Frågan har gått vidare till Mats Nyström" in said
    assert "── onsdag 25 november ──" in said
    assert "onsdag 25 november 10:30." in said
    assert "torsdag 26 november" in said
    assert said.count("Hur långt? Till exempel /hopp 4h") == 2


async def test_places_are_changed_and_private_words_stay_private(talk: Talk) -> None:
    said = await talk("/i direkt", "mina", "/i kontakter", "/i", "/som eva", "/i kontakt", "hej", "/som anna", "/läs")
    assert "i direkt. Klockan" in said
    assert "Supporten: Du har inga öppna frågor." in said
    assert "Du har ingen sådan plats: ”kontakter”" in said
    assert "  direkt  Bara du och supporten." in said
    eva, anna = said.split("Du är Eva Lind", 1)[1].split("Du är Anna Ek", 1)
    assert "#Kontakterna" in eva
    assert "inga öppna frågor" not in eva
    assert "Eva Lind: hej" not in anna


async def test_a_thread_is_entered_and_left_and_shown_again(talk: Talk) -> None:
    said = await talk(VOTE, "/tråd 1", "den i Köpenhamn", "/tråd", "/läs 1", "/tråd 77", "/tråd 77 hej", "/läs x")
    assert "Du skriver i tråd 1." in said
    assert "‹1› ↳ 09:02 Anna Ek: den i Köpenhamn" in said
    assert "Anna Ek, #Unikumsupport ‹1› > den i Köpenhamn" in said
    assert "Du skriver i #Unikumsupport." in said
    assert said.split("> /läs 1\n")[1].startswith(f"‹1› 09:02 Anna Ek: {VOTE}")
    assert said.count("Du ser ingen tråd 77.") == 2
    assert "Du ser ingen tråd x." in said


async def test_ones_own_message_is_changed_and_removed(talk: Talk) -> None:
    said = await talk("/ändra x", "Fika i personalrummet", f"/ändra {VOTE}", "/ändra", "/radera")
    assert said.count("Du har inget meddelande här att ändra.") == 1
    assert f"Anna Ek (ändrat): {VOTE}" in said
    assert "Vad vill du skriva?" in said
    assert "Anna Ek (borttaget):\n" in said


async def test_search_links_become_threads_and_the_desks_commands_work(talk: Talk) -> None:
    begun = await talk(VOTE, "/som eva", "/tråd 1 Gör en enkät under Formulär.", "/som anna", "/läs")
    helped = button(begun, "Det hjälpte")
    said = await talk(helped, "/sök klassresan", "/hjälp", "/support hjälp", "/mina")
    assert re.search(r"Fråga 1 \(tråd \d+\) ”kan eleverna rösta.*svar av Eva Lind: ”Gör en enkät", said)
    assert "/tråd 2 text      svara i tråd 2" in said
    assert "Skriv din fråga så svarar jag" in said
    assert "Du har inga öppna frågor." in said


@pytest.mark.parametrize(
    "evil", ["\x1b[31mröd\x1b[0m", "\x1b]0;titel\x07ny", "a\rSupporten: falsk", "\u202elaks\x9b2J", "\x08\x00"]
)
async def test_nothing_that_people_write_is_obeyed_by_the_terminal(talk: Talk, desk: DemoDesk, evil: str) -> None:
    await desk.chat.say("olle", "support", f"x{evil}y")  # by another way than the terminal
    said = await talk(f"z{evil}", f"/sök {evil}", f"/som {evil}", f"/i {evil}", f"/tråd {evil}", evil)
    assert all(char == "\n" or char.isprintable() for char in said)
    assert "[31m" not in said
    assert not any(line.startswith("Supporten: falsk") for line in said.splitlines())


async def test_what_is_not_there_is_told_kindly(talk: Talk) -> None:
    said = await talk("9999", "/säg 9999", "/säg", "", "   ", "/som ingen", "/som", "//", "/i nowhere")
    assert "Du ser ingen knapp 9999. Menar du ordet, skriv /säg 9999." in said
    assert "Anna Ek: 9999" in said
    assert "Vad vill du skriva?" in said
    assert "Ingen eller flera passar ”ingen”." in said
    assert re.search(r"eva +Eva Lind, kontakt, Lindskolan", said)


async def test_a_contacts_button_is_not_pressed_by_a_teacher(talk: Talk) -> None:
    begun = await talk(VOTE, "/som eva")
    number = button(begun, "Detta är ingen fråga")
    said = await talk("/som anna", number)
    assert f"Du ser ingen knapp {number}." in said


async def test_english_speakers_are_spoken_to_in_english(talk: Talk) -> None:
    said = await talk("/help", "/in direct", "mine", "/as", "/jump 30 min", "/quit", "never read", who="lucy")
    assert "You are Lucy Hart (teacher, Ekskolan)" in said
    assert "press the button with number 3" in said
    assert "You have no open questions." in said
    assert said.endswith("> /quit\nGoodbye.\n")


async def test_a_form_may_be_left_with_the_whole_chat(talk: Talk) -> None:
    said = await talk("/borta", "/sluta", "aldrig läst", who="eva")
    assert said.endswith("Hej då.\n")
    assert "/sluta\n" in said
    assert "aldrig läst" not in said


async def test_what_is_typed_is_not_written_twice(talk: Talk) -> None:
    assert "> /sluta" not in await talk("/sluta", echo=False)


async def test_it_begins_with_what_stood_there_before(talk: Talk) -> None:
    await talk(VOTE)
    again = await talk("/sluta", who="eva", anew=True)
    assert f"Nytt för dig:\n── tisdag 24 november ──\n‹1› 09:02 Anna Ek: {VOTE}" in again


async def test_what_is_for_one_alone_is_seen_by_nobody_else_and_ones_own_is_no_news(talk: Talk) -> None:
    said = await talk(PLAN, "2")
    assert "(bara du ser det): Då går frågan till Eva Lind." in said
    as_eva = await talk("/läs", who="eva", anew=True)
    assert PLAN in as_eva
    assert "Då går frågan till" not in as_eva
    news = (await talk("/sluta", who="anna", anew=True)).split("> /sluta")[0]
    assert "Supporten" in news
    assert f"Anna Ek: {PLAN}" not in news
