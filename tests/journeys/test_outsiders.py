"""Plays: guests and people of other organisations; served or not as it is set, and never more than askers."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from knowledge.conversation.event import (
    Account,
    ButtonPressed,
    CommandGiven,
    Event,
    MemberJoined,
    MessagePosted,
    MessageRef,
    Presence,
    Reacted,
)
from knowledge.conversation.message import Notice, Shown
from tests.journeys.day import Day, called, only
from tests.journeys.happenings import known, people, person
from tests.journeys.town import ASSIGN, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

GUEST = Account(platform="local", id="vik", name="Vikarien", is_guest=True)
OTHER = Account(platform="local", id="granne", name="Grannen", is_guest=True, is_external=True)
_NUMBERS = count(1)


async def wrote(day: Day, who: Account, text: str, channel: str = "support", **more: object) -> Shown | None:
    """A message of somebody whom the platform calls a guest, or of elsewhere."""
    number = next(_NUMBERS)
    ref = MessageRef(platform="local", channel=channel, id=f"x{number}")
    event = MessagePosted(id=f"out:{number}", at=day.play.stage.clock.now(), author=who, ref=ref, text=text, **more)  # type: ignore[arg-type]
    return await day.play.stage.app.bot.hear(event)


async def did(day: Day, kind: type[Event], who: Account, **fields: object) -> Shown | None:
    at = day.play.stage.clock.now()
    return await day.play.stage.app.bot.hear(kind(id=f"out:{next(_NUMBERS)}", at=at, who=who, **fields))  # type: ignore[call-arg]


def said(shown: Shown | None) -> str:
    assert isinstance(shown, Notice)
    assert shown.message.reply == "refusal"
    return shown.message.text


@pytest.mark.parametrize(
    ("who", "setting", "words"),
    [
        (GUEST, "guests", "Gäster kan läsa här men inte ställa frågor till mig. Be en kollega på skolan."),
        (OTHER, "external", "Jag hjälper bara den egna kommunens personal. Fråga supporten där du arbetar."),
    ],
)
async def test_who_is_not_served_hears_it_once_a_day_and_nothing_is_kept(
    store: Store, tmp_path: Path, who: Account, setting: str, words: str
) -> None:
    day = await begin(store, tmp_path, people={setting: "false"})
    assert await wrote(day, who, "hej alla, trevlig helg") is None  # nothing was asked
    assert said(await wrote(day, who, SIGNS)) == words
    assert await wrote(day, who, VOTE) is None
    assert await wrote(day, who, ASSIGN, "direct:x") is None
    await day.comes("2026-11-25T09:00")
    assert said(await wrote(day, who, ASSIGN)) == words
    assert await did(day, MemberJoined, who, channel="support") is None
    await day.passes("1h")
    assert day.lines == []
    async with store.reading() as tx:
        assert await tx.questions.where() == []
    assert (await people(store)).person_of("local", who.id) is None
    await day.end()


@pytest.mark.parametrize("who", [GUEST, OTHER])
async def test_who_is_served_asks_as_anybody_but_gives_no_commands(store: Store, tmp_path: Path, who: Account) -> None:
    day = await begin(store, tmp_path)
    await wrote(day, who, SIGNS)
    async with store.reading() as tx:
        assert [one.holders for one in await tx.questions.where()] == [("cecilia",)]
    refusal = (
        "Det kan bara kommunens egen personal göra. Ställ gärna frågan med egna ord i supportkanalen, så svarar vi."
    )
    assert said(await wrote(day, who, "vem", "direct:x")) == refusal
    assert said(await did(day, CommandGiven, who, text=f"fråga {VOTE}", channel="support")) == refusal
    async with store.reading() as tx:
        assert len(await tx.questions.where()) == 1
    await day.end()


async def test_each_of_the_two_settings_is_for_its_own_people(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"guests": "false"})
    assert await wrote(day, OTHER, SIGNS) is None
    async with store.reading() as tx:
        assert len(await tx.questions.where()) == 1
    await day.end()


async def test_a_press_of_who_is_not_served_is_always_answered_and_does_nothing(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"guests": "false"})
    await day.says("anna", SIGNS, "q")
    for _ in range(2):
        assert said(await did(day, ButtonPressed, GUEST, key="question/1/card", action="take")).startswith("Gäster kan")
    root = (await day.question("q")).root
    assert await did(day, Reacted, GUEST, ref=root, reaction="looking") is None
    assert await day.state("q") == "waiting"
    await day.end()


async def test_a_guest_takes_nobodys_question(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q")
    assert said(await did(day, ButtonPressed, GUEST, key="question/1/card", action="take")).startswith(
        "Det kan bara kommunens egen"
    )
    root = (await day.question("q")).root
    await did(day, Reacted, GUEST, ref=root, reaction="looking")
    assert await day.state("q") == "waiting"
    await day.end()


async def test_what_the_profile_tells_counts_also_where_the_message_does_not_say_it(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, people={"guests": "false"})
    assert called(await day.says("vik", SIGNS, "q1")) == ["cecilia"]  # nobody could know yet
    await known(day, "vik", is_guest=True)
    refused = only(await day.says("vik", VOTE, "q2"), "refused", "refusal")
    assert refused["text"].startswith("Gäster kan läsa här")
    await known(day, "vik", presence=Presence(is_away=True, sign="dnd"))  # tells nothing of it
    assert (await person(store, "vik")).guest
    await known(day, "vik", is_guest=False)  # employed now
    assert called(await day.says("vik", VOTE, "q3")) == ["mats"]
    await day.end()


async def test_a_contact_whose_account_is_a_guests_is_not_asked_and_gives_no_commands(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    await known(day, "eva", is_guest=True)
    assert called(await day.says("anna", SIGNS, "q")) == ["cecilia"]  # the school has no other contact
    assert only(await day.presses("eva", "take", "q"), "refused")["text"].startswith("Det kan bara kommunens egen")
    assert only(await day.writes_to_the_bot("eva", "väntar"), "refused")
    await known(day, "eva", is_guest=False)
    assert only(await day.writes_to_the_bot("eva", "väntar"), "direct")
    await day.end()
