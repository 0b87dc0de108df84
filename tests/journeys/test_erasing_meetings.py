"""Play: whoever leads a meeting hands it on before being forgotten, and stands on no card and in no answer afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import erasing
from knowledge.conversation.event import Event
from tests.journeys.test_erasing import TODAY, _forgotten, traces
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_a_meeting_is_handed_on_and_names_nobody_who_is_forgotten(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("mats", "möte torsdag 10 december 14:30 Rådhuset")
    await day.presses("mats", "meeting_send:1")
    await day.presses("eva", "attend:yes")
    async with store.reading() as tx:
        now = day.play.stage.clock.now()
        desk = day.play.stage.app.bot.desk(tx, await tx.directory.load(), Event(id="e", at=now), None)
        mats, eva = desk.directory.person("mats"), desk.directory.person("eva")
        assert mats
        assert eva
        hangs = await erasing.hangs_on(desk, mats)
        assert "leads meeting 1" in hangs.words()
        assert "no central contact" in erasing.cannot_take_over(mats, eva, hangs, TODAY)
    assert await traces(store, await _forgotten(day, "mats", "cecilia")) == []
    assert await traces(store, await _forgotten(day, "eva", "leila")) == []
    await day.passes("2h")
    async with store.reading() as tx:
        meeting, replies = await tx.meetings.look(1), await tx.meetings.replies(1)
    assert meeting is not None
    assert meeting.owner == "cecilia"
    assert not {"mats", "eva", "erased-1", "erased-2"} & {one.person for one in replies}
    await day.end()
