"""What a central contact may write: our subset stays markup, everything else is words, and what is wrong is named by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.broadcast.markup import checked, one_line
from knowledge.conversation.message import mentioned, plain


@pytest.mark.parametrize(("typed", "twin"), [
    ("Från **måndag** på *ett* ställe, `Bedömning`.", "Från måndag på ett ställe, Bedömning."),
    ("Läs [guiden](https://x.se/a_b)!", "Läs guiden (https://x.se/a_b)!"),
    ("- ett\n- två\n1. tre\n> citat", "- ett\n- två\n1. tre\n> citat"),
    ("5*3 < 20 & sant_namn #6B", "5*3 < 20 & sant_namn #6B"),
    ("a | b", "a | b"),
    (r"en \*stjärna\*", "en *stjärna*"),
])  # fmt: skip
def test_the_twin_says_what_was_typed(typed: str, twin: str) -> None:
    found = checked(typed)
    assert found.faults == ()
    assert plain(found.text) == twin


@pytest.mark.parametrize(("typed", "kind", "line"), [
    ("# Rubrik", "heading", 1), ("ok\n**fet", "bold", 2), ("ett ` bara", "code", 1), ("[a](http://x.se)", "link", 1),
    ("[a](desk:question/1/card)", "link", 1), ("| a | b |", "table", 1), ("<b>fet</b>", "html", 1),
    ("![bild](https://x.se/a.png)", "image", 1), ("hej @channel", "mass", 1), ("<!here> kom", "mass", 1),
    ("hej @alla", "mass", 1), ("x" * 3001, "long", 0),
])  # fmt: skip
def test_what_cannot_be_shown_is_named_with_its_line(typed: str, kind: str, line: int) -> None:
    assert (kind, line) in {(fault.kind, fault.line) for fault in checked(typed).faults}


@given(st.text(alphabet="*`[]()#>|<&_~\\ab \n@!:/", max_size=60))
def test_nothing_that_is_typed_becomes_more_than_our_subset(typed: str) -> None:
    safe = checked(typed).text
    assert mentioned(safe) == ()
    assert "desk:" not in plain(safe) or "desk:" in typed
    assert "](desk:" not in safe
    assert "](http://" not in safe


@given(st.text(max_size=40))
def test_a_title_has_no_markup(typed: str) -> None:
    assert plain(one_line(typed)) == " ".join(typed.split())
