"""Plays: a central contact announces, to the right people, once, and knows who has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import only
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day, Line

NEWS = "meddela lokala kontakter: Nya omdömen\nFrån måndag skrivs omdömen på **ett** ställe."


def got(lines: list[Line], reply: str = "announcement") -> list[str]:
    """Who has got something of that kind in their own conversation, in order."""
    return [line["to"] for line in lines if line["event"] == "direct" and line["reply"] == reply]


async def _sent(day: Day, text: str = NEWS) -> list[Line]:
    """Written, sent, and the time for undoing over."""
    await day.writes_to_the_bot("cecilia", text)
    await day.presses("cecilia", "send")
    return await day.passes("31s")


async def test_what_central_writes_is_shown_with_its_readers_before_it_goes_out(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    card = only(await day.writes_to_the_bot("cecilia", NEWS), "direct")
    assert card["text"] == (
        "Så här ser det ut. Går till 3 personer (lokala kontakter).\n\n"
        "📣 Nya omdömen\nFrån måndag skrivs omdömen på ett ställe.\nCecilia Holm, 24 november"
    )
    assert card["buttons"] == [
        "send", "announcement_edit", "preview", "announcement_more", "recipients", "announcement_delete",
    ]  # fmt: skip
    await day.end()


async def test_after_the_time_for_undoing_everybody_gets_it_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    undo = await day.presses("cecilia", "send")
    assert "skickas om 30 sekunder till 3 personer" in only(undo, "revised")["text"]
    lines = await day.passes("31s")
    assert got(lines) == ["eva", "jonas", "leila", "eva", "jonas", "leila"]  # the second is the text for the meeting
    last = [line for line in lines if line["key"].endswith("/desk/cecilia")][-1]
    assert last["text"].startswith("Skickat ”Nya omdömen” i dag 09:00: 3 av 3 framme.")
    assert got(await day.passes("2h")) == []
    await day.end()
