"""The settings of the matcher: a mode for each place, and caution."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import ConfigError, load
from bot.library import load_matcher, with_words


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


def test_an_organisations_own_words_stand_beside_the_packaged_ones(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("abbreviations: {skp: [skolpaket, paket]}\nsynonyms: [[tavla, skärm]]\nfillers: [god jul på er]\n")
    words = load({"SUPPORTBOT_MATCHING__WORDS": str(file)}).words
    book = with_words(load_matcher(), words).words
    assert book.meaning(("skp",)) == ("skolpaket", "paket")
    assert book.meaning(("tavla",)) == ("skärm",)
    assert book.meaning(("vh",)) == ("vårdnadshavare",), "the packaged ones stay"
    assert book.without_fillers(["god", "jul", "på", "er", "alla"]) == ["alla"]
    assert load({}).words == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "abbreviations: {skp: 3}\nfillers: god jul\n",
            "abbreviations: write ”short: long” in each line; fillers: write a list",
        ),
        (
            "förkortningar: {a: b}",
            "förkortningar: there is no such list; write some of abbreviations, glossary, synonyms, fillers",
        ),
        ("synonyms: [tavla, skärm]", "synonyms: write lists of words that mean the same"),
        ("- a", "holds no lists; begin with ”abbreviations:”"),
        ("a: [", "is no YAML file"),
        (None, "cannot be read"),
    ],
)
def test_a_file_of_words_that_cannot_be_used_is_told_with_all_its_faults(
    tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "words.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(words)):
        load({}, overrides={"matching": {"words": str(file)}})
