"""Long texts are cut at paragraphs and lines, and never inside a call, a link, an entity or a sign."""

from __future__ import annotations

import pytest

from bot.platforms.shared.marks import Known
from bot.platforms.slack.body import fitting, lines, sections
from bot.platforms.slack.limits import place_to_cut, plain_text, shorten, size
from knowledge.conversation.message import escape, mention
from tests.slack.render.rules import length, loose, signs

KNOWN = Known(accounts={"eva": "U0EVA"})


def test_a_short_text_is_one_section() -> None:
    assert sections(["ett", "", "två"], 12_000) == ["ett\n\ntvå"]


def test_a_long_text_is_cut_at_a_paragraph_where_one_is_near() -> None:
    texts = ["a" * 1000, "b" * 1000, "", "c" * 900, "d" * 500]
    made = sections(texts, 12_000)
    assert [one[0] + one[-1] for one in made] == ["ab", "cd"]
    assert "\n\n" not in "".join(made)


def test_a_long_text_without_paragraphs_is_cut_at_lines() -> None:
    made = sections([f"rad {number} " + "x" * 90 for number in range(60)], 12_000)
    assert len(made) == 2
    assert all(size(one) <= 3000 and one.startswith("rad ") for one in made)
    assert sum(one.count("\n") + 1 for one in made) == 60


def test_what_is_too_much_ends_with_dots_after_a_whole_line() -> None:
    texts = ["första raden", "", "andra raden", "tredje raden"]
    assert fitting(texts, 30) == ["första raden", "", "andra raden", "…"]
    assert fitting(texts, 20) == ["första raden", "…"]
    assert fitting(fitting(texts, 20), 20) == fitting(texts, 20)
    assert fitting(texts, 100) == texts


def test_one_long_line_is_cut_between_words_and_keeps_its_sign() -> None:
    made = lines("> " + "ord " * 2000, KNOWN)
    assert len(made) == 3
    assert all(one.startswith("> ord") and one.endswith("ord") for one in made)
    made = lines("- " + "ord " * 1000, KNOWN)
    assert [one[:5] for one in made] == ["• ord", "ord o"]


def test_bold_that_goes_over_a_cut_is_bold_on_both_sides() -> None:
    made = lines(f"**{'ord ' * 1000}**", KNOWN)
    assert len(made) == 2
    assert all(one.startswith("*ord") and one.endswith("ord*") for one in made)


@pytest.mark.parametrize("piece", ["&", "<", mention("eva", "Eva"), "[läs](https://a.se/b)", "a_a", "e\u0301", "👩‍🏫"])
def test_a_line_without_spaces_is_never_cut_inside_a_sign(piece: str) -> None:
    text = escape(piece) if len(piece) == 1 else piece
    made = lines("x" + text * 3000 + "x", KNOWN)
    assert all(length(one) <= 3000 for one in made)
    assert [loose(one) for one in made] == [[]] * len(made)
    assert not any(one.startswith(("\u0301", "\u200d", "_")) or one.endswith(("_", "\u200d")) for one in made)
    whole = lines("x" + text * 3, KNOWN)[0][1:]
    assert "".join(made).count(whole[: len(whole) // 3].strip()) >= 2990
    assert [signs(one) for one in made] == [[]] * len(made)


@pytest.mark.parametrize("before", range(3))
def test_an_underscore_at_a_cut_is_no_sign(before: int) -> None:
    made = lines("x" * before + "aa_" * 3000 + "a", KNOWN)
    assert [signs(one) for one in made] == [[]] * len(made)
    assert "aa_aa_aa" in made[1]


def test_a_few_letters_are_not_cut_off_at_the_end_of_a_line() -> None:
    made = lines("x" * 2940 + f"**{'ordet ' * 600}**", KNOWN)
    assert made[0] == "x" * 2940
    assert made[1].startswith("*ordet ")


def test_a_cut_goes_back_to_a_space_if_one_is_near() -> None:
    assert place_to_cut("ett två tre", 8) == 7
    assert place_to_cut("ett två tre", 7) == 7
    assert place_to_cut("x" * 50, 10) == 10
    assert place_to_cut("aa&amp;bb", 5) == 2
    assert place_to_cut("kort", 10) == 4


def test_words_that_fit_stand_and_others_end_with_dots() -> None:
    assert shorten("ett två", 7) == "ett två"
    assert shorten("ett två tre", 8) == "ett två…"
    assert shorten(shorten("ett två tre", 8), 8) == "ett två…"
    assert size(shorten("🙂" * 100, 75)) <= 75


def test_plain_words_stand_on_one_line_and_call_nobody() -> None:
    made = plain_text("ett\n två <!channel> <@U1>", 75)
    assert made == {"type": "plain_text", "text": "ett två <\u200b!channel> <\u200b@U1>", "emoji": True}
    assert plain_text("", 75)["text"] == "…"
