"""Plays: the bot's own page shows what each role needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, MessagePosted, MessageRef
from tests.journeys.day import only
from tests.journeys.lessons import SURE, taught
from tests.journeys.town import ASSIGN, FILM, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.conversation.message import Home
    from storage.store import Store


def _says(home: Home) -> list[str]:
    return [part.plain for part in home.parts]


def _offers(home: Home) -> list[str]:
    return [button.action for part in home.parts for button in part.buttons]


async def test_a_teacher_sees_contacts_and_own_questions(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    page = await day.opens_home("anna")
    assert _says(page) == [
        "Hej Anna. Skriv din fråga i supportkanalen eller till mig, så svarar jag eller en kollega.",
        "Lindskolan: Eva Lind.\nCentralt: Mats Nyström (teknik), Cecilia Holm och Amina Warsame (pedagogik).",
        "Du har inga öppna frågor.",
    ]
    assert _offers(page) == ["ask", "search", "feedback"]
    await day.says("anna", SIGNS, "q1")
    await day.says("olle", VOTE, "q2")
    mine = _says(await day.opens_home("anna"))[2]
    assert mine == f"Dina öppna frågor (1)\n- Fråga 1 ”{SIGNS}” – ligger hos Eva Lind"
    english = await day.opens_home("lucy")
    assert _says(english)[0].startswith("Hi Lucy. Write your question in")
    assert english.language == "en"
    await day.end()


async def test_only_the_newest_five_are_shown_and_the_rest_has_a_word(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    for number, words in enumerate((SIGNS, VOTE, FILM, PRINT, ASSIGN, "går det att byta bild på klassen i unikum?"), 1):
        await day.says("anna", words, f"q{number}")
        await day.passes("5m")
    rows = _says(await day.opens_home("anna"))[2].splitlines()
    assert rows[0] == "Dina öppna frågor (6)"
    assert [row.split(" ”")[0] for row in rows[1:6]] == [f"- Fråga {number}" for number in (6, 5, 4, 3, 2)]
    assert rows[6] == "och 1 till: mina"
    await day.end()


async def test_a_stranger_chooses_a_school_and_is_not_remembered_for_looking(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    page = await day.opens_home("nya")
    assert _says(page)[0].startswith("Skriv din fråga i supportkanalen"), "nobody is greeted by the id of an account"
    assert _says(page)[1].startswith("Jag vet inte vilken skola du är på.")
    assert len(page.parts) == 2
    assert _offers(page) == [
        "ask",
        "search",
        "feedback",
        *(f"choose_school:{one}" for one in ("lindskolan", "hagaskolan", "ekskolan")),
    ]
    async with store.reading() as tx:
        assert await tx.directory.person_of(Account(platform="local", id="nya")) is None
    await day.end()


async def test_a_contact_sees_what_waits_takes_it_and_goes_away(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    await day.says("gunilla", VOTE, "q2")
    page = await day.opens_home("jonas")
    assert _says(page)[3:] == [
        f"Väntar på dig (1)\n- Fråga 2 ”{VOTE}” – Gunilla Fors, till i dag 11:00",
        "Ska du vara borta? Säg till här, så går dina frågor till en kollega så länge.",
    ]
    assert _offers(page)[3:] == ["take:2", "absence"]
    # The same page as a message, where a platform has none.
    told = only(await day.writes_to_the_bot("jonas", "hem"), "direct", "command")
    assert told["text"] == "\n\n".join(_says(page))
    assert only(await day.presses("jonas", "take:2"), "notice")["text"] == "Frågan är din. Svara i tråden."
    assert await day.state("q2") == "taken"
    assert only(await day.presses("leila", "take:2"), "refused")["to"] == "leila"
    assert only(await day.presses("jonas", "absence"), "notice", "form")["form"] == "absence"
    await day.fills("jonas", "absence", **{"from": "2026-11-24", "to": "2026-11-26", "substitute": "leila"})
    away = await day.opens_home("jonas")
    assert _says(away)[4] == "Du är borta till och med 26 november. Leila Rahimi ersätter dig."
    assert _offers(away)[3:] == ["take:2", "back"]  # it has gone to Leila, and waits at the same school
    await day.writes_to_the_bot("jonas", "hem")
    assert only(await day.presses("jonas", "back"), "notice")["text"].startswith("Välkommen tillbaka.")
    await day.fills("jonas", "absence", **{"from": "2026-12-01", "to": "2026-12-03"})
    assert _says(await day.opens_home("jonas"))[4].startswith("Du är borta från 1 december till och med 3 december.")
    await day.end()


async def test_on_the_page_itself_a_question_is_taken(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.says("gunilla", VOTE, "q")
    assert "take:1" in _offers(await day.opens_home("jonas"))
    await day.writes_to_the_bot("jonas", "hem")
    assert only(await day.presses("jonas", "take:1"), "notice")["text"] == "Frågan är din. Svara i tråden."
    taken = await day.opens_home("jonas")
    assert _says(taken)[3].endswith("Gunilla Fors (Jonas Åberg har tagit den)")
    assert "take:1" not in _offers(taken)
    await day.end()


async def test_what_is_private_is_shown_to_those_alone_who_have_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("gunilla", FILM, "q")
    await day.presses("gunilla", "to_contact", "q")
    holder = (await day.question("q")).holders[0]
    other = "leila" if holder == "jonas" else "jonas"
    assert FILM in _says(await day.opens_home(holder))[3]
    for who in (other, "cecilia", "olle"):
        assert FILM not in "\n".join(_says(await day.opens_home(who)))
    await day.end()


async def test_others_cannot_press_what_the_page_does_not_offer_them(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    await day.writes_to_the_bot("eva", "hem")
    for action in ("take:1", "absence", "back"):
        card = day.play.stage.chat.log.keyed("question/1/card")
        assert card is not None
        await day.play.stage.chat.press("olle", card.id, action)
        refused = only(await day.passes("0s"), "refused")
        assert refused["to"] == "olle", action
    assert await day.state("q1") == "waiting"
    await day.end()


async def test_central_sees_all_that_waits_and_what_is_wrong(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, away={"eva": ("2026-11-24", "2026-11-24", None)}, **SURE)
    assert _says(await day.opens_home("cecilia"))[1].startswith("Centralt: Mats Nyström")
    await day.says("gunilla", VOTE, "q1")
    await taught(day, "goran", "varför är jag utloggad när rasten är slut?", by="jonas")
    async with store.transaction() as tx:
        await tx.inbox.keep_failed({"id": "x"}, "a fault", day.play.stage.clock.now())
    page = await day.opens_home("cecilia")
    assert _says(page)[3].startswith(f"Övrigt från supporten (1)\n- Fråga 1 ”{VOTE}” – Gunilla Fors")
    assert _says(page)[5:] == [
        "⚠️ Ingen egen kontakt att nå i dag: Lindskolan och Ekskolan. Frågor därifrån går vidare till nästa i tur.\n"
        "⚠️ En händelse gick inte att ta hand om. Den är sparad, se supportbot check.",
        "Ord att titta på: en ny formulering. Skriv faq nya ord.",
    ]
    assert _offers(page)[3:] == ["take:1", "absence", "faq_new"]
    await day.end()


async def test_nothing_wrong_is_said_in_a_calm_line(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("ekskolan", "goran", "lucy"))
    page = await day.opens_home("mats")
    assert _says(page)[3:] == [
        "Inget väntar på dig eller supporten just nu.",
        "Ska du vara borta? Säg till här, så går dina frågor till en kollega så länge.",
        "Inga larm just nu.",
        "Inga förslag och inga nya ord att titta på. Saknas ett svar? Skriv det.",
    ]
    await day.end()


async def test_messages_that_were_lost_are_counted(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("ekskolan", "goran", "lucy"))
    gone = MessageRef(platform="local", channel="support", id="never")
    reply = MessagePosted(id="r1", at=day.play.stage.clock.now(), author=Account(platform="local", id="anna"), ref=gone, text=SIGNS)  # fmt: skip
    await day.play.stage.app.bot.hear(reply)  # its message is gone, so that nothing can be said below it
    await day.passes("1m")
    alarms = _says(await day.opens_home("mats"))[5]
    assert alarms == "⚠️ 2 meddelanden kom inte fram den senaste veckan. Se supportbot check."
    await day.end()
