"""Plays: whom central names gets it and nobody else, and what is not understood is quoted as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import only
from tests.journeys.news import LOCALS, got, sent
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_all_the_local_contacts_are_not_everybody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    lines = await sent(day, "meddela alla lokala: Nya omdömen\nFrån måndag.\nAPT: nej")
    assert got(lines) == LOCALS
    await day.end()


@pytest.mark.parametrize(("to", "said"), [
    ("**Lund**", "”**Lund**” finns inte"), ("lärare på", "”på” finns inte"), ("alla, utom", "”utom” finns inte"),
])  # fmt: skip
async def test_what_is_not_clear_goes_to_nobody(store: Store, tmp_path: Path, to: str, said: str) -> None:
    day = await begin(store, tmp_path)
    lines = await day.writes_to_the_bot("cecilia", f"meddela {to}: Nya omdömen\nFrån måndag.")
    assert said in only(lines, "direct")["text"]
    assert got(await day.passes("1h")) == []
    await day.end()
