"""Plays: protected identity, custody and breaches get the fixed answer, and a person who phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

IDENTITY = "en elev har fått skyddad identitet, hur gör jag i unikum?"


async def test_the_fixed_answer_comes_and_central_is_told_without_the_text(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    asked = await day.says("anna", IDENTITY, "q")
    assert sorted(events(asked)) == [("direct", "waiting"), ("posted", "sensitive")]
    card = only(asked, "posted", "sensitive")
    assert card["text"] == (
        "Skyddade uppgifter tar vi inte i chatten.\n"
        "Ring rektor på din skola. Rektor och de centrala kontakterna ordnar resten.\n"
        "Skriv inga detaljer här, inte heller skola eller klass. Ta gärna bort det du har skrivit.\n"
        "Cecilia Holm vet att du har skrivit om något känsligt, men inte vad."
    )
    assert (card["state"], card["faq"], card["mentions"]) == ("waiting", [], [])
    assert card["buttons"] == ["ask_human", "take", "solved", "not_a_question"]
    told = only(asked, "direct")
    assert told["to"] == "cecilia"
    assert told["text"].startswith("Anna Ek har skrivit om något som inte ska stå i chatten")
    assert (await day.question("q")).text == ""
    phoned = await day.presses("anna", "ask_human", "q")
    assert events(phoned) == [("notice", "sensitive"), ("direct", "sensitive")]
    assert phoned[0]["text"] == ("Cecilia Holm har fått veta att du vill bli uppringd. Brådskar det: ring rektor nu.")
    assert phoned[1]["to"] == "cecilia"
    taken = await day.presses("cecilia", "take", "q")
    assert only(taken, "notice")["text"] == "Frågan är din. Ring hellre än att skriva."
    assert day.card("q")["text"].endswith("\nCecilia Holm har tagit frågan.")
    solved = await day.presses("cecilia", "solved", "q")
    assert called(solved) == ["anna"]
    assert day.card("q")["text"].endswith("\n✅ Löst 24 november.")
    assert called(await day.presses("anna", "reopen", "q")) == []
    everything = "\n".join(line["text"] for line in day.lines)
    assert "identitet" not in everything
    assert "Fråga 1" not in everything
    await day.end()


async def test_no_list_shows_what_it_was_about_and_it_climbs_within_central(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"digests": "true"})
    await day.says("anna", IDENTITY, "q")
    assert await day.says("olle", "det är inte bra, vad gör man?", thread="q") == []
    waits = only(await day.writes_to_the_bot("cecilia", "väntar"), "direct")
    assert waits["text"] == "Väntar på dig (1)\n- Fråga 1 ”…” – Anna Ek, till i morgon, onsdag 08:00"
    other = only(await day.writes_to_the_bot("eva", "status 1"), "direct")
    assert other["text"].startswith("Jag hittar ingen fråga 1 som du kan se.")
    morning = await day.comes("2026-11-25T08:00")
    assert "- Fråga 1 ”…” – Anna Ek, hos Cecilia Holm" in only(morning, "posted", "digest")["text"]
    assert {line["to"] for line in morning if line["event"] == "direct"} == {"cecilia", "mats", "amina"}
    assert called(morning) == []  # nobody is called in the channel
    await day.end()


async def test_asked_to_the_bot_alone_it_stays_there(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    posted = await day.writes_to_the_bot("anna", "fråga en elev har skyddad adress, syns den i klasslistan?", "q1")
    assert sorted((line["event"], line["to"]) for line in posted) == [("direct", "anna"), ("direct", "cecilia")]
    assert day.card("q1")["reply"] == "sensitive"
    alone = await day.writes_to_the_bot("goran", "en pappa har förlorat vårdnaden, hur tar jag bort honom?", "q2")
    assert day.card("q2")["text"].startswith("Vårdnad och umgänge tar vi inte i chatten.\n")
    assert [line["place"] for line in (*posted, *alone)] == [None] * 4
    await day.end()
