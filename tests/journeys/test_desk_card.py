"""Plays: the card that says how support works stands where people ask, and says what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.schema import outbox
from tests.journeys.day import only
from tests.journeys.happenings import place, takes_nothing
from tests.journeys.test_roster import pressable
from tests.journeys.town import BREAK, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store


def cards(lines: list[Line]) -> list[Line]:
    """What was done with the card."""
    return [one for one in lines if one["reply"] == "desk"]


async def test_the_card_stands_where_people_ask_and_says_what_is_true(store: Store, tmp_path: Path) -> None:
    pages = "[hjälpsidorna](https://hjalp.example.org)"
    day = await begin(store, tmp_path, "2026-12-18T09:00", closed=BREAK, posts={"desk": "true"},
                      organisation={"help_pages": pages})  # fmt: skip
    card = only(await day.passes("1m"), "posted", "desk")
    assert (card["place"], card["buttons"]) == ("support", ["ask", "who"])
    lines = card["text"].splitlines()
    assert lines[0] == "Så funkar supporten för Unikum i Lillköping"
    assert "Öppet: måndag–fredag 07:30–16:30. Frågor på kvällar, helger och lov ligger kvar tills vi öppnar." in lines
    assert "- Hagaskolan: Jonas Åberg och Leila Rahimi" in lines
    assert "- Ekskolan: centralt" in lines
    assert "Centrala kontakter: Mats Nyström (teknik), Cecilia Holm och Amina Warsame (pedagogik)." in lines
    assert lines[-3:] == [
        "Läs själv: hjälpsidorna (https://hjalp.example.org).",
        "Vårdnadshavare hänvisas till sin lärare, inte hit.",
        "Gäller höstterminen 2026. Senast ändrad 18 december.",
    ]
    async with store.reading() as tx:
        kinds = [row.kind for row in await tx.rows(select(outbox.c.kind).where(outbox.c.key.startswith("desk_card/")))]
    assert sorted(kinds) == ["pin", "post"]

    mine = only(await day.presses("gunilla", "who"), "notice", "command")
    assert mine["text"].startswith("Hagaskolan: Jonas Åberg och Leila Rahimi.\nCentralt: ")
    await day.writes_to_the_bot("anna", "språk engelska")
    assert cards(await day.passes("3h")) == []  # nothing that it tells of has changed
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    edited = only(await day.presses("mats", pressable(shown, "change_do")), "revised", "desk")
    assert "- Ekskolan: Lucy Hart" in edited["text"]
    away = only(await day.writes_to_the_bot("cecilia", "borta till måndag"), "revised", "desk")
    assert "Cecilia Holm (borta till och med 21 december)" in away["text"]

    gone = cards(await day.mentions_the_bot("mats", "den här kanalen är inte support längre"))
    assert [one["event"] for one in gone] == ["withdrawn"]
    anew = cards(await day.mentions_the_bot("mats", "den här kanalen är support"))
    assert [one["event"] for one in anew] == ["posted"]
    back = cards(await day.comes("2026-12-22T09:00"))  # Cecilia is back
    assert [one["event"] for one in back] == ["revised"]
    assert cards(await day.comes("2027-01-10T12:00")) in ([], cards(day.lines)[-1:])
    term = cards(await day.comes("2027-01-11T07:30"))
    assert sorted(one["event"] for one in term) == ["posted", "withdrawn"]
    assert [one["text"].splitlines()[-1] for one in term if one["event"] == "posted"] == [
        "Gäller vårterminen 2027. Senast ändrad 11 januari."
    ]
    await day.end()


async def test_a_card_that_cannot_be_said_is_told_of_once_and_comes_when_it_can(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("support",), posts={"desk": "true", "alarms": "true"})
    day.play.stage.channels["ny"] = "ny"
    takes_nothing(day, "ny")
    heard = await day.mentions_the_bot("mats", "den här kanalen är support", place="ny")
    heard += await day.comes("2026-11-24T16:00")
    assert [one["key"] for one in heard if one["reply"] == "alarm"] == ["alarm/unreachable/local/ny/central/local"]
    assert cards(heard) == []
    async with store.reading() as tx:
        assert (
            len(await tx.rows(select(outbox.c.id).where(outbox.c.reply == "desk", outbox.c.kind == "post"))) == 1
        )  # not once an hour
    del day.play.stage.chat.send  # it takes what is said again
    assert [one["event"] for one in cards(await place(day, "added", "ny"))] == ["posted"]
    assert cards(await place(day, "closed", "ny")) == []
    assert cards(await place(day, "opened", "ny")) == []  # it stands there still
    await day.mentions_the_bot("mats", "paus", place="ny")
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    assert [one["event"] for one in cards(await day.presses("mats", pressable(shown, "change_do")))] == ["revised"]
    assert cards(await day.comes("2027-01-04T09:00")) == []  # a new term, and a pause
    term = cards(await day.mentions_the_bot("mats", "igång", place="ny"))
    assert sorted(one["event"] for one in term) == ["posted", "withdrawn"]
    await day.end()
