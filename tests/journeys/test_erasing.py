"""Plays: somebody who did everything that one can do at the desk is forgotten, and no trace is left in any table."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from handlers import erasing
from knowledge.conversation.event import Event
from knowledge.faq.entry import FaqEntry
from knowledge.support.presence import hint_key
from storage.identity import Identity
from storage.personal import COLUMNS, tables
from tests.journeys.day import called
from tests.journeys.lessons import OTHERS, SURE, THROWN_OUT, taught
from tests.journeys.news import LOCALS, sent
from tests.journeys.test_proposals import PROPOSED
from tests.journeys.town import FILM, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.support.directory import Person
    from storage.store import Store
    from tests.journeys.day import Day

TODAY = date(2026, 11, 24)
HOW = "Öppna gruppen och välj Skriv ut, där finns mallen."
NEWS = (
    "meddela lokala kontakter: Nya omdömen\nFrån måndag skrivs omdömen på ett ställe. Fråga Eva Lind.\nBekräftelse: ja"
)


async def _busy(store: Store, folder: Path, *, teach: bool = False, **settings: object) -> Day:
    """Eva asks, answers, takes, is asked, proposes, stands in, reads, teaches; Cecilia announces and owns an answer."""
    day = await begin(store, folder, away={"jonas": ("2026-11-24", "2026-11-27", "eva")}, **SURE, **settings)
    if teach:
        await taught(day, "gunilla", THROWN_OUT)
        await taught(day, "eva", OTHERS[0], by="cecilia")
    await day.says("anna", SIGNS, "signs")
    await day.says("eva", f"Hej Anna! {HOW}", "how", thread="signs")
    await day.presses("anna", "helped", "signs")
    await day.fills("eva", "faq_proposal", "signs", **PROPOSED)
    await day.says("eva", VOTE, "vote")
    await day.says("cecilia", "Nej, det kan de inte.", thread="vote")
    await day.presses("eva", "helped", "vote")
    await day.says("anna", FILM, "film")
    await day.presses("eva", "take", "film")
    await day.says("olle", PRINT, "print")
    await day.writes_to_the_bot("eva", "väntar")
    await day.writes_to_the_bot("eva", "borta 3–7 mars ersättare Olle")
    await day.says("goran", "Tack Eva Lind, du är en klippa", thread="signs")
    await sent(day, NEWS)
    await day.writes_to_the_bot("anna", "vem")
    return day


async def _busier(store: Store, folder: Path) -> Day:
    """The same; and ways of asking are taught, an outage is told of, an answer is written, an event fails, a burst is held."""
    day = await _busy(store, folder, teach=True)
    await day.writes_to_the_bot("cecilia", "driftstörning det går inte att logga in\nEva Lind har ringt leverantören.")
    await day.says("eva", "utloggad igen, hälsar eva i 4B", "again")
    await day.says("eva", "hej", "hej")
    async with store.transaction() as tx:
        directory, now = await tx.directory.load(), day.play.stage.clock.now()
        written = FaqEntry(id="bilder", question="Var finns bilderna?", answer="Cecilia Holm har dem.", owner="eva")
        await tx.faq.put(written, "cecilia", now)
        for who in ("eva", "cecilia", "anna"):
            person = directory.person(who)
            assert person is not None
            await tx.directory.save_person(replace(person, email=f"{who}@example.org"))
            platform, account = next(iter(person.accounts.items()))
            event = {"type": "MessagePosted", "event": {"author": {"platform": platform, "id": account}, "text": "hej"}}
            await tx.inbox.keep_failed(event, f"ValueError: {person.name}", now)
            await tx.desk.set(hint_key(platform, "status", who), {"until": None})
            await tx.desk.set(f"left/{platform}/{account}", who)
            await tx.chat.put(
                f"x{who}", f"direct:{account}", {"author": account, "text": f"{who} skrev detta", "to": who}
            )
    return day


async def _forgotten(day: Day, who: str, to: str | None) -> Person:
    """Erase somebody, as the command does."""
    async with day.store.transaction() as tx:
        now = day.play.stage.clock.now()
        desk = day.play.stage.app.bot.desk(tx, await tx.directory.load(), Event(id="e", at=now), None)
        person = desk.directory.person(who)
        assert person is not None
        hangs = await erasing.hangs_on(desk, person)
        if to is not None:
            other = desk.directory.person(to)
            assert other is not None
            assert erasing.cannot_take_over(person, other, hangs, TODAY) == ""
            await erasing.hand_over(desk, person, other, hangs)
        await erasing.erase(desk, person, hangs)
        return person


async def traces(store: Store, person: Person) -> list[str]:
    """Every column of every table in which the person can still be found."""
    # The walk reads what is stored as text, so that nothing in a document escapes it.
    exact = "|".join(re.escape(one) for one in (person.id, *person.accounts.values()))
    words = "|".join(re.escape(one) for one in (person.name, person.email or person.name))
    seen = re.compile(rf"(?<![\w-])(?:{exact})(?![\w-])|(?i:{words})")
    found = []
    async with store.reading() as tx:
        for table in tables():
            for row in await tx.rows(select(table)):
                for column, value in zip(table.columns.keys(), row, strict=True):
                    if not isinstance(value, bytes) and seen.search(str(value)):
                        found.append(f"{table.name}.{column}: {value}")
    return found


async def test_of_a_contact_who_did_everything_nothing_is_left_in_any_table(store: Store, tmp_path: Path) -> None:
    day = await _busier(store, tmp_path)
    async with store.reading() as tx:
        eva = (await tx.directory.load()).person("eva")
        assert eva is not None
        told = await tx.erasing.told(Identity.of(eva))
    assert {
        "people",
        "accounts",
        "questions",
        "messages",
        "history",
        "outbox",
        "deliveries",
        "desk",
        "faq_feedback",
        "wordings",
        "failed_events",
        "timers",
    } <= set(told)
    assert await traces(store, eva), "there is something to look for"
    assert await traces(store, await _forgotten(day, "eva", "dragana")) == []
    vote = await day.question("vote")
    assert (vote.state.value, vote.text, vote.how) == ("solved", "", "confirmed"), "its state is there to be counted"
    signs = await day.question("signs")
    assert (signs.text != "", signs.answered_by) == (True, "erased-1"), "the answer stays, without who gave it"
    await day.end()


async def test_who_takes_over_has_the_open_questions_and_is_called(store: Store, tmp_path: Path) -> None:
    day = await _busy(store, tmp_path, posts={"alarms": "true"})
    await _forgotten(day, "eva", "dragana")
    film = await day.question("film")
    assert (film.state.value, film.holders, film.asker) == ("waiting", ("dragana",), "anna")
    lines = await day.passes("1s")
    assert "Dragana Petrović" in day.card("film")["text"]
    assert "dragana" in called(lines)
    said = [str(line.get("text")) for line in lines]
    assert any(text.startswith("Hej Dragana. Du är nu kontakt för Unikum på Lindskolan.") for text in said)
    assert any("Dragana Petrović är nu kontakt på Lindskolan" in text for text in said), "central hears of it"
    async with store.reading() as tx:
        directory = await tx.directory.load()
        dragana, jonas = directory.person("dragana"), directory.person("jonas")
    assert dragana is not None
    assert jonas is not None
    assert (dragana.role.value, dragana.schools) == ("local", ("lindskolan",)), (
        "not of the other school where she teaches"
    )
    assert [away.substitute for away in jonas.absences] == [None]
    await day.end()


async def test_an_author_is_forgotten_after_the_announcements_are_handed_on(store: Store, tmp_path: Path) -> None:
    day = await _busier(store, tmp_path)
    assert await traces(store, await _forgotten(day, "cecilia", "mats")) == []
    async with store.reading() as tx:
        assert (await tx.announcements.everything())[0].author == "erased-1"
        assert {one.recipient for one in await tx.ledger.where(1)} == set(LOCALS)
    await day.end()


async def test_who_asks_has_their_open_questions_withdrawn_and_comes_back_as_a_stranger(
    store: Store, tmp_path: Path
) -> None:
    day = await _busier(store, tmp_path)
    anna = await _forgotten(day, "anna", None)
    assert await traces(store, anna) == []
    assert await day.state("film") == "dropped"
    await day.passes("1s")
    again = await day.says("anna", "hur gör man ett helt nytt schema för klassen?", "new")
    assert again
    new = await day.question("new")
    async with store.reading() as tx:
        stranger = (await tx.directory.load()).person(new.asker)
    assert stranger is not None
    assert not stranger.known
    assert stranger.schools == ()
    await day.end()


async def test_what_must_be_handed_on_is_told_in_one_go(store: Store, tmp_path: Path) -> None:
    day = await _busy(store, tmp_path)
    async with store.reading() as tx:
        now = day.play.stage.clock.now()
        desk = day.play.stage.app.bot.desk(tx, await tx.directory.load(), Event(id="e", at=now), None)
        eva, anna, goran = (desk.directory.person(one) for one in ("eva", "anna", "goran"))
        assert eva
        assert anna
        assert goran
        hangs = await erasing.hangs_on(desk, eva)
        assert hangs.words()[0] == "is the only contact of Lindskolan"
        assert [line for line in hangs.words() if line.startswith("has question")] == [
            "has question 3 (taken)", "has question 4 (waiting)",
        ]  # fmt: skip
        assert erasing.cannot_take_over(eva, eva, hangs, TODAY)
        assert "asked one of the questions" in erasing.cannot_take_over(eva, anna, hangs, TODAY)
        jonas = desk.directory.person("jonas")
        assert jonas
        assert "is away now" in erasing.cannot_take_over(eva, jonas, hangs, TODAY)
        assert (await erasing.hangs_on(desk, anna)).words() == [], "her own questions need nobody else"
    await day.end()


def test_every_column_of_every_table_says_whether_it_can_name_a_person() -> None:
    there = {table.name: set(table.columns.keys()) for table in tables()}
    assert {name: set(columns) for name, columns in COLUMNS.items()} == there


async def test_a_name_that_is_part_of_another_word_stays(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", "var hittar jag Eva Lindgrens evaluering i unikum?", "q")
    text = (await day.question("q")).text
    await _forgotten(day, "eva", "dragana")
    assert (await day.question("q")).text == text
    await day.end()


def test_what_is_spelt_like_somebody_but_names_something_else_stays() -> None:
    who = Identity(id="support", names=("Sup Port",), alias="erased-1", word="någon")
    ref = {"platform": "local", "channel": "support", "id": "m1"}
    assert who.document({"root": ref, "place": "support", "asker": "support"}) == {
        "root": ref, "place": "support", "asker": "erased-1",
    }  # fmt: skip
    assert (who.key("support"), who.key("direct:support")) == ("support", "direct:erased-1")


@pytest.mark.parametrize("said", ["Eva Lind", "EVA LIND", "eva@example.org"])
def test_a_name_is_found_however_it_is_written(said: str) -> None:
    who = Identity(id="eva", names=("Eva Lind",), addresses=("eva@example.org",), alias="erased-1", word="någon")
    assert who.text(f"fråga {said}, hon vet") == "fråga någon, hon vet"
