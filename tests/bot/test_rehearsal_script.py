"""Rehearsal scripts: what they may say, and how their faults are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.files.faults import FileErrors
from bot.rehearsal.script import read_script

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "directory: d.yaml\nfaq: f.yaml\nstart: 2026-11-24T09:00\n"


def _script(folder: Path, text: str) -> Path:
    file = folder / "script.yaml"
    file.write_text(text, "utf-8")
    return file


def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path: Path) -> None:
    steps = "steps:\n- {who: on, in: support, says: yes, as: 1}\n- {after: 90s}\n"
    script = read_script(_script(tmp_path, HEAD + steps))
    assert script.steps[0].who == "on"
    assert script.steps[0].value == "yes"
    assert script.steps[0].label == "1"
    assert script.steps[1].value == timedelta(seconds=90)
    assert script.start == datetime(2026, 11, 24, 9)  # noqa: DTZ001 - local time of the organisation


def test_all_faults_are_told_at_once_with_their_steps(tmp_path: Path) -> None:
    steps = "- {who: anna, sings: la}\n- {says: hej}\n- {after: long}\n- {who: a, says: x, presses: y}\n"
    text = f"directory: d.yaml\nstart: soon\nsteps:\n{steps}"
    with pytest.raises(FileErrors) as told:
        read_script(_script(tmp_path, text))
    words = str(told.value)
    for part in ("faq", "start", "step 1", "sings", "step 2", "needs who", "step 3", "long", "step 4", "says, presses"):
        assert part in words


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "steps: [", "\x00"])
def test_what_is_no_script_is_told_plainly(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileErrors):
        read_script(_script(tmp_path, text))


def test_a_missing_file_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(FileErrors, match="cannot be read"):
        read_script(tmp_path / "nothing.yaml")


def test_an_edit_has_its_new_text(tmp_path: Path) -> None:
    script = read_script(_script(tmp_path, HEAD + 'steps:\n- {who: anna, edits: q1, says: "ny text"}\n'))
    assert (script.steps[0].does, script.steps[0].value, script.steps[0].text) == ("edits", "q1", "ny text")
