"""Which messages are about changing people or groups by hand: few are missed, and next to none is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.support.emergency_admin import is_about

MESSAGES = yaml.safe_load(Path(__file__).with_suffix(".yaml").with_stem("emergency_admin").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kept", [False, True])
def test_what_is_about_it_is_found_and_nothing_else(kept: bool) -> None:
    rows = [row for row in MESSAGES if row.get("kept", False) is kept]
    about = [row["text"] for row in rows if row["about"]]
    assert not [row["text"] for row in rows if not row["about"] and is_about(row["text"])]
    assert len([one for one in about if is_about(one)]) >= 0.9 * len(about) >= 16


@pytest.mark.parametrize("text", ["", "?" * 3000, "elev " * 400, "Lägg " * 300, "\ue000elev\ue001", "🙂"])
def test_odd_messages_are_not_about_it(text: str) -> None:
    assert not is_about(text)
