"""What was said on Slack while the bot could not hear is read back, and counts as if it had been heard in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.worker.catch_up import CatchUp
from tests.journeys.day import Day, called
from tests.slack.fake import Channel
from tests.slack.stage import account, channel

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.store import Store
    from tests.slack.fake import FakeSlack

ANNA, EVA, SUPPORT = account("anna"), account("eva"), channel("support")
ASSIGN = "Hur tilldelar jag en planering till min klass?"
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"


class Deaf:
    """A day at the desk on Slack, in which nothing is delivered to the bot for a while."""

    def __init__(self, day: Day) -> None:
        self.day = day
        stage = day.play.stage
        self.slack: FakeSlack = stage.chat.slack  # type: ignore[attr-defined] # the chat of a day on Slack
        app = stage.app
        self._catch_up = CatchUp(app.store, app.platforms, app.bot.hear, app.clocks)
        self._seconds = 0

    async def hears_again(self, *, after_gap: bool = False) -> None:
        """The channels are read back, and what comes of it is done; own conversations only after a gap."""
        if after_gap:
            self.day.play.stage.app.platforms["slack"].inner._troubles.kept_back += 1  # type: ignore[attr-defined]
        self.day.play.stage.clock.set(self.day.play.stage.clock.now() + timedelta(minutes=11))
        await self._catch_up.once()
        await self.day.passes("0s")

    def moves(self) -> None:
        """A minute goes by."""
        self.day.play.stage.clock.set(self.day.play.stage.clock.now() + timedelta(minutes=1))

    async def numbers(self) -> list[tuple[int, str]]:
        """The questions there are: number and state."""
        async with self.day.store.reading() as tx:
            return [(one.number, one.state.value) for one in await tx.questions.where()]


@pytest.fixture(params=["socket", "http"])
async def deaf(request: pytest.FixtureRequest, sqlite_store: Store) -> AsyncIterator[Deaf]:
    day = await Day.begin(sqlite_store, on=request.param, matching={"answer": "0.99", "suggest": "0.98"})
    deaf = Deaf(day)
    await deaf._catch_up.once()  # the first start: from here on nothing is missed
    deaf.moves()
    yield deaf
    await day.end()


async def test_a_question_that_nobody_heard_is_answered_when_it_is_read_back(deaf: Deaf) -> None:
    async with deaf.slack.unheard():
        ts = await deaf.slack.says(ANNA, SUPPORT, ASSIGN)
    await deaf.hears_again()
    assert await deaf.numbers() == [(1, "answered")]
    card = deaf.slack.seen(SUPPORT, ts)[-1]
    assert "Skolbanken" in card["text"]
    await deaf.hears_again()
    assert len(deaf.slack.seen(SUPPORT, ts)) == 2, "read back once more, it is not answered once more"


async def test_a_reply_an_edit_and_a_reaction_that_nobody_heard_count_too(deaf: Deaf) -> None:
    day = deaf.day
    assert called(await day.says("anna", SIGNS, "q")) == ["eva"]
    root = day.play.posts["q"]
    deaf.moves()
    async with deaf.slack.unheard():
        await deaf.slack.says(EVA, SUPPORT, "Ja, under Grupper finns Skriv ut, där väljer du namnskyltar.", thread=root)
    await deaf.hears_again()
    assert await day.state("q") == "answered"
    await day.says("anna", ASSIGN, "edited")
    assert await day.state("edited") == "answered"
    deaf.moves()
    async with deaf.slack.unheard():
        await deaf.slack.edits(ANNA, SUPPORT, day.play.posts["edited"], SIGNS.replace("namnskyltar", "diplom"))
    await deaf.hears_again()
    assert (await day.question("edited")).text.startswith("går det att skriva ut diplom")
    async with deaf.slack.unheard():
        late = await deaf.slack.says(ANNA, SUPPORT, "Hur får jag in gympasalens schema i unikum?")
        await deaf.slack.reacts(ANNA, SUPPORT, late, "white_check_mark")
    await deaf.hears_again()
    assert (await deaf.numbers())[-1][1] == "solved"


@pytest.mark.parametrize("answered", [False, True], ids=["with nothing under it", "with a card under it"])
async def test_a_question_that_was_removed_unheard_goes(deaf: Deaf, answered: bool) -> None:
    day = deaf.day
    await day.says("anna", ASSIGN, "q")
    root = day.play.posts["q"]
    if not answered:
        await day.presses("cecilia", "not_a_question", "q")
        await day.presses("cecilia", "undo", "q")
    deaf.moves()
    async with deaf.slack.unheard():
        await deaf.slack.deletes(ANNA, SUPPORT, root)
    await deaf.hears_again()
    question = await day.question("q")
    assert (question.state.value, question.text) == ("dropped", "")


async def test_a_press_is_not_lost_by_a_gap_and_a_read_back_reaction_does_not_close_what_was_opened_again(
    deaf: Deaf,
) -> None:
    day = deaf.day
    await day.says("anna", SIGNS, "q")
    await day.reacts("anna", "done", "q")
    assert await day.state("q") == "solved"
    await day.presses("anna", "reopen", "q")
    assert await day.state("q") == "waiting"
    await deaf.hears_again()
    assert await day.state("q") == "waiting"


async def test_what_was_written_to_the_bot_alone_is_read_back_for_those_who_have_written_before(deaf: Deaf) -> None:
    day = deaf.day
    await day.writes_to_the_bot("anna", "vem")
    deaf.moves()
    async with deaf.slack.unheard():
        await deaf.slack.says(ANNA, deaf.slack.direct(ANNA), ASSIGN)
    await deaf.hears_again(after_gap=True)
    assert await deaf.numbers() == [(1, "answered")]


async def test_a_channel_that_the_bot_was_invited_to_unheard_is_asked_about_once(deaf: Deaf) -> None:
    deaf.slack.workspace.channels["CNEW"] = Channel("CNEW", "nya-kanalen", [ANNA, EVA])
    async with deaf.slack.unheard():
        await deaf.slack.invites_bot(EVA, "CNEW")
    await deaf.hears_again()
    asked = [line for line in deaf.day.lines if line["key"] == "place/slack/CNEW"]
    assert [(line["event"], line["to"]) for line in asked] == [("direct", "cecilia")]
    assert "nya-kanalen" in asked[0]["text"]
    await deaf.hears_again()
    assert len([line for line in deaf.day.lines if line["key"] == "place/slack/CNEW"]) == 1


async def test_a_place_that_the_bot_was_taken_out_of_unheard_is_told_to_central(deaf: Deaf) -> None:
    async with deaf.slack.unheard():
        await deaf.slack.removes_bot(EVA, SUPPORT)
    await deaf.hears_again()
    async with deaf.day.store.reading() as tx:
        assert list(await tx.shut.why("slack", SUPPORT)) == ["removed"], "what is to be said there is kept"


async def test_a_list_that_was_cut_short_takes_no_question_away(deaf: Deaf) -> None:
    await deaf.day.says("anna", ASSIGN, "q")
    deaf.moves()
    root = deaf.day.play.posts["q"]
    deaf.slack.world.left_out.add(root)
    await deaf.hears_again()
    assert await deaf.day.state("q") == "answered"


async def test_a_reaction_on_an_older_question_that_nobody_heard_counts(deaf: Deaf) -> None:
    day = deaf.day
    await day.says("anna", SIGNS, "q")
    await day.says("lisa", "Hur får jag in gympasalens schema i unikum?", "other")
    for _ in range(30):
        deaf.moves()
    await deaf.hears_again()
    async with deaf.slack.unheard():
        await deaf.slack.reacts(ANNA, SUPPORT, day.play.posts["q"], "white_check_mark")
        await deaf.slack.reacts(EVA, SUPPORT, day.play.posts["other"], "eyes")
    await deaf.hears_again()
    assert (await day.state("q"), await day.state("other")) == ("solved", "taken")
    await day.fills("eva", "hand_on", "other", to="cecilia")
    await deaf.hears_again()
    assert (await day.question("other")).taken_by is None, "she has handed it on since"
