"""What people say in the plays of learning, and how they teach; leaves what should then happen to the plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.day import Day

THROWN_OUT = "jag blir utloggad från unikum varje kvart, hur stoppar jag det?"
OTHERS = [
    "blir utloggad ur unikum mitt i lektionen, vad beror det på?",
    "hur undviker man att bli utloggad medan omdömet skrivs?",
    "varför är jag utloggad när rasten är slut?",
    "utloggad före varje sparning i matrisen, går det att ändra?",
    "i teknikrummet blir åttorna utloggade, vem ändrar tiden?",
    "hur märker jag i förväg att jag snart blir utloggad?",
    "utloggad hela tiden på plattan, vad göra?",
    "varför blir eleverna utloggade när de skriver prov?",
    "blir jag utloggad om jag lämnar datorn på rasten?",
]
"""Questions about being logged out that equal no text of the FAQ."""
SURE = {"matching": {"answer": "0.9999", "suggest": "0.9998"}}
"""The bot answers only what equals an entry."""
OFFERING = {"matching": {"answer": "0.9999", "suggest": "0.0001"}}


async def taught(day: Day, asker: str, words: str, entry: str = "out", by: str = "eva") -> None:
    """Somebody asks in new words, a contact answers with an entry."""
    label = f"taught: {words}"
    await day.says(asker, words, label)
    pressed = await day.presses(by, f"use_faq:{entry}", label)
    assert "refused" not in {line["event"] for line in pressed}, pressed


async def answered(day: Day, who: str, words: str) -> list[str]:
    """The entries with which the bot answers somebody at once; none when it does not."""
    lines = await day.says(who, words, f"{who} {len(day.lines)}")
    return [entry for line in lines if line["event"] == "posted" and line["reply"] == "answer" for entry in line["faq"]]


async def state_of(day: Day, number: int) -> str:
    """How a wording stands."""
    async with day.store.reading() as tx:
        wording = await tx.wordings.get(number)
    assert wording is not None
    return wording.state.value
