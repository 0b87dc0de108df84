"""`train --own`: what presses make better serves at once, anything else stays as it was, and `--reset` goes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from bot import config
from bot.brain import Brain
from bot.clock import MachineClock
from bot.commands import train_own
from bot.commands.check_calibration import calibration
from bot.embedding.meanings import Meanings
from bot.library import load_matcher
from bot.settings_values import Settings
from bot.training.own import learn_own
from knowledge.faq.entry import FaqEntry
from knowledge.faq.own import as_json, read_parts, with_own
from knowledge.faq.verdict import Policy, Situation
from knowledge.faq.weights import Vector
from storage.store import Store
from tests.bot.commanding import supportbot
from tests.bot.encoders import Letters, Shelf
from tests.bot.pressed import pressed, store_presses

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
FAQ = [
    FaqEntry(id="login", question="Hur loggar jag in?", answer="Via Skolfederation."),
    FaqEntry(id="print", question="Hur skriver jag ut schemat?", answer="Klicka på Skriv ut."),
]
ASKED = "hur gör man för att logga in i Unikum?"


class Wide(Letters):
    """Vectors as wide as those that the shipped weights for meaning were learned with."""

    width = 384

    def embed(self, texts: Sequence[str], *, answers: bool = False) -> Vector:
        narrow = super().embed(texts, answers=answers)
        return np.hstack((narrow, np.zeros((len(texts), self.width - narrow.shape[1]), dtype=np.float32)))


@pytest.fixture
def settings(database: str) -> Settings:
    """The settings of the desk whose database `store` is."""
    return config.load({"DATABASE_URL": database}, overrides={})


@pytest.fixture
async def brain(store: Store) -> AsyncIterator[Brain]:
    async with store.transaction() as tx:
        await tx.faq.replace(FAQ, None, NOW)
    serving = Brain(store, load_matcher())
    await serving.refresh(NOW)
    yield serving
    await serving.close()


async def stored(store: Store) -> dict[str, Any] | None:
    async with store.reading() as tx:
        return await tx.calibration.get()


async def sureness(brain: Brain) -> float:
    """How sure the bot is of its answer now, without having been started anew."""
    await brain.settle(NOW)
    return (await brain.read(ASKED, Policy())).verdict(Situation()).confidence


async def test_what_is_better_is_stored_and_serves_without_a_restart(
    store: Store, settings: Settings, brain: Brain, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await sureness(brain)
    await store_presses(store, pressed(400, -1.2, NOW))
    assert await train_own._train(settings, NOW, dry=False) == 0
    said = capsys.readouterr().out
    assert "400 presses; they tell something of 400 questions" in said
    assert "Whether the answer is right, by words alone: 400 questions" in said
    assert "refitted: both are better than as shipped" in said
    assert "by words and meaning: 0 questions (0 right, 0 wrong)\n  stays as shipped: fewer than 50" in said
    assert "Stored: own (the answer is right, by words alone, since 2026-11-24 08:00 UTC" in said
    after = await sureness(brain)
    assert 0 < after < before - 0.05
    joint = brain._weights.lexical.joint
    assert joint.own_pulls
    assert brain._weights.meaning
    assert brain._weights.meaning.joint.own_pulls is None


async def test_a_dry_run_tells_the_same_and_stores_nothing(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await store_presses(store, pressed(400, -1.2, NOW))
    async with store.reading() as tx:
        revision = await tx.faq.revision()
    assert await train_own._train(settings, NOW, dry=True) == 0
    said = capsys.readouterr().out
    assert "refitted: both are better than as shipped" in said
    assert "Nothing is stored (--dry-run); it would be: own (the answer is right" in said
    async with store.reading() as tx:
        assert (await tx.calibration.get(), await tx.faq.revision()) == (None, revision)


async def test_what_is_not_better_leaves_everything_as_it_was(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await store_presses(store, pressed(80, -1.2, NOW))
    assert await train_own._train(settings, NOW, dry=False) == 0
    said = capsys.readouterr().out
    assert "stays as shipped: fewer than 50 right or 50 wrong ones" in said
    assert said.endswith("Nothing is changed.\n")
    assert await stored(store) is None


async def test_presses_of_another_year_count_no_more(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await store_presses(store, pressed(400, -1.2, NOW - timedelta(days=train_own.DAYS + 1)))
    assert await train_own._train(settings, NOW, dry=False) == 0
    assert "0 presses" in capsys.readouterr().out
    assert await stored(store) is None


async def test_reset_goes_back_to_the_shipped_odds(
    store: Store, settings: Settings, brain: Brain, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await sureness(brain)
    await store_presses(store, pressed(400, -1.2, NOW))
    await train_own._train(settings, NOW, dry=False)
    assert await sureness(brain) != before
    capsys.readouterr()
    assert await train_own._reset(settings, dry=True) == 0
    assert "Nothing is changed (--dry-run); this would go: own (" in capsys.readouterr().out
    assert await stored(store)
    assert await train_own._reset(settings, dry=False) == 0
    assert "as shipped again; this is gone: own (" in capsys.readouterr().out
    assert await stored(store) is None
    assert await sureness(brain) == before
    assert await train_own._reset(settings, dry=False) == 0
    assert "there is nothing to take away" in capsys.readouterr().out


async def test_what_serves_stays_when_a_later_training_is_no_better(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await store_presses(store, pressed(400, -1.2, NOW))
    await train_own._train(settings, NOW, dry=False)
    kept = await stored(store)
    capsys.readouterr()
    assert await train_own._train(settings, NOW + timedelta(days=500), dry=False) == 0
    assert "the own odds of 2026-11-24 stay: fewer than 50" in capsys.readouterr().out
    assert await stored(store) == kept


async def test_meaning_is_learned_apart_and_what_served_before_goes_on_beside_it(
    store: Store, settings: Settings
) -> None:
    await store_presses(store, pressed(400, -1.2, NOW))
    await train_own._train(settings, NOW, dry=False)
    first = {one.name for one in read_parts(await stored(store))}
    assert {way for way, _ in first} == {"lexical"}
    later = NOW + timedelta(days=400)
    await store_presses(store, pressed(400, -1.2, later, meant=True))
    await train_own._train(settings, later, dry=False)
    parts = read_parts(await stored(store))
    assert {one.way for one in parts if one.since == later} == {"meaning"}
    assert first == {one.name for one in parts if one.since == NOW}


async def test_a_message_whose_meaning_is_compared_goes_by_the_odds_for_that(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.faq.replace(FAQ, None, NOW)
    brain = Brain(store, load_matcher(), Meanings(Wide(), Shelf()), patience=None)
    words_alone = Brain(store, load_matcher())
    before = await sureness(brain), await sureness(words_alone)
    (part, *_) = learn_own(pressed(400, -1.2, NOW, meant=True), load_matcher(), (), NOW).new
    assert part.way == "meaning"
    async with store.transaction() as tx:
        await tx.calibration.put(as_json([replace(part, odds=replace(part.odds, pulls={"bias": -9.0}))]))
    assert await sureness(brain) < 0.001 < before[0]
    assert await sureness(words_alone) == before[1]
    meant = [(await one.read(ASKED, Policy())).verdict(Situation()).meant for one in (brain, words_alone)]
    assert meant == [True, False]
    await brain.close()
    await words_alone.close()


async def test_check_says_that_the_odds_are_the_desks_own_and_since_when(store: Store, settings: Settings) -> None:
    assert await calibration(settings) == ("Calibration: as shipped", [])
    await store_presses(store, pressed(400, -1.2, NOW))
    await train_own._train(settings, NOW, dry=False)
    line, found = await calibration(settings)
    assert line.startswith("Calibration: own (the answer is right, by words alone, since 2026-11-24 08:00 UTC")
    assert found == []


async def test_odds_made_for_another_versions_weights_do_not_serve_and_check_says_so(
    store: Store, settings: Settings, brain: Brain
) -> None:
    before = await sureness(brain)
    parts = learn_own(pressed(400, -1.2, NOW), load_matcher(), (), NOW).new
    assert parts
    old = [replace(one, made_from="0") for one in parts]
    async with store.transaction() as tx:
        await tx.calibration.put(as_json(old))
    assert await sureness(brain) == before
    line, (found,) = await calibration(settings)
    assert line == "Calibration: as shipped"
    assert "run `supportbot train --own` again" in found.words
    assert learn_own((), load_matcher(), old, NOW).stored == (), "they are not kept beside new ones"


def test_the_stored_value_gives_the_same_odds_again() -> None:
    parts = learn_own(pressed(400, -1.2, NOW), load_matcher(), (), NOW).new
    assert parts
    assert read_parts(as_json(parts)) == parts
    joint = with_own(load_matcher(), parts).lexical.joint
    assert {one.what: one.odds for one in parts} == {"answer": joint.own_pulls, "useful": joint.own_useful}


def with_store(url: str, what: Callable[[Store], Awaitable[object]]) -> None:
    async def run() -> None:
        store = await Store.open(url)
        try:
            await what(store)
        finally:
            await store.close()

    asyncio.run(run())


def test_the_command_works_as_it_is_typed(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    made = pressed(400, -1.2, MachineClock().now())
    with_store(database, lambda store: store_presses(store, made))
    assert supportbot("train", "--own") == 0
    assert "Stored: own (" in capsys.readouterr().out
    supportbot("check")
    assert "Calibration: own (the answer is right" in capsys.readouterr().out
    assert supportbot("train", "--own", "--reset") == 0
    supportbot("check")
    assert "Calibration: as shipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--data and --out are needed (or --own)"),
        (("--data", "x"), "--data and --out are needed"),
        (("--own", "--data", "x"), "--data, --out, --keep and --lexical are not for it"),
        (("--own", "--keep"), "--data, --out, --keep and --lexical are not for it"),
        (("--data", "x", "--out", "y", "--reset"), "--reset, --dry-run and --config go with --own"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("train", *words) == 2
    assert told in capsys.readouterr().err


def test_without_a_database_or_with_an_old_one_it_says_what_helps(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/none.db")
    assert supportbot("train", "--own") == 1
    assert "there is no database" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    with_store(f"sqlite+aiosqlite:///{tmp_path}/none.db", lambda store: store.schema())
    assert supportbot("train", "--own") == 1
    assert "run `supportbot migrate` first" in capsys.readouterr().err
