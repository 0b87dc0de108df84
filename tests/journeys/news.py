"""Hands for plays with announcements; leaves the plays to the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.day import Day, Line

LOCALS = ["eva", "jonas", "leila"]
NEWS = "meddela lokala kontakter: Nya omdömen\nFrån måndag skrivs omdömen på **ett** ställe.\nAPT: nej"


def got(lines: list[Line], part: str = "copy") -> list[str]:
    """Who has got that part of an announcement in their own conversation, by name."""
    return sorted(line["to"] for line in lines if line["event"] == "direct" and f"/{part}/" in line["key"])


def copy_of(lines: list[Line], person: str, part: str = "copy") -> Line:
    """What the person has got, as it stands after these lines."""
    mine = [
        line for line in lines if line["key"].endswith(f"/{part}/{person}") and line["event"] in {"direct", "revised"}
    ]
    assert mine, f"{person} has got nothing"
    return mine[-1]


def card(day: Day, person: str = "cecilia") -> Line:
    """The person's card of the newest announcement."""
    cards = [
        line for line in day.lines if line["key"].endswith(f"/desk/{person}") and line["event"] in {"direct", "revised"}
    ]
    assert cards, f"{person} has no card"
    return cards[-1]


async def sent(day: Day, text: str = NEWS) -> list[Line]:
    """Written by Cecilia, sent, and the time for undoing over."""
    await day.writes_to_the_bot("cecilia", text)
    await day.presses("cecilia", "send")
    return await day.passes("31s")
