"""Files of labelled pairs: both forms are read, and all that is wrong is named in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.files.faults import FileErrors
from bot.files.pairs_file import Pair, read_pairs


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_yaml_and_json_lines_are_read_in_order(tmp_path: Path) -> None:
    one = written(tmp_path, "pairs.yaml", '- {a: "är det nere?", b: "kommer ingen in?", same: true}\n')
    other = written(tmp_path, "pairs.jsonl", '{"a": "x", "b": "y", "same": false}\n')
    assert read_pairs(one, other).value == [
        Pair(a="är det nere?", b="kommer ingen in?", same=True),
        Pair(a="x", b="y", same=False),
    ]


def test_all_faults_are_named_with_their_lines(tmp_path: Path) -> None:
    file = written(tmp_path, "pairs.yaml", "- {a: x, same: true}\n- {a: x, b: y}\n- {a: x, b: y, same: perhaps}\n")
    with pytest.raises(FileErrors) as told:
        read_pairs(file)
    words = str(told.value)
    assert "line 1, b: is missing" in words
    assert "line 2, same: is missing" in words
    assert "line 3, same: ”perhaps” is neither true nor false" in words


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileErrors, match="is no list of pairs"):
        read_pairs(written(tmp_path, "pairs.yaml", "a: x\n"))
