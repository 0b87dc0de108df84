"""Measures the matcher on one core at one size of FAQ, beside rapidfuzz in the same run; leaves judging to the docs.

`tests.bench` starts it on one core; only the changes beside the ranking may use more.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from rapidfuzz import fuzz, process

from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.rank import rank
from tests.bench.made_faq import asked, made_faq

_TEXTS = 2
_ASKED, _COMPARED, _CHANGED = 300, 12, 30


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(texts: list[str], index: Index) -> list[float]:
    """Milliseconds for ranking each text, as a clock on the wall shows."""
    return [_lasted(partial(rank, text, index), time.perf_counter) for text in texts]


def _lasted(work: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    work()
    return (clock() - began) * 1000


def _memory() -> float:
    """Resident megabytes of this process; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 / 1e6 if status.exists() else 0.0


def _built(entries: list[FaqEntry]) -> Index:
    weights = load_matcher()
    gc.collect()
    before, began = _memory(), time.process_time()
    index = Index.build(entries, weights)
    took = time.process_time() - began
    print(f"  built in {took:.1f} s, {_memory() - before:.0f} MB more, {len(index.vocabulary):,} words")
    return index


def _ranked(entries: list[FaqEntry], index: Index) -> None:
    questions = asked(entries, _ASKED)
    texts = [text for text, _ in questions]
    timed(texts[:30], index)
    took = [_lasted(partial(rank, text, index), time.process_time) for text in texts]
    right = sum(rank(text, index)[0].id == entry for text, entry in questions) / len(questions)
    choices = [text.lower() for entry in entries for text in entry.texts]
    slow = [
        _lasted(partial(process.extract, text, choices, scorer=fuzz.WRatio, limit=10), time.process_time)
        for text in texts[:_COMPARED]
    ]
    print(f"  rank   p50 {median(took):8.2f}  p95 {percentile(took, 0.95):8.2f} ms; right at first {right:.2f}")
    print(f"  WRatio p50 {median(slow):8.2f}  p95 {percentile(slow, 0.95):8.2f} ms")
    print(f"  ratio of the medians {median(slow) / median(took):.1f}")


def _served(entries: list[FaqEntry], index: Index) -> None:
    """Ranking in this thread while another one changes entries."""
    texts = [text for text, _ in asked(entries, _ASKED)]
    quiet, changed = timed(texts, index), list[float]()
    over = threading.Event()

    def change() -> None:
        now = index
        for number in range(_CHANGED):
            began = time.perf_counter()
            now = now.changed(replace(entries[number * 7], question=f"hur plockar man blåbär {number}"))
            changed.append((time.perf_counter() - began) * 1000)
        over.set()

    worker = threading.Thread(target=change)
    worker.start()
    busy = list[float]()
    while not over.is_set():
        busy += timed(texts[len(busy) % _ASKED :][:1], index)
    worker.join()
    print(f"  one entry changed: p50 {median(changed):.0f}  max {max(changed):.0f} ms")
    print(f"  rank, p99 on the wall while nothing changes {percentile(quiet, 0.99):.1f} ms, meanwhile {percentile(busy, 0.99):.1f} ms"
          f" (n={len(busy)})")  # fmt: skip


def main(size: int) -> None:
    """All figures for one size."""
    print(f"matching, {size:,} entries with {_TEXTS} ways of asking each, lexical, one core; processor time")
    entries = made_faq(size, _TEXTS)
    index = _built(entries)
    _ranked(entries, index)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    _served(entries, index)


if __name__ == "__main__":
    main(int(sys.argv[1]))
