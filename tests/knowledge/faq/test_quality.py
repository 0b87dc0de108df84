"""The matcher gets no worse unseen: the figures of floors.yaml on the messages of the samples, words alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from knowledge.faq.weights import RankWeights, Weights
from tests.knowledge.faq.quality import SAMPLES, Floor, below, figures, floors


@pytest.mark.parametrize("floor", floors(), ids=lambda floor: floor.name)
def test_the_matcher_is_no_worse_than_it_was(floor: Floor, weights: Weights) -> None:
    """Worse on purpose, for something that is worth more? Renew the floors, as floors.yaml says, and say why."""
    assert below(floor, figures(floor, weights)) == []


def test_the_floors_notice_a_worse_ranking(weights: Weights) -> None:
    floor = floors()[0]
    learned = weights.lexical
    blind = {name: value for name, value in learned.rank.candidate.items() if not name.startswith(("odds", "char"))}
    worse = replace(weights, lexical=replace(learned, rank=RankWeights(candidate=blind, none=learned.rank.none)))
    assert below(floor, figures(floor, worse))


def test_the_floors_notice_a_worse_gate(weights: Weights) -> None:
    floor = floors()[0]
    gate = replace(weights.lexical.gate, named={}, hashed=weights.lexical.gate.hashed * 0.1)
    deaf = replace(weights, lexical=replace(weights.lexical, gate=gate))
    assert [line for line in below(floor, figures(floor, deaf)) if "auroc" in line or "false" in line]


def test_every_sample_file_with_labelled_messages_has_a_floor() -> None:
    measured = {file for floor in floors() for file in floor.questions}
    labelled = set()
    for file in SAMPLES.glob("*/*.yaml"):
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        if isinstance(rows, list) and rows and "text" in rows[0] and "expected" in rows[0]:
            labelled.add(file.relative_to(SAMPLES).as_posix())
    assert labelled
    assert labelled <= measured
