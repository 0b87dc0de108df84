"""Plays: a contact goes away and comes back; what is open moves, and nobody is left waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.town import FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_open_questions_go_to_the_substitute_who_is_told(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.presses("eva", "take", "q2")
    gone = await day.writes_to_the_bot("eva", "borta till fredag ersättare Olle")
    told = {line["to"]: line["text"] for line in gone if line["event"] == "direct"}
    assert told["eva"] == (
        "Du är borta till och med 27 november. Olle Berg får dina frågor så länge.\n2 öppna frågor har gått vidare nu."
    )
    assert told["olle"] == (
        "Eva Lind är borta till och med 27 november, och du ersätter på Lindskolan. Frågor kommer till dig i tråden."
    )
    assert called(gone) == ["olle", "olle"]
    assert day.card("q2")["text"].startswith("Frågan ligger hos Olle Berg, som ersätter Eva Lind.\n")
    assert called(await day.says("anna", FILM, "q3")) == ["olle"]
    vem = only(await day.writes_to_the_bot("anna", "vem"), "direct")
    assert vem["text"].startswith("Lindskolan: Eva Lind (borta till och med 27 november, Olle Berg ersätter).")
    await day.presses("olle", "take", "q3")
    back = only(await day.writes_to_the_bot("eva", "tillbaka"), "direct")
    assert back["text"] == "Välkommen tillbaka. Inget väntar på dig."
    assert await day.state("q3") == "taken"  # who has taken it keeps it
    await day.end()


async def test_without_a_substitute_they_spread_over_who_is_left(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("goran", SIGNS, "q1")
    await day.says("lucy", VOTE, "q2")
    await day.presses("cecilia", "solved", "q1")
    await day.says("goran", FILM, "q3")
    mine = {label: (await day.question(label)).holders for label in ("q2", "q3")}
    assert mine == {"q2": ("mats",), "q3": ("amina",)}
    gone = await day.writes_to_the_bot("mats", "borta idag")
    assert called(gone) == ["cecilia"]  # the one with the fewest
    assert only(gone, "direct")["text"] == (
        "Du är borta till och med 24 november. Ingen ersätter dig, så frågorna går till de centrala kontakterna.\n"
        "Vill du välja någon? Skriv borta till fredag ersättare Olle.\nEn öppen fråga har gått vidare nu."
    )
    await day.end()


async def test_an_absence_that_begins_later_moves_them_on_its_first_morning(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, escalation={"local": "3wd", "central": "2wd"})
    await day.says("anna", SIGNS, "q1")
    sent = await day.fills("eva", "absence", **{"from": "2026-11-25", "to": "2026-11-27", "substitute": "olle"})
    assert only(sent, "notice")["text"].startswith("Du är borta till och med 27 november. Olle Berg får dina")
    assert called(sent) == []
    morning = await day.comes("2026-11-25T07:30")
    assert called(morning) == ["olle"]
    assert events(morning) == [("revised", "waiting"), ("withdrawn", "waiting"), ("posted", "waiting")]
    await day.end()


async def test_what_cannot_be_is_said_where_it_was_written(store: Store, tmp_path: Path) -> None:
    away = {"jonas": ("2026-11-24", "2026-11-30", None)}
    day = await begin(store, tmp_path, away=away)
    form = only(await day.writes_to_the_bot("eva", "borta"), "notice", "form")
    assert form["form"] == "absence"
    wrong = [
        (await day.fills("eva", "absence", **values))[0]["text"].splitlines()[-1]
        for values in (
            {"from": "2026-11-27", "to": "2026-11-25"},
            {"from": "2026-11-01", "to": "2026-11-02"},
            {"from": "2026-11-27"},
        )
    ]
    assert wrong == [
        "Slutet kommer före början. Byt plats på 27 november och 25 november?",
        "2 november har redan varit. Välj en dag framåt.",
        "Fyll i Till och med.",
    ]
    said = [
        (await day.writes_to_the_bot("eva", words))[-1]["text"]
        for words in (
            "borta till fredag ersättare Jonas",
            "borta till fredag ersättare Kim",
            "borta till i går",
        )
    ]
    assert said[0] == "Jonas Åberg är också borta, till och med 30 november. Välj någon annan."
    assert said[1] == "Jag hittar ingen som heter ”Kim”. Skriv hela namnet."
    assert said[2].startswith("Till vilken dag? Skriv till exempel")
    teacher = only(await day.writes_to_the_bot("anna", "away until Friday"), "refused")
    assert teacher["text"] == "Du står inte som kontakt, så inga frågor kommer till dig."
    await day.end()
