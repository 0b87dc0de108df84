"""Plays: real presses hold all that `train --own` needs, and what it stores is what the desk goes by from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.library import load_matcher
from bot.training.own import learn_own
from knowledge.faq.odds import OwnOdds, chance
from knowledge.faq.own import OwnPart, as_json, mark, shipped
from knowledge.faq.presses import ANSWER, LEXICAL, USEFUL, told
from tests.journeys.day import Day, events, only
from tests.journeys.lessons import OFFERING, OTHERS, SURE, THROWN_OUT
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.feedback import Feedback
    from storage.store import Store


async def pressed(day: Day) -> list[Feedback]:
    async with day.store.reading() as tx:
        return await tx.feedback.all()


async def test_presses_on_what_was_offered_hold_the_evidence_of_their_verdicts(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **OFFERING)
    await day.says("anna", OTHERS[0], "good")
    await day.presses("anna", "pick:out", "good")
    await day.presses("anna", "helped", "good")
    await day.says("gunilla", OTHERS[1], "bad")
    await day.presses("gunilla", "none_of_these", "bad")
    await day.says("goran", OTHERS[2], "no question")
    await day.presses("eva", "not_a_question", "no question")
    await day.presses("mats", "not_a_question", "no question")
    found = told(await pressed(day))
    assert [one.right for one in found.examples[LEXICAL, ANSWER]] == [True, False, False]
    assert [one.right for one in found.examples[LEXICAL, USEFUL]] == [True, False, False]
    assert not found.left_out
    weights = load_matcher()
    rows = {row.question: row.features["confidence"] for row in await pressed(day)}
    for example, promised in zip(found.examples[LEXICAL, ANSWER], rows.values(), strict=True):
        assert chance(shipped(weights, LEXICAL, ANSWER), example.evidence) == pytest.approx(promised, abs=0.002)
    await day.end()


async def test_a_press_where_the_bot_said_nothing_is_counted_and_not_learned(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", THROWN_OUT, "q")
    await day.presses("eva", "use_faq:out", "q")
    await day.presses("anna", "helped", "q")
    outcome = learn_own(await pressed(day), load_matcher(), (), day.play.stage.clock.now())
    assert "  left out: 1 to which the bot had neither answered nor suggested anything" in outcome.lines
    assert outcome.new == ()
    await day.end()


async def test_the_desk_goes_by_its_own_odds_from_the_next_message_on(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **OFFERING)
    only(await day.says("anna", OTHERS[0], "before"), "posted", "suggestion")
    now, weights = day.play.stage.clock.now(), load_matcher()
    never = OwnOdds(pulls={"bias": -20.0}, low=0.0, top=1.0)
    parts = [
        OwnPart(way=LEXICAL, what=what, since=now, made_from=mark(shipped(weights, LEXICAL, what)), odds=never)
        for what in (ANSWER, USEFUL)
    ]
    async with store.transaction() as tx:
        await tx.calibration.put(as_json(parts))
    assert {reply for _, reply in events(await day.says("gunilla", OTHERS[1], "after"))} == {"waiting"}
    async with store.transaction() as tx:
        await tx.calibration.put(None)
    only(await day.says("goran", OTHERS[2], "again"), "posted", "suggestion")
    await day.end()
