"""Bot.hear: one event is one transaction; what a busy database, a double event and a very long message come to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.brain import Brain
from bot.embedding.meanings import Meanings
from bot.hearing import Bot
from bot.library import load_matcher
from bot.platforms.base import TryLater
from bot.words import load_texts
from knowledge.conversation.event import Account, ButtonPressed, FormFilled, MemberJoined, MessagePosted, MessageRef
from tests.bot.encoders import Shelf, Slow
from tests.journeys.day import Day

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.reader import MessageReader
    from knowledge.faq.verdict import Policy
    from storage.store import Store

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
async def day(store: Store) -> AsyncIterator[Day]:
    begun = await Day.begin(store)
    yield begun
    await begun.end()


def posted(text: str, number: int = 1, who: str = "anna") -> MessagePosted:
    ref = MessageRef(platform="local", channel="support", id=f"x{number}")
    return MessagePosted(id=f"local:x{number}", at=AT, author=Account(platform="local", id=who), ref=ref, text=text)


async def test_the_same_event_twice_and_the_same_message_under_two_events_are_one_question(day: Day) -> None:
    bot = day.play.stage.app.bot
    event = posted("Hur tilldelar jag en planering till min klass?")
    await bot.hear(event)
    await bot.hear(event)
    twin = MessagePosted(id="local:twin", at=AT, author=event.author, ref=event.ref, text=event.text, mentions_bot=True)
    await bot.hear(twin)
    async with day.store.reading() as tx:
        assert [one.number for one in await tx.questions.where()] == [1]


async def test_ten_tellings_at_once_are_one_question(day: Day) -> None:
    event = posted("Hur tilldelar jag en planering till min klass?")
    await asyncio.gather(*(day.play.stage.app.bot.hear(event) for _ in range(10)))
    async with day.store.reading() as tx:
        assert len(await tx.questions.where()) == 1


class Counting(Brain):
    """Notes what it was given to read."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, load_matcher(), patience=None)
        self.texts: list[str] = []

    async def read(self, text: str, policy: Policy) -> MessageReader:
        self.texts.append(text)
        return await super().read(text, policy)


async def test_what_is_told_again_while_it_waits_or_when_it_is_known_is_not_read_again(day: Day) -> None:
    app, brain = day.play.stage.app, Counting(day.store)
    settings = app.settings
    bot = Bot(day.store, policy=settings.policy, matching=settings.matching, hours=settings.calendar, texts=load_texts(),
              brain=brain, clock=app.clocks.desk)  # fmt: skip
    event = posted("Hur tilldelar jag en planering till min klass?")
    async with day.store.transaction() as tx:
        await tx.inbox.is_new_message(event.ref)  # a writer that takes its time
        with pytest.raises(TryLater):
            await bot.hear(event)
        again = asyncio.create_task(bot.hear(event))
        await asyncio.sleep(0)
        await tx.connection.rollback()
    await again
    await bot.hear(event)
    await bot.hear(replace(event, id="local:read back"))
    assert brain.texts == [event.text]


async def test_two_presses_at_once_count_once(day: Day) -> None:
    await day.says("anna", "Hur tilldelar jag en planering till min klass?", "q")
    key = day.card("q")["key"]
    anna = Account(platform="local", id="anna")
    presses = [ButtonPressed(id=f"p{n}", at=AT, who=anna, key=key, action="helped") for n in range(2)]
    shown = await asyncio.gather(*(day.play.stage.app.bot.hear(one) for one in presses))
    kinds = sorted(one.message.reply for one in shown)  # type: ignore[union-attr]
    assert kinds == ["refusal", "solved"]
    async with day.store.reading() as tx:
        assert [line.what for line in await tx.questions.history(1)].count("solved") == 1


async def test_a_locked_database_asks_to_try_later_and_the_event_is_taken_once(day: Day) -> None:
    bot = day.play.stage.app.bot
    event = posted("Hur tilldelar jag en planering till min klass?")
    async with day.store.transaction() as tx:
        # A writer that takes its time: on PostgreSQL it holds the row that the event must wait for.
        await tx.inbox.is_new_message(event.ref)
        with pytest.raises(TryLater):
            await bot.hear(event)
        await tx.connection.rollback()
    await bot.hear(event)
    async with day.store.reading() as tx:
        assert len(await tx.questions.where()) == 1


async def test_while_one_message_waits_for_its_vector_the_desk_goes_on(sqlite_store: Store) -> None:
    encoder = Slow(after=10_000)
    day = await Day.begin(sqlite_store, meanings=Meanings(encoder, Shelf()))
    await day.says("anna", "Tack, den behövde jag också")
    encoder.after = 0
    bot = day.play.stage.app.bot
    heard = asyncio.ensure_future(bot.hear(posted("Hur tilldelar jag en planering till min klass?")))
    await asyncio.to_thread(encoder.began.wait, 60)
    joined = MemberJoined(id="j1", at=AT, who=Account(platform="local", id="sami"), channel="support")
    await bot.hear(joined)
    assert not heard.done()
    encoder.go.set()
    await heard
    await day.end()


async def test_a_message_of_100_kb_is_answered_like_any_other(day: Day) -> None:
    long = "Hur tilldelar jag en planering till min klass? " + "bla bla " * 12_500
    await day.play.stage.app.bot.hear(posted(long))
    async with day.store.reading() as tx:
        questions = await tx.questions.where()
    assert all(len(one.text) <= 8_001 for one in questions)


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂🙂", "\u200b\u200f", "!!!", "https://example.org", "\u202eabc"])
async def test_what_says_nothing_gets_nothing(day: Day, text: str) -> None:
    assert await day.says("anna", text) == []
    assert await day.passes("2m") == []


async def test_a_press_that_only_opens_a_form_waits_for_no_writer(day: Day) -> None:
    await day.says("anna", "Hur tilldelar jag en planering till min klass?", "q")
    await day.presses("eva", "take", "q")
    press = ButtonPressed(
        id="p9", at=AT, who=Account(platform="local", id="eva"), key=day.card("q")["key"], action="hand_on"
    )
    async with day.store.transaction() as tx:
        await tx.desk.set("busy", 1)
        shown = await day.play.stage.app.bot.hear(press)
    assert getattr(shown, "name", "") == "hand_on"


async def test_what_was_taught_serves_without_another_event(day: Day) -> None:
    app = day.play.stage.app
    values = {"question": "Hur skriver jag ut namnskyltar?", "ways": "skyltar i hallen", "answer": "**Skriv ut**."}
    who = Account(platform="local", id="cecilia")
    await day.says("anna", "hej", "q")  # the index is there
    await app.bot.hear(FormFilled(id="f1", at=AT, who=who, form="faq_entry", values=values))
    await app.brain.close()  # lets the build end that the event began
    assert app.brain.index.owners_of("skyltar i hallen")
    forms = [
        FormFilled(
            id=f"f{n}",
            at=AT,
            who=who,
            form="faq_entry",
            values={**values, "question": f"Fråga {n}?", "ways": f"sätt {n}"},
        )
        for n in range(2, 6)
    ]
    await asyncio.gather(*(app.bot.hear(form) for form in forms))
    await app.brain.close()
    assert all(app.brain.index.owners_of(f"sätt {n}") for n in range(2, 6))
