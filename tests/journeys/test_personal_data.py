"""Plays: personal data are masked before anything else, and their author is told alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, CommandGiven, Undelivered
from tests.journeys.day import called, events, only
from tests.journeys.town import ASSIGN, SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

NUMBER = "121212-1212"  # the well-known made-up one, nobody's
WITH_NUMBER = "går det att skriva ut en namnskylt till 121212-1212 direkt från unikum?"


async def test_the_author_is_warned_alone_and_thanked_when_it_is_gone(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    said = await day.says("anna", WITH_NUMBER, "q")
    warning = only(said, "direct", "personal_data")
    assert warning["to"] == "anna"
    assert warning["text"] == (
        "Det ser ut att stå ett personnummer i ditt meddelande i supportkanalen. Jag har inte sparat det.\n"
        "Redigera meddelandet och ta bort det, så att andra inte ser det. Skriv hellre ”en elev i åk 5”.\n"
        "Frågan är inte glömd."
    )
    assert called(said) == ["eva"]  # the question is served all the same
    assert "[personnummer]" in (await day.question("q")).text
    thanked = await day.edits("anna", "q", SIGNS)
    assert only(thanked, "revised", "personal_data")["text"] == "Tack, nu är det borta."
    assert await day.passes("20m") == []
    again = only(await day.edits("anna", "q", WITH_NUMBER), "direct", "personal_data")
    assert again["text"].startswith("Det ser ut att stå ett personnummer")  # a new message: a changed one calls nobody
    assert NUMBER not in "\n".join(line["text"] for line in day.lines)
    await day.end()


async def test_it_still_stands_there_after_a_quarter_then_a_contact_helps(store: Store, tmp_path: Path) -> None:
    away = {"eva": ("2026-11-24", "2026-11-24", None)}
    day = await begin(store, tmp_path, away=away)
    plain = only(
        await day.says("gunilla", f"nu är {NUMBER} inskriven, tack för hjälpen", "m1"), "direct", "personal_data"
    )
    assert plain["text"].endswith("Skriv hellre ”en elev i åk 5”.")  # it asks nothing, so nothing can be forgotten
    await day.says("anna", WITH_NUMBER, "q")
    still = await day.comes("2026-11-24T09:15")
    assert sorted(line["to"] for line in still) == ["anna", "gunilla"]
    assert {line["text"] for line in still} == {
        "Det står fortfarande ett personnummer i meddelandet. På mobilen: håll fingret på meddelandet och välj Redigera."
    }
    await day.deletes("gunilla", "m1")
    helped = await day.comes("2026-11-24T10:00")
    assert [(line["event"], line["to"]) for line in helped] == [("direct", "cecilia")]  # Eva is away
    assert helped[0]["text"] == (
        "Ett meddelande i supportkanalen ser ut att innehålla ett personnummer. Jag har bett Anna Ek ändra det. "
        "Kan du hjälpa till?"
    )
    gone = [line for line in await day.edits("anna", "q", SIGNS) if line["reply"] == "personal_data"]
    assert sorted((line["event"], line["to"]) for line in gone) == [
        ("revised", "anna"), ("withdrawn", "anna"), ("withdrawn", "cecilia"),
    ]  # fmt: skip
    assert not [line for line in await day.passes("5h") if line["reply"] == "personal_data"]
    await day.end()


async def test_in_the_persons_own_conversation_in_fraga_and_in_forms(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    direct = only(await day.writes_to_the_bot("anna", f"fråga {WITH_NUMBER}", "q1"), "direct", "personal_data")
    assert direct["text"].startswith("Det ser ut att stå ett personnummer i det du skrev. Jag har inte sparat det.")
    root = next(line for line in day.lines if line["key"] == "question/1/root")
    assert "[personnummer]" in root["text"]
    form = only(await day.fills("gunilla", "ask", text=f"var skriver man in {NUMBER} i unikum?"), "notice")
    assert form["reply"] == "personal_data"
    assert form["text"] == (
        "Din fråga ligger nu i supportkanalen, så att fler kan svara och lära sig.\n"
        "Det såg ut att stå ett personnummer i det du skrev. Jag tog bort det, så att ingen ser det."
    )
    await day.presses("eva", "take", "q1")
    handed = only(await day.fills("eva", "hand_on", "q1", to="mats", note=f"det gäller {NUMBER}", show="yes"), "notice")
    assert handed["text"].startswith("Lämnad till Mats Nyström.\nDet såg ut att stå ett personnummer")
    assert "Eva Lind: ”det gäller [personnummer]”" in day.card("q1")["text"]
    assert [line for line in await day.passes("20m") if line["reply"] == "personal_data"] == []
    at = day.play.stage.clock.now()
    typed = CommandGiven(
        id="c", at=at, who=Account(platform="local", id="olle"), text=f"fråga {WITH_NUMBER}", channel="x"
    )
    shown = await day.play.stage.app.bot.hear(typed)
    assert shown is not None
    assert "Jag tog bort det" in shown.message.text
    assert NUMBER not in "\n".join(line["text"] for line in day.lines)
    await day.end()


async def test_a_warning_that_cannot_arrive_becomes_one_neutral_line(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("anna", ASSIGN, "q")
    await day.says("anna", f"det gäller {NUMBER} i min klass", "m", thread="q")
    warning = next(line for line in day.lines if line["reply"] == "personal_data")
    at = day.play.stage.clock.now()
    lost = Undelivered(id="u", at=at, key=warning["key"], platform="local", channel="direct:anna", person="anna",
                       reply="personal_data", reason="gone")  # fmt: skip
    await day.play.stage.app.bot.hear(lost)
    said = await day.passes("1m")
    assert only(said, "posted", "alarm")["text"] == (
        "⚠️ Ett meddelande till Anna Ek kom inte fram: kontot tar inte emot eller har inte lagt till supporten. "
        "Säg gärna till på annat sätt."
    )
    neutral = only(said, "posted", "personal_data")
    assert neutral["place"] == "support"
    assert neutral["text"] == "Det ser ut att stå personuppgifter i ett meddelande här. Redigera gärna och ta bort dem."
    assert neutral["mentions"] == []
    assert ("withdrawn", "personal_data") in events(await day.deletes("anna", "m"))
    await day.end()
