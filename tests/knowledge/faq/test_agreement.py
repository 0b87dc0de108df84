"""Whether a colleague's reply is told to say what an entry says, on the replies of the samples."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from knowledge.faq.agreement import MISTAKEN, RECOGNISED, SAME, agreement, corrected
from knowledge.faq.index import Index
from tests.knowledge.faq.conftest import SAMPLE


def read(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((SAMPLE.parent / name).read_text(encoding="utf-8")))


def test_most_replies_are_taken_for_their_entry_and_few_for_another_that_is_near(sample: Index) -> None:
    replies = {row["id"]: row for row in read("train_silence_sv.yaml")}
    right, wrong = [], []
    for label in read("replies_sv.yaml"):
        reply, entry = replies[label["message"]], label["entry"]
        right.append(agreement(reply["text"], [entry], sample))
        wrong += [agreement(reply["text"], [one], sample) for one in label["near"]]
    assert len(right) > 80
    assert sum((like or 0) >= SAME for like in right) / len(right) == pytest.approx(RECOGNISED, abs=0.05)
    assert sum((like or 0) >= SAME for like in wrong) / len(wrong) == pytest.approx(MISTAKEN, abs=0.05)


def test_the_nearest_of_several_entries_counts(sample: Index) -> None:
    said = "Freja går bra, välj andra sätt att logga in så kommer kommunen upp"
    assert agreement(said, ["gallring", "vh-freja"], sample) == 1.0
    assert (agreement(said, ["gallring"], sample) or 0) < SAME
    assert agreement(said, ["no-such-entry"], sample) == 0.0


@pytest.mark.parametrize("said", ["", "🙂", "xyzzy qwfp", "???"])
def test_what_says_nothing_cannot_be_compared(said: str, sample: Index) -> None:
    assert agreement(said, ["vh-freja"], sample) is None


def test_an_empty_faq_agrees_with_nothing(sample: Index) -> None:
    assert agreement("välj Freja", ["vh-freja"], Index.build([], sample.weights)) is None


def test_the_correction_takes_out_what_the_estimate_errs() -> None:
    assert corrected(RECOGNISED) == pytest.approx(1.0)
    assert corrected(MISTAKEN) == 0.0
    assert corrected(0.0) == 0.0
    assert corrected(1.0) == 1.0
    assert corrected((RECOGNISED + MISTAKEN) / 2) == pytest.approx(0.5)
