"""The settings of the matcher: a mode for each place, and caution."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import ConfigError, load


def test_each_place_may_have_a_mode_of_its_own_also_by_variable(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text('[matching]\nmode = "suggest"\n[matching.places]\nsupport = "Shadow"\n')
    policy = load({}, file).matching
    assert [policy.at(place).mode for place in ("support", "central", None)] == ["shadow", "suggest", "suggest"]
    policy = load({"SUPPORTBOT_MATCHING__PLACES": "support=shadow, skola = answer"}).matching
    assert policy.places == {"support": "shadow", "skola": "answer"}


def test_a_direct_conversation_is_never_watched() -> None:
    policy = load({"SUPPORTBOT_MATCHING__MODE": "shadow"}).matching
    assert [policy.at(place).mode for place in ("support", None)] == ["shadow", "answer"]


@pytest.mark.parametrize(
    ("matching", "words"),
    [
        ({"places": {"support": "loud"}}, "support: ”loud” is not known; write answer, suggest or shadow"),
        ({"places": "support"}, "”support” is no table"),
        ({"places": ["support"]}, "is no table; write one = value a line"),
        ({"caution": "none"}, "”none” is not known; write low, normal or high"),
    ],
)
def test_a_wrong_mode_of_a_place_or_caution_is_told(matching: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(words)):
        load({}, overrides={"matching": matching})
