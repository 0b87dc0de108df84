"""Plays that nobody wrote: whatever people press and write, nobody is left waiting and nothing breaks."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.replies.buttons import actions
from knowledge.support.question import State
from storage.store import Store
from tests.journeys.town import ASSIGN, LOGGED_OUT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from knowledge.support.question import Question
    from tests.databases import Databases
    from tests.journeys.day import Day

PEOPLE = ("anna", "eva", "olle", "cecilia", "mats", "nya")
PRESSES = ("helped", "not_helped", "take", "solved", "reopen", "keep", "wrong_answer", "not_a_question", "undo",
           "ask_human", "in_channel", "to_contact", "use_faq:plan")  # fmt: skip
WORDS = ("tack!", "det hjälpte inte", "det löste sig, tack", "jag tar den", "Menar du i appen eller på datorn?",
         "Öppna menyn och välj skriv ut, så går det.", "det är på datorn", "strunt i det", ASSIGN)  # fmt: skip
TIMES = ("1m", "31m", "5h", "1d", "6d")
ASKED = (("says", ASSIGN), ("says", SIGNS), ("writes_to_the_bot", VOTE), ("writes_to_the_bot", f"fråga {LOGGED_OUT}"))

press = st.tuples(st.just("presses"), st.sampled_from(PEOPLE), st.sampled_from(PRESSES))
word = st.tuples(st.just("says"), st.sampled_from(PEOPLE), st.sampled_from(WORDS))
hand_on = st.tuples(st.just("hands on"), st.sampled_from(PEOPLE), st.sampled_from(("mats", "eva", "jonas")))
alone = st.tuples(
    st.just("alone"), st.sampled_from(("eva", "mats")), st.sampled_from(("borta till fredag", "tillbaka"))
)
time = st.tuples(st.just("passes"), st.just(""), st.sampled_from(TIMES))
edit = st.tuples(st.just("edits"), st.just("anna"), st.sampled_from((SIGNS, LOGGED_OUT)))
steps = st.lists(st.one_of(press, press, word, time, hand_on, alone, edit), max_size=12)


async def _step(day: Day, what: str, who: str, value: str) -> None:
    match what:
        case "presses":
            await day.presses(who, value, "q")
        case "says":
            await day.says(who, value, thread="q")
        case "hands on":
            await day.fills(who, "hand_on", "q", to=value)
        case "alone":
            await day.writes_to_the_bot(who, value)
        case "edits":
            await day.edits(who, "q", value)
        case _:
            await day.passes(value)


async def _all_is_well(day: Day) -> None:
    async with day.store.reading() as tx:
        assert await tx.inbox.failed() == []
        for question in await tx.questions.where():
            keys = await tx.timers.keys(question.key(""))
            calls = await tx.outbox.live(question.key("call"))
            assert not (question.state is State.WAITING and not question.holders), question
            assert keys or _needs_none(question), question
            assert len(calls) <= max(len(question.holders), 1), [said.key for said in calls]
            card = await tx.outbox.said(question.key("card"))
            shown = [button.action for button in card.message.buttons] if card else []
            assert set(shown) <= set(actions(question)), question


def _needs_none(question: Question) -> bool:
    at_the_end = question.state is State.WAITING and question.called and question.deadline is None
    return not question.is_open or at_the_end or question.linked_to is not None


@given(st.sampled_from(ASKED), steps)
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_somebody_has_it_or_it_is_over(
    databases: Databases, asked: tuple[str, str], played: list[tuple[str, str, str]]
) -> None:
    async def play(folder: Path, url: str) -> None:
        day = await begin(await Store.open(url), folder)
        await getattr(day, asked[0])("anna", asked[1], "q")
        for what, who, value in played:
            await _step(day, what, who, value)
            await _all_is_well(day)
        await day.end()

    with tempfile.TemporaryDirectory() as name, databases.fresh("sqlite", Path(name)) as url:
        asyncio.run(play(Path(name), url))
