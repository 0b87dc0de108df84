"""Play: a meeting for ninety people is called, changed and moved, in parts, and nobody is told twice or forgotten."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import yaml

from tests.journeys.day import SAMPLES, Day, only

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

MANY = 90


def _directory(folder: Path) -> Path:
    schools = [{"id": f"skola{n}", "name": f"Skola {n}"} for n in range(100)]
    locals_ = [
        {"id": f"kontakt{n}", "name": f"Kontakt {n}", "role": "local", "schools": [f"skola{n % 100}"]}
        for n in range(MANY)
    ]
    everything = {
        "organisation": {"name": "Storstad", "language": "sv", "time_zone": "Europe/Stockholm"},
        "schools": schools,
        "people": [{"id": "cecilia", "name": "Cecilia Holm", "role": "central"}, *locals_],
        "places": [{"id": "support", "kind": "support"}, {"id": "contacts", "kind": "contacts"}],
    }
    (folder / "directory.yaml").write_text(yaml.safe_dump(everything, allow_unicode=True), encoding="utf-8")
    return folder / "directory.yaml"


async def test_ninety_are_told_in_parts_each_once(store: Store, tmp_path: Path) -> None:
    day = await Day.begin(store, directory=_directory(tmp_path), faq=SAMPLES / "unikum" / "faq_sv.yaml")
    await day.writes_to_the_bot("cecilia", "möte torsdag 10 december 14:30 Rådhuset")
    first = await day.presses("cecilia", "meeting_send:1")
    assert "91 personer" in only(first, "notice")["text"]
    lines = first + await day.passes("30s")
    invited = Counter(
        line["to"] for line in lines if line["event"] == "direct" and line["key"].startswith("meeting/1/0/own/")
    )
    assert len(invited) == MANY
    assert set(invited.values()) == {1}
    await day.presses("kontakt7", "attend:yes")
    card = [line for line in day.lines if line["key"] == "meeting/1/preview/cecilia"][-1]["text"]
    assert "Inte svarat (89): " in card
    assert card.endswith("och 59 till")
    change = {"day": "2026-12-10", "time": "14:30", "length": "60"}
    await day.presses("cecilia", "meeting_edit:1")
    lines = await day.fills("cecilia", "meeting", **change, location="Biblioteket") + await day.passes("30s")
    revised = Counter(line["to"] for line in lines if line["event"] == "revised" and "/own/" in line["key"])
    assert len(revised) == MANY
    assert [line for line in lines if line["event"] == "direct"] == []
    await day.presses("cecilia", "meeting_edit:1")
    moved = {**change, "time": "15:00", "location": "Biblioteket"}
    lines = await day.fills("cecilia", "meeting", **moved) + await day.passes("30s")
    told = Counter(line["to"] for line in lines if line["event"] == "direct" and "/own/" in line["key"])
    assert len(told) == MANY
    assert set(told.values()) == {1}
    await day.end()
