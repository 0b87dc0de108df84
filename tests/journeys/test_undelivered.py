"""Plays: a message cannot be got out; whoever needs it gets it in another way, central hears of it once, and it ends there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.conversation.event import Undelivered
from tests.journeys.day import only
from tests.journeys.happenings import heard, takes_nothing
from tests.journeys.town import ASSIGN, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store


def told(lines: list[Line]) -> dict[str, str]:
    """Person -> what they were told alone."""
    return {line["to"]: line["text"] for line in lines if line["event"] == "direct"}


async def test_a_question_whose_channel_takes_nothing_reaches_its_contact_and_its_asker(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    takes_nothing(day, "support")
    asked = await day.says("anna", SIGNS, "q")
    assert told(asked)["eva"].startswith(
        "Jag kan inte skriva i supportkanalen just nu. Anna Ek frågar där:\n”går det att"
    )
    assert told(asked)["anna"].startswith("Frågan ligger hos Eva Lind, Lindskolan.")
    assert only(asked, "posted", "alarm")["text"] == (
        "⚠️ Jag kan inte skriva i supportkanalen. Den som har hand om en fråga därifrån får den privat. "
        "Är kanalen kvar, och är jag med i den?"
    )
    more = await day.says("gunilla", VOTE, "q2")
    assert told(more).keys() == {"jonas", "gunilla"}
    assert [line for line in more if line["reply"] == "alarm"] == []  # said once
    taken = await day.presses("eva", "take", "q")
    buttons = {line["to"]: line["buttons"] for line in taken if line["event"] == "revised"}
    assert buttons.keys() == {"anna", "eva"}  # both go on where they stand
    assert buttons["anna"] == ["solved"]
    assert "hand_on" in buttons["eva"]
    await day.end()


async def test_an_answer_reaches_its_asker_all_the_same(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    takes_nothing(day, "support")
    answer = only(await day.says("anna", ASSIGN, "q"), "direct", "answer")
    assert (answer["to"], answer["faq"], answer["buttons"]) == ("anna", ["plan"], ["helped", "not_helped", "solved"])
    helped = await day.presses("anna", "helped", "q")
    assert only(helped, "revised", "solved")["to"] == "anna"
    await day.end()


async def test_a_question_that_the_bot_was_to_put_in_the_channel_is_not_lost(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    takes_nothing(day, "support")
    sent = await day.writes_to_the_bot("anna", f"fråga {SIGNS}", "q")
    assert "namnskyltar" in told(sent)["eva"]
    async with store.reading() as tx:
        assert not (await tx.outbox.counts()).get("pending")
    next_one = await day.comes("2026-11-24T13:01")  # Lindskolan has one contact: the central ones are next
    assert told(next_one).keys() == {"cecilia"}
    assert [line for line in next_one if line["reply"] == "alarm"] == []
    await day.end()


async def test_the_school_is_asked_for_in_the_askers_own_conversation(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    takes_nothing(day, "support")
    asked = await day.says("nya", SIGNS, "q")
    assert [line["reply"] for line in asked if line["to"] == "nya"] == ["waiting", "choose_school"]
    assert len([line for line in asked if line["reply"] == "alarm"]) == 1  # of the channel, and of nothing else
    chosen = await day.presses("nya", "choose_school:lindskolan", "q")
    assert told(chosen).keys() == {"eva"}
    await day.end()


async def test_a_hint_that_is_lost_is_no_reason_to_alarm_anybody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("anna", SIGNS, "q")
    at = day.play.stage.clock.now()
    for number, key in enumerate(("question/1/notice", "question/1/school", "person/anna/welcome")):
        lost = Undelivered(id=f"lost{number}", at=at, key=key, platform="local", channel="support", person="anna",
                           reply="ask_more", reason="gone")  # fmt: skip
        assert await heard(day, lost) == []
    await day.end()


async def test_nothing_goes_in_circles_when_people_cannot_be_reached_either(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    takes_nothing(day, "support", "direct:eva", "direct:anna")
    asked = await day.says("anna", SIGNS, "q")
    alarms = sorted(line["text"].split(" kom inte fram")[0] for line in asked if line["reply"] == "alarm")
    assert [text[:40] for text in alarms] == [
        "⚠️ Ett meddelande till Anna Ek",
        "⚠️ Ett meddelande till Eva Lind",
        "⚠️ Jag kan inte skriva i supportkanalen.",
    ]
    assert await day.state("q") == "waiting"
    assert "leila" not in told(asked)
    assert len(asked) == 3
    await day.end()


async def test_central_hears_of_it_alone_when_its_channel_takes_nothing(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    takes_nothing(day, "support", "central")
    asked = await day.says("anna", SIGNS, "q")
    assert told(asked).keys() == {"anna", "eva", "cecilia", "mats", "amina"}
    assert told(asked)["mats"].startswith("⚠️ Jag kan inte skriva i central, så det som ska till er kommer hit.")
    takes_nothing(day, "direct:mats")
    assert told(await day.says("gunilla", VOTE, "q2")).keys() == {"jonas", "gunilla"}
    await day.end()


async def test_central_hears_by_name_of_somebody_whose_own_conversation_takes_nothing(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    at = day.play.stage.clock.now()
    hint = Undelivered(id="undelivered:900", at=at, key="hint/1", platform="local", channel="support", person="anna",
                       reply="choose_school", reason="gone")  # fmt: skip
    assert [line for line in await heard(day, hint) if line["reply"] == "alarm"] == []  # a hint may be lost
    blocked = replace(hint, id="undelivered:901", key="hint/2", reason="blocked")
    alarm = only(await heard(day, blocked), "posted", "alarm")
    assert "Anna Ek kom inte fram" in alarm["text"]
    await day.end()
