"""Plays: central puts up a banner for something that does not work; who asks about it is collected, and told when it is over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.deliveries import PIN, UNPIN
from storage.schema import outbox
from tests.journeys.day import called, events, only
from tests.journeys.town import ASSIGN, LOGGED_OUT, SIGNS, begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

TITLE = "det går inte att logga in"
BODY = "Sidan blir vit efter inloggningen. Leverantören arbetar med det."
PAGE = "https://status.example.org/"
ASKS = ("kan inte logga in i unikum, är det något fel?", "går det inte att logga in i dag?")
ON = f"driftstörning {TITLE}\n{BODY}"
REPLY = f"⚠️ Driftstörning: {TITLE}. Följ den här.\nDu får veta här när det fungerar igen. Du behöver inte göra något."


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, where central hears alarms."""
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    yield day
    await day.end()


def banners(lines: list[Line], event: str = "posted") -> list[Line]:
    """What was done with the banner."""
    return [line for line in lines if line["reply"] == "announcement" and line["event"] == event]


async def test_a_banner_stands_pinned_and_who_asks_is_answered_by_it(town: Day) -> None:
    on = await town.writes_to_the_bot("cecilia", ON)
    (banner,) = banners(on)
    assert banner["text"] == (
        f"⚠️ Driftstörning: {TITLE}, sedan i dag 09:00.\n{BODY}\n"
        "Du behöver inte fråga igen, vi skriver här när det är över."
    )
    assert (banner["place"], banner["key"], banner["mentions"]) == ("support", await _key(town, banner), [])
    assert banner["buttons"] == ["outage_off", "outage_extend"]
    told = only(on, "direct", "command")
    assert told["buttons"] == ["outage_off:1", "outage_news:1"]
    assert told["text"].startswith(f"Bannern ”{TITLE}” är uppe i supportkanalen.")
    assert await _pinned(town, banner["key"])
    card = only(await town.says("anna", ASKS[0], "q1"), "posted", "linked")
    assert (card["text"], card["buttons"], card["state"]) == (f"{REPLY}\nFråga 1", ["ask_human"], "waiting")
    assert events(await town.says("gunilla", ASKS[1], "q2")) == [("posted", "linked")]
    assert await town.passes("1h") == []
    assert await town.says("olle", "samma här", thread="q1") == []
    assert await town.says("anna", "det är så hos flera här", thread="q1") == []


async def _key(day: Day, banner: Line) -> str:
    return f"outage/1/banner/support/{day.play.stage.chat.name}"


async def _pinned(day: Day, key: str) -> bool:
    """Whether the last that was done with the banner's pin was to set it."""
    pins = select(outbox.c.kind).where(outbox.c.key == key, outbox.c.kind.in_((PIN, UNPIN))).order_by(outbox.c.id)
    async with day.store.reading() as tx:
        kinds = [row.kind for row in await tx.outbox._work.rows(pins)]
    return kinds[-1:] == [PIN]


async def test_when_it_is_over_each_hears_it_in_their_own_thread_and_says_whether_it_works(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    await town.says("gunilla", ASKS[1], "q2")
    await town.passes("35m")
    off = await town.presses("mats", "outage_off")
    told = [line for line in off if line["event"] == "posted"]
    assert [(line["thread"], line["reply"], line["mentions"]) for line in told] == [
        ("q1", "linked", ["anna"]), ("q2", "linked", ["gunilla"])]  # fmt: skip
    assert told[0]["text"] == "Anna Ek Driftstörningen är över sedan i dag 09:35. Fungerar det för dig?\nFråga 1"
    assert told[0]["buttons"] == ["helped", "not_helped", "solved", "take", "not_a_question"]
    assert sorted(line["thread"] for line in off if line["event"] == "withdrawn") == ["q1", "q2"]
    (closed,) = banners(off, "revised")
    assert closed["text"] == f"✅ Över: {TITLE}, 24 november 09:00–09:35. 2 som frågade har fått veta det."
    assert closed["buttons"] == []
    assert not await _pinned(town, closed["key"])
    assert only(off, "notice")["text"].endswith(
        "är över, och bannern säger det. 2 som frågade får veta det i sin tråd."
    )
    solved = only(await town.presses("anna", "helped", "q1"), "revised", "solved")
    assert solved["text"] == "✅ Löst 24 november av Anna Ek.\nFråga 1"
    assert called(await town.presses("gunilla", "not_helped", "q2")) == ["jonas"]
    refused = only(await town.presses("amina", "outage_off"), "refused")
    assert refused["to"] == "amina"
    assert events(await town.says("olle", ASKS[0], "q3"))[-1][1] == "waiting"  # it is over: a person is asked


async def test_silence_after_the_end_counts_as_solved(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    await town.writes_to_the_bot("cecilia", "driftstörning av")
    await town.comes("2026-11-25T09:01")
    assert (await town.question("q1")).how == "assumed"
    assert town.card("q1")["text"] == "Räknas som löst. Hjälpte det inte? Skriv här i tråden.\nFråga 1"


async def test_whoever_asks_something_else_gets_a_person(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    pressed = await town.presses("anna", "ask_human", "q1")
    assert called(pressed) == ["eva"]
    assert (await town.question("q1")).outage is None
    off = await town.presses("cecilia", "outage_off")
    assert [line for line in off if line["thread"] == "q1"] == []
    assert events(await town.says("gunilla", SIGNS, "q2"))[-1][1] == "waiting"
    await town.writes_to_the_bot("cecilia", "driftstörning ny man blir utloggad hela tiden")
    assert events(await town.says("dragana", "blir utloggad hela tiden, vad är det?", "q5")) == [("posted", "linked")]
    assert events(await town.says("goran", LOGGED_OUT, "q3")) == [("posted", "answer")]  # it equals an entry
    assert events(await town.says("lucy", ASSIGN, "q4")) == [("posted", "answer")]


async def test_what_is_open_already_is_collected_and_nobody_has_it_any_more(town: Day) -> None:
    assert called(await town.says("anna", ASKS[0], "q1")) == ["eva"]
    await town.says("olle", ASKS[0], "q2")
    await town.says("goran", SIGNS, "q4")
    await town.passes("12m")
    on = await town.writes_to_the_bot("mats", ON)
    assert "sedan i dag 09:00" in [line for line in on if line["reply"] == "announcement"][-1]["text"]
    assert only(on, "direct", "command")["text"].split("\n")[1] == "2 som redan har frågat får veta det i sin tråd."
    assert town.card("q1")["text"].startswith("⚠️ Driftstörning")
    assert town.card("q2")["text"].startswith("⚠️ Driftstörning")
    gone = {line["key"] for line in on if line["event"] == "withdrawn"}
    assert gone >= {"question/1/call", "question/2/notice"}
    assert (await town.question("q4")).outage is None
    assert (await town.question("q1")).holders == ()
    assert await town.comes("2026-11-24T11:00") == []  # no step goes on, nobody is called


async def test_what_a_person_has_in_hand_stays_with_them(town: Day) -> None:
    await town.says("gunilla", ASKS[1], "q1")
    await town.presses("jonas", "take", "q1")
    await town.says("leila", ASKS[1], "q2")  # waits for the same
    on = await town.writes_to_the_bot("mats", ON)
    assert (await town.state("q1"), (await town.question("q1")).outage) == ("taken", None)
    assert (await town.question("q2")).outage == 1
    assert "till undrar samma sak" not in town.card("q1")["text"]
    assert only(on, "direct", "command")["text"].split("\n")[1] == "En som redan har frågat får veta det i sin tråd."


async def test_those_who_asked_the_bot_alone_hear_it_there(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    card = only(await town.writes_to_the_bot("anna", ASKS[0], "q1"), "direct", "linked")
    assert (card["buttons"], card["place"]) == (["ask_human"], None)
    off = await town.presses("cecilia", "outage_off")
    told = only([line for line in off if line["thread"] == "q1"], "direct")
    assert (told["to"], told["buttons"]) == ("anna", ["helped", "not_helped"])


async def test_out_of_hours_the_cards_say_it_at_once_and_the_calls_come_when_the_desk_opens(town: Day) -> None:
    await town.comes("2026-11-24T16:00")
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    await town.says("gunilla", ASKS[1], "q2")
    await town.comes("2026-11-24T17:30")
    off = await town.presses("cecilia", "outage_off")
    assert called(off) == []
    quiet = [line for line in off if line["thread"] in {"q1", "q2"}]
    assert events(quiet) == [("revised", "linked"), ("revised", "linked")]
    await town.presses("gunilla", "helped", "q2")
    assert called(await town.comes("2026-11-25T07:29")) == []
    assert called(await town.comes("2026-11-25T07:31")) == ["anna"]
    assert town.card("q1")["text"].startswith("Anna Ek Driftstörningen är över sedan i går 17:30.")


async def test_what_was_sensitive_or_paused_before_is_left_to_those_who_have_it(town: Day) -> None:
    await town.says("anna", "kan inte logga in, och eleven har skyddad identitet", "q1")
    await town.mentions_the_bot("cecilia", "paus 5m")
    await town.says("gunilla", ASKS[0], "q2")
    await town.writes_to_the_bot("cecilia", ON)
    for label in ("q1", "q2"):
        assert (await town.question(label)).outage is None
        assert (await town.question(label)).holders != ()


async def test_who_waited_for_a_question_that_is_collected_is_collected_too(town: Day) -> None:
    await town.says("anna", ASKS[0], "q1")
    await town.says("olle", SIGNS, "q2")
    async with town.store.transaction() as tx:
        second = await tx.questions.get(2)
        assert second is not None
        await tx.questions.save(replace(second, linked_to=1, holders=()))
    await town.writes_to_the_bot("cecilia", ON)
    assert ((await town.question("q2")).outage, (await town.question("q2")).linked_to) == (1, None)


async def test_the_morning_list_counts_no_question_that_waits_for_an_outage(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"digests": "true"}, outage={"ends": "48h"})
    await day.writes_to_the_bot("cecilia", ON)
    await day.says("goran", SIGNS, "q1")  # a school without a contact: central
    await day.says("anna", ASKS[0], "q2")
    (listed,) = [line for line in await day.comes("2026-11-25T07:31") if line["reply"] == "digest"]
    assert "(1)" in listed["text"]
    assert "På skolorna" not in listed["text"]
    await day.end()


async def test_what_is_sensitive_and_what_is_paused_goes_its_own_way(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    safe = await town.says("anna", "kan inte logga in, och eleven har skyddad identitet", "q1")
    assert "sensitive" in {line["reply"] for line in safe}
    await town.mentions_the_bot("cecilia", "paus 2h")
    asked = await town.says("gunilla", ASKS[0], "q2")
    assert {line["place"] for line in asked} == {None}
    assert (await town.question("q2")).outage is None


async def test_a_banner_that_was_put_on_while_the_bot_was_silent_stands_when_it_speaks_again(town: Day) -> None:
    await town.mentions_the_bot("cecilia", "paus 2h")
    on = await town.writes_to_the_bot("cecilia", ON)
    assert banners(on) == []
    assert "jag får inte skriva i någon supportkanal just nu" in only(on, "direct", "command")["text"]
    assert len(banners(await town.mentions_the_bot("cecilia", "igång"))) == 1


async def test_news_changes_the_banner_and_only_it(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    news = await town.writes_to_the_bot("mats", f"driftstörning felet är hittat\nKlart före lunch\nStatus: {PAGE}")
    (banner,) = banners(news, "revised")
    assert banner["text"].split("\n") == [
        f"⚠️ Driftstörning: {TITLE}, sedan i dag 09:00.", "felet är hittat", "Klart före lunch",
        f"Status: driftstatus ({PAGE}). Du behöver inte fråga igen, vi skriver här när det är över."]  # fmt: skip
    assert [line for line in news if line["thread"]] == []
    assert only(news, "direct")["text"].startswith(f"Bannern ”{TITLE}” är ändrad.")
    again = await town.fills("cecilia", "outage", title=TITLE, body="Nu kommer en del in.", ends="3")
    assert "Nu kommer en del in." in banners(again, "revised")[0]["text"]
    assert banners(again) == []


async def test_the_second_is_told_that_it_is_on_already(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.passes("10m")
    second = await town.writes_to_the_bot("mats", "driftstörning Det går inte att logga in!")
    told = only(second, "direct")
    assert told["text"] == f"”{TITLE}” är redan på sedan i dag 09:00. Cecilia Holm satte upp bannern."
    assert banners(second) == banners(second, "revised") == []
    filled = await town.fills("amina", "outage", title=TITLE)
    assert "redan på" in only(filled, "notice")["text"]


async def test_two_at_once_and_each_has_its_own(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.writes_to_the_bot("mats", "driftstörning ny bilder går inte att ladda upp")
    await town.says("anna", ASKS[0], "q1")
    await town.says("olle", "det går inte att ladda upp bilder, vad gör jag?", "q2")
    assert ((await town.question("q1")).outage, (await town.question("q2")).outage) == (1, 2)
    both = only(await town.writes_to_the_bot("cecilia", "driftstörning av"), "direct")
    assert both["buttons"] == ["outage_off:1", "outage_off:2", "outage_news:1", "outage_news:2"]
    off = await town.writes_to_the_bot("cecilia", "driftstörning av 2")
    assert called(off) == ["olle"]
    assert await town.state("q1") == "waiting"


async def test_only_central_puts_it_on_and_ends_it(town: Day) -> None:
    for who in ("anna", "eva"):
        assert only(await town.writes_to_the_bot(who, ON), "refused")["to"] == who
        assert only(await town.fills(who, "outage", title=TITLE), "refused")["to"] == who
    await town.writes_to_the_bot("cecilia", ON)
    for who in ("anna", "eva"):
        assert only(await town.presses(who, "outage_off"), "refused")["to"] == who
    assert only(await town.writes_to_the_bot("cecilia", "driftstörning"), "direct")["buttons"] == [
        "outage_off:1", "outage_extend:1", "outage_news:1"]  # fmt: skip


async def test_words_for_a_person_count_as_the_button(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    assert called(await town.says("anna", "jag vill fråga en människa", thread="q1")) == ["eva"]
    assert (await town.question("q1")).outage is None
