"""Plays: central hears of too many or too few who help before a question is lost, once a week, and that it is sorted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.support.directory import Role
from tests.journeys.test_reach import ON, alarms, audited
from tests.journeys.town import FILM, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

TERMS = "var ser man vilka läsår som är avslutade?"


async def _changes(day: Day, words: str) -> list[Line]:
    """A central contact changes who helps, and presses that it is so."""
    shown = await day.writes_to_the_bot("cecilia", words)
    button = next(one for line in shown for one in line["buttons"] if one.startswith("change_do"))
    return alarms(await day.presses("cecilia", button))


def told(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line["event"], line["text"]) for line in lines]


async def test_each_is_told_once_ahead_and_sorted(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts=ON)
    await audited(day)
    assert alarms(await day.writes_to_the_bot("jonas", "borta 1–4 december")) == [], "Leila is there"
    both = alarms(await day.writes_to_the_bot("leila", "borta 2–3 december"))
    assert told(both) == [
        ("posted", "⚠️ 2 kontakter är borta och ingen ersätter: Jonas Åberg på Hagaskolan 1 december till och med 4 december, "
         "Leila Rahimi på Hagaskolan 2 december till och med 3 december."),
    ]  # fmt: skip
    assert both[0]["buttons"] == ["substitute"]
    assert told(await _changes(day, "ersättare Leila Gunilla 2–3 december")) == [
        ("revised", "✅ Jonas Åberg och Leila Rahimi är tillbaka eller har någon som ersätter. Ordnat 24 november.")
    ]
    assert alarms(await day.writes_to_the_bot("mats", "borta 7–11 december")) == []
    few = alarms(await day.writes_to_the_bot("amina", "borta 7–8 december"))
    assert told(few) == [
        ("posted", "⚠️ Bara en central kontakt nås 7 december till och med 8 december. "
         "Planera gärna så att det alltid finns två."),
    ]  # fmt: skip
    assert told(await _changes(day, "ersättare Amina Olle 7–8 december")) == [
        ("revised", "✅ Minst två centrala kontakter nås. Ordnat 24 november.")
    ]
    async with store.transaction() as tx:  # as an import would
        gunilla = (await tx.directory.load()).person("gunilla")
        assert gunilla is not None
        await tx.directory.save_person(replace(gunilla, role=Role.LOCAL))
    looked = alarms(await day.comes("2026-11-25T08:00"))
    many = [line for line in looked if "Hagaskolan" in line["text"]]
    assert told(many) == [("posted", "⚠️ Hagaskolan har 3 kontakter. Det brukar vara en eller två. Stämmer listan?")]
    assert many[0]["buttons"] == ["contact_new:hagaskolan"]
    assert told(await _changes(day, "ta bort kontakt Hagaskolan Gunilla")) == [
        ("revised", "✅ Hagaskolan har en eller två kontakter. Ordnat 25 november.")
    ]
    gone = alarms(await day.writes_to_the_bot("eva", "borta 30/11–18/12"))
    assert told(gone) == [
        ("posted", "⚠️ Eva Lind på Lindskolan är borta 30 november till och med 18 december och ingen ersätter. "
         "Frågorna går till er."),
    ]  # fmt: skip
    assert gone[0]["buttons"] == ["substitute:lindskolan", "contact_new:lindskolan"]
    first = [line for line in alarms(await day.comes("2026-11-30T12:00")) if "Lind" in line["text"]]
    assert first == [], "what was told ahead is not told again on the first day"
    for who in ("Olle", "Anna"):
        await _changes(day, f"kontakt Lindskolan {who}")
    assert told(alarms(await day.comes("2026-12-01T12:00"))) == [], "whoever made it three has read so"
    await day.end()


async def test_a_colleague_who_goes_away_too_is_told_of_at_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts=ON)
    long = alarms(await day.writes_to_the_bot("jonas", "borta 24/11–4/12"))
    assert told(long) == [
        ("posted", "⚠️ Jonas Åberg på Hagaskolan är borta till och med 4 december och ingen ersätter. "
         "Frågorna går till Leila Rahimi."),
    ]  # fmt: skip
    both = alarms(await day.writes_to_the_bot("leila", "borta till fredag"))
    assert [line["text"].splitlines()[0] for line in both] == [
        "⚠️ Hagaskolan har ingen kontakt som nås till och med 27 november. Frågor därifrån går direkt till er."
    ]
    await day.end()


async def test_questions_that_always_move_on_are_told_to_central_alone_and_name_nobody(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, posts=ON)
    await audited(day)
    moments = ("2026-11-26T08:00", "2026-12-01T08:00", "2026-12-04T08:00", "2026-12-09T08:00")
    for moment, words in zip(moments, (SIGNS, VOTE, FILM, PRINT), strict=True):
        await day.says("anna", words, words[:8])
        assert not any("vidare" in line["text"] for line in alarms(await day.comes(moment)))
    await day.says("anna", TERMS, "fifth")
    quiet = [line for line in alarms(await day.comes("2026-12-10T08:00")) if "vidare" in line["text"]]
    assert sorted(str(line["to"]) for line in quiet) == ["amina", "cecilia", "mats"]
    assert {line["text"] for line in quiet} == {
        "⚠️ Frågorna till Lindskolan går ofta vidare. De senaste 5 har kommit till er. "
        "Prata med skolan om uppdraget passar."
    }
    await day.says("anna", "går det att byta bild på klassen i unikum?", "sixth")
    await day.presses("eva", "solved", "sixth")
    sorted_out = [line for line in alarms(await day.comes("2026-12-11T08:00")) if "Ordnat" in line["text"]]
    assert {line["text"] for line in sorted_out} == {"✅ Lindskolan tar hand om frågor igen. Ordnat 11 december."}
    await day.end()
