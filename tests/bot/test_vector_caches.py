"""The two caches of vectors: a file that may be in any state, and a table that replicas share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import SetClock
from bot.embedding.cache import key_of
from bot.embedding.file_cache import MOST, FileVectors, awaited
from bot.embedding.stored import StoredVectors
from knowledge.faq.meaning import Vector
from storage.store import Store
from tests.bot.encoders import WIDTH, Letters

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def vector(seed: int = 1) -> Vector:
    return np.random.default_rng(seed).normal(size=WIDTH).astype(np.float32)


def test_a_key_tells_encoder_and_kind_and_hides_the_text() -> None:
    encoder = Letters()
    asked, told = (key_of(encoder, "Hur loggar jag in?", answers=is_answer) for is_answer in (False, True))
    assert asked.startswith("letters-1/question/")
    assert told.startswith("letters-1/answer/")
    assert asked != key_of(encoder, "Hur loggar jag ut?", answers=False)
    assert "loggar" not in asked
    assert key_of(encoder, "half \ud83d", answers=False)


async def test_a_file_gives_back_what_was_saved_also_to_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    await FileVectors(folder).save({"a": vector(1)})
    await FileVectors(folder).save({"b": vector(2)})
    found = await FileVectors(folder).load(["a", "b", "c"], WIDTH)
    assert set(found) == {"a", "b"}
    assert np.array_equal(found["a"], vector(1))
    assert [one.name for one in folder.iterdir()] == ["vectors.npz"], "nothing else is left behind"


async def test_of_too_many_the_oldest_go(tmp_path: Path) -> None:
    cache = FileVectors(tmp_path)
    await cache.save({f"old {n}": np.zeros(2, dtype=np.float32) for n in range(MOST)})
    await cache.save({"new": np.ones(2, dtype=np.float32)})
    found = await cache.load(["old 0", "old 1", "new"], 2)
    assert set(found) == {"old 1", "new"}


async def test_vectors_of_another_width_are_none(tmp_path: Path) -> None:
    cache = FileVectors(tmp_path)
    await cache.save({"a": vector()})
    assert await cache.load(["a"], WIDTH + 1) == {}
    await cache.save({"b": np.zeros(3, dtype=np.float32)})
    assert set(await cache.load(["a", "b"], 3)) == {"b"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(where=st.integers(0, 5000), what=st.binary(min_size=1, max_size=40), cut=st.booleans())
def test_a_file_in_any_state_is_as_good_as_none_or_right(where: int, what: bytes, tmp_path: Path, *, cut: bool) -> None:
    (tmp_path / "vectors.npz").unlink(missing_ok=True)
    asyncio.run(FileVectors(tmp_path).save({f"k{n}": vector(n) for n in range(9)}))
    raw = (tmp_path / "vectors.npz").read_bytes()
    where %= len(raw)
    (tmp_path / "vectors.npz").write_bytes(raw[:where] if cut else raw[:where] + what + raw[where + len(what) :])
    found = asyncio.run(FileVectors(tmp_path).load([f"k{n}" for n in range(9)], WIDTH))
    assert all(np.array_equal(one, vector(int(key[1:]))) for key, one in found.items())


@pytest.mark.parametrize("content", [b"", b"PK", b"no vectors at all", b"\x93NUMPY\x01\x00"])
async def test_a_file_of_something_else_is_replaced(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "vectors.npz").write_bytes(content)
    cache = FileVectors(tmp_path)
    assert await cache.load(["a"], WIDTH) == {}
    await cache.save({"a": vector()})
    assert set(await cache.load(["a"], WIDTH)) == {"a"}


def in_the_way(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("a file where a folder is wanted", encoding="utf-8")
    return tmp_path / "file" / "cache"


def a_folder(tmp_path: Path) -> Path:
    (tmp_path / "vectors.npz" / "x").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("place", [in_the_way, a_folder, lambda _path: None])
async def test_where_nothing_can_be_written_nothing_is_kept(place: Callable[[Path], Path], tmp_path: Path) -> None:
    cache = FileVectors(place(tmp_path))
    for _ in range(2):
        await cache.save({"a": vector()})
        assert await cache.load(["a"], WIDTH) == {}


def test_awaited_gives_the_result_and_the_error() -> None:
    async def three() -> int:
        return 3

    async def none() -> None:
        raise ZeroDivisionError

    assert awaited(three()) == 3
    with pytest.raises(ZeroDivisionError):
        awaited(none())


async def test_a_table_gives_back_what_another_replica_saved(store: Store) -> None:
    clock = SetClock(NOW)
    await StoredVectors(store, clock).save({"a": vector(1), "b": vector(2)})
    found = await StoredVectors(store, clock).load(["a", "c"], WIDTH)
    assert set(found) == {"a"}
    assert np.array_equal(found["a"], vector(1))
    assert await StoredVectors(store, clock).load(["a"], WIDTH - 1) == {}


async def test_what_is_loaded_counts_as_used_and_is_noted_once_a_day(sqlite_store: Store) -> None:
    clock = SetClock(NOW)
    cache = StoredVectors(sqlite_store, clock)
    await cache.save({"a": vector()})
    for hours, noted in ((23, NOW), (25, NOW + timedelta(hours=25)), (26, NOW + timedelta(hours=25))):
        clock.set(NOW + timedelta(hours=hours))
        await cache.load(["a"], WIDTH)
        async with sqlite_store.reading() as tx:
            assert (await tx.vectors.get(["a"]))["a"].used_at == noted


async def test_a_database_that_is_no_use_costs_only_time(empty_database: str, caplog: pytest.LogCaptureFixture) -> None:
    store = await Store.open(empty_database)
    cache = StoredVectors(store, SetClock(NOW))
    with caplog.at_level(logging.WARNING):
        await cache.save({"a": vector()})
        assert await cache.load(["a"], WIDTH) == {}
    await store.close()
    assert len(caplog.records) == 2
