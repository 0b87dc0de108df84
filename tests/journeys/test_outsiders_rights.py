"""Plays: guests and people of other organisations may ask, and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knowledge.conversation.event import (
    Account,
    ButtonPressed,
    CommandGiven,
    Event,
    FormFilled,
    HomeOpened,
    MessageMarked,
    MessagePosted,
    MessageRef,
    Reacted,
)
from knowledge.conversation.message import Form, Home, Notice
from tests.journeys.town import ASSIGN, SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

GUEST = Account(platform="local", id="eva", is_guest=True)
"""The directory says that she is a contact; the platform says that she is a guest."""
NO = "Det kan bara kommunens egen personal göra. Ställ gärna frågan med egna ord i supportkanalen, så svarar vi."


async def _hear(day: Day, kind: type[Event], **values: Any) -> Any:
    shown = await day.play.stage.app.bot.hear(
        kind(id=f"guest:{len(day.lines)}:{values}", at=day.play.stage.clock.now(), **values)  # type: ignore[call-arg]  # each event's own
    )
    await day.passes("0s")
    return shown.message.text if isinstance(shown, Notice) else shown


async def test_a_guest_gives_no_commands_marks_searches_and_contacts_presses(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"guests": "true"})
    await day.says("anna", SIGNS, "q")
    ref = (await day.question("q")).root
    assert await _hear(day, CommandGiven, who=GUEST, text="väntar", channel="support") == NO
    alone = MessageRef(platform="local", channel="direct:eva", id="g1")
    assert await _hear(day, MessagePosted, author=GUEST, ref=alone, text="sök planering") == NO
    beside = MessageRef(platform="local", channel="support", id="g2")
    assert await _hear(day, MessagePosted, author=GUEST, ref=beside, text="/vem") == NO
    named = MessageRef(platform="local", channel="support", id="g3")
    assert await _hear(day, MessagePosted, author=GUEST, ref=named, text="vem", mentions_bot=True) == NO
    for mark in ("is_question", "to_contact", "not_a_question", "propose_faq"):
        assert await _hear(day, MessageMarked, who=GUEST, ref=ref, author=None, text=SIGNS, mark=mark) == NO
    for action in ("take", "solved", "not_a_question", "search", "absence", "back", "show_faq:plan", "take:1"):
        assert await _hear(day, ButtonPressed, who=GUEST, key="question/1/card", action=action) == NO, action
    for form in ("search", "absence", "hand_on", "faq_proposal", "faq_entry"):
        assert await _hear(day, FormFilled, who=GUEST, form=form, about="question/1", values={"text": "plan"}) == NO
    assert await day.state("q") == "waiting"
    await day.end()


async def test_a_guests_words_and_reactions_are_not_a_contacts(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"guests": "true"})
    await day.says("anna", SIGNS, "q")
    root = (await day.question("q")).root
    reply = replace(root, id="g1", thread=root.id)
    await _hear(day, MessagePosted, author=GUEST, ref=reply, text="jag tar den")
    for reaction in ("looking", "done"):
        await _hear(day, Reacted, who=GUEST, ref=root, reaction=reaction)
    beside = MessageRef(platform="local", channel="support", id="g2")
    await _hear(day, MessagePosted, author=GUEST, ref=beside, text="Anna, jag tar den")
    assert await day.state("q") == "waiting"
    await day.end()


async def test_a_guest_who_is_served_asks_and_says_whether_it_helped(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"guests": "true"})
    who = Account(platform="local", id="gast", name="Gösta Gäst", is_guest=True)
    await day.says("anna", SIGNS, "q")
    ref = MessageRef(platform="local", channel="support", id="g1")
    await _hear(day, MessagePosted, author=who, ref=ref, text=ASSIGN)
    shown = await _hear(day, ButtonPressed, who=who, key="question/2/card", action="helped")
    assert shown == "Tack. Då är frågan löst."
    assert isinstance(await _hear(day, ButtonPressed, who=who, key="home", action="ask"), Form)
    page = await day.opens_home("gast", guest=True)
    assert [part.plain for part in page.parts] == [
        "Skriv din fråga i supportkanalen eller till mig, så svarar jag eller en kollega."
    ]
    assert [button.action for part in page.parts for button in part.buttons] == ["ask"]
    await day.end()


async def test_where_guests_are_not_served_their_page_says_so(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"guests": "false"})
    page = await day.opens_home("eva", guest=True)
    assert isinstance(page, Home)
    assert [part.plain for part in page.parts] == [
        "Gäster kan läsa här men inte ställa frågor till mig. Be en kollega på skolan."
    ]
    assert page.parts[0].buttons == ()
    await day.end()


async def test_somebody_of_elsewhere_reads_why_on_the_page(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"external": "false"})
    other = Account(platform="local", id="granne", name="Grannen", is_guest=True, is_external=True)
    page = await day.play.stage.app.bot.hear(HomeOpened(id="h1", at=day.play.stage.clock.now(), who=other))
    assert isinstance(page, Home)
    assert [part.plain for part in page.parts] == [
        "Jag hjälper bara den egna kommunens personal. Fråga supporten där du arbetar."
    ]
    await day.end()


async def test_a_guests_message_becomes_no_question_where_guests_are_not_served(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, people={"guests": "false"})
    written = MessageMarked(id="m1", at=day.play.stage.clock.now(), who=Account(platform="local", id="jonas"), text=SIGNS,
                            author=Account(platform="local", id="gast", is_guest=True), mark="is_question",
                            ref=MessageRef(platform="local", channel="support", id="g1"))  # fmt: skip
    shown = await day.play.stage.app.bot.hear(written)
    assert isinstance(shown, Notice)
    assert shown.message.text.startswith("Den som skrev är gäst")
    await day.end()
