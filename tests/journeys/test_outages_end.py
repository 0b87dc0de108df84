"""Plays: an outage that nobody ends asks whether it goes on, and ends by itself; what is wrong with one that is put on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from handlers.outage_askers import AT_ONCE
from knowledge.conversation.event import Account, ButtonPressed, MessagePosted, MessageRef
from knowledge.conversation.message import Form, Notice
from knowledge.support.question import Question, State
from tests.journeys.day import called, events, only
from tests.journeys.test_outages import ASKS, BODY, ON, TITLE, banners
from tests.journeys.town import begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping with a status page."""
    page = {"status_page": "https://status.example.org/"}
    day = await begin(store, tmp_path, organisation=page)
    yield day
    await day.end()


async def test_after_its_time_the_one_who_put_it_on_is_asked_and_it_goes_on(town: Day) -> None:
    await town.writes_to_the_bot("mats", ON)
    assert await town.comes("2026-11-24T10:59") == []
    still = only(await town.comes("2026-11-24T11:01"), "direct", "reminder")
    assert still["to"] == "mats"
    assert still["text"] == f"Bannern om ”{TITLE}” har varit uppe sedan i dag 09:00. Är störningen kvar?"
    assert still["buttons"] == ["outage_extend", "outage_off"]
    kept = await town.presses("mats", "outage_extend")
    assert only(kept, "notice")["text"] == f"”{TITLE}” ligger kvar. Jag frågar igen i dag 13:01."
    assert only(kept, "withdrawn", "reminder")["key"] == "outage/1/still/mats"
    assert await town.comes("2026-11-24T13:00") == []
    again = only(await town.comes("2026-11-24T13:02"), "direct", "reminder")
    assert again["to"] == "mats"


async def test_when_nobody_answers_it_ends_by_itself_and_central_hears_that(town: Day) -> None:
    await town.writes_to_the_bot("mats", ON)
    await town.says("anna", ASKS[0], "q1")
    await town.comes("2026-11-24T11:29")
    ended = await town.comes("2026-11-24T11:31")
    assert called(ended) == ["anna"]
    assert banners(ended, "revised")[0]["text"].startswith(f"✅ Över: {TITLE}, 24 november 09:00–11:30.")
    told = only(ended, "posted", "reminder")
    assert told["place"] == "central"
    assert told["text"] == (
        f"Ingen svarade, så driftstörningen ”{TITLE}” räknas som över sedan i dag 11:30. "
        "Den som frågade får veta det i sin tråd."
    )
    assert ("withdrawn", "reminder") in events(ended)
    assert await town.comes("2026-11-24T16:00") == []


async def test_all_of_central_is_asked_when_the_one_who_put_it_on_is_away(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, away={"mats": ("2026-11-24", "2026-11-24", None)}, without=("central",))
    await day.writes_to_the_bot("mats", ON)
    asked = await day.comes("2026-11-24T11:01")
    assert sorted(line["to"] for line in asked) == ["amina", "cecilia", "mats"]
    await day.presses("amina", "outage_off")
    assert [line for line in await day.comes("2026-11-24T12:00") if line["reply"] == "reminder"] == []
    await day.end()


async def test_the_form_sets_how_long_and_where_the_status_is(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", "driftstörning")
    ways = "kommer inte in\nvit sida när jag loggar in"
    on = await town.fills("cecilia", "outage", title=TITLE, body=BODY, ways=ways, status_page="https://drift.example.org/unikum",
                          ends="30 min")  # fmt: skip
    (banner,) = banners(on)
    assert (
        banner["text"].split("\n")[2].startswith("Status: driftstatus (https://drift.example.org/unikum). Du behöver")
    )
    assert "i dag 09:30" in only(on, "notice")["text"]
    for who, text in (("anna", "jag kommer inte in i unikum"), ("goran", "får bara en vit sida när jag ska logga in?")):
        assert events(await town.says(who, text)) == [("posted", "linked")]
    await town.comes("2026-11-24T09:31")
    assert town.lines[-1]["reply"] == "reminder"


async def test_in_english_and_without_news(town: Day) -> None:
    on = await town.writes_to_the_bot("cecilia", f"outage {TITLE}")
    assert banners(on)[0]["text"] == (
        f"⚠️ Driftstörning: {TITLE}, sedan i dag 09:00.\n"
        "Status: driftstatus (https://status.example.org). Du behöver inte fråga igen, vi skriver här när det är över."
    )
    card = only(await town.says("lucy", "I can't log in, det går inte att logga in", "q1"), "posted", "linked")
    assert card["text"].split("\n")[0] == f"⚠️ Outage: {TITLE}. Follow it here."
    off = await town.writes_to_the_bot("cecilia", "outage off")
    told = only([line for line in off if line["thread"] == "q1"], "posted")
    assert told["text"].startswith("Lucy Hart The outage ended today 09:00. Does it work for you?")


async def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_put_up(town: Day) -> None:
    chat = town.play.stage.chat
    long = "det går inte att logga in " * 6
    wrong = await town.writes_to_the_bot("cecilia", f"driftstörning {long}\nhttp://status.example.org")
    assert only(wrong, "direct")["text"].split("\n") == [
        "Ingenting är uppsatt än:",
        "- Vad går inte? har 155 tecken. Högst 80 får plats.",
        "- Adressen http://status.example.org går inte att använda. "
        "Den ska börja med https:// och stå utan mellanslag.",
    ]
    filled = await chat.fill(
        town.play._account("cecilia"),
        "outage",
        "",
        {"title": " ", "body": "x" * 1001, "ends": "snart", "status_page": "driftsidan"},
    )
    await town.passes("0s")
    assert isinstance(filled, Form) or filled is None
    if isinstance(filled, Form):
        assert set(filled.problems) == {"title", "body", "ends", "status_page"}
    assert banners(town.lines) == []
    none = only(await town.writes_to_the_bot("cecilia", "driftstörning av"), "refused")
    assert none["text"] == "Ingen driftstörning är på."
    offer = only(await town.writes_to_the_bot("cecilia", "driftstörning"), "direct")
    assert offer["buttons"] == ["outage_new"]
    opened = only(await town.presses("cecilia", "outage_new"), "notice")
    assert opened["form"] == "outage"


async def test_what_somebody_wrote_is_never_alive(town: Day) -> None:
    on = await town.writes_to_the_bot(
        "cecilia", "driftstörning **allt** @channel [här](https://x.example)\n# stort\n<!here>"
    )
    (banner,) = banners(on)
    assert banner["mentions"] == []
    assert "**allt**" in banner["text"]
    assert "[här](https://x.example)" in banner["text"]


async def test_masked_words_stand_in_no_banner(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", "driftstörning")
    on = await town.fills("cecilia", "outage", title=TITLE, body="Ring mig på 070-123 45 67.")
    assert "070" not in str(on)
    assert "telefonnummer" in only(on, "notice")["text"]


async def test_an_edited_question_that_asks_something_else_leaves(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    assert await town.edits("anna", "q1", "kan inte logga in i unikum idag heller, är det något fel?") == []
    assert called(await town.edits("anna", "q1", "kan eleverna rösta om klassresan inne i unikum?")) == ["eva"]
    assert (await town.question("q1")).outage is None


async def test_words_in_a_thread_count_as_ever(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    await town.says("olle", ASKS[0], "q2")
    await town.says("gunilla", ASKS[1], "q3")
    await town.says("anna", "nu funkar det, tack", thread="q1")
    await town.says("olle", "strunt i det", thread="q2")
    await town.deletes("gunilla", "q3")
    assert [await town.state(one) for one in ("q1", "q2", "q3")] == ["solved", "dropped", "dropped"]
    off = await town.presses("cecilia", "outage_off")
    assert called(off) == []
    assert banners(off, "revised")[0]["text"] == f"✅ Över: {TITLE}, 24 november 09:00–09:00."


async def test_mine_and_waiting_tell_it(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    mine = only(await town.writes_to_the_bot("anna", "mina"), "direct")
    assert "väntar på att driftstörningen är över" in mine["text"]
    waits = only(await town.writes_to_the_bot("eva", "väntar"), "direct")
    assert "Fråga 1" not in waits["text"]


async def test_two_presses_at_once_count_once(town: Day) -> None:
    on = await town.writes_to_the_bot("cecilia", ON)
    await town.says("anna", ASKS[0], "q1")
    stage, key = town.play.stage, banners(on)[0]["key"]
    shown = await asyncio.gather(*(
        stage.app.bot.hear(ButtonPressed(id=f"press:{who}", at=stage.clock.now(), key=key, action="outage_off",
                                         who=Account(platform=stage.chat.name, id=town.play._account(who))))
        for who in ("cecilia", "mats")))  # fmt: skip
    said = sorted(one.message.text for one in shown if isinstance(one, Notice))
    assert said[0] == "Den driftstörningen är redan över sedan i dag 09:00."
    assert said[1].startswith(f"Driftstörningen ”{TITLE}” är över")
    lines = await town.passes("0s")
    assert called(lines) == ["anna"]
    assert len(banners(lines, "revised")) == 1


async def test_very_many_are_told_in_parts_and_each_once(town: Day) -> None:
    await town.writes_to_the_bot("cecilia", ON)
    many, chat = AT_ONCE + 5, town.play.stage.chat
    async with town.store.transaction() as tx:
        for number in range(many):
            ref = MessageRef(platform=chat.name, channel=f"direct:{town.play._account('anna')}", id=f"x{number}")
            await tx.questions.add(Question(asker="anna", asked_at=town.play.stage.clock.now(), text="", root=ref, outage=1,
                                            state=State.WAITING, called=True))  # fmt: skip
    off = await town.presses("cecilia", "outage_off")
    assert len([line for line in off if line["event"] == "direct"]) == AT_ONCE
    told = [line for line in off + await town.passes("5s") if line["reply"] == "linked" and line["event"] == "direct"]
    assert len(told) == len({line["key"] for line in told}) == many
    async with town.store.reading() as tx:
        assert {one.state for one in await tx.questions.of_outage(1)} == {State.ANSWERED}
        assert await tx.timers.keys("outage/") == []


async def test_whoever_asks_while_it_ends_hears_it_or_gets_a_person(town: Day) -> None:
    """Nobody waits for the end of what is over, whichever comes first."""
    on = await town.writes_to_the_bot("cecilia", ON)
    stage, key = town.play.stage, banners(on)[0]["key"]
    now, name = stage.clock.now(), stage.chat.name
    asked = [
        MessagePosted(id=f"asks:{who}", at=now, text=ASKS[number % 2], ref=MessageRef(platform=name, channel="support", id=f"p{number}"),
                      author=Account(platform=name, id=town.play._account(who)))
        for number, who in enumerate(("anna", "olle", "gunilla", "goran", "dragana"))
    ]  # fmt: skip
    off = ButtonPressed(id="off", at=now, key=key, action="outage_off", who=Account(platform=name, id="mats"))
    await asyncio.gather(*map(stage.app.bot.hear, (*asked[:3], off, *asked[3:])))
    await town.passes("2s")
    async with town.store.reading() as tx:
        everything = await tx.questions.where()
    assert len(everything) == len(asked)
    assert [one for one in everything if one.outage is not None and one.follows] == []
