"""Which encoder is in use: the setting, what is installed, and what is wrong with it."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.embedding.base import EmbedderError
from bot.embedding.choose import choose, chosen
from bot.embedding.registry import CHOICES, ENCODERS

MODULES = {
    "fine_encoder": "from tests.bot.encoders import Letters as load\n",
    "wheel_encoder": "raise ImportError('libgomp.so.1: cannot open shared object file')\n",
    "chip_encoder": (
        "from bot.embedding.base import EmbedderError\n"
        "def load():\n    raise EmbedderError('this processor has no avx2')\n"
    ),
    "cut_encoder": "def load(:\n",
    "shy_encoder": "import a_package_that_nobody_has\n",
}
AUTO = "auto"


@pytest.fixture(autouse=True)
def _modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, words in MODULES.items():
        (tmp_path / f"{name}.py").write_text(words, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


def test_none_is_none() -> None:
    choice = choose("none", {"fine": "fine_encoder"})
    assert (choice.embedder, choice.is_broken) == (None, False)
    assert choice.words == "questions are compared by their words alone (matching.embedder is none)"


def test_automatically_the_first_one_that_is_installed_is_used() -> None:
    choice = choose(AUTO, {"shy": "shy_encoder", "fine": "fine_encoder"})
    assert choice.embedder is not None
    assert choice.words == "questions are compared by words and meaning (letters 1)"


def test_without_any_installed_words_do() -> None:
    choice = choose(AUTO, {"shy": "shy_encoder"})
    assert (choice.embedder, choice.is_broken) == (None, False)
    assert "no encoder is installed" in choice.words


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("wheel_encoder", "ImportError libgomp.so.1: cannot open shared object file"),
        ("chip_encoder", "this processor has no avx2"),
        ("cut_encoder", "SyntaxError "),
    ],
)
def test_one_that_cannot_be_used_leaves_words_with_one_warning(
    module: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert f"odd cannot be used: {why}" in choose(AUTO, {"odd": module}).why
    with caplog.at_level(logging.INFO):
        assert chosen(AUTO, {"odd": module}) is None
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "\n" not in record.getMessage()


@pytest.mark.parametrize("module", ["wheel_encoder", "chip_encoder", "cut_encoder", "shy_encoder"])
def test_one_that_is_named_must_be_there(module: str) -> None:
    with pytest.raises(EmbedderError, match=r"matching\.embedder is odd, which .*; install the extra ”semantic”"):
        choose("odd", {"odd": module})


def test_every_encoder_can_be_chosen_and_has_a_file() -> None:
    assert set(CHOICES) == {"auto", "none", *ENCODERS}
    assert all(find_spec(module) for module in ENCODERS.values())
