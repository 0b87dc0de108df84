"""`evaluate --pairs` and `train --pairs`: figures beside older ways, errors to read, weights that are always the same."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands import train

SAMPLES = Path(__file__).parents[3] / "samples"
PAIRS = """
- {a: "Kan inte spara matrisen!", b: "kan inte spara matrisen", same: true}
- {a: "kan inte spara matrisen", b: "kan inte spara matrisen", same: false}
- {a: "hur byter jag bild", b: "läxan är borta", same: true}
"""


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    (tmp_path / "pairs.yaml").write_text(PAIRS, encoding="utf-8")
    return tmp_path / "pairs.yaml"


def evaluate(*words: str, code: int = 0) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "--faq", str(SAMPLES / "unikum" / "faq_sv.yaml"), "--lexical", *words])
    assert ended.value.code == code


def test_precision_recall_and_errors_are_told(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate("--pairs", str(pairs), "--json")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (found["pairs"], found["same"]) == (3, 2)
    assert (found["learned"]["joined"], found["learned"]["precision"], found["learned"]["recall"]) == (2, 0.5, 0.5)
    assert {one["same"] for one in found["errors"]} == {True, False}
    assert set(found["likeness"]) == set(found["rapidfuzz"]) == set(found["learned"])


def test_the_errors_are_printed_to_be_read(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate("--pairs", str(pairs))
    out = capsys.readouterr().out
    assert "Joined wrongly (1):\n  1.000  kan inte spara matrisen | kan inte spara matrisen" in out
    assert "Not joined (1):" in out
    assert "hur byter jag bild | läxan är borta" in out


def test_a_file_without_pairs_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pairs.yaml").write_text("[]", encoding="utf-8")
    evaluate("--pairs", str(tmp_path / "pairs.yaml"), code=1)
    assert "hold no pairs" in capsys.readouterr().err


def test_the_shipped_pairs_give_the_shipped_weights(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    train.add_arguments(parser)
    words = ["--data", str(SAMPLES / "unikum"), "--out", str(tmp_path), "--pairs", "--lexical"]
    assert train.run(parser.parse_args(words)) == 0
    assert [file.name for file in (tmp_path / "lexical").iterdir()] == ["pairs.json"]
    learned = json.loads((tmp_path / "lexical" / "pairs.json").read_text(encoding="utf-8"))
    shipped = SAMPLES.parent / "knowledge" / "faq" / "weights" / "lexical" / "pairs.json"
    used = json.loads(shipped.read_text(encoding="utf-8"))
    assert learned["limit"] == pytest.approx(used["limit"], abs=0.02)
    assert learned["pulls"] == pytest.approx(used["pulls"], abs=0.1)
