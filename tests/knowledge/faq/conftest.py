"""The shipped weights and the sample FAQ, indexed once for all tests of the matcher."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.files.faq_file import read_faq
from bot.library import load_matcher
from knowledge.faq.index import Index
from knowledge.faq.weights import Weights

SAMPLE = Path(__file__).parents[3] / "samples" / "unikum" / "faq_sv.yaml"


@pytest.fixture(scope="session")
def weights() -> Weights:
    return load_matcher()


@pytest.fixture(scope="session")
def sample(weights: Weights) -> Index:
    return Index.build(read_faq(SAMPLE).value, weights)
