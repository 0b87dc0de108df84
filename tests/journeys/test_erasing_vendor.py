"""Plays: whoever follows a case with the vendor hands it on before being forgotten; old cases lose their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import erasing
from knowledge.conversation.event import Event
from tests.journeys.test_erasing import TODAY, _forgotten, traces
from tests.journeys.test_vendor import ANSWER, sent
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_a_case_is_handed_on_and_nothing_names_the_one_who_sent_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, vendor=("mats", "cecilia"))
    await sent(day, case="88120")
    await day.writes_to_the_bot("mats", "unikum punkt: Gör det lättare att byta mentor")
    async with store.reading() as tx:
        now = day.play.stage.clock.now()
        desk = day.play.stage.app.bot.desk(tx, await tx.directory.load(), Event(id="e", at=now), None)
        mats, amina = desk.directory.person("mats"), desk.directory.person("amina")
        assert mats
        assert amina
        hangs = await erasing.hangs_on(desk, mats)
        assert "follows case 1 with the vendor" in hangs.words()
        assert "named contacts" in erasing.cannot_take_over(mats, amina, hangs, TODAY)
    assert await traces(store, await _forgotten(day, "mats", "cecilia")) == []
    async with store.reading() as tx:
        case = await tx.vendor.look(1)
    assert case is not None
    assert (case.follower, case.by, case.is_open) == ("cecilia", "erased-1", True)
    assert (await day.question("q1")).taken_by == "cecilia"
    await day.end()


async def test_the_only_contact_of_the_vendor_hands_that_on_too(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, vendor=("mats",), posts={"alarms": "true"})
    await sent(day, case="88120")
    async with store.reading() as tx:
        now = day.play.stage.clock.now()
        desk = day.play.stage.app.bot.desk(tx, await tx.directory.load(), Event(id="e", at=now), None)
        mats = desk.directory.person("mats")
        assert mats
        assert "is the only named contact of the vendor" in (await erasing.hangs_on(desk, mats)).words()
    await _forgotten(day, "mats", "cecilia")
    said = [str(line.get("text")) for line in await day.passes("1s")]
    async with store.reading() as tx:
        cecilia, case = (await tx.directory.load()).person("cecilia"), await tx.vendor.look(1)
    assert cecilia is not None
    assert case is not None
    assert (cecilia.vendor_contact, case.follower) == (True, "cecilia")
    assert any("och kontakten med leverantören" in text for text in said), "she is told"
    assert any("Cecilia Holm har nu kontakten med leverantören" in text for text in said), "central is told"
    await day.end()


async def test_years_after_it_ended_a_case_has_no_words(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, vendor=("mats",), retention={"vendor": "30"})
    await sent(day)
    await sent(day, "q2", "gunilla", "kan eleverna rösta om klassresan inne i unikum?")
    await day.play.stage.app.bot.audit(None)
    await day.fills("mats", "vendor_answer", "q1", answer=ANSWER)
    await day.comes("2027-02-01T09:00")
    async with store.reading() as tx:
        cases = {number: await tx.vendor.look(number) for number in (1, 2)}
    for case in cases.values():
        assert case is not None
        ended = not case.is_open
        assert (case.text.what == "", case.follower == "someone") == (ended, ended)
    await day.end()
